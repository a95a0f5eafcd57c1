"""The link of a group that can be handed round, and asking to be let in through it.

An address typed there proves nothing, so nobody becomes a member by it: it leads to an invitation
mailed to the address, at once or after somebody of the team said yes. Every answer looks the same,
whoever the address belongs to.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from portal import clock, ids
from portal.access import Actor, doing
from portal.actions import events, inviting, quotas, standings
from portal.actions.upserts import insert_into
from portal.addresses import BadAddress, parse
from portal.database import secret_of
from portal.errors import Conflict, Invalid, Refused
from portal.language import gettext as _
from portal.models import Brand, Group, JoinLink, JoinRequest
from portal.text import clean, one_line

PURPOSE: Final = "join-link"
MOST: Final = 10_000
MOST_DOMAINS: Final = 20
LONGEST_WHY: Final = 500


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may ask through a link, as typed: domains between commas, none for any."""

    domains: str = ""
    needs_approval: bool = True
    most: int = 100


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody typed who wants to be let in."""

    email: str
    name: str
    why: str = ""


def token(session: Session, link: JoinLink) -> str:
    return ids.derived_token(secret_of(session), PURPOSE, link.public_id, link.generation)


def find(session: Session, word: str) -> JoinLink | None:
    """The link this token opens, while it does; looking spends nothing."""
    if not word:
        return None
    return session.scalar(
        select(JoinLink)
        .join(Group, Group.id == JoinLink.group_id)
        .where(
            JoinLink.token_hash == ids.fingerprint(word),
            JoinLink.closed_at.is_(None),
            Group.closed_at.is_(None),
        )
    )


def open(session: Session, actor: Actor, group: Group, rules: Rules) -> JoinLink:
    """Open the group's link, or give the open one other rules."""
    if reason := doing.why_not_invite(actor, group):
        raise Refused(reason)
    domains = _domains(rules)
    link = session.scalar(select(JoinLink).where(JoinLink.group_id == group.id).with_for_update())
    if link is None:
        link = JoinLink(group_id=group.id, public_id=ids.public_id(), token_hash="", generation=0)
        session.add(link)
    if link.closed_at is not None or not link.generation:
        _renew(session, link)
    if rules.most < link.used:
        problem = _("So many have asked already.")
        raise Invalid(_("The link was not changed."), {"most": problem})
    link.domains, link.needs_approval, link.most = domains, rules.needs_approval, rules.most
    link.opened_by_id = actor.person_id
    _record(session, actor, "join_link.opened", group)
    session.flush()
    return link


def renew(session: Session, actor: Actor, group: Group, link: JoinLink) -> None:
    """Another link with the same rules; the older one is dead."""
    if reason := doing.why_not_invite(actor, group):
        raise Refused(reason)
    _renew(session, link)
    _record(session, actor, "join_link.renewed", group)


def close(session: Session, actor: Actor, group: Group, link: JoinLink) -> None:
    if reason := doing.why_not_manage(actor, group.brand_id):
        raise Refused(reason)
    link.closed_at = clock.now()
    _record(session, actor, "join_link.closed", group)


def ask(session: Session, link: JoinLink, asking: Asking) -> None:
    """Note who asks, or invite them; Invalid for what is no address or of another domain."""
    line = _checked(link, asking)
    if not _counted(session, link):
        raise Conflict(_("As many people as can have asked through this link."))
    group = session.scalars(select(Group).where(Group.id == link.group_id)).one()
    if standings.known(session, group, clock.now()).get(line["key"]) is not None:
        return
    if link.needs_approval or not _may_mail(session, group):
        _keep(session, link, line, clean(asking.why)[:LONGEST_WHY])
    else:
        _invite(session, Actor(person_id=link.opened_by_id), group, line)


def accept(session: Session, actor: Actor, group: Group, request: JoinRequest) -> None:
    """Invite who asked, by mail to the address they wrote."""
    _decide(session, actor, group, request, accepted_at=clock.now())
    line = _line(request.email, request.email_key, request.name)
    standing = standings.known(session, group, clock.now()).get(request.email_key)
    if standing is not None:
        raise Conflict(standings.words()[standing])
    quotas.take(session, group.brand_id, 1, clock.now())
    _invite(session, actor, group, line)


def refuse(session: Session, actor: Actor, group: Group, request: JoinRequest) -> None:
    """No mail is sent: whoever wrote the address may not be who owns it."""
    _decide(session, actor, group, request, refused_at=clock.now())


def tidy(session: Session) -> None:
    """A month after they were decided, requests are nobody's business any more."""
    decided = func.coalesce(JoinRequest.accepted_at, JoinRequest.refused_at)
    session.execute(delete(JoinRequest).where(decided < clock.ago(days=30)))


def _renew(session: Session, link: JoinLink) -> None:
    link.generation += 1
    link.used, link.closed_at, link.created_at = 0, None, clock.now()
    link.token_hash = ids.fingerprint(token(session, link))


def _domains(rules: Rules) -> list[str]:
    """In ASCII, so that they are compared as the addresses are: whole."""
    problems = {}
    words = [word.strip().lstrip("@") for word in rules.domains.replace("\n", ",").split(",")]
    found = []
    for word in filter(None, words):
        try:
            found.append(parse(f"a@{word}").domain)
        except BadAddress:
            problems["domains"] = _("%(word)s is no domain.", word=word[:60])
    if len(found) > MOST_DOMAINS:
        problems["domains"] = _("A link can name at most 20 domains.")
    if not 1 <= rules.most <= MOST:
        problems["most"] = _("Write a number from 1 to 10,000.")
    if problems:
        raise Invalid(_("The link was not opened."), problems)
    return list(dict.fromkeys(found))


def _checked(link: JoinLink, asking: Asking) -> dict[str, Any]:
    problems, name = {}, one_line(asking.name)
    try:
        address = parse(asking.email)
    except BadAddress as error:
        raise Invalid(error.sentence, {"email": error.sentence}) from error
    if link.domains and address.domain not in link.domains:
        problems["email"] = _(
            "Only addresses at %(domains)s can ask here.", domains=", ".join(link.domains)
        )
    if not 1 <= len(name) <= 80:
        problems["name"] = _("Write a name of up to 80 characters.")
    if problems:
        raise Invalid(_("Nothing was sent."), problems)
    return _line(address.stored, address.canonical, name)


def _line(email: str, key: str, name: str) -> dict[str, Any]:
    return {"email": email, "key": key, "name": name, "segments": []}


def _counted(session: Session, link: JoinLink) -> bool:
    """One use of the link, in the statement that also looks whether one is left."""
    used = session.scalar(
        update(JoinLink)
        .where(
            JoinLink.id == link.id,
            JoinLink.token_hash == link.token_hash,
            JoinLink.closed_at.is_(None),
            JoinLink.used < JoinLink.most,
        )
        .values(used=JoinLink.used + 1)
        .returning(JoinLink.id)
        .execution_options(synchronize_session=False)
    )
    return used is not None


def _may_mail(session: Session, group: Group) -> bool:
    """Beyond the day's quota whoever asks waits for a yes, and is not lost."""
    try:
        quotas.take(session, group.brand_id, 1, clock.now())
    except Invalid:
        return False
    return True


def _keep(session: Session, link: JoinLink, line: dict[str, Any], why: str) -> None:
    session.execute(
        insert_into(session, JoinRequest)
        .values(
            public_id=ids.public_id(),
            group_id=link.group_id,
            email=line["email"],
            email_key=line["key"],
            name=line["name"],
            why=why,
            created_at=clock.now(),
        )
        .on_conflict_do_nothing(index_elements=["group_id", "email_key"])
    )


def _invite(session: Session, actor: Actor, group: Group, line: dict[str, Any]) -> None:
    brand = session.scalars(select(Brand).where(Brand.id == group.brand_id)).one()
    inviting.invite(session, actor, group, brand, [line], clock.now())


def _decide(
    session: Session, actor: Actor, group: Group, request: JoinRequest, **moment: Any
) -> None:
    if reason := doing.why_not_invite(actor, group):
        raise Refused(reason)
    decided = session.scalar(
        update(JoinRequest)
        .where(
            JoinRequest.id == request.id,
            JoinRequest.accepted_at.is_(None),
            JoinRequest.refused_at.is_(None),
        )
        .values(decided_by_id=actor.person_id, **moment)
        .returning(JoinRequest.id)
    )
    if decided is None:
        raise Conflict(_("Somebody was faster. This is decided already."))
    kind = "join_request.accepted" if "accepted_at" in moment else "join_request.refused"
    events.record(
        session,
        actor,
        kind,
        brand_id=group.brand_id,
        group_id=group.id,
        request=request.public_id,
    )


def _record(session: Session, actor: Actor, kind: str, group: Group) -> None:
    events.record(session, actor, kind, brand_id=group.brand_id, group_id=group.id)
