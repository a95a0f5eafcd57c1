"""Kits as the set-up page shows them: the one for this kind of brand first."""

from dataclasses import dataclass

from portal import kinds
from portal.actions.kit_contents import KITS
from portal.language import gettext as _
from portal.queries.rounds import SetUp


@dataclass(frozen=True, slots=True)
class KitSeen:
    key: str
    name: str
    about: str
    asks: tuple[str, ...]
    # For this kind of brand.
    is_own: bool
    # Something of it is in the round as the kit worded it, so it can be taken away again.
    is_taken: bool


def kits_seen(round: SetUp, brand_kind: str) -> list[KitSeen]:
    asked = {(question.kind, question.prompt) for question in round.questions}
    found = [
        KitSeen(
            kit.key,
            _(kit.name),
            _(kit.about),
            tuple(kinds.label(one.kind) for one in kit.questions),
            kit.brand_kind == brand_kind,
            any((one.kind, _(one.prompt)) in asked for one in kit.questions),
        )
        for kit in KITS
    ]
    return sorted(found, key=lambda kit: not kit.is_own)
