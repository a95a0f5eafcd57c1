"""What can go wrong between a person and the portal. Each error carries a sentence for that person.

Here: the four kinds. Not here: how they are shown (`portal.web.errors`).
"""

from collections.abc import Mapping


class PortalError(Exception):
    """Something a person can be told in one sentence."""

    status = 400

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFound(PortalError):
    """The thing is not there, or not there for this person: both look the same."""

    status = 404

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence)


class Refused(PortalError):
    """The person is known and may see the thing, but may not do this to it."""

    status = 403


def allow(why_not: str | None) -> None:
    """Refused, where there is a reason why not (`portal.access.doing`)."""
    if why_not:
        raise Refused(why_not)


class Conflict(PortalError):
    """Somebody was faster, or the thing has moved on."""

    status = 409


class Invalid(PortalError):
    """What was sent cannot be stored. `fields` names the culprit, so that a form can show it."""

    status = 422

    def __init__(self, sentence: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.fields = dict(fields or {})
