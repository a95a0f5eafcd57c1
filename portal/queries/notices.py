"""One's notices, as a list and as a letter: what happened, in words, as far as one may see it.

Rows hold no words. Whatever a notice tells of is read here through `seeing`, at the moment it is
shown or mailed; what has gone, or may not be seen yet, is not in the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.access import Actor, seeing
from portal.language import gettext as _
from portal.models import (
    Brand,
    Complaint,
    Critique,
    Decision,
    Group,
    Membership,
    Notice,
    NoticeChoice,
    Person,
    Question,
    Response,
    Revision,
    Round,
    Vote,
)
from portal.models.notices import NOTICE_KINDS, USUAL
from portal.queries import responses
from portal.text import plain

SHOWN: Final = 30
MOST_MAILED: Final = 500
QUOTED: Final = 200


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """`words`: what was said to me, or what the brand decided; `is_over`: nothing left to do."""

    id: int
    public_id: str
    kind: str
    round_id: str
    critique_id: str | None
    title: str
    brand: str
    group: str
    group_id: int
    closes_at: datetime
    revision: int
    who: str
    state: str
    words: str
    about: str
    is_read: bool
    is_over: bool
    at: datetime
    rhythm: str

    @property
    def can_be_answered(self) -> bool:
        """Whether an answer to its mail is one in the thread."""
        return self.critique_id is not None and self.kind != "moderated"


@dataclass(frozen=True, slots=True)
class GroupChoices:
    """How one hears of each kind of thing from one group."""

    group_id: int
    public_id: str
    name: str
    brand: str
    rhythms: dict[str, str]


def listed(session: Session, actor: Actor, before: str | None = None) -> tuple[NoticeShown, ...]:
    """The newest first; `before` the notice with which the last page ended."""
    if not actor.is_signed_in:
        return ()
    rows = _told(seeing.notices(actor)).order_by(Notice.id.desc()).limit(SHOWN)
    if before is not None:
        last = select(Notice.id).where(
            Notice.public_id == before, Notice.person_id == actor.person_id
        )
        rows = rows.where(Notice.id < last.scalar_subquery())
    return _shown(session.execute(rows).all())


def unread_count(session: Session, actor: Actor) -> int:
    """How many one has not read."""
    mine = seeing.notices(actor).where(Notice.read_at.is_(None)).with_only_columns(func.count())
    return (session.scalar(mine) or 0) if actor.is_signed_in else 0


def to_mail(
    session: Session, actor: Actor, brand_id: int, now: datetime
) -> tuple[NoticeShown, ...]:
    """What is due by mail and still news for this person: not read, not over, may be seen."""
    due = (
        _told(seeing.notices(actor))
        .where(
            Round.brand_id == brand_id,
            Notice.mail_at <= now,
            Notice.mailed_at.is_(None),
            Notice.read_at.is_(None),
        )
        .order_by(Notice.id)
        .limit(MOST_MAILED)
    )
    return tuple(n for n in _shown(session.execute(due).all()) if not n.is_over)


def to_be_mailed(session: Session, now: datetime, most: int) -> list[tuple[int, int, datetime]]:
    """Person, brand, and since when something is due: one letter each."""
    due = func.min(Notice.mail_at)
    rows = session.execute(
        select(Notice.person_id, Round.brand_id, due)
        .join(Round, Round.id == Notice.round_id)
        .where(Notice.mail_at <= now, Notice.mailed_at.is_(None))
        .group_by(Notice.person_id, Round.brand_id)
        .order_by(due)
        .limit(most)
    )
    return [(person, brand, since) for person, brand, since in rows if since is not None]


def choices(session: Session, actor: Actor) -> tuple[GroupChoices, ...]:
    """For each group one is in, how one hears of each kind of thing."""
    rows = session.execute(
        seeing.groups(actor)
        .where(Group.id.in_(actor.groups))
        .join(Brand, Brand.id == Group.brand_id)
        .outerjoin(
            NoticeChoice,
            and_(
                NoticeChoice.group_id == Group.id, NoticeChoice.person_id == actor.person_id
            ),
        )
        .with_only_columns(
            Group.id, Group.public_id, Group.name, Brand.name, NoticeChoice.kind,
            NoticeChoice.rhythm,
        )
        .order_by(Brand.name, Group.name)
    ).all()  # fmt: skip
    found: dict[int, GroupChoices] = {}
    for id, public_id, name, brand, kind, rhythm in rows:
        group = found.setdefault(id, GroupChoices(id, public_id, name, brand, dict(USUAL)))
        if kind in NOTICE_KINDS:
            group.rhythms[kind] = rhythm
    return tuple(found.values())


def _told(notices: Select[Any]) -> Select[Any]:
    """With everything its words need, in one statement."""
    writer, own = aliased(Person), aliased(Vote)
    mine, tip = aliased(Membership), aliased(Complaint)
    newest = (
        select(func.max(Revision.id))
        .where(
            Revision.draft_id == Round.draft_id,
            Revision.published_at <= clock.now(),
            # What came after the close may be for other eyes.
            Revision.published_at < Round.closes_at,
            or_(Round.closed_at.is_(None), Revision.published_at < Round.closed_at),
        )
        .correlate(Round)
        .scalar_subquery()
    )
    has_voted = exists().where(
        own.person_id == Notice.person_id,
        own.round_id == Round.id,
        own.revision_id == newest,
        own.question_id == Question.id,
        Question.position == 0,
    )
    told = (
        notices.join(Brand, Brand.id == Round.brand_id)
        .join(Group, Group.id == Notice.group_id)
        .join(Revision, Revision.id == newest)
        .outerjoin(writer, writer.id == Critique.author_id)
        .outerjoin(
            Response,
            Response.id == responses.to_its_author(),
        )
        .outerjoin(tip, and_(tip.critique_id == Critique.id, tip.by_id == Notice.person_id))
        .outerjoin(mine, and_(mine.group_id == Notice.group_id, mine.person_id == Notice.person_id))
        .outerjoin(Decision, and_(Decision.round_id == Round.id, Decision.superseded_at.is_(None)))
        .outerjoin(
            NoticeChoice,
            and_(
                NoticeChoice.person_id == Notice.person_id,
                NoticeChoice.group_id == Notice.group_id,
                NoticeChoice.kind == Notice.kind,
            ),
        )
        .with_only_columns(
            Notice,
            Round,
            Brand.name.label("brand"),
            Group.name.label("group"),
            Revision.title,
            Revision.number,
            Critique.public_id.label("critique"),
            Critique.text,
            writer.name.label("writer"),
            Critique.is_staff,
            Response.state,
            Response.sentence,
            Decision.choice,
            Decision.why,
            has_voted.label("has_voted"),
            NoticeChoice.rhythm,
            Critique.author_id,
            Critique.hidden_at,
            Critique.hidden_because,
            Critique.held_at,
            tip.outcome,
            mine.paused_at,
            mine.paused_because,
        )
    )
    return cast(Select[Any], told)


def _shown(rows: Sequence[Any]) -> tuple[NoticeShown, ...]:
    return tuple(_one(row) for row in rows)


def _one(row: Any) -> NoticeShown:
    notice, round = row.Notice, row.Round
    is_open = round.state(clock.now()) == "open"
    asks = notice.kind in ("round_opened", "round_closing")
    return NoticeShown(
        id=notice.id,
        public_id=notice.public_id,
        kind=notice.kind,
        round_id=round.public_id,
        critique_id=row.critique,
        title=row.title,
        brand=row.brand,
        group=row.group,
        group_id=notice.group_id,
        closes_at=round.ends_at,
        revision=row.number,
        who=row.brand if row.is_staff else row.writer or "",
        state=_state(notice, row),
        words=_words(notice.kind, row),
        about=plain(row.text, QUOTED) if notice.kind in ANSWERS else "",
        is_read=notice.read_at is not None,
        is_over=asks and (not is_open or row.has_voted),
        at=notice.created_at,
        rhythm=row.rhythm or USUAL[notice.kind],
    )


def _state(notice: Notice, row: Any) -> str:
    if notice.kind == "moderated":
        return _moderated(notice, row)
    return row.choice or "" if notice.kind == "decision_told" else row.state or ""


def _moderated(notice: Notice, row: Any) -> str:
    """What is true now of one's own words, of words one told the team of, or of one's place."""
    if notice.critique_id is None:
        return "paused" if row.paused_at else "resumed"
    if row.author_id != notice.person_id:
        return "told_removed" if row.hidden_at and row.outcome == "hidden" else "told_kept"
    if row.hidden_at is None:
        return "shown"
    return "turned_away" if row.held_at else "removed"


def _why(row: Any) -> str:
    """The team's reason, to the one whose words or place it is about."""
    reason = row.paused_because if row.critique is None else row.hidden_because
    return _("Why: %(reason)s", reason=reason) if reason else ""


ANSWERS: Final = ("state_changed", "revision_answers")


def _words(kind: str, row: Any) -> str:
    if kind in ("answered", "mentioned"):
        return plain(row.text or "", QUOTED)
    if kind == "moderated":
        return _why(row)
    if kind == "decision_told":
        return plain(row.why or "", QUOTED)
    return row.sentence or "" if kind in ANSWERS else ""


def sentence(notice: NoticeShown) -> str:
    """What happened, in one line."""
    facts = {"title": notice.title, "brand": notice.brand, "who": notice.who or _("Somebody")}
    if notice.kind == "round_opened":
        if notice.revision > 1:
            return _(
                "%(title)s, r%(number)d: what do you think now?", number=notice.revision, **facts
            )
        return _("%(brand)s asks for your voice: %(title)s", **facts)
    if notice.kind == "round_closing":
        return _("%(title)s closes soon, and your voice is missing", **facts)
    if notice.kind == "answered":
        return _("%(who)s answered you on %(title)s", **facts)
    if notice.kind == "mentioned":
        return _("%(who)s mentioned you on %(title)s", **facts)
    if notice.kind == "decision_told":
        return _decided(notice, facts)
    if notice.kind == "moderated":
        return _kept_in_order(notice, facts)
    return _answered(notice, facts)


def _kept_in_order(notice: NoticeShown, facts: dict[str, str]) -> str:
    words = {
        "removed": _("%(brand)s removed what you said on %(title)s"),
        "turned_away": _("%(brand)s did not let through what you said on %(title)s"),
        "shown": _("What you said on %(title)s is there for the group to read"),
        "told_removed": _("%(brand)s removed the words on %(title)s that you told them of"),
        "told_kept": _("%(brand)s looked at what you told them of on %(title)s, and left it"),
        "paused": _("%(brand)s paused your part in %(group)s"),
        "resumed": _("You take part in %(group)s again"),
    }
    return words[notice.state] % {**facts, "group": notice.group}


def _decided(notice: NoticeShown, facts: dict[str, str]) -> str:
    words = {
        "launch": _("%(brand)s decided to launch %(title)s"),
        "revise": _("%(brand)s decided to revise %(title)s"),
        "stop": _("%(brand)s decided to stop %(title)s"),
    }
    return words.get(notice.state, _("%(brand)s decided about %(title)s")) % facts


def _answered(notice: NoticeShown, facts: dict[str, str]) -> str:
    words = {
        "addressed": _("%(title)s changed because of what you said"),
        "considering": _("%(brand)s is considering what you said on %(title)s"),
        "declined": _("%(brand)s answered what you said on %(title)s"),
        "open": _("%(brand)s looks again at what you said on %(title)s"),
    }
    return words.get(notice.state, words["declined"]) % facts
