"""Settings: the only reader of the environment.

Every setting is named here once, with its meaning; a missing, misspelt or odd value stops the
start with one clear line. The table in the README is tested against `SETTINGS`.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

Mode = Literal["development", "production"]

SETTINGS: Final[dict[str, str]] = {
    "PORTAL_INSTANCE": "Folder of everything this installation keeps (default: instance)",
    "PORTAL_PORT": "Port to listen on (default: 8000)",
    "PORTAL_HOST": "Address to listen on (default: 127.0.0.1)",
    "PORTAL_BASE_URL": "The address people type, e.g. https://firstlook.example",
    "PORTAL_SECRET_KEY": "At least 32 random characters; tokens are derived from it",
    "PORTAL_DATABASE_URL": "postgresql://… or sqlite:///… (default: SQLite in the instance)",
    "PORTAL_MAIL_URL": "smtp://user:pass@host:port, smtp+tls://…, file:folder",
    "PORTAL_MAIL_FROM": "Sender address of all mail (default: firstlook@ the base URL's host)",
    "PORTAL_BOUNCES_ADDRESS": "Where letters come back to; +something is put before the @",
    "PORTAL_BOUNCES_URL": "Its mailbox: imap+ssl://user:pass@host/INBOX (default: not read)",
    "PORTAL_REPLIES_ADDRESS": "Where letters may be answered to; +something is put before the @",
    "PORTAL_REPLIES_URL": "Its mailbox: imap+ssl://user:pass@host/INBOX (default: not read)",
    "PORTAL_STORAGE_URL": "Where images are kept: file:folder or s3://bucket (default: instance)",
    "PORTAL_REDIS_URL": "redis://… shares rate limits between machines (default: none)",
    "PORTAL_PROXIES": "How many reverse proxies stand in front (default: 0)",
    "PORTAL_WORKERS": "Web processes (default: one a core)",
}
MINIMUM_SECRET: Final = 32


class BadConfig(ValueError):
    """One line that says which setting is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Config:
    mode: Mode
    instance: Path
    host: str
    port: int
    base_url: str
    secret_key: str
    database_url: str
    mail_url: str
    mail_from: str
    bounces_address: str | None
    bounces_url: str | None
    replies_address: str | None
    replies_url: str | None
    storage_url: str
    redis_url: str | None
    proxies: int
    workers: int

    @property
    def is_production(self) -> bool:
        return self.mode == "production"

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def hostname(self) -> str:
        return urlsplit(self.base_url).hostname or "localhost"


def load(mode: Mode, environ: Mapping[str, str] | None = None) -> Config:
    """Read the settings, or raise BadConfig with the first thing that is wrong."""
    given = {
        name: value.strip()
        for name, value in (os.environ if environ is None else environ).items()
        if name.startswith("PORTAL_")
    }
    for name in given:
        if name not in SETTINGS:
            raise BadConfig(f"{name} is not a setting; the settings are {', '.join(SETTINGS)}")
    given = {name: value for name, value in given.items() if value}
    instance = Path(given.get("PORTAL_INSTANCE", "instance")).absolute()
    if mode == "production":
        _require_for_production(given)
    _make_folder(instance)
    port = _number(given, "PORTAL_PORT", 8000, 1, 65_535)
    base_url = _base_url(given, port)
    host = urlsplit(base_url).hostname or "localhost"
    return Config(
        mode=mode,
        instance=instance,
        host=given.get("PORTAL_HOST", "127.0.0.1"),
        port=port,
        base_url=base_url,
        secret_key=_secret(given, instance),
        database_url=_database_url(given, instance),
        mail_url=given.get("PORTAL_MAIL_URL", f"file:{instance / 'outbox'}"),
        mail_from=given.get("PORTAL_MAIL_FROM", f"firstlook@{host}"),
        bounces_address=given.get("PORTAL_BOUNCES_ADDRESS"),
        bounces_url=given.get("PORTAL_BOUNCES_URL"),
        replies_address=given.get("PORTAL_REPLIES_ADDRESS"),
        replies_url=given.get("PORTAL_REPLIES_URL"),
        storage_url=given.get("PORTAL_STORAGE_URL", f"file:{instance / 'images'}"),
        redis_url=given.get("PORTAL_REDIS_URL"),
        proxies=_number(given, "PORTAL_PROXIES", 0, 0, 10),
        workers=_number(given, "PORTAL_WORKERS", os.cpu_count() or 1, 1, 64),
    )


def _require_for_production(given: Mapping[str, str]) -> None:
    needed = {
        "PORTAL_SECRET_KEY": "set it to at least 32 random characters",
        "PORTAL_BASE_URL": "set it to the address people will type, e.g. https://firstlook.example",
        "PORTAL_MAIL_URL": "set it to your mail relay, e.g. smtp://user:password@mail.example:587",
    }
    for name, remedy in needed.items():
        if name not in given:
            raise BadConfig(f"{name} is missing: {remedy}")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f".writable-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise BadConfig(f"PORTAL_INSTANCE: cannot write to {folder}: {error.strerror}") from error


def _number(given: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    raw = given.get(name)
    if raw is None:
        return default
    if not (raw.isascii() and raw.isdigit()) or not low <= int(raw) <= high:
        raise BadConfig(f"{name} must be a whole number from {low} to {high}, not {raw!r}")
    return int(raw)


def _base_url(given: Mapping[str, str], port: int) -> str:
    url = given.get("PORTAL_BASE_URL", f"http://localhost:{port}").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise BadConfig(f"PORTAL_BASE_URL must look like https://firstlook.example, not {url!r}")
    return url


def _secret(given: Mapping[str, str], instance: Path) -> str:
    secret = given.get("PORTAL_SECRET_KEY")
    if secret is None:
        return _kept_secret(instance / "secret")
    if len(secret) < MINIMUM_SECRET or len(set(secret)) < 8:
        raise BadConfig(f"PORTAL_SECRET_KEY needs at least {MINIMUM_SECRET} random characters")
    return secret


def _kept_secret(file: Path) -> str:
    """Development only: made once, kept beside the database."""
    if not file.exists():
        made = file.with_name(f"secret-{secrets.token_hex(4)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(32), encoding="ascii")
        try:
            # Of two processes that start at once, the first to link wins; both read its secret.
            os.link(made, file)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return file.read_text(encoding="ascii").strip()


def _database_url(given: Mapping[str, str], instance: Path) -> str:
    url = given.get("PORTAL_DATABASE_URL", f"sqlite:///{instance / 'firstlook.db'}")
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        scheme = url.split(":", 1)[0]
        raise BadConfig(f"PORTAL_DATABASE_URL must be sqlite:///… or postgresql://…, not {scheme}:")
    return url
