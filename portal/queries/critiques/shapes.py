"""What tells one statement of the conversation from another: everything else is a parameter."""

import json
from dataclasses import dataclass

from portal.access import Actor, hearing
from portal.access.hearing import Hearing
from portal.errors import Invalid
from portal.language import gettext as _
from portal.models import Round
from portal.queries.critiques.views import BY_STANCE, OTHER, View


@dataclass(frozen=True, slots=True)
class Shape:
    heard: Hearing
    sort: str = "newest"
    # Names of those that are on; "topic:other" and "state:open" are what has none.
    filters: tuple[str, ...] = ()
    is_thread: bool = False
    is_below: bool = False
    is_from: bool = False

    @property
    def by_stance(self) -> bool:
        return self.sort in BY_STANCE

    @property
    def is_plain(self) -> bool:
        return self.sort == "newest" and not self.filters


def of_view(actor: Actor, round: Round, view: View) -> Shape:
    """Segments of members are for the team: to all others there is no such filter."""
    if view.segment and not actor.role_in(round.brand_id):
        raise Invalid(_("There is no such order or filter."))
    if view.thread:
        return Shape(hearing.of(actor, round), is_thread=True, is_from=bool(view.start))
    return Shape(
        hearing.of(actor, round),
        view.sort,
        tuple(_spelt(view, name) for name in view.filters),
        is_below=bool(view.before),
    )


def _spelt(view: View, name: str) -> str:
    value = getattr(view, name)
    is_none = (name, value) in (("topic", OTHER), ("state", "open"))
    return f"{name}:{value}" if is_none else name


def parameters(view: View) -> dict[str, object]:
    """Of the words of the address."""
    return {
        "place": view.thread or view.before,
        "start": view.start,
        "kind": view.kind,
        "state": view.state,
        "topic": view.topic,
        "judged": int(view.judged or 0),
        "picture": view.picture,
        "segment": json.dumps(view.segment),
    }
