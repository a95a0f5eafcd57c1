"""People at the same moment: one account an address, one live code a person."""

from sqlalchemy import event, select

from portal.access import actor_of
from portal.actions import people, staff
from portal.database import secret_of
from portal.errors import Invalid
from portal.models import Brand, Invitation, Person, SignInCode, Staff
from tests import makers
from tests.race import together
from tests.web.test_people import ask, code_of


def test_two_who_ask_for_a_code_at_once_leave_one_that_works(db, world, database):
    tom, key = world.tom.id, world.tom.email_key

    def asking(session):
        people.send_code(session, session.get(Person, tom))

    for _round in range(5):
        assert together(database, asking, asking, asking) == [None] * 3
    [row] = db.scalars(select(SignInCode)).all()
    code, _link = people.code_and_link(secret_of(db), row.public_id)
    assert people.spend_code(db, key, code).id == tom


def test_a_code_asked_for_again_has_all_its_tries(db, world):
    people.send_code(db, world.tom)
    for _try in range(people.TRIES):
        people.spend_code(db, world.tom.email_key, "wrong")
    people.send_code(db, world.tom)
    db.flush()
    assert people.spend_code(db, world.tom.email_key, code_of(db, world.tom)[0]) is not None


def test_a_new_address_met_twice_at_once_is_one_person(database, db):
    for number in range(5):
        key = f"new{number}@mail.example"

        def meet(session, key=key):
            people.ensure(session, key, key, "en", "UTC")

        assert together(database, meet, meet, meet) == [None] * 3
        assert len(db.scalars(select(Person).where(Person.email_key == key)).all()) == 1
        db.rollback()


def test_a_colleague_asked_twice_at_once_is_asked_once(db, world, database):
    olga = actor_of(db, world.olga)
    brand = world.brand.id
    guests = [makers.person(db, f"Sam {number}").id for number in range(5)]
    db.commit()
    for sam in guests:

        def inviting(session, sam=sam):
            person = session.get(Person, sam)
            staff.invite(session, olga, session.get(Brand, brand), person, "manager")

        outcomes = together(database, inviting, inviting)
        assert sorted(type(outcome) for outcome in outcomes if outcome) == [Invalid]
        [row] = db.scalars(select(Staff).where(Staff.person_id == sam)).all()
        assert len(db.scalars(select(Invitation).where(Invitation.staff_id == row.id)).all()) == 1
        db.rollback()


def test_a_code_is_spent_with_the_session_it_begins_or_not_at_all(db, world, database):
    nil = world.visitor()
    ask(nil, world.tom.email)
    db.rollback()
    code, _link = code_of(db, world.tom)
    db.rollback()
    kept = []

    def note(connection):
        kept.append(connection)

    event.listen(database.engine, "commit", note)
    try:
        assert nil.post("/sign-in/code", {"code": code}).location == "/"
    finally:
        event.remove(database.engine, "commit", note)
    assert len(kept) == 1
