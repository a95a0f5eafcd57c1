"""Pictures beside words: members send them first, then say which of them stand beside what they
say. One that stands nowhere a day later is swept (`portal.actions.unused`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing, seeing
from portal.actions import images
from portal.errors import Invalid, Refused
from portal.ids import is_public_id
from portal.language import gettext as _
from portal.models import Brand, Critique, CritiqueImage, Image, Person, Round
from portal.pictures import Picture
from portal.storage import Storage
from portal.text import one_line

MOST_BESIDE: Final = 4
MOST_AN_HOUR: Final = 30
MOST_A_ROUND: Final = 60
LONGEST_ALT: Final = 500


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """One's own picture by its public id, and what it shows in words."""

    image: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """The pictures of a form, those just sent with it included, and what was wrong with others."""

    placed: tuple[PlacedImage, ...]
    problems: tuple[str, ...]

    def check(self) -> None:
        if self.problems:
            raise Invalid(_("Nothing was posted."), {"images": " ".join(self.problems)})


def keep(
    session: Session, actor: Actor, storage: Storage, round: Round, body: bytes | Picture
) -> Image:
    """A picture of whoever may speak in the round; Invalid if it is none, or one too many."""
    if reason := doing.why_not_show(actor, round):
        raise Refused(reason)
    _check_quota(session, actor, round)
    brand = session.get_one(Brand, round.brand_id)
    return images.put(session, actor, storage, brand, body)


def chosen(
    session: Session,
    actor: Actor,
    round: Round,
    wanted: Sequence[PlacedImage],
    problems: dict[str, str],
) -> tuple[tuple[int, str], ...]:
    """Ids and words of the pictures, all one's own and not used yet; `problems` are added to."""
    if len(wanted) > MOST_BESIDE:
        problems["images"] = _("One critique takes at most four pictures.")
        return ()
    rows = select(Image.public_id, Image.id).where(
        Image.public_id.in_([p.image for p in wanted if is_public_id(p.image)]),
        Image.brand_id == round.brand_id,
        Image.uploaded_by_id == actor.person_id,
        seeing.stands_nowhere(),
    )
    # Locked, so that no sweep takes it between here and its place, and nobody else who wants it;
    # only a statement after that sees whether it stands somewhere by now.
    session.execute(rows.with_for_update())
    found = {row.public_id: row.id for row in session.execute(rows)}
    if len(found) != len(wanted):
        problems["images"] = _("One of the pictures is not there any more. Send it again.")
        return ()
    return tuple((found[p.image], one_line(p.alt, LONGEST_ALT)) for p in wanted)


def put(session: Session, critique: str, placed: Iterable[tuple[int, str]]) -> None:
    """Beside the critique of that public id, in this order."""
    critique_id = session.scalars(select(Critique.id).where(Critique.public_id == critique)).one()
    session.add_all(
        CritiqueImage(critique_id=critique_id, image_id=image_id, position=n, alt=alt)
        for n, (image_id, alt) in enumerate(placed)
    )
    session.flush()


def _check_quota(session: Session, actor: Actor, round: Round) -> None:
    # Two of one person at once: the second waits here and then counts the first.
    session.execute(select(Person.id).where(Person.id == actor.person_id).with_for_update())
    sent = (
        select(func.count())
        .select_from(Image)
        .where(Image.uploaded_by_id == actor.person_id, Image.created_at > clock.ago(hours=1))
    )
    if (session.scalar(sent) or 0) >= MOST_AN_HOUR:
        raise Invalid(_("That is a lot for one hour. Wait a little and send the others."))
    placed = (
        select(func.count())
        .select_from(CritiqueImage)
        .join(Critique, Critique.id == CritiqueImage.critique_id)
        .where(Critique.round_id == round.id, Critique.author_id == actor.person_id)
    )
    if (session.scalar(placed) or 0) >= MOST_A_ROUND:
        raise Invalid(_("Sixty of your pictures stand in this round. That is as many as it takes."))
