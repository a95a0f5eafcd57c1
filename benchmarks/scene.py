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
    fresh_cookie: str
    analyst_cookie: str


def build(session: Session) -> Scene:
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
    _talk(session, random, round, revision, people[:VOTERS])
    _more_rounds(session, brand, group)
    session.flush()
    return Scene(
        round_id=round.public_id,
        question_id=questions[0].public_id,
        member_cookie=_cookie(session, people[0]),
        fresh_cookie=_cookie(session, people[-1]),
        analyst_cookie=_cookie(session, analyst),
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
    session: Session, random: Random, round: Round, revision: Revision, people: list[Person]
) -> None:
    said: list[Critique] = []
    for number in range(CRITIQUES):
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


def _more_rounds(session: Session, brand: Brand, group: Group) -> None:
    for number in range(ROUNDS - 1):
        draft = makers.draft(session, brand, f"Draft {number}")
        revision = session.query(Revision).filter_by(draft_id=draft.id).one()
        makers.round(session, draft, group, first_revision=revision)


def _cookie(session: Session, person: Person) -> str:
    token, _row = sessions.start(session, person, device="benchmark")
    return token
