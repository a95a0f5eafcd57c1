"""Topics of a draft: the list from which whoever writes a critique picks what it is about."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.access import Actor, doing, seeing
from portal.actions import events
from portal.actions.topic_lists import STARTING
from portal.errors import Invalid, Refused
from portal.language import gettext as _
from portal.language import speaking
from portal.models import Brand, Draft, Topic
from portal.text import folded, one_line

FEWEST: Final = 4
MOST: Final = 8
NAME_LIMIT: Final = 60
SEEDS_MOST: Final = 40
SEED_LIMIT: Final = 40
# What stands under every list; kept as no topic.
SOMETHING_ELSE: Final = "other"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line of the list as it was typed. `public_id` is empty for a new topic."""

    public_id: str
    name: str
    seeds: str


def change(session: Session, actor: Actor, draft: Draft, wanted: Sequence[Wanted]) -> None:
    """The whole list: 4 to 8 topics, or none at all. A renamed topic keeps its critique."""
    if reason := doing.why_not_manage(actor, draft.brand_id):
        raise Refused(reason)
    lines = _checked(wanted)
    # Two who save at once: the second waits, then puts its own list in the place of the first's.
    session.execute(select(Draft.id).where(Draft.id == draft.id).with_for_update())
    present = {row.public_id: row for row in _of_draft(session, draft)}
    kept = [present.pop(line.public_id, None) for line in lines]
    session.execute(delete(Topic).where(Topic.id.in_([row.id for row in present.values()])))
    for kept_row in filter(None, kept):
        # Names are unique at every moment, also while two of them change places.
        kept_row.name = kept_row.public_id
    session.flush()
    for position, (line, row) in enumerate(zip(lines, kept, strict=True)):
        _put(session, draft, line, row, position)
    names = [line.name for line in lines]
    events.record(
        session,
        actor,
        "topics.changed",
        brand_id=draft.brand_id,
        draft=draft.public_id,
        topics=names,
    )
    session.flush()


def to_start_from(brand: Brand) -> list[Wanted]:
    """A list for this kind of brand, in the brand's language."""
    with speaking(brand.language):
        listed = STARTING.get(brand.kind, STARTING["other"])
        return [Wanted("", _(name), _(seeds)) for name, seeds in listed]


def copy(session: Session, source: Draft, target: Draft) -> None:
    for row in _of_draft(session, source):
        session.add(
            Topic(draft_id=target.id, name=row.name, seeds=row.seeds, position=row.position)
        )
    session.flush()


def chosen(
    session: Session, actor: Actor, draft_id: int, word: str, problems: dict[str, str]
) -> int | None:
    """What a critique is about: a topic's number, or None for something else. A draft without
    topics asks nothing; where there are some, one of them has to be picked."""
    seen = session.execute(
        seeing.topics(actor)
        .where(Topic.draft_id == draft_id)
        .with_only_columns(Topic.public_id, Topic.id)
    )
    by_id = {row.public_id: row.id for row in seen}
    if by_id and word != SOMETHING_ELSE and word not in by_id:
        problems["topic"] = _("Choose what it is about.")
    return by_id.get(word)


def seeds_of(typed: str) -> list[str]:
    """Words parted by commas or lines, each once."""
    words = [one_line(word) for word in re.split(r"[,;\n]", typed)]
    return list({folded(word): word for word in words if word}.values())


def _checked(wanted: Sequence[Wanted]) -> list[Wanted]:
    """Without the empty lines; or Invalid with a sentence for each line that is not right."""
    problems: dict[str, str] = {}
    lines: list[Wanted] = []
    for number, line in enumerate(wanted, start=1):
        clean = Wanted(line.public_id, one_line(line.name), line.seeds)
        if clean.name:
            problems |= _line_problems(number, clean, lines)
            lines.append(clean)
        elif seeds_of(line.seeds):
            problems[f"name_{number}"] = _("Name the topic, or take its words away.")
    if not problems and lines and not FEWEST <= len(lines) <= MOST:
        problems["name_1"] = _("Name 4 to 8 topics, or none at all.")
    if problems:
        raise Invalid(_("The topics were not saved."), problems)
    return lines


def _line_problems(number: int, line: Wanted, before: Iterable[Wanted]) -> Mapping[str, str]:
    seeds = seeds_of(line.seeds)
    if len(line.name) > NAME_LIMIT:
        return {f"name_{number}": _("Keep a topic under 60 characters.")}
    if folded(line.name) in {folded(other.name) for other in before}:
        return {f"name_{number}": _("This topic is in the list already.")}
    if len(seeds) > SEEDS_MOST or any(len(word) > SEED_LIMIT for word in seeds):
        return {f"seeds_{number}": _("Write up to 40 short words, parted by commas.")}
    return {}


def _put(session: Session, draft: Draft, line: Wanted, row: Topic | None, position: int) -> None:
    if row is None:
        row = Topic(draft_id=draft.id)
        session.add(row)
    row.name, row.seeds, row.position = line.name, seeds_of(line.seeds), position


def _of_draft(session: Session, draft: Draft) -> Sequence[Topic]:
    found = select(Topic).where(Topic.draft_id == draft.id)
    return session.scalars(found.order_by(Topic.position, Topic.id)).all()
