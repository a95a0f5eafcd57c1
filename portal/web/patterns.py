"""Examples for the pattern page: one of everything, twice, for the light and the dark side.

Only what templates/patterns needs to draw each component in each state; no data of anybody's.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, render_template
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FileField,
    Form,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    validators,
)

from portal import passages
from portal.kinds import Screen
from portal.passages import Passage
from portal.queries import word_diff
from portal.queries.critiques import Said
from portal.queries.ledgers import Owed, Page
from portal.queries.moderation import Case, Receipt, Removed, Told
from portal.reporting import ledger as ledgers
from portal.reporting.ledger import RoundFacts
from portal.web import patterns_triage, patterns_writing
from portal.web.forms.base import choices
from portal.web.forms.moderation import WRONG, HideForm, TellForm
from portal.web.pins import Board, Pin
from portal.web.policy import development_only


@dataclass(frozen=True)
class Item:
    label: str
    url: str = "#main"
    is_current: bool = False
    count: int | None = None
    counts_news: bool = False


@dataclass(frozen=True)
class Picture:
    url: str
    alt: str
    caption: str | None = None
    colour: str | None = None
    width: int = 800
    height: int = 600
    public_id: str = ""


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    note: str | None = None
    image: Picture | None = None


@dataclass(frozen=True)
class Critique:
    id: str
    author: str
    html: Markup
    when: str
    at: datetime = datetime(2026, 11, 20, 18, 5, tzinfo=UTC)
    is_staff: bool = False
    kind: str | None = None
    pin: int | None = None
    quote: str | None = None
    state: str | None = None
    state_words: str | None = None
    agree_count: int | None = None
    disagree_count: int | None = None
    stance: str | None = None
    stance_url: str | None = None
    reply_url: str | None = None
    is_gone: bool = False
    replies: tuple["Critique", ...] = ()


class ExampleForm(Form):
    title = StringField(
        "Title of the draft",
        [validators.InputRequired("Give the draft a title, so that people can speak of it.")],
        description="What you call it among yourselves.",
    )
    story = TextAreaField("Story", description="Why it exists and what you are unsure about.")
    audience = SelectField(
        "Group",
        choices=choices([("a", "Co-creators"), ("b", "Friends of the house")]),
    )
    code = StringField(
        "Code from the mail",
        [
            validators.InputRequired(),
            validators.Length(6, 6, "The code has six figures. Look at the mail again."),
        ],
    )
    picture = FileField("Pictures", description="JPEG, PNG, WebP or AVIF, up to 20 MB each.")
    blind = RadioField(
        "When do members see each other's votes?",
        choices=choices([("own", "After their own vote"), ("close", "When the round closes")]),
    )
    credit = BooleanField("Name me when my critique changes the product")


@dataclass(frozen=True)
class Sheet:
    """One side of the page: every example with ids of its own."""

    theme: str
    form: ExampleForm
    refused: ExampleForm
    pictures: tuple[Picture, ...]
    pinned: Picture
    board: Board
    quoted: Markup
    variants: tuple[Choice, ...]
    thread: Critique
    removed: Critique
    told_of: Said
    told_of_before: Said
    telling: TellForm
    receipt: Receipt
    hiding: HideForm
    case: Case
    removals: tuple[Removed, ...]
    items: tuple[tuple[str, str], ...]
    tabs: tuple[Item, ...]
    trail: tuple[Item, ...]
    at: datetime = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)


COAT = Picture(
    "/static/patterns/coat.svg", "A green wool coat on a hanger, four buttons", "Front", "#e4ddd2"
)
LINING = Picture(
    "/static/patterns/lining.svg",
    "The brown lining, held by a row of buttons",
    "The lining, half unbuttoned",
    "#dcd3c5",
)
DISH = Picture("/static/patterns/dish.svg", "Glazed carrots on a white plate", None, "#3a3330")


def _thread(theme: str) -> Critique:
    """Replies to the fifth level, the deepest that is still indented."""
    answer: tuple[Critique, ...] = ()
    words = (
        "As it should be.",
        "Then one spare in the pocket is enough.",
        "In ours, every winter.",
    )
    for depth, text in enumerate(words):
        answer = (
            Critique(f"{theme}-{5 - depth}", "Vera", Markup("<p>") + text + Markup("</p>"),
                     "Saturday, 19:40", replies=answer),
        )  # fmt: skip
    staff = Critique(
        f"{theme}-2",
        "Hana",
        Markup("<p>Horn, from the same mill. You were right about the plastic ones.</p>"),
        "yesterday, 09:12",
        is_staff=True,
        reply_url="#main",
        replies=answer,
    )
    return Critique(
        f"{theme}-1",
        "Tess",
        Markup(
            "<p>The lining buttons are the best idea here, and the weakest part. "
            "Mine broke after <strong>two</strong> washes.</p><p>Could they be horn?</p>"
        ),
        "Friday, 19:05",
        kind="concern",
        pin=3,
        quote="The lining unbuttons, so that it can be washed by itself.",
        state="addressed",
        state_words="Addressed in revision 2: the buttons are horn now, with two spares.",
        agree_count=12,
        disagree_count=2,
        stance="agree",
        stance_url="#main",
        reply_url="#main",
        replies=(staff,),
    )


PLACES = (
    # x, y, width, height, whether it moved; the last three stand close together.
    (2_200, 3_000, 0, 0, False),
    (4_300, 5_200, 2_400, 2_600, False),
    (7_800, 2_400, 0, 0, True),
    (8_200, 7_000, 0, 0, False),
    (8_600, 7_300, 0, 0, False),
    (8_100, 7_600, 0, 0, False),
)


def _board(theme: str) -> Board:
    """What several members pointed at on the coat."""
    words = "The seam pulls when one lifts an arm."
    pins = (
        Pin(number, f"{theme}-pin-{number}", "Tess", words, *place)
        for number, place in enumerate(PLACES, 1)
    )
    # A number of its own for each side, as ids are made of it.
    number = 0 if theme == "light" else 1
    return Board(number, tuple((f"{theme}-coat", pin) for pin in pins), is_open=False)


def _quoted(theme: str) -> Markup:
    """A story in which somebody speaks of words that go over an element's end."""
    html = "<p>The lining <em>unbuttons</em>, so that it can be washed by itself.</p>"
    text = passages.words(html)
    after = Markup('<a class="pin-behind" href="#main"><span class="pin">7</span></a>')
    start, end = text.index("lining"), text.index(" by itself")
    return passages.marked(html, [Passage(f"{theme}-pin-7", start, end, after)])


def _sheet(theme: str) -> Sheet:
    return Sheet(
        theme=theme,
        form=ExampleForm(prefix=f"{theme}-", data={"title": "Winter coat", "blind": "own"}),
        refused=_refused(f"{theme}-refused-"),
        pictures=(COAT, LINING),
        pinned=replace(COAT, public_id=f"{theme}-coat"),
        board=_board(theme),
        quoted=_quoted(theme),
        variants=(
            Choice("moss", "Moss", "Dyed in the wool, as now", COAT),
            Choice("umber", "Umber", "New: the colour of the lining", LINING),
            Choice("none", "Neither", "I would wait for another colour"),
        ),
        thread=_thread(theme),
        removed=Critique(f"{theme}-gone", "Tom", Markup(""), "Friday, 20:00", is_gone=True),
        **_order(theme),
        items=(
            ("i1", "That it keeps me warm in the rain"),
            ("i2", "The price"),
            ("i3", "Where the wool comes from"),
            ("i4", "That it can be mended"),
        ),
        tabs=(Item("Draft", is_current=True), Item("Critique", count=14), Item("Report")),
        trail=(Item("Co-creators"), Item("Winter coat")),
    )


def _order(theme: str) -> dict[str, Any]:
    """What keeping a group in order looks like: telling, having told, deciding."""
    telling = TellForm(formdata=None)
    for field in telling:
        field.id = f"{field.id}-{theme}"
    at = datetime(2026, 11, 20, 18, 5, tzinfo=UTC)
    return {
        "told_of": _said(f"{theme}-tell"),
        "told_of_before": _said(f"{theme}-told"),
        "telling": telling,
        "receipt": Receipt("unkind", "It is about me.", at, "kept"),
        "hiding": HideForm(formdata=None),
        "case": Case(
            public_id=f"{theme}-case",
            title="Winter coat",
            kind="concern",
            author="Vera",
            html="<p>Nobody asked you.</p>",
            at=at,
            is_staff=False,
            is_held=False,
            is_locked=False,
            is_hidden=False,
            because="",
            hidden_by="",
            hidden_at=None,
            membership_id=f"{theme}-vera",
            is_paused=False,
            told=(Told("unkind", "It is about me.", "Tom", at, ""),),
        ),
        "removals": (Removed("Names a supplier.", 2), Removed("Not about the coat.", 1)),
    }


def _said(id: str) -> Said:
    return Said(id, id, "Vera", "concern", "Nobody asked you.", "<p>Nobody asked you.</p>")


def _refused(prefix: str) -> ExampleForm:
    typed = {"title": "", "code": "4711", "story": "Half a thought that must not be lost"}
    form = ExampleForm(
        MultiDict({prefix + name: value for name, value in typed.items()}), prefix=prefix
    )
    form.validate()
    return form


def examples() -> dict[str, object]:
    return {
        "screen": Screen(2, 6, ("moss",), ("moss", "umber")),
        "sheets": (_sheet("light"), _sheet("dark")),
        "dish": DISH,
        "triage": patterns_triage,
        "written": patterns_writing,
        "why_words": dict(WRONG),
        "changed": _changed(),
        "title_changed": word_diff.words("Winter coat", "Winter coat, lined"),
        "given": _ledger(),
        "nav": (Item(str(_("Home")), "/", is_current=True), Item(str(_("Drafts")), "/drafts")),
    }


def _changed() -> tuple[word_diff.Stretch, ...]:
    """A story as it was and as it is, with more that stayed than anybody wants to read."""
    stays = "\n".join(
        f"Paragraph {n} stayed as it was." for n in ("one", "two", "three", "four", "five")
    )
    before = f"{stays}\nThe lining has plastic buttons.\nIt is made in Porto."
    after = f"{stays}\nThe lining has horn buttons, and two spares.\nThe collar folds down."
    return word_diff.stretches(word_diff.paragraphs(before, after))


def _ledger() -> Page:
    """One round that is over, one that few answered, one that runs."""
    at = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
    rounds = (
        RoundFacts("coat", "A winter coat", True, at, 5, 40, 31),
        RoundFacts("hat", "A hat", True, at, 3, 40, 3),
        RoundFacts("scarf", "A scarf", False, at, 3, 40, 12),
    )
    states = ("addressed",) * 5 + ("declined",) * 2 + ("considering", "open", "open")
    said = [ledgers.Said("coat", state, 6.0 + n, state != "open") for n, state in enumerate(states)]
    return Page(
        ledgers.ledger(rounds, said), (("Tess", 3), ("Tom", 1)), (Owed("coat", "A winter coat", 2),)
    )


blueprint = Blueprint("patterns", __name__)


@blueprint.get("/-/patterns")
@development_only
def show() -> str:
    return render_template("patterns/show.html", **examples())
