"""What there is to see: every page and state, in the order in which the world moves on."""

from collections.abc import Iterator

from portal import kinds
from tests.screenshots import room, steps
from tests.screenshots.camera import Shot
from tests.screenshots.places import Place

KINDS = [kind for kind in kinds.KINDS if kind != "support"]
LIST = "Ana Ruiz <ana.ruiz@mail.example>\nnobody\nana.ruiz@mail.example\nBen <ben@mail.example>"


def of_the_demo(places: dict[str, Place]) -> Iterator[Shot]:
    yield from _signed_out(places["fashion"])
    for kind, place in places.items():
        yield from _member(kind, place)
        yield from _team(kind, place)
        yield from _reports(kind, place)
        yield from room.of_each_brand(kind, place)
    yield from _news(places["restaurant"])
    yield from _stops(places["restaurant"])
    yield from _talk(places["restaurant"])
    yield from room.of_one_brand(places["restaurant"])
    yield from _invitations(places["restaurant"])
    yield from _writing(places["restaurant"])
    yield from _account(places["app"])
    yield from _errors(places["app"])


def of_a_fresh_one(owner: str, member: str, brand: str, group: str) -> Iterator[Shot]:
    """An installation in which nothing has happened yet."""
    yield Shot("empty-desk", owner, "/")
    yield Shot("empty-group", owner, f"/groups/{group}")
    yield Shot("empty-invitations", owner, f"/groups/{group}/invitations")
    yield Shot("empty-team", owner, f"/brands/{brand}/staff")
    yield Shot("empty-home", member, "/")
    yield Shot("empty-outbox", None, "/-/mail")


def _signed_out(place: Place) -> Iterator[Shot]:
    yield Shot("sign-in", None, "/sign-in")
    yield Shot("sign-in-refused", None, "/sign-in", steps.sign_in_as("nobody at all"))
    yield Shot("sign-in-code", None, "/sign-in", steps.sign_in_as("ana@mail.example"))
    yield Shot("sign-in-code-refused", None, "/sign-in", steps.wrong_code)
    yield Shot("sign-in-dead-link", None, "/sign-in/link/no-such-link")
    yield Shot("join-dead-link", None, "/invitations/no-such-link")
    for state, link in place.links.items():
        yield Shot(f"join-{state}", None, link)
    yield Shot("join-refused", None, place.links["opened"], steps.join_without_a_name)
    yield Shot("join-wrong-person", place.people["voted"], place.links["opened"])
    yield Shot("join-asked-to-decline", None, place.links["opened"] + "?answer=no")
    yield Shot("join-declined", None, place.links["sent"], after=steps.decline)
    yield Shot("join-after-decline", None, place.links["sent"])
    yield Shot("patterns", None, "/-/patterns")


def _member(kind: str, place: Place) -> Iterator[Shot]:
    waiting, voted = place.people["waiting"], place.people["voted"]
    yield Shot(f"{kind}-home-waiting", waiting, "/")
    yield Shot(f"{kind}-home-voted", voted, "/")
    yield Shot(f"{kind}-judge-before", waiting, f"/rounds/{place.open}")
    yield Shot(f"{kind}-judge-after", voted, f"/rounds/{place.open}")
    yield Shot(f"{kind}-judge-r1", voted, f"/rounds/{place.open}?revision=1")
    yield Shot(f"{kind}-judge-closed", voted, f"/rounds/{place.closed}")


def _team(kind: str, place: Place) -> Iterator[Shot]:
    manager, analyst = place.people["manager"], place.people["analyst"]
    yield Shot(f"{kind}-desk", manager, "/")
    yield Shot(f"{kind}-desk-analyst", analyst, "/")
    yield Shot(f"{kind}-judge-team", manager, f"/rounds/{place.open}")
    yield Shot(f"{kind}-set-up-open", manager, f"/rounds/{place.open}/set-up")
    yield Shot(f"{kind}-set-up-closed", analyst, f"/rounds/{place.closed}/set-up")
    yield Shot(f"{kind}-report-live", manager, f"/rounds/{place.open}/report")
    yield Shot(f"{kind}-report-frozen", manager, f"/rounds/{place.closed}/report")
    yield Shot(f"{kind}-report-analyst", analyst, f"/rounds/{place.closed}/report")
    yield Shot(f"{kind}-draft", manager, f"/drafts/{place.draft}")
    yield Shot(f"{kind}-group", manager, f"/groups/{place.group}")
    yield Shot(f"{kind}-team", place.people["owner"], f"/brands/{place.brand}/staff")


def _reports(kind: str, place: Place) -> Iterator[Shot]:
    """Reports beside each other, and handed to somebody without an account."""
    manager, report = place.people["manager"], f"/rounds/{place.closed}"
    yield Shot(f"{kind}-portfolio", manager, f"/brands/{place.brand}/reports")
    yield Shot(
        f"{kind}-portfolio-none", manager, f"/brands/{place.brand}/reports?verdict=not_yet_known"
    )
    yield Shot(f"{kind}-compare", manager, f"/compare?a={place.closed}&b={place.open}")
    yield Shot(f"{kind}-compare-pick", manager, f"/compare?a={place.closed}")
    yield Shot(f"{kind}-shares-none", manager, f"{report}/shares")
    yield Shot(f"{kind}-share-refused", manager, f"{report}/shares", steps.share(passcode="abc"))
    yield Shot(f"{kind}-share-made", manager, f"{report}/shares", steps.share())
    yield Shot(f"{kind}-shares", manager, f"{report}/shares")
    yield Shot(f"{kind}-shared", manager, f"{report}/shares", steps.follow_share())
    yield Shot(
        f"{kind}-shared-locked", manager, f"{report}/shares", steps.follow_share("six words")
    )
    yield Shot(f"{kind}-preview", manager, f"/rounds/{place.open}/preview")


def _news(place: Place) -> Iterator[Shot]:
    yield Shot("news", place.people["voted"], "/notices")
    yield Shot("news-team", place.people["manager"], "/notices")
    yield Shot("news-choices", place.people["voted"], "/notices/choices")


def _stops(place: Place) -> Iterator[Shot]:
    yield Shot("stop", None, place.stop)
    yield Shot("stopped", None, place.stop, steps.stop)
    yield Shot("stop-taken-back", None, place.stop, steps.undo_stop)
    yield Shot("stop-dead-link", None, "/stop/no-such-link")


def _talk(place: Place) -> Iterator[Shot]:
    author, manager = place.people["author"], place.people["manager"]
    yield Shot("talk-reply", author, f"/critiques/{place.critique}/reply")
    yield Shot(
        "talk-reply-refused", author, f"/critiques/{place.critique}/reply", steps.send_nothing
    )
    yield Shot("talk-edit", author, f"/critiques/{place.own}/edit")
    yield Shot("talk-response", manager, f"/critiques/{place.critique}/response")
    yield Shot(
        "talk-reply-in-place", author, f"/critiques/{place.critique}", steps.open_first("Answer")
    )
    yield Shot(
        "talk-response-in-place",
        manager,
        f"/critiques/{place.critique}",
        steps.open_first("Respond for the brand"),
    )


def _invitations(place: Place) -> Iterator[Shot]:
    manager, group = place.people["manager"], f"/groups/{place.group}"
    yield Shot("invitations", manager, f"{group}/invitations")
    for state in ("queued", "opened", "joined", "bounced", "failed", "expired", "revoked"):
        yield Shot(f"invitations-{state}", manager, f"{group}/invitations?state={state}")
    yield Shot("invitations-none-found", manager, f"{group}/invitations?q=xyz")
    yield Shot("invitations-link", manager, f"{group}/invitations?state=sent", steps.show_link)
    yield Shot("invite", manager, f"{group}/invitations/new")
    yield Shot("invite-refused", manager, f"{group}/invitations/new", steps.send_list(""))
    yield Shot(
        "invite-preview",
        manager,
        f"{group}/invitations/new",
        steps.send_list(LIST),
        after=steps.invite,
    )
    yield Shot("join-link", manager, f"{group}/join-link")
    yield Shot("mail", place.people["owner"], f"/brands/{place.brand}/mail")
    yield Shot("mail-analyst", place.people["analyst"], f"/brands/{place.brand}/mail")
    yield Shot("mail-stopped", manager, f"/brands/{place.brand}/mail/stopped")
    yield Shot("invite-waves", manager, f"{group}/invitations/new", steps.waves)
    yield Shot("join-link-settings", manager, f"{group}/join-link", after=steps.open_join_link)
    yield Shot("join-link-open", manager, f"{group}/join-link")
    yield Shot("join-link-door", manager, f"{group}/join-link", steps.through_the_door)
    yield Shot("join-link-refused", manager, f"{group}/join-link", steps.ask_with_nothing)
    yield Shot("group-edit", manager, f"{group}/edit")
    yield Shot("group-member-open", manager, group, steps.open_member)
    yield Shot("group-leave", place.people["voted"], f"{group}/leave")
    yield Shot("group-new", manager, f"/brands/{place.brand}/groups/new")


def _writing(place: Place) -> Iterator[Shot]:
    manager, draft = place.people["manager"], f"/drafts/{place.draft}"
    yield Shot("draft-new", manager, f"/brands/{place.brand}/drafts/new")
    yield Shot("draft-analyst", place.people["analyst"], draft)
    yield Shot("round-new", manager, f"{draft}/rounds/new", after=steps.begin_round)
    yield Shot("set-up-preparing", manager, draft, steps.first_prepared)
    yield Shot("set-up-kinds", manager, draft, steps.ask())
    for kind in KINDS:
        yield Shot(f"set-up-ask-{kind}", manager, draft, steps.ask(kind))
    yield Shot("set-up-kits", manager, draft, steps.other_kits, after=steps.start_with_kit)
    yield Shot("set-up-from-kit", manager, draft, steps.first_prepared)
    yield Shot("set-up-preview", manager, draft, steps.try_it)
    yield Shot("topics", manager, f"{draft}/topics")
    yield Shot("topics-refused", manager, f"{draft}/topics", steps.two_alike)
    yield Shot("set-up-refused", manager, draft, steps.bad_rule)
    yield Shot("draft-preview", manager, f"{draft}/revisions/1")
    yield Shot("draft-editor", manager, draft, steps.next_revision)
    yield Shot("draft-editor-refused", manager, draft, steps.empty_title)
    yield Shot("brand-settings", place.people["owner"], f"/brands/{place.brand}/settings")
    yield Shot("brand-new", place.people["owner"], "/brands/new")


def _account(place: Place) -> Iterator[Shot]:
    yield Shot("account-member", place.people["voted"], "/account")
    yield Shot("account-team", place.people["manager"], "/account")
    yield Shot("home-spanish", place.people["voted"], "/", steps.in_spanish)


def _errors(place: Place) -> Iterator[Shot]:
    yield Shot("error-404", None, "/nothing/here")
    yield Shot("error-404-member", place.people["voted"], f"/rounds/{place.open}/report")
    yield Shot("error-403", place.people["analyst"], f"/brands/{place.brand}/settings")
    yield Shot("outbox", None, "/-/mail")
    yield Shot("outbox-letter", None, "/-/mail", steps.first_letter)
