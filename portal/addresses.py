"""What an e-mail address is, and when two of them are the same person's.

Here: syntax and identity. Not here: whether a mailbox exists (only sending tells), or who owns it.
"""

import unicodedata
from dataclasses import dataclass

from email_validator import EmailNotValidError, ValidatedEmail, validate_email

from portal.errors import Invalid
from portal.language import N_, gettext

LONGEST = 254
LONGEST_LOCAL = 64

EMPTY = N_("Write an e-mail address.")
TOO_LONG = N_("This address is longer than an e-mail address may be.")
INVISIBLE = N_("This address contains an invisible or control character.")
DECORATED = N_("Write only the address, without a name, quotation marks or brackets.")
NUMBER = N_("Write a domain after the @, not a number.")
NO_AT = N_("An address needs an @ between the name and the domain, as in name@example.com.")
MANY_AT = N_("An address has only one @.")
SPACE = N_("An address cannot contain spaces.")
LAST_DOT = N_("An address cannot end with a dot.")
LOOK_ALIKE = N_("Write the part before the @ with ordinary letters; these only look like them.")
BAD_LOCAL = N_("The part before the @ is not the name of a mailbox.")
BAD_DOMAIN = N_("The part after the @ is not a domain that can receive mail.")

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class BadAddress(Invalid):
    """Says in one of the sentences above why a text is no address we write to."""

    def __init__(self, sentence: str) -> None:
        super().__init__(gettext(sentence))


@dataclass(frozen=True, slots=True)
class Address:
    """`stored` is what mail goes to, `canonical` who it is, `display_ascii` shows look-alikes."""

    stored: str
    canonical: str
    display_ascii: str

    @property
    def wire(self) -> str:
        """As the relay gets it: the mailbox as written, the domain in ASCII."""
        return f"{self.stored.rpartition('@')[0]}@{self.domain}"

    @property
    def domain(self) -> str:
        """In ASCII, to be compared whole, never by its ending."""
        return self.canonical.rpartition("@")[2]

    @property
    def throttle_key(self) -> str:
        """One key for a+b@, a.b@ and ab@: only to count attempts, never to tell people apart."""
        local = self.canonical.rpartition("@")[0].partition("+")[0].replace(".", "")
        return f"{local}@{self.domain}"

    @property
    def needs_smtputf8(self) -> bool:
        return not self.wire.isascii()


def parse(text: str) -> Address:
    """The address in `text`, or BadAddress; spaces around it are forgiven."""
    text = text.strip(" \u00a0")
    _refuse_shape(text)
    local, domain = _halves(text)
    wire = f"{local}@{domain.ascii_domain}"
    canonical = f"{_fold(local)}@{domain.ascii_domain}"
    if max(len(wire.encode()), len(canonical.encode())) > LONGEST:
        raise BadAddress(TOO_LONG)
    shown = wire.encode("ascii", "backslashreplace").decode()
    return Address(f"{local}@{domain.domain}", canonical, shown)


def _refuse_shape(text: str) -> None:
    for is_wrong, sentence in (
        (not text, EMPTY),
        (len(text) > LONGEST, TOO_LONG),
        (any(unicodedata.category(sign) in _UNSEEN for sign in text), INVISIBLE),
        ("@[" in text, NUMBER),
        (any(sign in text for sign in '"<>()[]'), DECORATED),
        ("@" not in text, NO_AT),
        (text.count("@") > 1, MANY_AT),
        (any(sign.isspace() for sign in text), SPACE),
        (text.endswith((".", "\u3002", "\uff0e", "\uff61")), LAST_DOT),
    ):
        if is_wrong:
            raise BadAddress(sentence)


def _halves(text: str) -> tuple[str, ValidatedEmail]:
    """The mailbox, composed but in the case typed, and what is known of the domain."""
    typed, _, domain = text.partition("@")
    local = unicodedata.normalize("NFC", typed)
    if local != unicodedata.normalize("NFKC", typed) or local.isascii() != typed.isascii():
        raise BadAddress(LOOK_ALIKE)
    if len(local.encode()) > LONGEST_LOCAL or _validated(f"{local}@example.com") is None:
        raise BadAddress(BAD_LOCAL)
    if domain.replace(".", "").isdecimal():
        raise BadAddress(NUMBER)
    if (known := _validated(f"a@{domain}")) is None:
        raise BadAddress(BAD_DOMAIN)
    return local, known


def _validated(text: str) -> ValidatedEmail | None:
    try:
        # test_environment admits .test; .example is admitted anyway.
        return validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None


def _fold(local: str) -> str:
    """Without case. A letter outside ASCII never becomes one inside: ß is not ss here.

    Otherwise the owner of one mailbox could pass for the owner of another.
    """
    folded = (
        sign.lower() if sign.casefold().isascii() and not sign.isascii() else sign.casefold()
        for sign in unicodedata.normalize("NFD", local)
    )
    return unicodedata.normalize("NFC", "".join(folded))
