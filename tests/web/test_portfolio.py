"""All drafts of a brand with what came of each, and two reports side by side."""

import pytest
from sqlalchemy.orm import Session

from portal.access import actor_of
from portal.actions import reports as freezing
from portal.database import Database
from portal.models import Report, Round
from portal.queries import portfolio
from tests import makers
from tests.queries.test_reports import closed_round
from tests.statements import counted
from tests.world import CAST, World

TEAM = ("olga", "hana", "ana")


def frozen_round(db: Session, world: World, members: int = 12, yeses: int = 9) -> Round:
    round = closed_round(db, world, members, yeses)
    freezing.freeze(db, round)
    db.commit()
    return round


def lines(text: str) -> int:
    return text.count('class="portfolio-line"')


@pytest.mark.parametrize("name", CAST)
def test_only_the_team_reads_the_list(world: World, name: str) -> None:
    answer = world.visitor(name).get(f"/brands/{world.brand.public_id}/reports")
    if name in TEAM:
        assert answer.status == 200
    else:
        assert answer.status == (303 if name == "nil" else 404)


def test_a_draft_stands_with_what_came_of_it(db: Session, world: World) -> None:
    frozen_round(db, world)
    page = world.visitor("ana").get(f"/brands/{world.brand.public_id}/reports")
    assert "Validated" in page.text
    assert "9 of 12" in page.text
    assert "Open until" in page.text


def test_a_report_frozen_before_summaries_were_kept_is_listed(db: Session, world: World) -> None:
    frozen_round(db, world)
    report = db.query(Report).one()
    report.summary, report.verdict = {}, ""
    db.commit()
    page = world.visitor("ana").get(f"/brands/{world.brand.public_id}/reports")
    assert page.status == 200


@pytest.mark.parametrize(
    ("verdict", "number"),
    [("validated", 1), ("not_validated", 1), ("open", 1), ("not_asked", 1), ("nonsense", 4)],
)
def test_the_list_is_filtered_by_verdict(
    db: Session, world: World, verdict: str, number: int
) -> None:
    frozen_round(db, world, 12, 12)
    frozen_round(db, world, 12, 0)
    makers.draft(db, world.brand, "Asked nobody")
    db.commit()
    url = f"/brands/{world.brand.public_id}/reports"
    assert lines(world.visitor("ana").get(f"{url}?verdict={verdict}").html) == number


def test_pages_follow_each_other_without_a_gap(
    db: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portfolio, "PAGE", 2)
    for number in range(4):
        makers.draft(db, world.brand, f"Draft {number}")
    db.commit()
    actor = actor_of(db, world.ana)
    seen, after = [], ""
    while True:
        page = portfolio.page(db, actor, world.brand, "", after)
        seen += [line.title for line in page.lines]
        if page.next is None:
            break
        after = page.next
    assert seen == ["Draft 3", "Draft 2", "Draft 1", "Draft 0", "Quiet inbox"]


@pytest.mark.parametrize(
    ("after", "status"), [("a" * 22, 200), ("nothing", 200), ("%00", 404), ("'", 404)]
)
def test_a_page_that_is_not_there_holds_nothing(world: World, after: str, status: int) -> None:
    answer = world.visitor("ana").get(f"/brands/{world.brand.public_id}/reports?after={after}")
    assert answer.status == status
    assert lines(answer.html) == 0


def test_the_list_takes_few_statements_whatever_its_length(
    db: Session, database: Database, world: World
) -> None:
    numbers = []
    for _ in range(2):
        frozen_round(db, world)
        visitor = world.visitor("ana")
        with counted(database) as seen:
            visitor.get(f"/brands/{world.brand.public_id}/reports")
        numbers.append(len(seen))
    assert numbers[0] == numbers[1] <= 8


def compared(world: World, one: str, other: str, name: str = "ana") -> object:
    return world.visitor(name).get(f"/compare?a={one}&b={other}")


def test_two_groups_are_said_to_be_two(db: Session, world: World) -> None:
    one, other = frozen_round(db, world, 12, 12), frozen_round(db, world, 40, 2)
    page = compared(world, one.public_id, other.public_id)
    assert "These are not the same people: nobody counts in both." in page.text
    assert "The bounds do not meet." in page.text
    assert "12 of 12 for it" in page.text


def test_the_same_members_are_compared_with_themselves(db: Session, world: World) -> None:
    one = closed_round(db, world, 12, 3)
    votes = db.query(makers.Vote).filter_by(round_id=one.id).order_by("id")
    people = [vote.person_id for vote in votes if vote.answer != "4"]
    group = db.get_one(makers.Group, one.group_id)
    draft = makers.draft(db, world.brand, "Wider brim")
    revision = makers.revision(db, draft, 2)
    other = makers.round(db, draft, group, first_revision=revision, state="closed")
    for n, person in enumerate(people):
        word = "for" if n < 8 else "against"
        makers.vote(db, other, db.get_one(makers.Person, person), word, revision=revision)
    db.commit()
    page = compared(world, one.public_id, other.public_id)
    assert "The same 12 members stand behind both." in page.text
    assert "5 moved towards launching, 7 stayed and 0 moved away." in page.text


def test_while_one_runs_nobodys_move_is_told(db: Session, world: World) -> None:
    one = closed_round(db, world, 12, 9)
    group = db.get_one(makers.Group, one.group_id)
    other = makers.round(db, world.draft, group, first_revision=world.revision)
    for vote in db.query(makers.Vote).filter_by(round_id=one.id, answer="for").all():
        person = db.get_one(makers.Person, vote.person_id)
        makers.vote(db, other, person, "against", revision=world.revision)
    db.commit()
    page = compared(world, one.public_id, other.public_id)
    assert page.status == 200
    assert "moved towards launching" not in page.text


@pytest.mark.parametrize("name", CAST)
def test_only_the_team_compares(db: Session, world: World, name: str) -> None:
    one = frozen_round(db, world)
    answer = compared(world, one.public_id, world.round.public_id, name)
    if name in TEAM:
        assert answer.status == 200
    else:
        assert answer.status == (303 if name == "nil" else 404)


@pytest.mark.parametrize("other", ["nothing", "%00", "a" * 22, "../x"])
def test_a_round_that_is_not_there_is_not_found(world: World, other: str) -> None:
    assert compared(world, world.round.public_id, other).status == 404
    assert compared(world, other, world.round.public_id).status == 404


def test_a_round_of_another_brand_is_not_found(db: Session, world: World) -> None:
    """Also for one who works for both."""
    draft = makers.draft(db, world.other_brand)
    revision = db.query(makers.Revision).filter_by(draft_id=draft.id).one()
    group = makers.group(db, world.other_brand, "Theirs")
    theirs = makers.round(db, draft, group, first_revision=revision)
    db.commit()
    assert compared(world, world.round.public_id, theirs.public_id).status == 404
    makers.staff(db, world.other_brand, world.ana, "analyst")
    db.commit()
    assert world.visitor("ana").get(f"/rounds/{theirs.public_id}/report").status == 200
    assert compared(world, world.round.public_id, theirs.public_id).status == 404


def test_with_one_round_the_other_is_asked_for(db: Session, world: World) -> None:
    one = frozen_round(db, world)
    page = world.visitor("ana").get(f"/compare?a={one.public_id}")
    assert page.status == 200
    assert "Show side by side" in page.text
    assert world.visitor("ana").get(f"/compare?b={one.public_id}").status == 200


def test_a_round_with_itself_is_refused_in_words(world: World) -> None:
    page = compared(world, world.round.public_id, world.round.public_id)
    assert page.status == 422


def test_nothing_to_compare_is_not_found(world: World) -> None:
    assert world.visitor("ana").get("/compare").status == 404
