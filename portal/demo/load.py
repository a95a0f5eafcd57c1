"""Load the demo world into an empty database, so that `portal run` shows a place people live in.

Rows are written as they would be if all had happened at its time; pictures are drawn on every
core, because drawing takes longer than all the rest. Loading again does nothing.
"""

from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock, ids, pictures
from portal.actions import searching
from portal.actions.people import code_and_link
from portal.config import Config
from portal.database import Database
from portal.demo import brands, rounds, world
from portal.demo.pictures import NAMES, draw
from portal.models import Brand, Person, SignInCode, Staff
from portal.pictures import Picture
from portal.storage import Storage, open_storage

SOURCE = "demo:"
LINK_LIFE = timedelta(hours=12)


def ensure(database: Database, config: Config) -> bool:
    """Load the world if the database has no brand yet; returns whether it did."""
    with database.reading() as session:
        if session.scalar(select(Brand.id).limit(1)) is not None:
            return False
    drawn = draw_all()
    with database.writing.begin() as session:
        load(session, open_storage(config.storage_url), drawn)
    return True


def draw_all() -> dict[str, Picture]:
    """Every picture of the world by name, in the sizes pages ask for."""
    # Fresh processes: a fork would take the parent's locks and connections along.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return dict(zip(NAMES, pool.map(_drawn, NAMES, chunksize=4), strict=True))


def load(session: Session, storage: Storage, drawn: dict[str, Picture]) -> None:
    now = clock.now()
    for brand in world.BRANDS:
        loaded = brands.load(session, brand, now, SOURCE)
        brands.load_drafts(session, storage, loaded, drawn)
        for round in brand.rounds:
            rounds.finish(session, loaded, round, rounds.load(session, loaded, round))
    searching.catch_up(session)


def sign_in_lines(database: Database, config: Config) -> list[str]:
    """For each brand a link for its owner, its analyst and two members; they live twelve hours."""
    lines = []
    with database.writing.begin() as session:
        for brand in session.scalars(
            select(Brand).where(Brand.source.startswith(SOURCE)).order_by(Brand.id)
        ):
            lines.append(f"\n{brand.name}")
            for who, person in _people_of(session, brand):
                link = _link(session, config, person)
                lines.append(f"  {who:<9} {person.name:<20} {link}")
    if lines:
        lines.append(f"\nMail that would have been sent: {config.base_url}/-/mail")
    return lines


def _drawn(name: str) -> Picture:
    return pictures.rendered(draw(name))


def _people_of(session: Session, brand: Brand) -> list[tuple[str, Person]]:
    staff = session.execute(
        select(Staff.role, Person)
        .join(Person, Person.id == Staff.person_id)
        .where(Staff.brand_id == brand.id, Staff.ended_at.is_(None))
        .order_by(Staff.id)
    )
    roles: dict[str, Person] = {}
    for role, person in staff:
        roles.setdefault(role, person)
    return [*roles.items(), *(("member", person) for person in rounds.showcase(session, brand))]


def _link(session: Session, config: Config, person: Person) -> str:
    """A sign-in link like a mailed one, but living for a day of trying things out."""
    session.query(SignInCode).filter_by(person_id=person.id).delete()
    public_id = ids.public_id()
    code, token = code_and_link(config.secret_key, public_id)
    session.add(
        SignInCode(
            public_id=public_id,
            person_id=person.id,
            code_hash=ids.fingerprint(code),
            link_hash=ids.fingerprint(token),
            expires_at=clock.now() + LINK_LIFE,
        )
    )
    return f"{config.base_url}/sign-in/link/{token}"
