"""Questions of a round: freely written until the round is registered."""

from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.access import Actor, doing
from portal.actions import rounds
from portal.errors import Invalid, NotFound, Refused
from portal.language import gettext as _
from portal.models import Criterion, Question, Revision, Round, Variant
from portal.text import one_line

MOST: Final = 12
PROMPT_LIMIT: Final = 300
WORDS_LIMIT: Final = 40
ADDABLE: Final = ("rating", "intent", "choice")


def add(
    session: Session,
    actor: Actor,
    round: Round,
    *,
    kind: str,
    prompt: str,
    price: str = "",
    period: str = "",
) -> Question:
    """One more question, asked after the others."""
    if reason := doing.why_not_prepare(actor, round):
        raise Refused(reason)
    rounds.hold_unlocked(session, round)
    values = _checked(kind, prompt, price, period)
    if kind == "choice" and count_variants(session, round) < 2:
        sentence = _("The newest revision of the draft has no two variants to choose from.")
        raise Invalid(sentence, {"kind": sentence})
    count, last = session.execute(
        select(func.count(), func.max(Question.position)).where(Question.round_id == round.id)
    ).one()
    if count >= MOST:
        sentence = _("A round asks at most 12 questions. Fewer get better answers.")
        raise Invalid(sentence, {"prompt": sentence})
    question = Question(round_id=round.id, position=last + 1, **values)
    session.add(question)
    session.flush()
    return question


def change(
    session: Session,
    actor: Actor,
    round: Round,
    question: Question,
    *,
    prompt: str,
    price: str = "",
    period: str = "",
) -> None:
    """Other words; the kind stays."""
    if reason := doing.why_not_prepare(actor, round):
        raise Refused(reason)
    rounds.hold_unlocked(session, round)
    values = _checked(question.kind, prompt, price, period)
    question.prompt = values["prompt"]
    question.settings = values["settings"]
    session.flush()


def remove(session: Session, actor: Actor, round: Round, question: Question) -> None:
    """Take a question away, and with it the rules that read it. Support always stays."""
    if reason := doing.why_not_prepare(actor, round):
        raise Refused(reason)
    if question.position == 0:
        raise Refused(_("Support is always asked: the verdict reads it."))
    rounds.hold_unlocked(session, round)
    for rule in session.scalars(select(Criterion).where(Criterion.question_id == question.id)):
        session.delete(rule)
    session.delete(question)
    session.flush()


def of_round(session: Session, round: Round, public_id: str) -> Question:
    """A question is only ever found through its round."""
    found = session.scalar(
        select(Question).where(Question.round_id == round.id, Question.public_id == public_id)
    )
    if found is None:
        raise NotFound
    return found


def count_variants(session: Session, round: Round) -> int:
    """How many variants the newest revision of the draft has."""
    newest = (
        select(Revision.id)
        .where(Revision.draft_id == round.draft_id)
        .order_by(Revision.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    found = session.scalar(
        select(func.count()).select_from(Variant).where(Variant.revision_id == newest)
    )
    return found or 0


def _checked(kind: str, prompt: str, price: str, period: str) -> dict[str, Any]:
    problems = {}
    prompt, price, period = one_line(prompt), one_line(price), one_line(period)
    if kind not in (*ADDABLE, "support"):
        problems["kind"] = _("Choose a kind of question.")
    if not 1 <= len(prompt) <= PROMPT_LIMIT:
        problems["prompt"] = _("Write the question, in up to 300 characters.")
    if kind == "intent":
        # Without both, "would you buy it" cannot be compared with what people then did.
        if not 1 <= len(price) <= WORDS_LIMIT:
            problems["price"] = _("Write the price, like 39 EUR.")
        if not 1 <= len(period) <= WORDS_LIMIT:
            problems["period"] = _("Write by when, like 3 months.")
    if problems:
        raise Invalid(_("The question was not saved."), problems)
    settings = {"price": price, "period": period} if kind == "intent" else {}
    return {"kind": kind, "prompt": prompt, "settings": settings}
