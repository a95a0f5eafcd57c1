"""portal import opinions DIR, portal import reviews FILE: a closed round and its report from what
another tool knew. Run twice, it finds what it made and adds nothing."""

from datetime import datetime, timedelta
from pathlib import Path

from portal import clock
from portal.actions import imports
from portal.actions.imports import Material, Voice
from portal.addresses import BadAddress, parse
from portal.cli.common import Arguments, Parsers, settings, writing
from portal.cli.report import summary
from portal.errors import Invalid
from portal.imports import opinions, reviews
from portal.queries import reports
from portal.stats import verdict
from portal.text import one_line


def add(parsers: Parsers) -> None:
    parser = parsers.add_parser("import", help="make a closed round from another tool's data")
    kinds = parser.add_subparsers(required=True, metavar="KIND")
    for name, what, run in (
        ("opinions", "DIR", run_opinions),
        ("reviews", "FILE", run_reviews),
    ):
        kind = kinds.add_parser(name)
        kind.add_argument("path", type=Path, metavar=what)
        kind.add_argument("--owner", metavar="EMAIL", help="who shall own the brand and read it")
        kind.set_defaults(run=run)


def run_opinions(arguments: Arguments) -> int:
    found = opinions.read(arguments.path)
    return _bring_in(arguments, _of_conversation(found), found.unused)


def run_reviews(arguments: Arguments) -> int:
    found = reviews.read(arguments.path)
    name = arguments.path.stem.replace("_", " ").replace("-", " ").capitalize()
    return _bring_in(arguments, _of_reviews(found, name), found.unused)


def _bring_in(arguments: Arguments, material: Material, unused: tuple[str, ...]) -> int:
    address = _address(arguments.owner)
    for line in unused:
        print(f"not used: {line}")
    with writing() as session:
        is_new = imports.known(session, material.source) is None
        owner = imports.owner_of(session, address, material.source)
        round = imports.bring_in(session, owner, material)
        imports.let_in(session, round, owner)
        found = reports.of(session, round)
    print(f"{len(material.people)} members, {len(material.voices)} critiques,", end=" ")
    print(f"{len(material.stances)} stances, {len(material.votes)} votes:", end=" ")
    print("imported" if is_new else "imported before, nothing added")
    print("\n".join(summary(found)))
    print(f"{settings().base_url}/rounds/{found.document['round']['id']}/report")
    return 0


def _address(typed: str | None) -> tuple[str, str] | None:
    if typed is None:
        return None
    try:
        address = parse(typed)
    except BadAddress as error:
        raise Invalid(str(error)) from error
    return address.stored, address.canonical


def _of_conversation(found: opinions.Conversation) -> Material:
    """Statements become ideas of their authors, votes become stances. Nobody was asked to support
    anything, and the support question stays without answers."""
    moments = [*(s.at for s in found.statements), *(s.at for s in found.stances)]
    if not moments:
        raise Invalid("There is nothing in it that could be used.")
    return Material(
        source=f"opinions:{found.print}",
        name=one_line(found.topic, 80),
        kind="other",
        purpose=one_line(found.topic, 500),
        title=found.topic,
        story="\n\n".join(filter(None, [found.description, found.url])),
        opened_at=min(moments) - timedelta(minutes=1),
        closed_at=max(moments) + timedelta(minutes=1),
        people=found.people,
        min_answers=verdict.default_min_responses(len(found.people)),
        voices=[Voice(s.id, s.author, "idea", s.text, s.at) for s in found.statements],
        stances=[(s.voter, s.statement, s.value, s.at) for s in found.stances],
    )


def _of_reviews(found: reviews.Reviews, name: str) -> Material:
    closed = clock.now() - timedelta(minutes=1)
    opened = closed - timedelta(hours=1)
    return Material(
        source=f"reviews:{found.print}",
        name=name,
        kind="fashion",
        purpose=f"Customers who reviewed: {name}",
        title=name,
        story="Reviews written by customers, one a member.",
        opened_at=opened,
        closed_at=closed,
        people=[r.member for r in found.rows],
        segments={r.member: f"age: {r.band}" for r in found.rows if r.band},
        questions=[("rating", "How well does this draft meet what you hoped for?")],
        min_answers=verdict.default_min_responses(max(1, len(found.rows))),
        votes=[
            answer
            for r in found.rows
            for answer in (
                (r.member, 0, "for" if r.recommends else "against"),
                (r.member, 1, str(r.rating)),
            )
        ],
        voices=[_voice(r, opened) for r in found.rows if r.text.strip()],
    )


def _voice(review: reviews.Review, at: datetime) -> Voice:
    title = one_line(review.title).replace("*", "")
    said = f"**{title}**\n\n{review.text}" if title else review.text
    kind = "praise" if review.recommends else "concern"
    return Voice(review.member, review.member, kind, said, at)
