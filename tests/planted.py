"""A world in which every field of every kind of row says where it comes from.

Three scopes: the first circle (blind until one votes), the VIP table of the same brand (blind
until it closes) and the other brand's group (open). A marker is one word, `zq<scope><kind>x`, so
that one regular expression finds them all in any answer. Who may see which is in `canaries.py`.
"""

import re
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy.orm import Session

from portal import clock, ids
from portal.access import actor_of
from portal.actions import join_links, reports, searching, sessions, shares, suppressions
from portal.actions.images import file_of
from portal.models import (
    Anchor,
    Attachment,
    Brand,
    Complaint,
    Critique,
    CritiqueEdit,
    CritiqueImage,
    Decision,
    Event,
    Group,
    Hiding,
    Image,
    InvitationList,
    Job,
    JoinLink,
    JoinRequest,
    Membership,
    Note,
    Person,
    Question,
    Response,
    Revision,
    RevisionAttachment,
    RevisionImage,
    Round,
    Staff,
    Suppression,
    Terms,
    Topic,
)
from tests import makers
from tests.page import Visitor
from tests.world import CAST, World, build

MARKER = re.compile(r"zq(circle|vip|other)([a-z]+?)x(?![a-z])")
GUESTS = 5


@dataclass
class Scope:
    """`named` are public ids (and tokens) by the word the tables use for them."""

    name: str
    brand: Brand
    group: Group
    author: Person
    staff: Person
    named: dict[str, str] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)

    def says(self, kind: str) -> str:
        self.said.add(kind)
        return f"zq{self.name}{kind}x"


@dataclass
class Planted:
    world: World
    scopes: dict[str, Scope]
    tokens: dict[str, str]

    def visitor(self, name: str) -> Visitor:
        """A new browser with the same signed-in session each time: nothing is left over from the
        request before."""
        visitor = Visitor(self.world.app, None)
        if name != "nil":
            cookie = self.world.app.config["SIGN_IN_COOKIE_NAME"]
            visitor.client.set_cookie(cookie, self.tokens[name], domain="localhost")
        return visitor


def plant(db: Session, app: Flask) -> Planted:
    world = build(db, app)
    scopes = {
        "circle": _circle(db, world),
        "vip": _scope(db, "vip", world.brand, world.vip_group, world.vera, world.hana),
        "other": _scope(db, "other", world.other_brand, world.other_group, world.maya, world.bo),
    }
    for scope in scopes.values():
        _fill(db, app, scope)
    tokens = {}
    for name in CAST:
        if name != "nil":
            device = "a phone"
            for scope in scopes.values():
                if world.people[name] is scope.author:
                    device = scope.says("device")
            tokens[name], row = sessions.start(db, world.people[name], device=device)
            world.people[name].__dict__["device"] = row.public_id
    for scope in scopes.values():
        scope.named["device"] = scope.author.__dict__["device"]
    searching.catch_up(db)
    db.commit()
    return Planted(world, scopes, tokens)


def _circle(db: Session, world: World) -> Scope:
    scope = _scope(db, "circle", world.brand, world.group, world.tess, world.olga)
    scope.named |= {
        "tom": world.memberships["tom"].public_id,
        "analyst": db.query(Staff).filter_by(person_id=world.ana.id).one().public_id,
    }
    return scope


def _scope(
    db: Session, name: str, brand: Brand, group: Group, author: Person, staff: Person
) -> Scope:
    return Scope(name, brand, group, author, staff)


def _fill(db: Session, app: Flask, scope: Scope) -> None:
    says = scope.says
    if scope.name != "vip":
        scope.brand.name = f"Brand {says('brand')}"
        _mail(scope.staff, says("emailstaff"))
    scope.group.name = f"Group {says('group')}"
    scope.group.purpose = f"For {says('purpose')}."
    scope.group.house_rules = f"Rules {says('rules')}."
    _terms(db, scope)
    scope.named |= {"brand": scope.brand.public_id, "group": scope.group.public_id}
    staff = db.query(Staff).filter_by(person_id=scope.staff.id).one()
    scope.named["staff"] = staff.public_id
    _author(db, scope)
    guests = [_guest(db, scope, n) for n in range(GUESTS)]
    _ended(db, scope)
    _invited(db, scope)
    _list(db, scope)
    _door(db, scope)
    _stuck(db, scope)
    _open_round(db, app, scope, guests)
    _round_in_preparation(db, scope)
    _old_round(db, scope, guests)
    db.add(Job(kind="report.freeze", payload={"round": says("job")}, parked_at=clock.now()))


def _terms(db: Session, scope: Scope) -> None:
    terms = db.query(Terms).filter_by(group_id=scope.group.id).one()
    terms.text = f"Terms {scope.says('terms')}."


def _mail(person: Person, word: str) -> None:
    person.email = person.email_key = f"{word}@mail.example"


def _author(db: Session, scope: Scope) -> None:
    """The member who votes and speaks: Tess, Vera, Maya."""
    scope.author.name = f"{scope.author.name} {scope.says('name')}"
    _mail(scope.author, scope.says("email"))
    row = db.query(Membership).filter_by(group_id=scope.group.id, person_id=scope.author.id).one()
    row.segments = [scope.says("segment")]
    row.invited_name = scope.says("listedname")
    scope.named["membership"] = row.public_id
    invitation = makers.invitation(
        db, row, accepted_at=clock.now(), sent_at=clock.now(), failure=scope.says("failure")
    )
    scope.named["spent_invitation"] = invitation.public_id
    scope.named["spent_token"] = makers.invitation_token(db, invitation)


def _guest(db: Session, scope: Scope, n: int) -> Person:
    """Members who only vote; the second one also says something."""
    person = makers.person(db, f"Guest {n}")
    if n == 0:
        person.name = f"Silent {scope.says('votername')}"
    if n == 1:
        person.name = f"Speaking {scope.says('speakername')}"
        _mail(person, scope.says("emailguest"))
    makers.member(db, scope.group, person)
    return person


def _ended(db: Session, scope: Scope) -> None:
    """Two who take no part: one for now, one for good."""
    for word, moment in (("paused", "paused_at"), ("removed", "removed_at")):
        person = makers.person(db, f"Is {word}")
        row = makers.member(db, scope.group, person, **{moment: clock.now()})
        scope.named[word] = row.public_id


def _invited(db: Session, scope: Scope) -> None:
    """One who has not come yet; in the circle that is Ines."""
    row = db.query(Membership).filter_by(group_id=scope.group.id, joined_at=None).one_or_none()
    if row is None:
        stranger = makers.person(db, "Not here yet", verified_at=None)
        stranger.name = ""
        row = makers.member(db, scope.group, stranger, joined_at=None, terms_version=None)
    person = db.get_one(Person, row.person_id)
    if person.name:
        person.name = f"Elsewhere {scope.says('elsewherename')}"
    _mail(person, scope.says("emailinvited"))
    row.invited_name = scope.says("invitedname")
    row.segments = [scope.says("invitedsegment")]
    invitation = makers.invitation(
        db,
        row,
        failed_at=clock.now(),
        failure=scope.says("failure"),
        invited_by_id=scope.staff.id,
        created_at=clock.ago(days=3),
    )
    scope.named |= {
        "invited": row.public_id,
        "invitation": invitation.public_id,
        "token": makers.invitation_token(db, invitation),
        "stop": suppressions.token(db.info["secret_key"], scope.brand.public_id, person.public_id),
    }


def _list(db: Session, scope: Scope) -> None:
    email = f"{scope.says('listemail')}@mail.example"
    entry = {"line": 1, "email": email, "key": email, "name": scope.says("listname")}
    row = InvitationList(
        group_id=scope.group.id,
        created_by_id=scope.staff.id,
        rows=[{**entry, "segments": [scope.says("listsegment")]}],
        problems=[
            {"line": 2, "text": scope.says("listproblem"), "sentence": "No.", "is_note": False}
        ],
        cells={"names": [], "rows": [[1, None, [scope.says("listname"), email]]]},
        columns=["name", "email"],
    )
    db.add(row)
    db.flush()
    scope.named["list"] = row.public_id


def _stuck(db: Session, scope: Scope) -> None:
    """A letter that is parked, and an address that is not written to."""
    job = Job(
        kind="mail.reminder",
        payload={"invitation": scope.named["invitation"], "generation": 1},
        brand_id=scope.brand.id,
        error=scope.says("joberror"),
        parked_at=clock.now(),
    )
    email = f"{scope.says('stoppedemail')}@mail.example"
    stopped = Suppression(
        brand_id=scope.brand.id, email_key=email, cause="bounce", detail=scope.says("stoppedwhy")
    )
    db.add_all([job, stopped])
    db.flush()
    scope.named |= {"stuck_job": job.public_id, "suppression": stopped.public_id}


def _door(db: Session, scope: Scope) -> None:
    """The link of the group, and somebody who asked through it."""
    public_id = ids.public_id()
    token = ids.derived_token(db.info["secret_key"], join_links.PURPOSE, public_id, 1)
    group_id = scope.group.id
    db.add(JoinLink(public_id=public_id, group_id=group_id, token_hash=ids.fingerprint(token)))
    email = f"{scope.says('askingemail')}@mail.example"
    row = JoinRequest(
        group_id=group_id,
        email=email,
        email_key=email,
        name=scope.says("askingname"),
        why=scope.says("askingwhy"),
    )
    db.add(row)
    db.flush()
    scope.named |= {"join_token": token, "join_request": row.public_id}


def _open_round(db: Session, app: Flask, scope: Scope, guests: list[Person]) -> None:
    says = scope.says
    draft = makers.draft(db, scope.brand)
    revision = db.query(Revision).filter_by(draft_id=draft.id).one()
    revision.title = f"Title {says('title')}"
    revision.story, revision.story_html = says("story"), f"<p>{says('story')}</p>"
    revision.changes, revision.changes_html = says("changes"), f"<p>{says('changes')}</p>"
    for variant in makers.variants(db, revision, says("variant"), "Umber"):
        variant.description = says("variantnote")
    _hang(db, app, scope, revision)
    _film(db, app, scope, revision)
    db.add(Topic(draft_id=draft.id, name=says("topic"), seeds=["warm"], position=0))
    blindness = {"circle": "until_vote", "vip": "until_close", "other": "open"}[scope.name]
    round = makers.round(db, draft, scope.group, first_revision=revision, blindness=blindness)
    support = db.query(Question).filter_by(round_id=round.id).one()
    rating = makers.question(db, round, "rating", says("prompt"))
    intent = makers.question(
        db, round, "intent", says("prompt"), price=says("price"), period="3 months"
    )
    items = [{"key": f"i{n}", "name": f"{says('thing')} {n}"} for n in range(1, 5)]
    makers.question(db, round, "best_worst", says("prompt"), items=items)
    for kind in ("ranking", "pairs"):
        makers.question(db, round, kind, says("prompt"))
    criterion = makers.criterion(db, round)
    scope.named |= {
        "draft": draft.public_id,
        "round": round.public_id,
        "support": support.public_id,
        "rating": rating.public_id,
        "intent": intent.public_id,
        "criterion": criterion.public_id,
    }
    _voices(db, scope, round, revision, guests, "")
    _kept_in_order(db, scope, round, revision, guests)
    _said_again(db, scope, round, revision, guests[2])
    _pictures_beside(db, app, scope, guests[2])
    db.add(
        Decision(
            round_id=round.id,
            choice="revise",
            verdict="unknown",
            why=says("decisionwhy"),
            what_next=says("decisionnext"),
            decided_by_id=scope.staff.id,
        )
    )
    db.add(
        Event(
            brand_id=scope.brand.id,
            group_id=scope.group.id,
            round_id=round.id,
            kind="critique.posted",
            facts={"words": says("event")},
        )
    )
    # What is being written is for the team alone.
    makers.revision(
        db,
        draft,
        2,
        f"Next {says('nexttitle')}",
        story=says("nextstory"),
        story_html=f"<p>{says('nextstory')}</p>",
        published_at=None,
        publish_at=clock.hence(days=2),
    )


def _picture(db: Session, app: Flask, scope: Scope, kind: str, by: Person | None = None) -> Image:
    """A picture in whose every file stands where it is from."""
    key = f"{scope.brand.public_id}/{ids.fresh_token()}"
    image = Image(
        brand_id=scope.brand.id,
        storage_key=key,
        width=320,
        height=200,
        colour="#aabbcc",
        avif_at=clock.now(),
        uploaded_by_id=by.id if by else None,
    )
    db.add(image)
    db.flush()
    for coding in ("webp", "avif"):
        body = scope.says(f"{kind}picture").encode()
        app.extensions["portal_storage"].put(file_of(key, 320, coding), body)
    scope.named[f"{kind}image"] = image.public_id
    return image


def _hang(db: Session, app: Flask, scope: Scope, revision: Revision) -> None:
    image = _picture(db, app, scope, "")
    db.add(
        RevisionImage(
            revision_id=revision.id,
            image_id=image.id,
            position=0,
            alt=scope.says("alt"),
            caption=scope.says("caption"),
        )
    )


def _film(db: Session, app: Flask, scope: Scope, revision: Revision) -> None:
    body = scope.says("film").encode()
    key = f"{scope.brand.public_id}/{ids.fresh_token()}.mp4"
    film = Attachment(
        brand_id=scope.brand.id,
        storage_key=key,
        kind="video",
        mimetype="video/mp4",
        size=len(body),
    )
    db.add(film)
    db.flush()
    name = f"{scope.says('filmname')}.mp4"
    db.add(
        RevisionAttachment(revision_id=revision.id, attachment_id=film.id, position=0, name=name)
    )
    app.extensions["portal_storage"].put(key, body)
    scope.named["attachment"] = film.public_id


def _voices(
    db: Session,
    scope: Scope,
    round: Round,
    revision: Revision,
    guests: list[Person],
    old: str,
) -> None:
    """Votes with reasons, critique with an answer, an edit and a response."""
    says = scope.says
    makers.vote(
        db, round, scope.author, "against", revision=revision, reason=says(f"{old}ownreason")
    )
    for n, guest in enumerate(guests):
        reason = says(f"{old}reason") if n == 0 else ""
        makers.vote(db, round, guest, "for", revision=revision, reason=reason)
    critique = makers.critique(
        db, round, scope.author, f"I say {says(f'{old}critique')}", revision=revision
    )
    reply = makers.critique(
        db, round, guests[1], f"Well {says(f'{old}reply')}", revision=revision, parent=critique
    )
    other = makers.critique(
        db, round, guests[1], f"I find {says(f'{old}remark')}", revision=revision, kind="idea"
    )
    db.add(CritiqueEdit(critique_id=critique.id, text=says(f"{old}edited")))
    quote = says(f"{old}quote")
    db.add(Anchor(critique_id=critique.id, shape="passage", quote=quote, start=0))
    makers.stance(db, other, scope.author)
    for row, word in ((critique, "response"), (other, "remarkresponse")):
        db.add(
            Response(
                critique_id=row.id,
                state="declined",
                sentence=says(f"{old}{word}"),
                by_id=scope.staff.id,
            )
        )
    note = Note(critique_id=other.id, author_id=scope.staff.id, text=says(f"{old}note"))
    db.add(note)
    db.flush()
    scope.named |= {
        f"{old}note": note.public_id,
        f"{old}critique": critique.public_id,
        f"{old}reply": reply.public_id,
        f"{old}remark": other.public_id,
    }


def _kept_in_order(
    db: Session, scope: Scope, round: Round, revision: Revision, guests: list[Person]
) -> None:
    """Words that were removed, a first post that waits, what the author told the team of a
    remark, and why somebody pauses."""
    says, now = scope.says, clock.now()
    because = says("removedwhy")
    hidden = makers.critique(
        *(db, round, guests[1], ""), revision=revision, hidden_at=now, hidden_because=because
    )
    words = says("removedwords")
    db.add(
        Hiding(
            critique_id=hidden.id,
            text=words,
            html=f"<p>{words}</p>",
            because=because,
            by_id=scope.staff.id,
        )
    )
    held = makers.critique(
        db, round, guests[2], f"First {says('heldwords')}", revision=revision, held_at=now
    )
    remark = db.query(Critique).filter_by(public_id=scope.named["remark"]).one()
    db.add(
        Complaint(
            critique_id=remark.id, by_id=scope.author.id, why="other", words=says("complaint")
        )
    )
    paused = db.query(Membership).filter_by(public_id=scope.named["paused"]).one()
    paused.paused_because = says("pausedwhy")
    scope.named |= {"hidden": hidden.public_id, "held": held.public_id}


def _said_again(db: Session, scope: Scope, round: Round, revision: Revision, by: Person) -> None:
    """What somebody else said already and was merged; and what its author took back."""
    remark = db.query(Critique).filter_by(public_id=scope.named["remark"]).one()
    words = f"I also find {scope.says('mergedwords')}"
    merged = makers.critique(
        *(db, round, by, words), revision=revision, kind="idea", merged_into_id=remark.id
    )
    taken = makers.critique(*(db, round, by, ""), revision=revision, deleted_at=clock.now())
    scope.named |= {"merged": merged.public_id, "taken": taken.public_id}


def _pictures_beside(db: Session, app: Flask, scope: Scope, by: Person) -> None:
    """Beside words that stand, wait, were removed or taken back; and one not posted yet."""
    for word in ("remark", "held", "hidden", "taken"):
        critique = db.query(Critique).filter_by(public_id=scope.named[word]).one()
        image = _picture(db, app, scope, word, by)
        alt = scope.says(f"{word}alt")
        db.add(CritiqueImage(critique_id=critique.id, image_id=image.id, position=0, alt=alt))
    _picture(db, app, scope, "loose", scope.author)


def _round_in_preparation(db: Session, scope: Scope) -> None:
    draft = makers.draft(db, scope.brand, f"Soon {scope.says('soontitle')}")
    revision = db.query(Revision).filter_by(draft_id=draft.id).one()
    round = makers.round(db, draft, scope.group, first_revision=revision, state="preparing")
    question = makers.question(db, round, "rating", scope.says("soonprompt"))
    criterion = makers.criterion(db, round)
    makers.criterion(db, round, signal="concerns", question_id=None)
    scope.named |= {
        "soon_draft": draft.public_id,
        "soon_round": round.public_id,
        "soon_question": question.public_id,
        "soon_criterion": criterion.public_id,
    }


def _old_round(db: Session, scope: Scope, guests: list[Person]) -> None:
    draft = makers.draft(db, scope.brand, f"Old {scope.says('oldtitle')}")
    revision = db.query(Revision).filter_by(draft_id=draft.id).one()
    round = makers.round(db, draft, scope.group, first_revision=revision, state="closed")
    makers.criterion(db, round)
    _voices(db, scope, round, revision, guests, "old")
    reports.freeze(db, round)
    token, share = shares.make(
        db, actor_of(db, scope.staff), round, days=14, note=f"For {scope.says('sharenote')}"
    )
    scope.named |= {
        "old_draft": draft.public_id,
        "old_round": round.public_id,
        "share": share.public_id,
        "share_token": token,
    }
