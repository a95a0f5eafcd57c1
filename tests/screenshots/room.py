"""What there is to see of the room: writing, answering, keeping order, comparing, finding."""

from collections.abc import Iterator

from tests.screenshots import room_steps as steps
from tests.screenshots.camera import Shot
from tests.screenshots.places import Place


def of_each_brand(kind: str, place: Place) -> Iterator[Shot]:
    manager, voted = place.people["manager"], place.people["voted"]
    group, draft = f"/groups/{place.group}", f"/drafts/{place.draft}"
    here = f"/rounds/{place.open}"
    yield Shot(f"{kind}-room-triage", manager, f"{here}/triage")
    yield Shot(f"{kind}-room-moderation", manager, f"{group}/moderation")
    yield Shot(f"{kind}-room-compare-member", voted, f"{here}/compare")
    yield Shot(f"{kind}-room-compare-team", manager, f"{draft}/compare")
    yield Shot(f"{kind}-room-ledger-member", voted, f"{group}/ledger")
    yield Shot(f"{kind}-room-ledger-team", manager, f"{group}/ledger")


def of_one_brand(place: Place) -> Iterator[Shot]:
    yield from _triage(place)
    yield from _moderation(place)
    yield from _reading(place)
    yield from _writing(place)
    yield from _traces(place)


def _triage(place: Place) -> Iterator[Shot]:
    manager, analyst = place.people["manager"], place.people["analyst"]
    board, one = f"/rounds/{place.open}/triage", f"/critiques/{place.critique}"
    yield Shot("room-triage-analyst", analyst, board)
    yield Shot("room-triage-addressed", manager, f"{board}?column=addressed")
    yield Shot("room-triage-none-found", manager, f"{board}?kind=praise&whose=mine")
    yield Shot("room-triage-keys", manager, board, steps.press("?"))
    yield Shot("room-triage-answering", manager, board, steps.answer_first)
    yield Shot("room-triage-reading-notes", manager, board, steps.read_notes)
    yield Shot("room-triage-merging", manager, board, steps.merge_two)
    yield Shot("room-triage-refused", manager, board, steps.answer_none)
    yield Shot("room-triage-one", manager, f"{one}/triage")
    yield Shot("room-triage-notes", manager, f"{one}/notes")


def _moderation(place: Place) -> Iterator[Shot]:
    manager, analyst = place.people["manager"], place.people["analyst"]
    case, tell = f"/critiques/{place.critique}/moderation", f"/critiques/{place.critique}/tell"
    yield Shot("room-moderation-analyst", analyst, f"/groups/{place.group}/moderation")
    yield Shot("room-moderation-case", manager, case)
    yield Shot("room-moderation-removing", manager, case, steps.open_details)
    yield Shot("room-house-rules", place.people["voted"], f"/rounds/{place.open}/house-rules")
    yield Shot("room-tell", place.people["author"], tell)


def _reading(place: Place) -> Iterator[Shot]:
    """As a member: the conversation in its orders, pointing without a script, and search."""
    voted, manager = place.people["voted"], place.people["manager"]
    here = f"/rounds/{place.open}"
    for order in ("dividing", "uniting", "unanswered", "mine"):
        yield Shot(f"room-sort-{order}", voted, f"{here}?sort={order}")
    yield Shot("room-filter", voted, f"{here}?kind=idea")
    yield Shot("room-point", voted, f"{here}/point")
    yield Shot("room-search-empty", voted, "/search")
    yield Shot("room-search", voted, "/search?q=salt")
    yield Shot("room-search-none", voted, "/search?q=zeppelin")
    yield Shot("room-search-team", manager, "/search?q=salt")


def _writing(place: Place) -> Iterator[Shot]:
    manager, new = place.people["manager"], f"/brands/{place.brand}/drafts/new"
    draft = f"/drafts/{place.draft}"
    yield Shot("room-draft-refused", manager, new, steps.begin(""))
    yield Shot("room-editor-start", manager, new, steps.begin("A dessert of pears"))
    yield Shot("room-editor-written", manager, new, steps.write_it_all)
    yield Shot("room-editor-scheduled", manager, new, steps.schedule)
    yield Shot("room-editor-stale", manager, new, steps.two_editors)
    yield Shot("room-editor-see-as-member", manager, new, steps.look)
    yield Shot("room-draft-written", manager, new, steps.back_to_draft)
    yield Shot("room-editor-next", manager, draft, steps.next_with_toolbar)


def _traces(place: Place) -> Iterator[Shot]:
    manager, trace = place.people["manager"], f"/rounds/{place.open}/trace"
    yield Shot("room-trace", manager, trace)
    yield Shot("room-trace-not-known", manager, trace, steps.trace_unmarked)
