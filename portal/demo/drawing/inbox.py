"""Screens of the quiet inbox: mail that comes a few times a day."""

from collections.abc import Callable
from functools import partial
from math import cos, pi, sin

from PIL import Image

from portal.demo.drawing import paint
from portal.demo.drawing.paint import RGB, mix, rgb
from portal.demo.drawing.phones import (
    CARD,
    CORAL,
    FAINT,
    INDIGO,
    INK,
    MUTED,
    NIGHT,
    SAGE,
    SAND,
    SKY,
    Phone,
)  # fmt: skip
from portal.demo.drawing.scenes import DAWN, DUSK, MINT, heading, near, pair
from portal.demo.drawing.shapes import Outline, ribbon

MAILS = (
    ("N", "Nadia, design", "Icons for the release", "Two of them are still too thin", CORAL),
    ("B", "Building", "Lift out of service", "Thursday from 9 to 11", SAND),
    ("J", "Jon", "Saturday?", "We could take the early ferry", SAGE),
    ("P", "Payroll", "Your September slip", "Nothing to do", SKY),
    ("L", "Library", "Due in three days", "The Summer Book", CORAL),
)


def mail(phone: Phone, y: float, i: int, *, card: bool) -> None:
    letter, sender, subject, line, colour = MAILS[i % len(MAILS)]
    if card:
        phone.box(20, y, 370, y + 88, CARD, radius=20, lift=7)
    else:
        phone.box(28, y + 87, 362, y + 88.5, FAINT, radius=0)
    phone.face(56, y + 44, letter, colour)
    phone.text(90, y + 16, 13, sender, MUTED)
    phone.text(90, y + 34, 17, subject, bold=True)
    phone.text(90, y + 58, 14, line, MUTED)


def arrivals(phone: Phone, *, told: bool, card: bool = True) -> None:
    """The inbox just after a delivery; from r2 it says when the next one comes."""
    heading(phone, "Tuesday", "Five letters" if told else "Inbox")
    if told:
        phone.box(20, 138, 370, 208, paint.across(INDIGO, mix(INDIGO, CORAL, 0.45)), radius=20)
        phone.text(42, 154, 13, "Next delivery", mix(CARD, INDIGO, 0.15))
        phone.text(42, 173, 19, "12:30, in 3 h 18 min", CARD, bold=True)
        hand_clock(phone, 332, 173, 21)
    first = 226 if told else 150
    for i in range(5):
        mail(phone, first + i * (102 if card else 92), i, card=card)
    phone.tabs(0)


def hand_clock(phone: Phone, x: float, y: float, radius: float) -> None:
    phone.dot(x, y, radius, mix(CARD, INDIGO, 0.12))
    phone.box(x - 1.5, y - radius * 0.68, x + 1.5, y + 1.5, INDIGO, radius=1.5)
    phone.box(x - 1.5, y - 1.5, x + radius * 0.5, y + 1.5, INDIGO, radius=1.5)


def deliveries(phone: Phone, times: tuple[tuple[str, str, float], ...]) -> None:
    """The day as an arc on which deliveries sit."""
    heading(phone, "Quiet inbox", "Deliveries")
    phone.box(20, 142, 370, 430, CARD, radius=26, lift=9)
    arc = [(195 + 132 * cos(a), 352 + 150 * sin(a)) for a in (pi + pi * i / 48 for i in range(49))]
    phone.shape(ribbon(arc, 16), paint.across(SAND, mix(INDIGO, SKY, 0.2)))
    for name, _, share in times:
        a = pi + pi * share
        x, y = 195 + 132 * cos(a), 352 + 150 * sin(a)
        phone.dot(x, y, 19, CARD)
        phone.dot(x, y, 13, INDIGO)
        phone.text(195 + 84 * cos(a), 352 + 100 * sin(a), 14, name, INK, anchor="mm", bold=True)
    phone.text(195, 352, 34, str(len(times)), INK, anchor="mm", bold=True)
    phone.text(195, 384, 14, "a day", MUTED, anchor="mm")
    for i, (name, label, _) in enumerate(times):
        y = 452 + i * 76
        phone.box(20, y, 370, y + 64, CARD, radius=18, lift=6)
        phone.text(42, y + 22, 18, name, bold=True)
        phone.text(112, y + 24, 15, label, MUTED)
        phone.toggle(300, y + 17, on=True)
    phone.tabs(0)


def let_through(phone: Phone) -> None:
    """Who may still reach you between deliveries (r2)."""
    heading(phone, "Quiet inbox", "May come at once")
    people = (
        ("E", "Elif", "Any time", CORAL, True), ("S", "School", "On weekdays", SAND, True),
        ("O", "On call", "When I am on call", SKY, True), ("N", "Nadia, design", "", SAGE, False),
        ("B", "Building", "", CORAL, False),
    )  # fmt: skip
    for i, (letter, name, when, colour, on) in enumerate(people):
        y = 146 + i * 92
        phone.box(20, y, 370, y + 80, CARD, radius=20, lift=7)
        phone.face(58, y + 40, letter, colour)
        phone.text(92, y + (20 if when else 30), 17, name, bold=True)
        phone.text(92, y + 44, 14, when, MUTED)
        phone.toggle(302, y + 25, on=on)
    phone.box(20, 620, 370, 708, mix(SKY, CARD, 0.55), radius=20)
    phone.text(42, 640, 14, "Words that always ring", mix(INDIGO, INK, 0.4))
    right = phone.chip(42, 664, "urgent", INDIGO)
    right = phone.chip(right, 664, "cancelled", INDIGO)
    phone.chip(right, 664, "gate", INDIGO)
    phone.tabs(0)


def waiting(phone: Phone, until: str = "12:30", kept: int = 3) -> None:
    """Between deliveries: nothing, drawn kindly."""
    heading(phone, "Tuesday, 10:40", f"Nothing until {until}")
    phone.text(28, 132, 16, f"{kept} letters are being kept for you", MUTED)
    phone.dot(268, 392, 52, paint.down(rgb("f9e3bd"), SAND))
    tones: tuple[RGB, ...] = (mix(SKY, CARD, 0.45), SKY, mix(INDIGO, SKY, 0.5), INDIGO)
    for i, tone in enumerate(tones):
        crest = [
            (x, 430 + i * 76 + (26 - 3 * i) * sin(x / (88 - 9 * i) + 2.1 * i) - 0.12 * i * x)
            for x in range(0, 391, 10)
        ]
        hill: Outline = [*crest, (390, 770), (0, 770)]
        phone.shape(hill, paint.down(tone, mix(tone, NIGHT, 0.16)))
    phone.tabs(0)


def yesterday(phone: Phone) -> None:
    """How much came and when it was read, under the single delivery."""
    phone.box(20, 538, 370, 738, CARD, radius=22, lift=7)
    phone.text(42, 556, 14, "Letters a day, last week", MUTED)
    for i, (day, count) in enumerate(zip("MTWTFSS", (31, 34, 22, 38, 27, 6, 4), strict=True)):
        x = 58 + i * 46
        tone = paint.down(mix(INDIGO, SKY, 0.35), INDIGO) if i == 3 else mix(SKY, CARD, 0.3)
        phone.box(x - 12, 702 - count * 2.6, x + 12, 702, tone, radius=8)
        phone.text(x, 718, 12, day, MUTED, anchor="mm")
        phone.text(x, 692 - count * 2.6, 12, str(count), INK, anchor="mm")


def once(phone: Phone) -> None:
    deliveries(phone, ONE)
    yesterday(phone)


THREE = (("8:00", "with coffee", 0.14), ("12:30", "before lunch", 0.5), ("17:45", "the last", 0.86))
ONE = (("17:45", "all of it", 0.86),)
told, plain = partial(arrivals, told=True), partial(arrivals, told=False)
PICTURES: dict[str, Callable[[], Image.Image]] = {
    "inbox-r1-list": lambda: pair("i1", DUSK, plain),
    "inbox-r1-deliveries": lambda: pair("i2", DAWN, partial(deliveries, times=THREE), waiting),
    "inbox-r2-list": lambda: pair("i3", DUSK, told, waiting),
    "inbox-r2-let-through": lambda: pair("i4", MINT, let_through),
    "inbox-r2-next-delivery": lambda: near("i5", DUSK, told, 110),
    "inbox-three-a-day": lambda: pair("i6", DAWN, partial(deliveries, times=THREE), told),
    "inbox-once-a-day": lambda: pair("i7", DUSK, once, partial(waiting, until="17:45", kept=21)),
}
