"""What is measured against: one brand, a group of 200, a draft with three variants, a running
round with four questions, 120 voters, 100 critiques, and a member with 30 open rounds."""

from dataclasses import dataclass
from random import Random

from sqlalchemy.orm import Session

from portal.actions import sessions
from portal.models import Brand, Critique, Group, Person, Question, Revision, Round
from tests import makers

MEMBERS = 200
VOTERS = 120
CRITIQUES = 100
ROUNDS = 30


@dataclass(frozen=True)
class Scene:
    round_id: str
    question_id: str
    member_cookie: str
    cookies: list[str]
    analyst_cookie: str


def build(
    session: Session, *, critiques: int = CRITIQUES, rounds: int = ROUNDS, others: int = 0
) -> Scene:
    """`others` are the other brands in the same database, each with 25 voters and 100 votes."""
    random = Random(1)
    brand = makers.brand(session)
    analyst = makers.person(session, "Analyst")
    makers.staff(session, brand, analyst, "analyst")
    group = makers.group(session, brand, capacity=1000)
    people = [makers.person(session) for _ in range(MEMBERS)]
    for person in people:
        makers.member(session, group, person, [random.choice(["size: S", "size: M", "size: L"])])
    draft = makers.draft(session, brand, "Winter coat")
    revision = session.query(Revision).filter_by(draft_id=draft.id).one()
    makers.variants(session, revision, "Charcoal", "Moss", "Rust")
    round = makers.round(session, draft, group, first_revision=revision)
    questions = [
        session.query(Question).filter_by(round_id=round.id).one(),
        makers.question(session, round, "rating"),
        makers.question(session, round, "intent", price="90 EUR", period="3 months"),
        makers.question(session, round, "choice"),
    ]
    makers.criterion(session, round)
    _vote(session, random, round, revision, questions, people[:VOTERS])
    _talk(session, random, round, revision, people[:VOTERS], critiques)
    _more_rounds(session, brand, group, rounds - 1)
    for _ in range(others):
        _other_brand(session, random)
    session.flush()
    return Scene(
        round_id=round.public_id,
        question_id=questions[0].public_id,
        member_cookie=cookie(session, people[0]),
        cookies=[cookie(session, person) for person in people],
        analyst_cookie=cookie(session, analyst),
    )


def _vote(
    session: Session, random: Random, round: Round, revision: Revision,
    questions: list[Question], people: list[Person],
) -> None:  # fmt: skip
    for person in people:
        for question in questions:
            answers = {"support": ["for", "for", "unsure", "against"], "choice": ["A", "B", "C"]}
            answer = random.choice(answers.get(question.kind, ["2", "3", "4", "5"]))
            makers.vote(session, round, person, answer, revision=revision, question=question)


def _talk(
    session: Session, random: Random, round: Round, revision: Revision, people: list[Person],
    count: int,
) -> None:  # fmt: skip
    said: list[Critique] = []
    for number in range(count):
        parent = random.choice(said) if said and random.random() < 0.6 else None
        text = f"Remark {number}: the collar stands up too far, and the pocket is hard to reach."
        said.append(
            makers.critique(
                session, round, random.choice(people), text, revision=revision, parent=parent
            )
        )
    for critique in said:
        for person in random.sample(people, 8):
            makers.stance(session, critique, person, random.choice([-1, 0, 1, 1]))


def _more_rounds(session: Session, brand: Brand, group: Group, count: int) -> None:
    for number in range(count):
        draft = makers.draft(session, brand, f"Draft {number}")
        revision = session.query(Revision).filter_by(draft_id=draft.id).one()
        makers.round(session, draft, group, first_revision=revision)


def _other_brand(session: Session, random: Random) -> None:
    brand = makers.brand(session)
    group = makers.group(session, brand)
    people = [makers.person(session) for _ in range(25)]
    for person in people:
        makers.member(session, group, person)
    draft = makers.draft(session, brand)
    revision = session.query(Revision).filter_by(draft_id=draft.id).one()
    round = makers.round(session, draft, group, first_revision=revision)
    questions = [
        session.query(Question).filter_by(round_id=round.id).one(),
        *(makers.question(session, round, "rating") for _ in range(3)),
    ]
    _vote(session, random, round, revision, questions, people)


def cookie(session: Session, person: Person) -> str:
    token, _row = sessions.start(session, person, device="benchmark")
    return token
