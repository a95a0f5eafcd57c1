"""The document as a workbook: one sheet a part, one a question, in the reader's language.

Here: which sheets, their columns, their cells. Not here: the file format (`exports.workbook`), the
CSV of the same parts (tables.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from portal.language import gettext as _
from portal.language import zone
from portal.reporting import labels, sentences, tables, titles
from portal.reporting.measures import Cell
from portal.reporting.numbers import Json

SheetCell: TypeAlias = Cell | datetime
SheetRow: TypeAlias = Sequence[SheetCell]
# Parts without columns of their own: a measure a row.
MEASURED: Final = frozenset({"variants", "studies"})
SHOWN_IN: Final = "r{before} → r{after}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """`widths` in characters, one a column; `percents`: columns that hold whole percent."""

    name: str
    header: Sequence[str]
    rows: Sequence[SheetRow]
    widths: Sequence[int]
    percents: frozenset[int] = frozenset()


def sheets(document: Json) -> Iterator[Sheet]:
    yield _summary(document)
    yield _criteria(document)
    yield _measured(_("Who"), [("", document["participation"])])
    asked = [document["support"], *document["questions"]]
    for number, question in enumerate(filter(None, asked), start=1):
        yield _measured(f"{number} {question['prompt']}", [("", question)], question["prompt"])
    yield _segments(document)
    yield _movement(document["by_revision"])
    yield _critique(document["critiques"])
    yield _reasons(document["reasons"])
    yield from _rest(document)
    yield _measured(_("Method"), [("", document["method"])])


def _summary(document: Json) -> Sheet:
    found, counts = document["round"], (document["support"] or {}).get("counts") or {}
    at = _moment(found)
    rows: list[SheetRow] = [
        (_("Brand"), found["brand"]),
        (_("Group"), found["group"]),
        (_("Draft"), found["title"]),
        (_("Revision"), found["revision"]),
        (_("Verdict"), sentences.verdict(document)),
        *((_("How sure"), sure) for sure in [sentences.certainty(document)] if sure),
        *((_("What would change it"), sentence) for sentence in sentences.change(document)),
        (_("Took part"), titles.participation(document["participation"])),
        *((labels.of(side), count) for side, count in counts.items()),
        (_("Opened"), at(found["opened_at"])),
        (_("Closed") if found["state"] == "closed" else _("Open until"), at(found["ends_at"])),
        (_("Computed"), at(document["made_at"])),
        (_("Time zone"), found["timezone"]),
        (_("Method"), document["method_version"]),
        (_("Document version"), document["schema_version"]),
    ]
    return Sheet(_("Summary"), (_("What"), _("Value")), rows, (24, 90))


def _criteria(document: Json) -> Sheet:
    at = _moment(document["round"])
    rows = [
        (
            sentences.criterion(c),
            sentences.conditions(c),
            c["needed"],
            *_ends(c["interval"]),
            c["x"],
            c["n"],
            c["group"],
            labels.of(c["status"]),
            sentences.reason(c),
            c["registered_by"],
            at(c["registered_at"]),
        )
        for c in document["criteria"]
    ]
    header = (
        *(_("Rule"), _("How it is read"), _("Needed"), _("From"), _("To"), _("Said yes")),
        *(
            _("Answers"),
            _("In the group"),
            _("State"),
            _("Why"),
            _("Registered by"),
            _("Registered"),
        ),
    )
    return Sheet(_("Criteria"), header, rows, (44, 34, 9, 9, 9, 9, 9, 12, 16, 60, 20, 18))


def _measured(name: str, parts: Iterable[tuple[str, Json]], heading: str = "") -> Sheet:
    """Any part of the document: a measure a row. `heading`: the whole of a name cut short."""
    rows: list[SheetRow] = [(heading,)] if heading else []
    for title, part in parts:
        for found in tables.measures_of(part):
            words = labels.path((title, *found.path) if title else found.path)
            out_of = tables.out_of(part, found)
            rows.append((words, labels.value(found.value), found.low, found.high, out_of))
    header = (_("Measure"), _("Value"), _("From"), _("To"), _("Of answers"))
    return Sheet(name, header, rows, (52, 16, 10, 10, 12))


def _segments(document: Json) -> Sheet:
    found = document["by_segment"]
    rows = [
        (
            table["prompt"],
            titles.segment(row),
            row["members"],
            *(cell[name] for name in ("n", "x", "percent", "estimate")),
            *((cell["sides"] or {}).get(side) for side in ("unsure", "against")),
            _segment_note(cell),
        )
        for table in found["tables"]
        for row, cell in zip(found["rows"], table["cells"], strict=True)
    ]
    header = (
        *(_("Question"), _("Segment"), _("In the group"), _("Answers"), _("Said yes")),
        *(_("Percent"), _("Percent, pulled together"), _("Unsure"), _("Against"), _("Note")),
    )
    widths = (44, 28, 12, 10, 10, 10, 14, 9, 9, 20)
    return Sheet(_("Segments"), header, rows, widths, frozenset({5, 6}))


def _segment_note(cell: Json) -> str:
    if cell["is_withheld"]:
        return _("withheld")
    return _("stands out") if cell["is_flagged"] else ""


def _movement(found: Json) -> Sheet:
    rows = [
        (
            move["prompt"],
            SHOWN_IN.format(**move),
            *(move[name] for name in ("both", "improved", "same", "worsened", "net")),
            *_ends(move["interval"]),
            *(move[name] for name in ("chance", "dropped_out", "newly_heard")),
        )
        for move in found["moves"]
    ]
    header = (
        *(_("Question"), _("Revisions"), _("Asked twice"), _("Moved up"), _("Stayed")),
        *(_("Moved down"), _("Net"), _("From, in points"), _("To, in points"), _("By chance")),
        *(_("Dropped out"), _("Newly heard")),
    )
    return Sheet(_("Movement"), header, rows, (44, 12, 12, 10, 8, 12, 8, 14, 14, 10, 12, 12))


def _critique(found: Json) -> Sheet:
    rows = [
        (
            c["text"],
            labels.of(c["kind"]),
            labels.of(c["state"]),
            *(c[name] for name in ("revision", "stances", "agree", "disagree", "pass", "percent")),
        )
        for c in found["listed"]
    ]
    header = (
        *(_("Critique"), _("Kind"), _("State"), _("Revision"), _("Stances"), _("Agree")),
        *(_("Disagree"), _("Pass"), _("Percent who agree")),
    )
    return Sheet(_("Critique"), header, rows, (80, 12, 16, 10, 9, 9, 10, 8, 18), frozenset({8}))


def _reasons(found: Json) -> Sheet:
    rows = [(labels.of(side), text) for side, said in found.items() for text in said["texts"]]
    return Sheet(_("Reasons"), (_("Side"), _("Reason")), rows, (14, 100))


def _rest(document: Json) -> Iterator[Sheet]:
    """Studies, and parts that a later version of the document adds."""
    found: dict[str, list[tuple[str, Json]]] = {}
    for section, item, part in tables.parts(document):
        if section in MEASURED or section not in tables.SECTIONS:
            found.setdefault(section, []).append((item or "", part))
    for section, parts in found.items():
        sheet = _measured(labels.of(section), parts)
        if sheet.rows:
            yield sheet


def _ends(interval: Json | None) -> tuple[SheetCell, SheetCell]:
    return (interval["low"], interval["high"]) if interval else (None, None)


def _moment(round: Json) -> Any:
    """Moments as a spreadsheet holds them: without a zone, as the clocks of the round showed."""
    where = zone(round["timezone"])

    def at(iso: str | None) -> datetime | None:
        return datetime.fromisoformat(iso).astimezone(where).replace(tzinfo=None) if iso else None

    return at
