"""The canary sweep: no marker reaches anybody to whom it does not belong, by any way out."""

from dataclasses import astuple, replace

import pytest
from sqlalchemy import select

from portal import clock
from portal.access import hearing, seeing
from portal.actions import jobs, people
from portal.jobs import news, work
from portal.mail.folder import read_letter, read_outbox
from portal.models import Critique, Image, Notice, Person, Round, Vote
from portal.queries import groups, reports
from portal.queries import search_statements as statements
from portal.queries import shares as share_reads
from portal.web import groups as pages
from portal.web import joining
from portal.web.session import db
from tests.canaries import AUDIENCE, ROLES, Walk, may_see, papers_stay_pages
from tests.matrix import told
from tests.planted import plant


@pytest.fixture
def walk(db, app, monkeypatch):
    papers_stay_pages(monkeypatch)
    return Walk(app, plant(db, app))


def test_no_marker_reaches_whom_it_does_not_belong_to(walk):
    walk.everything()
    walk.shared()
    sweep = walk.links()
    print(f"canaries: {sweep.answers} answers, {len(sweep.seen)} markers seen")
    assert not sweep.leaks, told(sweep.leaks)
    # The control: each marker that somebody may see was seen.
    unseen = {
        f"{scope.name}'s {kind}"
        for scope in walk.planted.scopes.values()
        for kind in scope.said
        if any(may_see(person, scope.name, kind) for person in ROLES)
        and (scope.name, kind) not in sweep.seen
    }
    assert not unseen, told(unseen)
    assert walk.planted.scopes["circle"].said == set(AUDIENCE)


def test_letters_say_no_more_than_their_reader_may_know(walk, config, database, tmp_path):
    readers = {person.email_key: name for name, person in walk.planted.world.people.items()}
    with database.writing.begin() as session:
        for scope in walk.planted.scopes.values():
            named = {"invitation": scope.named["invitation"], "generation": 1}
            jobs.enqueue(session, "mail.invitation", named)
        for person in walk.planted.world.people.values():
            people.send_code(session, session.get_one(Person, person.id))
    outbox = tmp_path / "outbox"
    work.run_all(work.context_of(replace(config, mail_url=f"file:{outbox}"), database))
    letters = [read_letter(outbox, kept.name) for kept in read_outbox(outbox)]
    for letter in letters:
        reader = next(
            (who for email, who in readers.items() if email in dict(letter.headers)["To"]), "holder"
        )
        walk.sweep.look(reader, "a letter", "\n".join(map(str, astuple(letter))))
    assert len(letters) == len(walk.planted.scopes) + len(readers)
    assert not walk.sweep.leaks, told(walk.sweep.leaks)
    for scope in walk.planted.scopes:
        assert (scope, "group") in walk.sweep.seen


NEWS = {
    "mentioned": ("critique", "reply", "remark", "merged", "hidden", "held", "taken"),
    "moderated": ("hidden", "held"),
    "state_changed": ("critique", "merged", "hidden"),
}


def everybody_is_told(session, planted):
    """Of everything that was said: also those whom it is not for."""
    now = clock.now()
    said = dict(session.execute(select(Critique.public_id, Critique)).all())
    groups = dict(session.execute(select(Round.id, Round.group_id)).all())
    session.add_all(
        Notice(
            person_id=person.id,
            group_id=groups[row.round_id],
            round_id=row.round_id,
            critique_id=row.id,
            kind=kind,
            about=f"{scope.name} {word}",
            created_at=now,
            mail_at=now,
        )
        for person in planted.world.people.values()
        for scope in planted.scopes.values()
        for kind, words in NEWS.items()
        for word in words
        for row in [said[scope.named[word]]]
    )


def test_news_tells_no_more_than_its_reader_may_know(walk, config, database, tmp_path):
    """On the page and by mail, whoever they were meant for."""
    with database.writing.begin() as session:
        everybody_is_told(session, walk.planted)
        news.enqueue_due(session)
    outbox = tmp_path / "outbox"
    work.run_all(work.context_of(replace(config, mail_url=f"file:{outbox}"), database))
    readers = {person.email_key: name for name, person in walk.planted.world.people.items()}
    for kept in read_outbox(outbox):
        letter = read_letter(outbox, kept.name)
        to = dict(letter.headers)["To"]
        [reader] = [who for email, who in readers.items() if email in to]
        walk.sweep.look(reader, "the news", "\n".join(map(str, astuple(letter))))
    mailed = set(walk.sweep.seen)
    sweep = walk.everything(["notices.index"])
    assert not sweep.leaks, told(sweep.leaks)
    for heard in (mailed, sweep.seen):
        assert {("circle", "remark"), ("circle", "removedwhy"), ("other", "mergedwords")} <= heard


def blindness_is_forgotten(patch):
    patch.setattr(hearing, "of", lambda *about: "all")


def pictures_need_no_round(patch):
    patch.setattr(seeing, "images", lambda actor: select(Image))


def a_team_sees_every_picture(patch):
    """Also beside words that it may not read any more."""

    def of_brand(actor):
        return select(Image).where(Image.brand_id.in_(actor.roles))

    patch.setattr(seeing, "images", of_brand)


def search_starts_from_everything(patch):
    """Built anew, because what was built before is kept."""
    said = select(Critique).join(Round, Round.id == Critique.round_id)
    patch.setattr(seeing, "critiques", lambda actor: said)
    patch.setattr(statements, "said", statements.said.__wrapped__)


def analysts_see_addresses(patch):
    row = groups._row
    patch.setattr(groups, "_row", lambda found, manages: row(found, True))


def anybody_reads_an_offer(patch):
    patch.setattr(joining, "_refusal", lambda *about: None)


def a_template_draws_too_much(patch):
    """The member's page of a group, with everybody in it."""
    draw = pages.render_template

    def render(name, **values):
        everybody = db().scalars(select(Person.email_key)) if "member" in name else ()
        return draw(name, **values) + " ".join(everybody)

    patch.setattr(pages, "render_template", render)


def shares_are_live(patch):
    """Behind the link, the report of a round that still runs."""
    find = share_reads.opened

    def opened(session, token):
        found = find(session, token)
        live = select(Round).join(Critique, Critique.round_id == Round.id)
        round = session.scalars(live.where(Round.closed_at.is_(None))).first()
        return found and replace(found, document=reports.of(session, round).document)

    patch.setattr(share_reads, "opened", opened)


def reasons_carry_names(patch):
    given = reports.shown

    def shown(session, actor, round_id):
        found = given(session, actor, round_id)
        names = session.scalars(select(Person.name).join(Vote, Vote.person_id == Person.id))
        return replace(found, document={**found.document, "by": sorted(set(names))})

    patch.setattr(reports, "shown", shown)


@pytest.mark.parametrize(
    ("plant_leak", "endpoint", "sign"),
    [
        (blindness_is_forgotten, "judge.show", "tom reads circle's critique at judge.show"),
        (pictures_need_no_round, "images.show", "vera reads circle's picture at images.show"),
        (a_team_sees_every_picture, "images.show", "ana reads circle's hiddenpicture at images"),
        (a_team_sees_every_picture, "images.lighter", "hana reads vip's loosepicture at images"),
        (
            search_starts_from_everything,
            "searching.show",
            "tom reads circle's critique at searching.show",
        ),
        (analysts_see_addresses, "groups.show", "ana reads circle's email at groups.show"),
        (anybody_reads_an_offer, "links", "tom reads vip's terms at /invitation"),
        (a_template_draws_too_much, "groups.show", "tom reads other's email at groups.show"),
        (shares_are_live, "shared", "reader reads circle's ownreason at"),
        (reasons_carry_names, "reports.as_json", "ana reads whose circle's reason"),
    ],
)
def test_a_planted_leak_is_seen(walk, monkeypatch, plant_leak, endpoint, sign):
    plant_leak(monkeypatch)
    walk.people = (sign.split()[0],)
    ways = {"links": walk.links, "shared": walk.shared}
    sweep = ways[endpoint]() if endpoint in ways else walk.everything([endpoint])
    assert any(sign in leak for leak in sweep.leaks), told(sweep.leaks)
