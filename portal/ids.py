"""Identifiers and tokens.

Public ids name things in URLs; they are random and grant nothing. Tokens grant something once:
only their SHA-256 is stored, and they are derived from the secret, so that a mail can be
written after the commit without the token ever lying in a table.
"""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode


def public_id() -> str:
    """128 random bits, 22 characters, safe in a URL."""
    made = secrets.token_urlsafe(16)
    # A shell would read a leading dash as an option: `portal report -x…`.
    return f"_{made[1:]}" if made.startswith("-") else made


def is_public_id(text: str) -> bool:
    """Whether it could be one at all; what could not is never asked of the database."""
    return re.fullmatch(r"[A-Za-z0-9_-]{1,22}", text) is not None


def fresh_token() -> str:
    """256 random bits, 43 characters."""
    return secrets.token_urlsafe(32)


def derived_token(secret: str, purpose: str, *parts: object) -> str:
    """256 bits that only the holder of the secret can make again. `purpose` keeps uses apart."""
    return urlsafe_b64encode(_mac(secret, purpose, parts)).rstrip(b"=").decode()


def derived_code(secret: str, purpose: str, *parts: object) -> str:
    """Six digits, for a person to type."""
    return f"{int.from_bytes(_mac(secret, purpose, parts)[:8]) % 1_000_000:06d}"


def fingerprint(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def same(one: str, other: str) -> bool:
    """Compared in the same time wherever they differ."""
    return hmac.compare_digest(
        one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass")
    )


def _mac(secret: str, purpose: str, parts: tuple[object, ...]) -> bytes:
    words = "\x1f".join([purpose, *map(str, parts)])
    return hmac.digest(secret.encode(), words.encode(), "sha256")
