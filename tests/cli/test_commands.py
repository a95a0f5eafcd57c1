"""The command's answers: exit codes, one line for what is wrong, and what each subcommand does."""

import os
import sqlite3

import pytest

from portal import migrate
from portal.cli import main
from tests.cli.conftest import PRODUCTION


@pytest.fixture
def portal(tmp_path, monkeypatch, capfd):
    """`portal("check", PORTAL_X="…")` in an installation of its own: code, output, complaints."""
    for name in os.environ:
        if name.startswith(("PORTAL_", "FIRSTLOOK_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path / "one"))

    def run(*arguments, **settings):
        with monkeypatch.context() as patch:
            for name, value in settings.items():
                patch.setenv(name, value)
            code = main(arguments)
        return (code, *capfd.readouterr())

    return run


def without(name):
    return {key: value for key, value in PRODUCTION.items() if key != name}


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (without("PORTAL_SECRET_KEY"), "PORTAL_SECRET_KEY is missing"),
        (without("PORTAL_BASE_URL"), "PORTAL_BASE_URL is missing"),
        (without("PORTAL_MAIL_URL"), "PORTAL_MAIL_URL is missing"),
        ({**PRODUCTION, "PORTAL_SECRET_KEY": "a" * 40}, "PORTAL_SECRET_KEY needs"),
        ({**PRODUCTION, "PORTAL_BASE_URL": "firstlook"}, "PORTAL_BASE_URL must look like"),
        ({**PRODUCTION, "PORTAL_MAIL_URL": "mail.example"}, "PORTAL_MAIL_URL: it must start"),
        ({**PRODUCTION, "PORTAL_MAIL_FROM": "Ana <a@b.example>"}, "PORTAL_MAIL_FROM: it is not"),
        ({**PRODUCTION, "PORTAL_PORT": "80000"}, "PORTAL_PORT must be"),
        ({**PRODUCTION, "PORTAL_PROT": "8000"}, "PORTAL_PROT is not a setting"),
        ({**PRODUCTION, "PORTAL_DATABASE_URL": "mysql://x"}, "PORTAL_DATABASE_URL must be"),
        (PRODUCTION, "the database is not at the newest schema: run portal migrate"),
    ],
)
def test_production_that_is_not_set_up_does_not_start_and_says_why_in_one_line(
    portal, settings, named
):
    code, out, complaint = portal("serve", **settings)
    assert (code, out) == (2, "")
    assert complaint.startswith(f"portal: {named}")
    assert complaint.count("\n") == 1


@pytest.mark.parametrize("command", ["worker", "migrate", "check", "run"])
def test_a_wrong_setting_stops_every_command(portal, command):
    code, _out, complaint = portal(command, PORTAL_MAIL_URL="pigeon:loft")
    assert (code, complaint.count("\n")) == (2, 1)


def test_no_complaint_repeats_a_password(portal):
    _code, _out, complaint = portal("serve", **{**PRODUCTION, "PORTAL_MAIL_URL": "smtp://u:hush@"})
    assert "PORTAL_MAIL_URL" in complaint
    assert "hush" not in complaint


def test_a_database_that_does_not_answer_is_one_line(portal, tmp_path):
    url = f"postgresql://firstlook:hush@/none?host={tmp_path}"
    for command in ("check", "migrate", "worker"):
        code, out, complaint = portal(command, PORTAL_DATABASE_URL=url)
        assert code in (1, 2)
        assert "PORTAL_DATABASE_URL" in out + complaint
        assert complaint.count("\n") <= 1
        assert "hush" not in out + complaint


def test_migrating_says_from_where_to_where_and_twice_is_no_harm(portal, tmp_path):
    code, first, _complaint = portal("migrate")
    assert code == 0
    newest = migrate.newest()
    assert f"schema empty → {newest}" in first
    assert f"schema {newest} → {newest}" in portal("migrate")[1]
    database = sqlite3.connect(tmp_path / "one" / "firstlook.db")
    assert database.execute("SELECT count(*) FROM jobs").fetchone() == (0,)
    database.close()


def test_checking_tells_sound_from_not(portal):
    code, found, _complaint = portal("check")
    assert code == 1
    assert f"BAD schema: empty, should be {migrate.newest()}: run portal migrate\n" in found
    portal("migrate")
    code, found, _complaint = portal("check")
    assert (code, "BAD" in found) == (0, False)
    assert "integrity: ok" in found
    assert "jobs: 0 due, 0 parked" in found


def test_checking_tells_that_nobody_takes_what_is_due(portal, tmp_path):
    portal("migrate")
    database = sqlite3.connect(tmp_path / "one" / "firstlook.db")
    moment = "2026-01-01 00:00:00.000000"
    database.execute(
        "INSERT INTO jobs"
        " (public_id, kind, payload, priority, due_at, tries, created_at, wanted_at)"
        f" VALUES ('a', 'mail.test', '{{}}', 1, '{moment}', 0, '{moment}', '{moment}')"
    )
    database.commit()
    database.close()
    code, found, _complaint = portal("check")
    assert code == 1
    assert "BAD jobs: 1 due, 0 parked; waiting since 2026-01-01" in found


def test_a_brand_made_in_the_browser_can_be_vouched_for(portal, tmp_path):
    portal("migrate")
    portal("brand", "create", "Northlight", "--owner", "olga@northlight.example")
    database = sqlite3.connect(tmp_path / "one" / "firstlook.db")
    [(brand, proven)] = database.execute("SELECT public_id, proven_at FROM brands").fetchall()
    assert proven is not None
    database.execute("UPDATE brands SET proven_at = NULL")
    database.commit()
    assert portal("brand", "vouch", brand)[0] == 0
    [(proven,)] = database.execute("SELECT proven_at FROM brands").fetchall()
    assert proven is not None
    database.close()
    assert portal("brand", "vouch", "nothing")[0] == 1


def test_a_brand_and_its_owner_are_made(portal, tmp_path):
    portal("migrate")
    code, said, _complaint = portal(
        *("brand", "create", "Northlight", "--owner", "Olga@Northlight.example"),
        *("--kind", "app", "--language", "es", "--timezone", "Europe/Madrid"),
    )
    assert code == 0
    assert said.startswith("Northlight is there. ")
    assert said.endswith("signs in at http://localhost:8000/sign-in\n")
    database = sqlite3.connect(tmp_path / "one" / "firstlook.db")
    found = database.execute(
        "SELECT brands.name, brands.timezone, people.email_key, staff.role"
        " FROM staff JOIN brands ON brands.id = brand_id JOIN people ON people.id = person_id"
    ).fetchall()
    database.close()
    assert found == [("Northlight", "Europe/Madrid", "olga@northlight.example", "owner")]


@pytest.mark.parametrize(
    "wrong", [("--owner", "nobody"), ("--timezone", "Mars/Base"), ("--language", "xx")]
)
def test_a_brand_with_something_wrong_is_not_made(portal, tmp_path, wrong):
    portal("migrate")
    given = {"--owner": "olga@northlight.example"} | dict([wrong])
    words = [word for pair in given.items() for word in pair]
    code, said, complaint = portal("brand", "create", "Northlight", *words)
    assert (code, said, complaint.count("\n")) == (1, "", 1)
    database = sqlite3.connect(tmp_path / "one" / "firstlook.db")
    counts = database.execute("SELECT (SELECT count(*) FROM brands), (SELECT count(*) FROM people)")
    assert counts.fetchone() == (0, 0)
    database.close()


def test_a_worker_asked_to_work_once_does_what_is_due_and_ends(portal, tmp_path):
    portal("migrate")
    database = sqlite3.connect(tmp_path / "one" / "firstlook.db")
    with database:
        database.execute(
            "INSERT INTO jobs (public_id, kind, payload, priority, due_at, tries, created_at,"
            """ wanted_at) VALUES ('a', 'report.freeze', '{"round": "gone"}', 1, '2026-01-01', 0,"""
            " '2026-01-01', '2026-01-01')"
        )
    assert portal("worker", "--once")[:2] == (0, "jobs run: 1\n")
    assert portal("worker", "--once")[:2] == (0, "jobs run: 0\n")
    assert database.execute("SELECT done_at IS NOT NULL FROM jobs").fetchone() == (1,)
    database.close()


def test_a_worker_does_not_start_on_another_schema(portal):
    code, _out, complaint = portal("worker", "--once")
    assert code == 2
    assert complaint == "portal: the database is not at the newest schema: run portal migrate\n"
