"""How many invitation mails a brand may ask for on a day."""

from datetime import UTC, datetime

import pytest

from portal import clock
from portal.actions import brands, quotas, suppressions
from portal.errors import Invalid
from tests import makers
from tests.race import at_once

TODAY = datetime(2026, 11, 26, 10, tzinfo=UTC)
TOMORROW = datetime(2026, 11, 27, 0, tzinfo=UTC)


@pytest.fixture
def brand(db):
    return makers.brand(db, proven_at=None)


def test_a_new_brand_writes_to_two_hundred_a_day(db, brand):
    quotas.take(db, brand.id, 150, TODAY)
    with pytest.raises(Invalid, match="50 are left today"):
        quotas.take(db, brand.id, 51, TODAY)
    quotas.take(db, brand.id, 50, TODAY)
    quotas.take(db, brand.id, 200, TOMORROW)
    assert (quotas.left(db, brand, TODAY), quotas.left(db, brand, TOMORROW)) == (0, 0)


def test_more_than_a_day_holds_is_refused_at_once(db, brand):
    with pytest.raises(Invalid):
        quotas.take(db, brand.id, 201, TODAY)
    assert quotas.left(db, brand, TODAY) == 200


def test_a_brand_that_is_known_writes_to_many(db, brand):
    brand.proven_at = clock.now()
    quotas.take(db, brand.id, 20_000, TODAY)
    with pytest.raises(Invalid, match="20,000"):
        quotas.take(db, brand.id, 1, TODAY)


def test_each_brand_counts_for_itself(db, brand):
    quotas.take(db, brand.id, 200, TODAY)
    quotas.take(db, makers.brand(db, "Other", proven_at=None).id, 200, TODAY)


def test_of_two_at_once_only_what_fits_is_taken(db, brand, database):
    db.commit()

    def take(session):
        quotas.take(session, brand.id, 120, TODAY)

    assert sorted(at_once(database, *[take] * 4)) == ["Invalid"] * 3 + ["done"]
    assert quotas.left(db, brand, TODAY) == 80


@pytest.mark.parametrize(
    ("days", "joined", "bounced", "is_proven"),
    [(15, 50, 2, True), (13, 50, 0, False), (15, 49, 0, False), (15, 50, 4, False)],
)
def test_a_brand_earns_its_trust(db, brand, days, joined, bounced, is_proven):
    brand.created_at = clock.ago(days=days)
    group = makers.group(db, brand)
    for n in range(joined + 10):
        member = makers.member(db, group, makers.person(db))
        accepted = clock.now() if n < joined else None
        makers.invitation(db, member, sent_at=clock.now(), accepted_at=accepted)
    for n in range(bounced):
        suppressions.record(db, brand.id, f"gone{n}@mail.example", "bounce")
    other = makers.brand(db, "Other", proven_at=None, created_at=clock.ago(days=99))
    brands.earn_trust(db)
    db.expire_all()
    assert (brand.proven_at is not None, other.proven_at) == (is_proven, None)
