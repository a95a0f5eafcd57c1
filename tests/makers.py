"""Keyword functions that make one row each, with sensible rest. They write models directly, so
that a test of one action does not depend on another."""

from datetime import datetime, timedelta
from itertools import count
from typing import TypeVar

from sqlalchemy.orm import Session

from portal import clock, ids
from portal.actions import generations, standing_counts
from portal.models import (
    Attachment,
    Brand,
    Criterion,
    Critique,
    Draft,
    Group,
    Invitation,
    Membership,
    Person,
    Question,
    Revision,
    RevisionAttachment,
    RosterEntry,
    Round,
    Staff,
    Stance,
    Terms,
    Variant,
    Vote,
    VoteChange,
)

_number = count(1)
R = TypeVar("R")


def person(db: Session, name: str = "", **values: object) -> Person:
    n = next(_number)
    name = name or f"Person {n}"
    email = values.pop("email", None) or f"{name.lower().replace(' ', '.')}.{n}@mail.example"
    row = Person(
        **{"email": email, "email_key": email, "name": name, "verified_at": clock.now(), **values}
    )
    return _kept(db, row)


def brand(db: Session, name: str = "Northlight", **values: object) -> Brand:
    return _kept(db, Brand(**{"name": name, "proven_at": clock.now(), **values}))


def staff(
    db: Session, brand: Brand, person: Person, role: str = "manager", **values: object
) -> Staff:
    return _kept(
        db,
        Staff(
            **{
                "brand_id": brand.id,
                "person_id": person.id,
                "role": role,
                "joined_at": clock.now(),
                **values,
            }
        ),
    )


def group(db: Session, brand: Brand, name: str = "First circle", **values: object) -> Group:
    row = _kept(
        db,
        Group(
            **{
                "brand_id": brand.id,
                "name": name,
                "purpose": "We look at drafts together.",
                "house_rules": "Be honest and kind.",
                **values,
            }
        ),
    )
    _kept(db, Terms(group_id=row.id, version=1, text="Keep it between us."))
    return row


def member(
    db: Session, group: Group, person: Person, segments: list[str] | None = None, **values: object
) -> Membership:
    return _kept(
        db,
        Membership(
            **{
                "group_id": group.id,
                "person_id": person.id,
                "segments": segments or [],
                "joined_at": clock.ago(days=30),
                "terms_version": 1,
                **values,
            }
        ),
    )


def draft(db: Session, brand: Brand, title: str = "Quiet inbox", revisions: int = 1) -> Draft:
    row = _kept(db, Draft(brand_id=brand.id))
    for number in range(1, revisions + 1):
        revision(db, row, number, title)
    return row


def revision(
    db: Session, draft: Draft, number: int, title: str = "Quiet inbox", **values: object
) -> Revision:
    return _kept(
        db,
        Revision(
            **{
                "draft_id": draft.id,
                "number": number,
                "title": title,
                "story": "One list, no noise.",
                "story_html": "<p>One list, no noise.</p>",
                "published_at": clock.ago(days=7),
                **values,
            }
        ),
    )


def variants(db: Session, revision: Revision, *names: str) -> list[Variant]:
    return [
        _kept(db, Variant(revision_id=revision.id, key=chr(65 + i), name=name, position=i))
        for i, name in enumerate(names)
    ]


def attached(db: Session, revision: Revision, name: str, kind: str = "video") -> Attachment:
    """A file that no storage holds, behind those that go with the revision already."""
    brand_id = db.query(Draft.brand_id).filter_by(id=revision.draft_id).scalar()
    type_ = {"video": "video/mp4", "pdf": "application/pdf"}[kind]
    file = _kept(
        db,
        Attachment(
            brand_id=brand_id, storage_key=ids.fresh_token(), kind=kind, mimetype=type_, size=4_000
        ),
    )
    position = db.query(RevisionAttachment).filter_by(revision_id=revision.id).count()
    _kept(
        db,
        RevisionAttachment(
            revision_id=revision.id, attachment_id=file.id, position=position, name=name
        ),
    )
    return file


def round(
    db: Session,
    draft: Draft,
    group: Group,
    *,
    first_revision: Revision,
    opened_at: datetime | None = None,
    state: str = "open",
    **values: object,
) -> Round:
    """state: preparing, scheduled, open or closed. An open round has its roster frozen."""
    now = clock.now()
    opened = opened_at or now - timedelta(days=3)
    times = {
        "preparing": {"opens_at": now + timedelta(days=1), "closes_at": now + timedelta(days=8)},
        "scheduled": {
            "opens_at": now + timedelta(days=1),
            "closes_at": now + timedelta(days=8),
            "registered_at": now,
        },
        "open": {
            "opens_at": opened,
            "closes_at": now + timedelta(days=4),
            "registered_at": opened,
            "opened_at": opened,
        },
        "closed": {
            "opens_at": opened,
            "closes_at": now - timedelta(hours=1),
            "registered_at": opened,
            "opened_at": opened,
            "closed_at": now - timedelta(hours=1),
        },
    }[state]
    row = _kept(
        db,
        Round(
            **{
                "brand_id": draft.brand_id,
                "draft_id": draft.id,
                "group_id": group.id,
                "first_revision_id": first_revision.id if "opened_at" in times else None,
                **times,
                **values,
            }
        ),
    )
    question(db, row, "support", "Should we launch this as shown?")
    if row.opened_at:
        freeze_roster(db, row)
    return row


def question(
    db: Session, round: Round, kind: str, prompt: str = "", **settings: object
) -> Question:
    position = db.query(Question).filter_by(round_id=round.id).count()
    return _kept(
        db,
        Question(
            round_id=round.id,
            position=position,
            kind=kind,
            prompt=prompt or f"A {kind} question",
            settings=settings,
        ),
    )


def criterion(db: Session, round: Round, **values: object) -> Criterion:
    support = db.query(Question).filter_by(round_id=round.id, position=0).one()
    position = db.query(Criterion).filter_by(round_id=round.id).count()
    return _kept(
        db,
        Criterion(
            **{
                "round_id": round.id,
                "question_id": support.id,
                "position": position,
                "signal": "support",
                "threshold_permille": 600,
                "min_answers": 5,
                **values,
            }
        ),
    )


def freeze_roster(db: Session, round: Round) -> None:
    for row in db.query(Membership).filter_by(group_id=round.group_id, removed_at=None):
        db.add(
            RosterEntry(
                round_id=round.id,
                membership_id=row.id,
                had_joined=row.joined_at is not None,
                segments=row.segments,
            )
        )
    db.flush()


def vote(
    db: Session,
    round: Round,
    person: Person,
    answer: str = "for",
    *,
    revision: Revision,
    question: Question | None = None,
    reason: str = "",
) -> Vote:
    question = question or db.query(Question).filter_by(round_id=round.id, position=0).one()
    row = _kept(
        db,
        Vote(
            round_id=round.id,
            question_id=question.id,
            revision_id=revision.id,
            person_id=person.id,
            answer=answer,
            counted_answer=answer,
            reason=reason,
        ),
    )
    _kept(db, VoteChange(vote_id=row.id, answer=answer, reason=reason, was_informed=False))
    return row


def critique(
    db: Session,
    round: Round,
    author: Person,
    text: str = "The button is hard to find.",
    *,
    revision: Revision,
    kind: str = "concern",
    parent: Critique | None = None,
    **values: object,
) -> Critique:
    return _kept(
        db,
        Critique(
            **{
                "round_id": round.id,
                "revision_id": revision.id,
                "author_id": author.id,
                "parent_id": parent.id if parent else None,
                "root_id": (parent.root_id or parent.id) if parent else None,
                "depth": parent.depth + 1 if parent else 0,
                "kind": "reply" if parent else kind,
                "text": text,
                "html": f"<p>{text}</p>",
                "submission": ids.public_id(),
                **values,
            }
        ),
    )


def stance(db: Session, critique: Critique, person: Person, value: int = 1) -> Stance:
    """With its count, which the database keeps beside the critique."""
    row = _kept(db, Stance(critique_id=critique.id, person_id=person.id, value=value))
    standing_counts.recount(db, critique.id)
    return row


def invitation(db: Session, membership: Membership, **values: object) -> Invitation:
    """To a group. The token of its link is `invitation_token(db, row)`."""
    return _invitation(db, membership_id=membership.id, **values)


def staff_invitation(db: Session, staff: Staff, **values: object) -> Invitation:
    return _invitation(db, staff_id=staff.id, **values)


def _invitation(db: Session, **values: object) -> Invitation:
    public_id = ids.public_id()
    token = generations.token_of(db.info["secret_key"], public_id, 1)
    return _kept(
        db,
        Invitation(
            **{
                "public_id": public_id,
                "token_hash": ids.fingerprint(token),
                "expires_at": clock.hence(days=14),
                **values,
            }
        ),
    )


def invitation_token(db: Session, row: Invitation) -> str:
    return generations.token_of(db.info["secret_key"], row.public_id, row.generation)


def _kept(db: Session, row: R) -> R:
    db.add(row)
    db.flush()
    return row
