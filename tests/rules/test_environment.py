"""Settings: only config.py reads the environment, and the README names every setting."""

import ast
from pathlib import Path

import pytest

from portal.config import SETTINGS, BadConfig, load

ROOT = Path(__file__).parents[2]


def test_only_config_reads_portal_settings():
    for file in (ROOT / "portal").rglob("*.py"):
        if file.name == "config.py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert node.value not in SETTINGS, f"{file} reads {node.value} itself"


def test_the_readme_names_every_setting():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in SETTINGS:
        assert f"`{name}`" in readme, name


GOOD = {
    "PORTAL_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz",
    "PORTAL_BASE_URL": "https://firstlook.example",
    "PORTAL_MAIL_URL": "smtp://localhost:25",
}


def test_production_starts_when_it_is_set_up(tmp_path):
    config = load("production", {**GOOD, "PORTAL_INSTANCE": str(tmp_path)})
    assert config.is_production
    assert config.is_https


@pytest.mark.parametrize("missing", GOOD)
def test_production_refuses_to_start_without(missing, tmp_path):
    given = {**GOOD, "PORTAL_INSTANCE": str(tmp_path)}
    del given[missing]
    with pytest.raises(BadConfig, match=f"^{missing} is missing: [^\n]*$"):
        load("production", given)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_PORT", "eighty"),
        ("PORTAL_PORT", "70000"),
        ("PORTAL_PORT", "８０"),
        ("PORTAL_BASE_URL", "firstlook.example"),
        ("PORTAL_BASE_URL", "https://firstlook.example/app"),
        ("PORTAL_SECRET_KEY", "short"),
        ("PORTAL_SECRET_KEY", "a" * 64),
        ("PORTAL_DATABASE_URL", "mysql://x"),
        ("PORTAL_PROXIES", "-1"),
        ("PORTAL_WORKERS", "0"),
        ("PORTAL_MIAL_URL", "file:outbox"),
    ],
)
def test_an_odd_setting_is_refused_in_one_line(name, value, tmp_path):
    with pytest.raises(BadConfig) as refusal:
        load("development", {"PORTAL_INSTANCE": str(tmp_path), name: value})
    assert name in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_development_secret_is_made_once_and_kept(tmp_path):
    first = load("development", {"PORTAL_INSTANCE": str(tmp_path)})
    second = load("development", {"PORTAL_INSTANCE": str(tmp_path)})
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
