"""Critique of a round that its report does not count: what the team removed, and what waits for it.

A frozen report is never changed, but words that were removed afterwards are not read in it either:
their sentence is replaced wherever the document is shown, printed or handed on.
"""

from dataclasses import dataclass
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select

from portal.language import gettext as _
from portal.models import Critique, Round
from portal.reporting.numbers import Json

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OutOfSight:
    """`removed` are public ids; `waiting` first posts are only counted."""

    removed: frozenset[str]
    waiting: int


def columns() -> tuple[ScalarSelect[str], ScalarSelect[int]]:
    """What of the round of the statement around them is out of sight: for `found`."""
    removed = _of_round(func.aggregate_strings(_SAID.c.public_id, "\n")).where(
        _SAID.c.hidden_at.is_not(None), _SAID.c.held_at.is_(None)
    )
    waiting = _of_round(func.count()).where(
        _SAID.c.held_at.is_not(None), _SAID.c.hidden_at.is_(None)
    )
    return removed.correlate(Round).scalar_subquery(), waiting.correlate(Round).scalar_subquery()


def found(removed: str | None, waiting: int) -> OutOfSight:
    return OutOfSight(frozenset((removed or "").split()), waiting)


def without(document: Json, removed: frozenset[str]) -> Json:
    """The document as it may be read now."""
    if not removed:
        return document
    shown: Json = _without(document, removed, _("Removed by the team."))
    return shown


_SAID: Final = Critique.__table__.alias("unseen")


def _of_round(what: ColumnElement[T]) -> Select[T]:
    return (
        select(what)
        .select_from(_SAID)
        .where(_SAID.c.round_id == Round.id, _SAID.c.deleted_at.is_(None))
    )


def _without(part: Any, removed: frozenset[str], sentence: str) -> Any:
    if isinstance(part, dict):
        kept = {key: _without(value, removed, sentence) for key, value in part.items()}
        if kept.get("id") in removed and "text" in kept:
            kept["text"] = sentence
        return kept
    if isinstance(part, list):
        return [_without(value, removed, sentence) for value in part]
    return part
