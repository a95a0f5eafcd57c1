"""Loading a demo brand: people, groups, memberships with their invitations, drafts and images."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO

from sqlalchemy.orm import Session

from portal import clock, ids, text
from portal.access import actor_of
from portal.actions import attachments, generations
from portal.actions.attachments import Upload
from portal.actions.images import ask_for_avif, file_of
from portal.database import secret_of
from portal.demo import nouns, papers, world
from portal.models import (
    Brand,
    Draft,
    Group,
    Image,
    Invitation,
    Membership,
    Person,
    Revision,
    RevisionAttachment,
    RevisionImage,
    Staff,
    Terms,
    Topic,
    Variant,
)
from portal.pictures import Picture
from portal.storage import Storage

INVITATION_LIFE = timedelta(days=14)


@dataclass
class Loaded:
    """A demo brand with the rows that were made of it, found by the names of the demo."""

    brand: nouns.Brand
    row: Brand
    now: datetime
    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    memberships: dict[tuple[str, str], Membership] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    revisions: dict[tuple[str, int], Revision] = field(default_factory=dict)
    topics: dict[tuple[str, str], Topic] = field(default_factory=dict)

    def at(self, moment: timedelta) -> datetime:
        return self.now + moment


def load(session: Session, brand: nouns.Brand, now: datetime, source: str) -> Loaded:
    row = Brand(
        name=brand.name,
        kind=brand.kind,
        accent_hue=brand.accent_hue,
        accent_chroma=brand.accent_chroma,
        currency=brand.currency,
        language=brand.language,
        timezone=brand.timezone,
        source=source + brand.name.casefold(),
        proven_at=now - timedelta(days=200),
        created_at=now - timedelta(days=200),
    )
    session.add(row)
    session.flush()
    loaded = Loaded(brand, row, now)
    for staff in brand.staff:
        person = _person(session, loaded, staff.name, staff.email, staff.language, brand.timezone)
        session.add(
            Staff(
                brand_id=row.id,
                person_id=person.id,
                role=staff.role,
                invited_at=row.created_at,
                joined_at=row.created_at,
            )
        )
    for group in brand.groups:
        _group(session, loaded, group)
    session.flush()
    return loaded


def load_drafts(
    session: Session, storage: Storage, loaded: Loaded, drawn: dict[str, Picture]
) -> None:
    images: dict[str, Image] = {}
    for draft in loaded.brand.drafts:
        row = Draft(
            brand_id=loaded.row.id,
            created_by_id=loaded.people[draft.created_by].id,
            created_at=loaded.at(draft.revisions[0].published_at),
        )
        session.add(row)
        session.flush()
        loaded.drafts[draft.key] = row
        _topics(session, loaded, row, draft)
        for revision in draft.revisions:
            for image in world.images_of(revision):
                if image.name not in images:
                    images[image.name] = _image(session, storage, loaded, drawn[image.name])
            loaded.revisions[draft.key, revision.number] = _revision(
                session, loaded, row, revision, images
            )
            _papers(session, storage, loaded, draft, revision.number)


def _topics(session: Session, loaded: Loaded, row: Draft, draft: nouns.Draft) -> None:
    for position, topic in enumerate(draft.topics):
        kept = Topic(draft_id=row.id, name=topic.name, seeds=list(topic.seeds), position=position)
        session.add(kept)
        loaded.topics[draft.key, topic.name] = kept
    session.flush()


def _person(
    session: Session, loaded: Loaded, name: str, email: str, language: str, timezone: str,
    verified_at: datetime | None = None,
) -> Person:  # fmt: skip
    person = Person(
        email=email,
        email_key=email,
        name=name,
        language=language,
        timezone=timezone,
        verified_at=verified_at or loaded.row.created_at,
    )
    session.add(person)
    session.flush()
    loaded.people[email] = person
    return person


def _group(session: Session, loaded: Loaded, group: nouns.Group) -> None:
    first = min((m.invited_at for m in group.members), default=timedelta(days=-60))
    row = Group(
        brand_id=loaded.row.id,
        name=group.name,
        purpose=group.purpose,
        house_rules=group.house_rules,
        capacity=group.capacity,
        holds_first_posts=group.holds_first_posts,
        created_at=loaded.at(first - timedelta(days=1)),
    )
    session.add(row)
    session.flush()
    loaded.groups[group.name] = row
    for version in range(1, group.terms_version + 1):
        session.add(
            Terms(group_id=row.id, version=version, text=group.terms, created_at=row.created_at)
        )
    for member in group.members:
        _member(session, loaded, row, group, member)


def _member(
    session: Session, loaded: Loaded, row: Group, group: nouns.Group, member: nouns.Member
) -> None:
    has_come = member.joined_at is not None
    person = loaded.people.get(member.email) or _person(
        session, loaded, member.name if has_come else "", member.email, member.language,
        member.timezone,
    )  # fmt: skip
    if not has_come:
        person.verified_at = None
    ended = loaded.at(member.ended_at) if member.ended_at is not None else None
    membership = Membership(
        group_id=row.id,
        person_id=person.id,
        invited_name=member.name,
        segments=list(member.segments),
        terms_version=group.terms_version if has_come else None,
        is_credited=member.is_credited,
        invited_at=loaded.at(member.invited_at),
        joined_at=loaded.at(member.joined_at) if member.joined_at is not None else None,
        paused_at=ended if member.state == "paused" else None,
        left_at=ended if member.state == "left" else None,
        removed_at=ended if member.state == "removed" else None,
    )
    session.add(membership)
    session.flush()
    loaded.memberships[group.name, member.email] = membership
    session.add(_invitation(loaded, member, membership, secret_of(session)))


def _invitation(
    loaded: Loaded, member: nouns.Member, membership: Membership, secret: str
) -> Invitation:
    invited = loaded.at(member.invited_at)
    state = member.invitation
    mailed = invited + timedelta(minutes=2)
    seen = state in ("opened", "joined")
    public_id = ids.public_id()
    return Invitation(
        public_id=public_id,
        membership_id=membership.id,
        token_hash=ids.fingerprint(generations.token_of(secret, public_id, 1)),
        invited_by_id=loaded.people[loaded.brand.staff[0].email].id,
        created_at=invited,
        expires_at=loaded.now - timedelta(days=1)
        if state == "expired"
        else max(invited + INVITATION_LIFE, loaded.now + timedelta(days=3)),
        sent_at=mailed if state not in ("queued", "failed") else None,
        failed_at=mailed if state == "failed" else None,
        bounced_at=mailed if state == "failed" else None,
        failure=member.failure,
        opened_at=mailed + timedelta(hours=3) if seen else None,
        accepted_at=membership.joined_at if state == "joined" else None,
        revoked_at=invited + timedelta(days=1) if state == "revoked" else None,
    )


def _image(session: Session, storage: Storage, loaded: Loaded, picture: Picture) -> Image:
    key = f"{loaded.row.public_id}/{ids.fresh_token()}"
    for rendition in picture.renditions:
        storage.put(file_of(key, rendition.width), rendition.body)
    row = Image(
        brand_id=loaded.row.id,
        storage_key=key,
        width=picture.width,
        height=picture.height,
        colour=picture.colour,
    )
    session.add(row)
    session.flush()
    # When the first visitor has looked around: a start is not to wait for it.
    ask_for_avif(session, row, clock.hence(minutes=2))
    return row


def _revision(
    session: Session, loaded: Loaded, draft: Draft, revision: nouns.Revision,
    images: dict[str, Image],
) -> Revision:  # fmt: skip
    published = loaded.at(revision.published_at)
    row = Revision(
        draft_id=draft.id,
        number=revision.number,
        title=revision.title,
        story=revision.story,
        story_html=str(text.markdown(revision.story)),
        changes=revision.changes,
        changes_html=str(text.markdown(revision.changes)),
        created_at=published,
        published_at=published,
    )
    session.add(row)
    session.flush()
    variants = {}
    for position, variant in enumerate(revision.variants):
        variants[variant.image.name] = Variant(
            revision_id=row.id,
            key=variant.key,
            name=variant.name,
            description=variant.description,
            position=position,
        )
    session.add_all(variants.values())
    session.flush()
    gallery = [(image, None) for image in revision.images]
    faces = [(v.image, variants[v.image.name].id) for v in revision.variants]
    for position, (image, variant_id) in enumerate([*gallery, *faces]):
        session.add(
            RevisionImage(
                revision_id=row.id,
                image_id=images[image.name].id,
                variant_id=variant_id,
                position=position,
                alt=image.alt,
                caption=image.caption,
            )
        )
    session.flush()
    return row


def _papers(
    session: Session, storage: Storage, loaded: Loaded, draft: nouns.Draft, number: int
) -> None:
    """Through the same cleaning as anybody's PDF."""
    revision, written = loaded.revisions[draft.key, number], draft.revisions[number - 1]
    by = actor_of(session, loaded.people[draft.created_by])
    for position, key in enumerate(written.papers):
        paper = papers.PAPERS[key]
        upload = Upload(f"{paper.name}.pdf", BytesIO(papers.pdf(paper)))
        stored = attachments.store(storage, loaded.row, upload)
        kept = attachments.keep(session, by, loaded.row, stored)
        session.add(
            RevisionAttachment(
                revision_id=revision.id,
                attachment_id=kept.id,
                position=position,
                name=attachments.name_of(kept, paper.name),
            )
        )
    session.flush()
