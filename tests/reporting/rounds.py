"""A round on paper: facts for the document, without a database."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from portal.reporting.facts import (
    Ballot,
    CriterionFacts,
    CritiqueFacts,
    Depths,
    Facts,
    Member,
    QuestionFacts,
    RevisionFacts,
    RoundFacts,
)

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SUPPORT = QuestionFacts(1, "q-support", "support", "Should we launch this?")
RATING = QuestionFacts(2, "q-rating", "rating", "How well does it fit?")
INTENT = QuestionFacts(3, "q-intent", "intent", "Would you buy it?", {"price": "39 EUR"})
DEPTHS = Depths()
CHOICE = QuestionFacts(4, "q-choice", "choice", "Which one?")


def criterion(signal: str = "support", **values: object) -> CriterionFacts:
    question = {"support": 1, "rating": 2, "intent": 3, "without_it": 5, "concerns": None}[signal]
    return CriterionFacts(
        **{
            "question_id": question,
            "signal": signal,
            "threshold_permille": 600,
            "level_permille": 950,
            "min_answers": 5,
            "mode": "fixed",
            "registered_by": "Hana",
            "registered_at": NOON,
            **values,
        }
    )


def revision(number: int, **variants: str) -> RevisionFacts:
    return RevisionFacts(number, number, f"Linen shirt {number}", variants)


def answers(
    words: Sequence[str], question: int = 1, revision: int = 1, first: int = 1
) -> list[Ballot]:
    """The members from `first` on give these answers, one each."""
    return [Ballot(first + i, question, revision, w, w) for i, w in enumerate(words)]


def support(for_: int, unsure: int = 0, against: int = 0, **where: int) -> list[Ballot]:
    return answers(["for"] * for_ + ["unsure"] * unsure + ["against"] * against, **where)


def facts(
    members: int,
    ballots: Sequence[Ballot] = (),
    *,
    is_over: bool = True,
    who_counts: str = "joined",
    questions: Sequence[QuestionFacts] = (SUPPORT,),
    criteria: Sequence[CriterionFacts] | None = None,
    revisions: Sequence[RevisionFacts] = (),
    critiques: Sequence[CritiqueFacts] = (),
    segments: Mapping[int, tuple[str, ...]] | None = None,
    absent: int = 0,
) -> Facts:
    """Members 1 to `members` had joined; `absent` more were invited and had not."""
    known = segments or {}
    return Facts(
        round=RoundFacts(
            public_id="round",
            brand="Seamwright",
            brand_kind="fashion",
            group="Co-creators",
            opened_at=NOON,
            ends_at=NOON,
            timezone="UTC",
            blindness="until_vote",
            who_counts=who_counts,
            is_over=is_over,
            made_at=NOON,
        ),
        questions=tuple(questions),
        criteria=tuple([criterion()] if criteria is None else criteria),
        revisions=tuple(revisions or [revision(1)]),
        roster=tuple(
            Member(person, person <= members, known.get(person, ()))
            for person in range(1, members + absent + 1)
        ),
        ballots=tuple(ballots),
        critiques=tuple(critiques),
    )
