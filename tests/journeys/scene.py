"""What stands ready where a journey does not walk through its making: a brand, its team, a group,
an open round. Returned as plain ids, because rows do not outlive their session."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image as Picture
from sqlalchemy.orm import Session

from portal.access import Actor, actor_of
from portal.actions import images, searching
from portal.models import (
    Anchor,
    Brand,
    Draft,
    Group,
    Person,
    Response,
    Revision,
    RevisionImage,
    Round,
)
from portal.passages import words
from portal.pictures import rendered
from portal.storage import Storage
from portal.text import markdown
from tests import makers
from tests.kinds.offered import SETTINGS
from tests.site import Site
from tests.uploads import picture

PICTURES: Final = (picture(900, 600), picture(600, 900, (40, 90, 120)))
TOLD: Final = "One *list*, no noise. And a list of **names** for you.\n\n- no badges\n- no red dots"
QUOTED: Final = "a list of names"


@dataclass(frozen=True, slots=True)
class Stage:
    """A brand with its team (olga, hana, ana) and a group with two members (tom, tess)."""

    brand: str
    group: str


def a_brand(site: Site) -> Stage:
    with site.writing() as db:
        brand = makers.brand(db)
        group = makers.group(db, brand)
        for name, role in (("Olga", "owner"), ("Hana", "manager"), ("Ana", "analyst")):
            makers.staff(db, brand, makers.person(db, name, email=address(name)), role)
        for name in ("Tom", "Tess"):
            makers.member(db, group, makers.person(db, name, email=address(name)))
        db.commit()
        return Stage(brand.public_id, group.public_id)


def a_round(site: Site, stage: Stage) -> str:
    """An open round of a draft without pictures; its id."""
    with site.writing() as db:
        round = _round(db, stage)
        db.commit()
        return round.public_id


def a_judged_round(site: Site, stage: Stage) -> str:
    """An open round in which all twelve have voted, and tess has said something."""
    with site.writing() as db:
        group = db.query(Group).filter_by(public_id=stage.group).one()
        others = [makers.person(db) for _ in range(10)]
        for other in others:
            makers.member(db, group, other, ["size: M"])
        round = _round(db, stage)
        revision = db.query(Revision).filter_by(draft_id=round.draft_id).one()
        tom = db.query(Person).filter_by(email=address("tom")).one()
        tess = db.query(Person).filter_by(email=address("tess")).one()
        for other in others:
            makers.vote(db, round, other, "for", revision=revision)
        makers.vote(db, round, tom, "unsure", revision=revision)
        makers.vote(db, round, tess, "against", revision=revision, reason="Too quiet for me.")
        said = makers.critique(db, round, tess, revision=revision)
        for other in others[:6]:
            makers.stance(db, said, other, -1)
        db.commit()
        return round.public_id


def a_revised_round(site: Site, stage: Stage) -> str:
    """An open round with two revisions: another picture, other words, and Tess's worry addressed.
    Tess and Tom were unsure about the first one."""
    storage: Storage = site.app.extensions["portal_storage"]
    with site.writing() as db:
        round = _round(db, stage)
        draft = db.get_one(Draft, round.draft_id)
        first = db.query(Revision).filter_by(draft_id=draft.id).one()
        second = makers.revision(db, draft, 2, "Quiet inbox", story="One list, and some noise.")
        brand = db.query(Brand).filter_by(public_id=stage.brand).one()
        for revision, colour in ((first, "teal"), (second, "brown")):
            drawn = rendered(Picture.new("RGB", (640, 480), colour))
            image = images.put(db, Actor(), storage, brand, drawn)
            db.add(
                RevisionImage(revision_id=revision.id, image_id=image.id, position=0, alt=colour)
            )
        for name in ("tom", "tess"):
            who = db.query(Person).filter_by(email=address(name)).one()
            makers.vote(db, round, who, "unsure", revision=first)
        said = makers.critique(db, round, who, "The Café mails are gone.", revision=first)
        db.add(
            Response(
                critique_id=said.id, state="addressed", sentence="Back.", revision_id=second.id
            )
        )
        searching.catch_up(db)
        db.commit()
        return round.public_id


def member_of(site: Site, stage: Stage, name: str) -> None:
    """One more, who came after the rounds that are open."""
    with site.writing() as db:
        group = db.query(Group).filter_by(public_id=stage.group).one()
        makers.member(db, group, makers.person(db, name, email=address(name)))
        db.commit()


def address(name: str) -> str:
    return f"{name.lower()}@mail.example"


def _round(db: Session, stage: Stage) -> Round:
    brand = db.query(Brand).filter_by(public_id=stage.brand).one()
    group = db.query(Group).filter_by(public_id=stage.group).one()
    draft = makers.draft(db, brand)
    revision = db.query(Revision).filter_by(draft_id=draft.id).one()
    round = makers.round(db, draft, group, first_revision=revision)
    makers.criterion(db, round, min_answers=1)
    return round


def a_round_of_every_kind(site: Site, stage: Stage) -> tuple[str, dict[str, str]]:
    """An open round with three variants that asks one question of each kind: its id, and those of
    the questions by their kinds."""
    with site.writing() as db:
        round = _round(db, stage)
        revision = db.query(Revision).filter_by(draft_id=round.draft_id).one()
        makers.variants(db, revision, "Linen", "Wool", "Hemp")
        asked = {
            kind: makers.question(db, round, kind, **settings).public_id
            for kind, settings in SETTINGS.items()
            if kind != "support"
        }
        db.commit()
        return round.public_id, asked


def a_pictured_round(
    site: Site, stage: Stage, pins: int = 0, bodies: Sequence[bytes] = PICTURES
) -> str:
    """An open round of a draft with two pictures and a story, in which tess has pointed at the
    first one `pins` times and quoted the story once, and tom has voted; its id."""
    with site.writing() as db:
        round = _round(db, stage)
        revision = db.query(Revision).filter_by(draft_id=round.draft_id).one()
        revision.story_html = str(markdown(TOLD))
        hana = actor_of(db, db.query(Person).filter_by(email=address("hana")).one())
        storage: Storage = site.app.extensions["portal_storage"]
        brand = db.query(Brand).filter_by(public_id=stage.brand).one()
        hung = [images.keep(db, hana, storage, brand, body) for body in bodies]
        for position, image in enumerate(hung):
            db.add(
                RevisionImage(
                    revision_id=revision.id, image_id=image.id, position=position, alt="A list"
                )
            )
        tess, tom = (
            db.query(Person).filter_by(email=address(name)).one() for name in ("tess", "tom")
        )
        for who in (tess, tom):
            makers.vote(db, round, who, revision=revision)
        said = makers.critique(db, round, tess, "Which names?", revision=revision)
        text = words(revision.story_html)
        start = text.index(QUOTED)
        around = {"before": text[start - 4 : start], "after": text[start + len(QUOTED) :][:4]}
        db.add(Anchor(critique_id=said.id, shape="passage", quote=QUOTED, start=start, **around))
        for n in range(pins):
            said = makers.critique(db, round, tess, f"Seam {n + 1}.", revision=revision)
            db.add(
                Anchor(
                    critique_id=said.id,
                    shape="area" if n % 3 == 2 else "point",
                    image_id=hung[0].id,
                    x=(n * 3_700 + 1_500) % 8_500,
                    y=(n * 2_300 + 2_000) % 8_500,
                    width=1_400 if n % 3 == 2 else 0,
                    height=1_200 if n % 3 == 2 else 0,
                )
            )
        db.commit()
        return round.public_id
