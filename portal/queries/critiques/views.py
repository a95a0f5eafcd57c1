"""Which part of a conversation somebody looks at: its order, what it is narrowed to, and where the
page begins. Made of an address and turned back into one; what is not said there is not in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from portal.errors import Invalid
from portal.ids import is_public_id
from portal.language import gettext as _
from portal.models.critiques import KINDS, STATES
from portal.text import one_line

SORTS: Final = ("newest", "unanswered", "dividing", "uniting", "mine")
# Orders by how members stand to critique: of what one may count, and nothing else.
BY_STANCE: Final = ("dividing", "uniting")
# What a topic is called that is none of the list.
OTHER: Final = "other"
FILTERS: Final = ("kind", "state", "topic", "judged", "picture", "segment", "new")
_KNOWN: Final[Mapping[str, Callable[[str], bool]]] = {
    "sort": SORTS.__contains__,
    "kind": KINDS.__contains__,
    "state": STATES.__contains__,
    "judged": lambda typed: typed.isascii() and typed.isdigit() and len(typed) < 6,
    "new": ("1",).__contains__,
}
# It has the form of a public id, and is none.
NOWHERE: Final = "-"
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class View:
    """Words of an address. `judged` is the number of the revision that critique is about,
    `revision` of the one on show beside it; `thread` a remark or answer that is looked at alone,
    from the answer `start` on; `before` the remark after which the page begins."""

    sort: str = "newest"
    kind: str = ""
    state: str = ""
    topic: str = ""
    judged: str = ""
    picture: str = ""
    segment: str = ""
    new: str = ""
    revision: str = ""
    thread: str = ""
    start: str = ""
    before: str = ""

    @property
    def filters(self) -> tuple[str, ...]:
        return tuple(name for name in FILTERS if getattr(self, name))

    @property
    def is_plain(self) -> bool:
        """Everything, the newest first; also what has no words any more keeps its place there."""
        return self.sort == "newest" and not self.filters

    def but(self, **changes: str) -> dict[str, Any]:
        """The words of the address that differs from this one so; from its first page."""
        return replace(self, **{"before": "", "thread": "", "start": "", **changes}).words()

    def without(self, name: str) -> dict[str, Any]:
        return self.but(**{name: ""})

    def unfiltered(self) -> dict[str, Any]:
        return self.but(**dict.fromkeys(FILTERS, ""))

    def plain(self) -> dict[str, Any]:
        return self.but(sort="newest", **dict.fromkeys(FILTERS, ""))

    def words(self) -> dict[str, Any]:
        found = {
            _SPELT.get(name, name): getattr(self, name)
            for name in self.__slots__
            if getattr(self, name)
        }
        if self.sort == "newest":
            del found["sort"]
        return found


# In an address it is called so since the first release.
_SPELT: Final = {"start": "from"}


def of_address(words: Mapping[str, str]) -> View:
    """The view an address asks for. Words that are none of ours are Invalid, so that nobody takes
    a list for what it is not; ids that lead nowhere give an empty list."""
    given = {name: words.get(_SPELT.get(name, name), "")[:_LONGEST] for name in View.__slots__}
    wrong = [name for name, is_known in _KNOWN.items() if given[name] and not is_known(given[name])]
    if wrong:
        sentence = _("There is no such order or filter.")
        raise Invalid(sentence, dict.fromkeys(wrong, sentence))
    for name in ("thread", "start", "before", "picture", "topic"):
        if given[name] and not is_public_id(given[name]):
            given[name] = NOWHERE
    given["segment"] = one_line(given["segment"])
    return View(**{**given, "sort": given["sort"] or "newest"})
