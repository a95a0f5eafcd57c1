"""Words that could not be saved are handed back, also to a browser without scripts."""

import pytest

from portal import clock
from portal.models import Round

WORDS = "The <b>sleeves</b> are too long for small hands."


@pytest.mark.parametrize(
    ("where", "data"),
    [
        ("critiques", {"kind": "idea", "text": WORDS}),
        ("votes/{support}", {"answer": "for", "reason": WORDS}),
    ],
)
def test_what_came_after_the_close_is_handed_back(world, db, where, data):
    db.get(Round, world.round.id).closed_at = clock.now()
    db.commit()
    address = f"/rounds/{world.round.public_id}/{where.format(support=world.support.public_id)}"
    page = world.visitor("tom").post(address, data)
    assert page.status == 403
    assert [field.text for field in page.tree.all("textarea")] == [WORDS]


def test_nothing_typed_is_nothing_handed_back(world):
    page = world.visitor("ana").post(f"/drafts/{world.draft.public_id}/duplicate")
    assert page.status == 403
    assert not page.tree.all("textarea")
