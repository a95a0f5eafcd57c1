"""`make bench`: what a page costs, as a share of a bare hello under the same server.

Rounds are interleaved (hello, page, hello, page …) and the median ratio is printed, so that other
work on the machine weighs on both. ARGS="--database postgresql://…" measures PostgreSQL.
"""

import argparse
import re
import tempfile
import urllib.request
from dataclasses import dataclass, field
from statistics import median

from benchmarks import scene
from benchmarks.load import Result, load
from benchmarks.servers import free_port, memory_megabytes, served
from portal import migrate
from portal.config import load as settings
from portal.database import Database


@dataclass(frozen=True)
class Target:
    name: str
    must: float
    path: str
    headers: dict[str, str]
    body: str = ""
    results: list[tuple[Result, Result]] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--database", default="")
    arguments = parser.parse_args()
    port, hello_port = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            "PORTAL_INSTANCE": folder,
            "PORTAL_PORT": str(port),
            "PORTAL_DATABASE_URL": arguments.database,
        }
        config = settings("development", environ)
        database = Database.of(config)
        migrate.upgrade(database)
        with database.writing.begin() as session:
            made = scene.build(session)
        environ["FIRSTLOOK_MODE"] = "development"
        with (
            served("portal.wsgi:app", port, environ) as pid,
            served("benchmarks.hello:app", hello_port, {}) as hello,
        ):
            targets = _targets(port, made)
            for _ in range(arguments.rounds):
                for target in targets:
                    base = load(f"http://localhost:{hello_port}/", hello)
                    url = f"http://localhost:{port}{target.path}"
                    page = load(url, pid, target.headers, target.body)
                    target.results.append((base, page))
            _print(targets, database.describe(), memory_megabytes(pid))


def _targets(port: int, made: scene.Scene) -> list[Target]:
    name = f"session-{port}"
    member = {"Cookie": f"{name}={made.member_cookie}"}
    analyst = {"Cookie": f"{name}={made.analyst_cookie}"}
    page = f"/rounds/{made.round_id}"
    vote_headers, token = _posting(port, page, name, made.fresh_cookie)
    vote = f"/rounds/{made.round_id}/votes/{made.question_id}"
    return [
        Target("draft page, 100 critiques, 3 variants, own votes", 0.10, page, member),
        Target("vote, fragment back", 0.12, vote, vote_headers,
               f"answer=for&revision=1&csrf_token={token}"),
        Target("home, 30 rounds", 0.15, "/", member),
        Target("live report, 200 members, 120 answers", 0.0, f"{page}/report", analyst),
    ]  # fmt: skip


def _posting(port: int, page: str, name: str, cookie: str) -> tuple[dict[str, str], str]:
    """What a form of this page would send: the state cookie and its token."""
    request = urllib.request.Request(
        f"http://localhost:{port}{page}", headers={"Cookie": f"{name}={cookie}"}
    )
    with urllib.request.urlopen(request) as answer:
        html = answer.read().decode()
        state = str(answer.headers["Set-Cookie"]).split(";")[0]
    token = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert token is not None
    headers = {
        "Cookie": f"{name}={cookie}; {state}",
        "Content-Type": "application/x-www-form-urlencoded",
        "HX-Request": "true",
        "HX-Request-Type": "partial",
    }
    return headers, token[1]


def _print(targets: list[Target], database: str, memory: float) -> None:
    print(f"{database}; memory of 2 web processes and their parent: {memory:.0f} MB")
    print(f"{'page':<50} {'of hello':>8} {'must':>6} {'r/s':>7} {'CPU ms':>7} {'errors':>6}")
    for target in targets:
        ratio = median(page.per_second / base.per_second for base, page in target.results)
        pages = [page for _, page in target.results]
        must = f"{target.must:.2f}" if target.must else "–"
        print(
            f"{target.name:<50} {ratio:>8.3f} {must:>6}"
            f" {median(p.per_second for p in pages):>7.0f}"
            f" {median(p.cpu_milliseconds for p in pages):>7.1f}"
            f" {sum(p.errors for p in pages):>6}"
        )


if __name__ == "__main__":
    main()
