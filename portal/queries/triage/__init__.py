"""Critique as the team works through it: a board by state, one critique with all the team knows,
and how much waits. For staff of the brand alone; a fixed number of statements each."""

from portal.queries.triage.asked import COLUMNS, SORTS, Asked
from portal.queries.triage.boards import Board, Column, board
from portal.queries.triage.cards import Card
from portal.queries.triage.counts import Waiting, waiting
from portal.queries.triage.one import (
    NoteSeen,
    Triaged,
    chosen,
    notes_of,
    to_answer,
    triaged,
    words_of,
)

__all__ = [
    "COLUMNS",
    "SORTS",
    "Asked",
    "Board",
    "Card",
    "Column",
    "NoteSeen",
    "Triaged",
    "Waiting",
    "board",
    "chosen",
    "notes_of",
    "to_answer",
    "triaged",
    "waiting",
    "words_of",
]
