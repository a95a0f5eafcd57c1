"""What letters are tried with: relays (`tests/smtp.py`), certificates, a letter."""

import shutil
import ssl
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from portal.mail.message import Letter
from tests.requirements import absent
from tests.smtp import relay, script

__all__ = ["relay", "script"]


@dataclass(frozen=True)
class Certificate:
    cert: Path
    key: Path

    def server_context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.cert, self.key)
        return context


def _certificate(folder: Path, name: str, alternative: str) -> Certificate:
    openssl = shutil.which("openssl")
    if not openssl:
        absent("openssl", "no certificate to try TLS with")
    made = Certificate(folder / f"{name}.pem", folder / f"{name}.key")
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-nodes", "-newkey", "ec"),
            *("-pkeyopt", "ec_paramgen_curve:P-256", "-days", "2", "-subj", f"/CN={name}"),
            *("-addext", f"subjectAltName={alternative}"),
            *("-keyout", str(made.key), "-out", str(made.cert)),
        ],
        check=True,
        capture_output=True,
    )
    return made


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    folder = tmp_path_factory.mktemp("certificate")
    return _certificate(folder, "localhost", "DNS:localhost,IP:127.0.0.1")


@pytest.fixture(scope="session")
def foreign_certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return _certificate(tmp_path_factory.mktemp("foreign"), "other", "DNS:other.example")


@pytest.fixture
def letter() -> Callable[..., Letter]:
    """A letter, with whatever differs."""

    def make(**different: Any) -> Letter:
        usual: dict[str, Any] = {
            "message_id": "<invitation-1@firstlook.example>",
            "sender": "firstlook@localhost",
            "sender_name": "Hilo & Lana",
            "to": "tess@people.example",
            "to_name": "Tess",
            "reply_to": None,
            "subject": "Your look at the autumn knit",
            "text": "Dear Tess,\n\nhttps://firstlook.example/j/abc\n",
            "html": "<!doctype html><html><head><title>Knit</title></head><body>"
            "<p>Dear Tess</p></body></html>",
        }
        return Letter(**(usual | different))

    return make
