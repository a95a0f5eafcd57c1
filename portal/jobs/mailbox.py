"""The way out for letters, as the worker uses it: one open connection, failures as outcomes."""

from dataclasses import dataclass

from portal.mail.message import Letter
from portal.mail.post import Bounced, Post, Undelivered, open_post


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one letter: taken over (no failure), refused for good, or not yet."""

    failure: str = ""
    is_final: bool = True
    # Refused because of the address; for good where no such mailbox is there.
    is_bounce: bool = False
    is_for_good: bool = False

    @property
    def is_sent(self) -> bool:
        return not self.failure


class Mailbox:
    """Keeps a connection while letters follow each other; opened when first needed."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._post: Post | None = None

    def deliver(self, letter: Letter) -> Outcome:
        if self._post is None:
            self._post = open_post(self._url).__enter__()
        try:
            self._post.deliver(letter)
        except Bounced as bounce:
            return Outcome(
                _said(bounce), is_bounce=bounce.of == "address", is_for_good=bounce.is_for_good
            )
        except Undelivered as problem:
            self.close()
            return Outcome(_said(problem), is_final=False)
        return Outcome()

    def close(self) -> None:
        if self._post is not None:
            self._post.__exit__(None, None, None)
            self._post = None


def _said(problem: Undelivered) -> str:
    """Kept in English: who reads it later hears the reason in their own language."""
    code = f" ({problem.code})" if problem.code else ""
    return f"{problem.reason}{code} {problem.detail}".strip()
