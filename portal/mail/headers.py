"""Header values, written by hand to the byte.

The library's own folding (Python 3.11) loses the quotes of a long display name, so that
"Bo, b, c …" becomes several recipients, and wraps long URLs in encoded words that nobody undoes.
So values are encoded here and the policy below passes them through untouched.
Not here: which headers a letter has (`portal.mail.message`).
"""

import base64
import re
import textwrap
from email.policy import EmailPolicy

_FOLD = "\r\n "
_SHORT = 60
_WORD_BYTES = 39  # makes an encoded word of 64 signs: with the header's name within 76


class Verbatim(EmailPolicy):
    """Keeps and writes header values as given; reading them still parses."""

    def header_store_parse(self, name: str, value: str) -> tuple[str, str]:
        return name, value

    def fold(self, name: str, value: str) -> str:
        return f"{name}: {value}\r\n"

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode()


WIRE = Verbatim(linesep="\r\n", cte_type="7bit", max_line_length=76)


def line(text: str) -> str:
    """Words for people, as in a subject."""
    if not _is_plain(text):
        return _encoded(text)
    return _FOLD.join(textwrap.wrap(text, _SHORT, break_long_words=False, break_on_hyphens=False))


def mailbox(name: str, address: str) -> str:
    """A display name, whatever it holds, before its address."""
    if not name:
        return address
    if _is_plain(name) and len(name) <= _SHORT:
        quoted = re.sub(r'(["\\])', r"\\\1", name)
        return f'"{quoted}"{_FOLD}<{address}>'
    return f"{_encoded(name)}{_FOLD}<{address}>"


def shown(value: str) -> str:
    """A header value as written here, read back: what `line` and `mailbox` were given."""
    whole = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    whole = re.sub(r"\r?\n(?=[ \t])", "", whole)
    return _ENCODED.sub(lambda run: _decoded(run[0]), whole)


_PIECE = r"=\?utf-8\?b\?(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\?="
_ENCODED = re.compile(rf"{_PIECE}(?: {_PIECE})*")


def _decoded(run: str) -> str:
    chunks = (base64.b64decode(piece[10:-2]) for piece in run.split(" "))
    return b"".join(chunks).decode("utf-8", "replace")


def _is_plain(text: str) -> bool:
    """Whether every reader gets `text` back as it stands, folded at its spaces or not."""
    words = text.split(" ")
    return text.isascii() and "=?" not in text and all(0 < len(word) <= _SHORT for word in words)


def _encoded(text: str) -> str:
    """RFC 2047: encoded words that never cut a character in two."""
    words, chunk = [], b""
    for sign in text:
        if len(chunk) + len(sign.encode()) > _WORD_BYTES:
            words.append(chunk)
            chunk = b""
        chunk += sign.encode()
    return _FOLD.join(f"=?utf-8?b?{base64.b64encode(w).decode()}?=" for w in [*words, chunk])
