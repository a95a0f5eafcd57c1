"""The cast, tried in every view.

Olga owns Northlight, Hana manages it, Ana analyses for it. Tom and Tess test in its first circle,
Vera is a VIP of its other group, Ines is invited but has not come, Rob was removed. Bo owns
another brand, Maya is a member there. Nil is signed out.
"""

from dataclasses import dataclass

from flask import Flask
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Brand, Draft, Group, Membership, Person, Question, Revision, Round
from tests import makers
from tests.page import Visitor


@dataclass(frozen=True)
class World:
    app: Flask
    brand: Brand
    other_brand: Brand
    group: Group
    vip_group: Group
    other_group: Group
    draft: Draft
    revision: Revision
    round: Round
    support: Question
    people: dict[str, Person]
    memberships: dict[str, Membership]

    def __getattr__(self, name: str) -> Person:
        """world.tom is the person Tom."""
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def visitor(self, name: str = "nil") -> Visitor:
        """A browser in which this one of the cast is signed in; "nil" is signed out."""
        return Visitor(self.app, None if name == "nil" else self.people[name])


CAST = ("olga", "hana", "ana", "tom", "tess", "vera", "ines", "rob", "bo", "maya", "nil")


def build(db: Session, app: Flask) -> World:
    people = {name: makers.person(db, name.title()) for name in CAST if name != "nil"}
    brand = makers.brand(db)
    makers.staff(db, brand, people["olga"], "owner")
    makers.staff(db, brand, people["hana"], "manager")
    makers.staff(db, brand, people["ana"], "analyst")
    group = makers.group(db, brand)
    vip_group = makers.group(db, brand, "VIP table")
    memberships = {
        "tom": makers.member(db, group, people["tom"], ["power user"]),
        "tess": makers.member(db, group, people["tess"], ["size: M"]),
        "vera": makers.member(db, vip_group, people["vera"]),
        "ines": makers.member(db, group, people["ines"], joined_at=None, terms_version=None),
        "rob": makers.member(db, group, people["rob"], removed_at=clock.now()),
    }
    other_brand = makers.brand(db, "Seamwright")
    makers.staff(db, other_brand, people["bo"], "owner")
    other_group = makers.group(db, other_brand, "Co-creators")
    memberships["maya"] = makers.member(db, other_group, people["maya"])
    draft = makers.draft(db, brand)
    revision = db.query(Revision).filter_by(draft_id=draft.id).one()
    round = makers.round(db, draft, group, first_revision=revision)
    makers.criterion(db, round)
    support = db.query(Question).filter_by(round_id=round.id, position=0).one()
    return World(
        app=app,
        brand=brand,
        other_brand=other_brand,
        group=group,
        vip_group=vip_group,
        other_group=other_group,
        draft=draft,
        revision=revision,
        round=round,
        support=support,
        people=people,
        memberships=memberships,
    )
