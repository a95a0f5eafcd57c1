"""What happened is told once to those whom it concerns, and to nobody else."""

import pytest

from portal import clock
from portal.access import Actor, actor_of
from portal.actions import critiques, decisions, notices, responses, rounds
from portal.errors import Invalid, Refused
from portal.models import Critique, Event, Job, Notice, NoticeChoice
from portal.queries import notices as reads
from tests import makers


def told(db, kind=None):
    """Who has a notice of which kind."""
    rows = db.query(Notice).order_by(Notice.id)
    return [(row.person_id, row.kind) for row in rows if kind in (None, row.kind)]


def spread_all(db):
    """What the worker does with the events of the test."""
    db.flush()
    for event in db.query(Event).order_by(Event.id):
        notices.spread(db, event.id)
    db.flush()


def me(db, person) -> Actor:
    return actor_of(db, person)


def say(db, world, person, text="Too bright."):
    id = critiques.post(db, me(db, person), world.round, "concern", text, "form-1")
    return db.query(makers.Critique).filter_by(public_id=id).one()


def test_an_opened_round_is_told_to_its_members_once(db, world):
    soon = makers.round(
        db, world.draft, world.group, first_revision=world.revision, state="scheduled"
    )
    makers.criterion(db, soon)
    rounds.open_now(db, me(db, world.hana), soon)
    spread_all(db)
    spread_all(db)
    people = {person for person, _kind in told(db, "round_opened")}
    # Not Ines, who has not come; not Rob, who was removed; not Vera of the other group; not staff.
    assert people == {world.tom.id, world.tess.id}
    assert len(told(db)) == 2
    assert {job.kind for job in db.query(Job)} >= {"notices.spread", "notices.remind"}


def test_who_is_paused_hears_of_no_new_round(db, world):
    world.memberships["tess"].paused_at = clock.now()
    event = Event(brand_id=world.brand.id, round_id=world.round.id, kind="round.opened")
    db.add(event)
    spread_all(db)
    assert told(db) == [(world.tom.id, "round_opened")]


def test_only_the_undecided_are_reminded(db, world):
    makers.vote(db, world.round, world.tom, revision=world.revision)
    notices.remind(db, world.round)
    notices.remind(db, world.round)
    assert told(db) == [(world.tess.id, "round_closing")]


def test_a_round_that_is_over_reminds_nobody(db, world):
    world.round.closed_at = clock.now()
    notices.remind(db, world.round)
    assert told(db) == []


def test_an_answer_is_told_to_whoever_was_answered_and_not_to_oneself(db, world):
    critique = say(db, world, world.tom)
    critiques.reply(db, me(db, world.tess), world.round, critique, "To me too.", "form-2")
    critiques.reply(db, me(db, world.tom), world.round, critique, "More: at night.", "form-3")
    spread_all(db)
    assert told(db, "answered") == [(world.tom.id, "answered")]


def test_a_state_is_told_to_the_author_and_an_addressed_one_as_their_doing(db, world):
    critique = say(db, world, world.tom)
    hana = me(db, world.hana)
    responses.respond(db, hana, world.round, critique, "considering")
    responses.respond(db, hana, world.round, critique, "addressed", "Dimmed.", 1)
    spread_all(db)
    assert told(db) == [(world.tom.id, "state_changed"), (world.tom.id, "revision_answers")]


def test_a_decision_is_told_to_the_group(db, world):
    world.round.closed_at = clock.now()
    decisions.decide(db, me(db, world.hana), world.round, choice="stop", why="Too bright.")
    spread_all(db)
    assert told(db) == [(world.tom.id, "decision_told"), (world.tess.id, "decision_told")]


def test_a_reply_that_may_not_be_read_yet_is_in_no_list_and_no_count(db, world):
    """Tom spoke before he voted; what others say opens with his vote."""
    critique = say(db, world, world.tom)
    critiques.reply(db, me(db, world.tess), world.round, critique, "To me too.", "form-2")
    spread_all(db)
    assert reads.listed(db, me(db, world.tom)) == ()
    assert reads.unread_count(db, me(db, world.tom)) == 0

    makers.vote(db, world.round, world.tom, revision=world.revision)
    [shown] = reads.listed(db, me(db, world.tom))
    assert shown.words == "To me too."
    assert reads.sentence(shown) == "Tess answered you on Quiet inbox"
    assert reads.unread_count(db, me(db, world.tom)) == 1


def test_a_deleted_reply_is_no_news(db, world):
    makers.vote(db, world.round, world.tom, revision=world.revision)
    critique = say(db, world, world.tom)
    reply = critiques.reply(db, me(db, world.tess), world.round, critique, "Me too.", "form-2")
    spread_all(db)
    row = db.query(makers.Critique).filter_by(public_id=reply).one()
    critiques.remove(db, me(db, world.tess), world.round, row)
    assert reads.listed(db, me(db, world.tom)) == ()


def test_who_left_sees_none_of_the_news(db, world):
    notices.remind(db, world.round)
    assert len(reads.listed(db, me(db, world.tess))) == 1
    world.memberships["tess"].left_at = clock.now()
    db.flush()
    assert reads.listed(db, me(db, world.tess)) == ()


def test_a_choice_holds_for_what_comes_and_for_what_waits(db, world):
    notices.remind(db, world.round)
    tess = me(db, world.tess)
    notices.choose(db, tess, world.group.id, {"round_closing": "never", "answered": "at_once"})
    [waiting] = db.query(Notice).filter_by(person_id=world.tess.id)
    db.refresh(waiting)
    assert waiting.mail_at is None
    assert db.query(NoticeChoice).count() == 2
    [group] = reads.choices(db, tess)
    assert group.rhythms["round_closing"] == "never"
    assert group.rhythms["decision_told"] == "at_once"


def test_nobody_chooses_for_a_group_they_are_not_in(db, world):
    with pytest.raises(Refused):
        notices.choose(db, me(db, world.tom), world.vip_group.id, {"answered": "never"})


def test_an_odd_rhythm_is_refused(db, world):
    with pytest.raises(Invalid) as refusal:
        notices.choose(db, me(db, world.tom), world.group.id, {"answered": "hourly"})
    assert "answered" in refusal.value.fields


def test_reading_marks_ones_own_and_no_others(db, world):
    notices.remind(db, world.round)
    ids = [row.public_id for row in db.query(Notice)]
    notices.read(db, me(db, world.tom), ids)
    db.expire_all()
    read = {row.person_id for row in db.query(Notice) if row.read_at}
    assert read == {world.tom.id}


def test_a_short_round_reminds_in_its_last_quarter(db, world):
    soon = makers.round(
        db,
        world.draft,
        world.group,
        first_revision=world.revision,
        state="scheduled",
        closes_at=clock.hence(days=2),
        opens_at=clock.hence(hours=1),
    )
    makers.criterion(db, soon)
    rounds.open_now(db, me(db, world.hana), soon)
    db.flush()
    [job] = db.query(Job).filter_by(kind="notices.remind")
    assert (soon.closes_at - job.due_at).total_seconds() == pytest.approx(12 * 3600, abs=60)


def test_what_is_found_after_days_stands_in_the_list_and_is_not_mailed(db, world):
    for days, kind in ((4, "round.opened"), (1, "decision.made")):
        happened = clock.ago(days=days)
        db.add(Event(brand_id=world.brand.id, round_id=world.round.id, kind=kind, at=happened))
    spread_all(db)
    by_mail = {row.kind for row in db.query(Notice) if row.mail_at is not None}
    assert by_mail == {"decision_told"}
    assert {kind for _person, kind in told(db)} == {"round_opened", "decision_told"}


def test_what_came_after_the_close_is_not_told_to_those_of_before(db, world):
    """The draft went on before other eyes: its new title is theirs."""
    critique = say(db, world, world.tom)
    world.round.closed_at = clock.ago(hours=2)
    responses.respond(db, me(db, world.hana), world.round, critique, "declined", "Not this time.")
    makers.revision(db, world.draft, 2, "Secret inbox", published_at=clock.ago(hours=1))
    spread_all(db)
    [shown] = reads.listed(db, me(db, world.tom))
    assert (shown.title, shown.revision) == ("Quiet inbox", 1)
    world.round.closed_at = None
    db.flush()
    [shown] = reads.listed(db, me(db, world.tom))
    assert shown.title == "Secret inbox"


def test_whoever_is_named_with_an_at_hears_of_it_once(db, world):
    first = say(db, world, world.tess, "Fine by day.")
    makers.vote(db, world.round, world.tom, revision=world.revision)
    tom = me(db, world.tom)
    critiques.post(db, tom, world.round, "idea", "Ask @TESS, not a@tess.example.", "form-2")
    critiques.reply(db, tom, world.round, first, "As you say, @Tess.", "form-3")
    critiques.post(db, tom, world.round, "idea", "Me, @Tom, and @Tessa.", "form-4")
    spread_all(db)
    # Once for the name alone; the answer is told as an answer, and nobody tells oneself.
    assert told(db, "mentioned") == [(world.tess.id, "mentioned")]
    assert told(db, "answered") == [(world.tess.id, "answered")]


def test_a_name_that_two_bear_calls_neither(db, world):
    say(db, world, world.tess, "Fine by day.")
    makers.vote(db, world.round, world.tom, revision=world.revision)
    other = makers.person(db, "Tess")
    makers.member(db, world.group, other)
    makers.critique(db, world.round, other, revision=world.revision)
    critiques.post(db, me(db, world.tom), world.round, "idea", "Ask @Tess.", "form-2")
    spread_all(db)
    assert told(db, "mentioned") == []


def test_a_name_one_could_not_know_calls_nobody(db, world):
    """Before his vote Tom cannot have read Tess: what he typed is no mention of her."""
    say(db, world, world.tess, "Fine by day.")
    critiques.post(db, me(db, world.tom), world.round, "idea", "Ask @Tess.", "form-2")
    spread_all(db)
    assert told(db, "mentioned") == []


def test_words_that_wait_or_were_taken_out_tell_nobody(db, world):
    first = say(db, world, world.tess, "Fine by day.")
    makers.vote(db, world.round, world.tom, revision=world.revision)
    for what in ("held_at", "hidden_at"):
        made = critiques.reply(
            db, me(db, world.tom), world.round, first, f"As you say, @Tess: {what}.", what
        )
        setattr(db.query(Critique).filter_by(public_id=made).one(), what, clock.now())
    spread_all(db)
    assert told(db, "mentioned") == told(db, "answered") == []


def test_a_mention_is_mailed_once_it_may_be_read(db, world):
    """Tess spoke, but has not voted: what Tom says to her is hidden from her until she has."""
    say(db, world, world.tess, "Fine by day.")
    makers.vote(db, world.round, world.tom, revision=world.revision)
    critiques.post(db, me(db, world.tom), world.round, "idea", "Ask @Tess.", "form-2")
    spread_all(db)
    assert told(db, "mentioned") == [(world.tess.id, "mentioned")]
    later = clock.hence(days=2)
    assert reads.to_mail(db, me(db, world.tess), world.brand.id, later) == ()
    makers.vote(db, world.round, world.tess, revision=world.revision)
    assert len(reads.to_mail(db, me(db, world.tess), world.brand.id, later)) == 1
