"""Rate limits: an answer that says when to come back, counted by account and by household, and
shared between machines through Redis."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.app import create_app
from portal.config import Config
from portal.web.limits import limiter
from tests.page import Visitor
from tests.requirements import absent


@pytest.fixture
def limited(app) -> Iterator[None]:
    limiter.enabled = True
    limiter.reset()
    yield
    limiter.reset()
    limiter.enabled = False


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    program = shutil.which("redis-server")
    if program is None:
        absent("redis", "redis-server is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", tmp_path],
        stdout=subprocess.DEVNULL,
    )
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            break
        except OSError:
            time.sleep(0.05)
    yield f"redis://127.0.0.1:{port}/0"
    server.terminate()
    server.wait(5)


def test_guessing_codes_ends_with_a_pause_for_that_account(world, limited):
    nil = world.visitor()
    for _ in range(10):
        assert nil.post("/sign-in", {"email": world.tom.email}).status == 303
    answer = nil.post("/sign-in", {"email": world.tom.email})
    assert answer.status == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "wait" in answer.text.lower()
    assert nil.post("/sign-in", {"email": world.tess.email}).status == 303


def test_a_household_shares_its_count_whatever_address_it_takes(world, limited):
    for number in range(30):
        visitor = world.visitor()
        origin = {"REMOTE_ADDR": f"2001:db8::{number:x}"}
        visitor.post("/sign-in", {"email": f"a{number}@mail.example"}, environ_overrides=origin)
    last = world.visitor().post(
        "/sign-in",
        {"email": "z@mail.example"},
        environ_overrides={"REMOTE_ADDR": "2001:db8::ffff:1"},
    )
    assert last.status == 429


def test_voting_is_limited_for_one_member_and_not_for_another(world, limited):
    tom, tess = world.visitor("tom"), world.visitor("tess")
    url = f"/rounds/{world.round.public_id}/votes/{world.support.public_id}"
    for number in range(120):
        answer = "for" if number % 2 else "against"
        assert tom.hx_post(url, {"answer": answer, "revision": "1"}).status == 200
    assert tom.hx_post(url, {"answer": "for", "revision": "1"}).status == 429
    assert tess.hx_post(url, {"answer": "for", "revision": "1"}).status == 200


def test_exports_of_all_formats_are_counted_together_for_each_person(world, limited):
    ana, hana = world.visitor("ana"), world.visitor("hana")
    page = f"/rounds/{world.round.public_id}/report"
    for number in range(30):
        assert ana.get(page + (".csv" if number % 2 else ".json")).status == 200
    assert ana.get(f"{page}.csv").status == 429
    assert ana.get(f"{page}.pdf").status == 429
    assert ana.get(page).status == 200
    assert hana.get(f"{page}.csv").status == 200


def test_guessing_passcodes_ends_with_a_pause(world, limited):
    nil = world.visitor()
    seen = [nil.post("/shared/nothing", {"passcode": "open sesame"}).status for _ in range(22)]
    assert seen == [404] * 20 + [429] * 2


def test_reading_and_leaving_are_never_limited(world, limited):
    tom = world.visitor("tom")
    for _ in range(80):
        assert tom.get("/account").status == 200
    assert tom.post("/sign-out").status == 303


@pytest.mark.redis
def test_two_machines_count_together_through_redis(world, redis_url, config: Config):
    from dataclasses import replace

    shared = replace(config, redis_url=redis_url)
    machines = [create_app(shared), create_app(shared)]
    limiter.enabled = True
    try:
        seen = [
            Visitor(machines[n % 2], None).post("/sign-in", {"email": world.tom.email}).status
            for n in range(12)
        ]
    finally:
        for machine in machines:
            machine.extensions["portal_database"].close()
        limiter.init_app(world.app)
        limiter.enabled = False
    assert seen == [303] * 10 + [429] * 2


@pytest.mark.redis
def test_with_redis_away_limits_still_hold(world, redis_url, config: Config):
    from dataclasses import replace

    away = "redis://127.0.0.1:1/0"
    machine = create_app(replace(config, redis_url=away))
    limiter.enabled = True
    try:
        visitor = Visitor(machine, None)
        seen = [visitor.post("/sign-in", {"email": world.tom.email}).status for _ in range(12)]
    finally:
        machine.extensions["portal_database"].close()
        limiter.init_app(world.app)
        limiter.enabled = False
    assert seen.count(429) >= 1
    assert 500 not in seen
