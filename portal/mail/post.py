"""The one door through which letters leave.

    with open_post(config.mail_url) as post:
        post.deliver(letter)

Here: choosing the way. Not here: the ways (`portal.mail.smtp`, `portal.mail.folder`).
"""

from types import TracebackType
from typing import Protocol, Self

from portal.mail import imap
from portal.mail import url as urls
from portal.mail.failures import Bounced, Deferred, Misconfigured, Undelivered
from portal.mail.folder import FolderPost, read_letter, read_outbox
from portal.mail.message import RETURNS, SENDER, Letter
from portal.mail.smtp import SmtpPost

__all__ = [
    "Bounced",
    "Deferred",
    "Misconfigured",
    "Post",
    "Undelivered",
    "open_post",
    "read_letter",
    "read_outbox",
]


class Post(Protocol):
    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def deliver(self, letter: Letter) -> None:
        """Return once somebody else answers for the letter.

        Raises Deferred, Bounced or Misconfigured. Never more than "at least once": where the
        answer is lost the letter is tried again with the same Message-ID.
        """


def check(
    url: str,
    sender: str,
    bounces: str | None = None,
    bounces_url: str | None = None,
    replies: str | None = None,
    replies_url: str | None = None,
) -> None:
    """Raise BadMailUrl where a setting would stop every letter, or every one that comes back."""
    urls.parse(url)
    if bounces_url is not None:
        imap.parse(bounces_url)
    if replies_url is not None:
        imap.parse(replies_url, "REPLIES")
    if replies is not None and not RETURNS.fullmatch(replies):
        raise urls.BadMailUrl("PORTAL_REPLIES_ADDRESS: it is not an address like us@shop.example")
    if bounces is not None and not RETURNS.fullmatch(bounces):
        raise urls.BadMailUrl("PORTAL_BOUNCES_ADDRESS: it is not an address like back@shop.example")
    if not SENDER.fullmatch(sender):
        raise urls.BadMailUrl("PORTAL_MAIL_FROM: it is not a plain address like mail@shop.example")


def open_post(url: str) -> Post:
    """The way `url` (PORTAL_MAIL_URL) names, or BadMailUrl; nothing is connected yet."""
    way = urls.parse(url)
    return FolderPost(way.folder) if isinstance(way, urls.Outbox) else SmtpPost(way)
