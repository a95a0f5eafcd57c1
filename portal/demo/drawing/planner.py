"""Screens of the day planner: the day as a strip with room left in it."""

from collections.abc import Callable
from functools import partial

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

Block = tuple[float, float, str, RGB]
DAY: tuple[Block, ...] = (
    (8.0, 8.5, "Walk to the lake", SAGE), (9.0, 10.5, "Write the release note", INDIGO),
    (11.0, 11.5, "Call with Nadia", CORAL), (12.5, 13.25, "Lunch", SAND),
    (13.5, 15.0, "Icons, second pass", INDIGO), (16.0, 16.5, "Pick up Ida", CORAL),
)  # fmt: skip
HOUR = 66.0


def hours(phone: Phone, first: int, last: int, top: float, left: float = 74) -> None:
    for hour in range(first, last + 1):
        y = top + (hour - first) * HOUR
        phone.text(58, y, 13, f"{hour}:00", MUTED, anchor="rm")
        phone.box(left, y - 0.7, 366, y + 0.7, FAINT, radius=0)


def block(phone: Phone, top: float, item: Block, *, lift: float = 0, aside: float = 0) -> None:
    start, end, name, colour = item
    y, bottom = top + (start - 8) * HOUR + 2, top + (end - 8) * HOUR - 2
    tone = mix(colour, CARD, 0.72)
    phone.box(78 + aside, y, 364 + aside, bottom, tone, radius=12, lift=lift)
    phone.box(78 + aside, y, 84 + aside, bottom, colour, radius=3)
    phone.text(98 + aside, y + min((bottom - y) / 2, 22), 16, name, mix(colour, INK, 0.62),
               anchor="lm", bold=True)  # fmt: skip
    if bottom - y > 60:
        minutes = round((end - start) * 60)
        phone.text(98 + aside, y + 46, 13, f"{minutes} min", mix(colour, INK, 0.45), anchor="lm")


def slack(phone: Phone, top: float, start: float, end: float, words: str) -> None:
    """Room that is kept free on purpose: hatched, with its name."""
    y, bottom = top + (start - 8) * HOUR + 2, top + (end - 8) * HOUR - 2
    phone.box(78, y, 364, bottom, mix(SAND, CARD, 0.78), radius=12)
    for i in range(round(78 + (bottom - y)), 364, 13):
        bar = [(i, y + 4), (i + 3, y + 4), (i + 3 - (bottom - y - 8), bottom - 4),
               (i - (bottom - y - 8), bottom - 4)]  # fmt: skip
        phone.shape([(float(px), float(py)) for px, py in bar], SAND, 0.34)
    width = 24 + len(words) * 7.2
    phone.box(92, (y + bottom) / 2 - 12, 92 + width, (y + bottom) / 2 + 12, CARD, radius=12)
    phone.text(104, (y + bottom) / 2, 14, words, mix(SAND, INK, 0.6), anchor="lm")


def strip(
    phone: Phone, *, room: bool = False, held: bool = False, now: bool = False, aside: bool = False
) -> None:
    """The day from eight to five; r2 keeps room in it, `held` shows a block being moved;
    with `aside` the line for the present stays clear of the words."""
    heading(phone, "Tuesday 9 September", "Today")
    if room:
        phone.chip(238, 92, "1 h 15 of room", SAND)
    top = 158.0
    hours(phone, 8, 17, top)
    if room:
        slack(phone, top, 10.5, 11.0, "room after writing")
        slack(phone, top, 15.0, 15.75, "room before Ida")
    for i, item in enumerate(DAY):
        if not (held and i == 2):
            block(phone, top, item)
        elif room:
            phone.box(78, top + 3 * HOUR, 364, top + 3.5 * HOUR, mix(CORAL, CARD, 0.8), radius=12)
    if held:
        block(phone, top, (11.8, 12.3, "Call with Nadia", CORAL), lift=16, aside=8)
        phone.dot(330, top + 4.2 * HOUR, 25, mix(NIGHT, CARD, 0.62))
        phone.dot(330, top + 4.2 * HOUR, 19, mix(NIGHT, CARD, 0.82))
    if now:
        y = top + 1.2 * HOUR
        phone.box(70, y - 1.5, 92 if aside else 366, y + 1.5, rgb("d0503f"), radius=1)
        phone.dot(70, y, 6, rgb("d0503f"))
    phone.tabs(1)


def blocks(phone: Phone) -> None:
    """The day as a stack of cards, without a clock."""
    heading(phone, "Tuesday 9 September", "Today, in order")
    y = 144.0
    for i, (start, end, name, colour) in enumerate(DAY):
        height = 60 + (end - start) * 28
        tone = paint.across(mix(colour, CARD, 0.62), mix(colour, CARD, 0.84))
        phone.box(20, y, 370, y + height, tone, radius=22, lift=5 if i else 10)
        phone.dot(52, y + height / 2, 15, mix(colour, CARD, 0.1))
        phone.text(52, y + height / 2, 15, str(i + 1), CARD, anchor="mm", bold=True)
        phone.text(84, y + height / 2 - 10, 18, name, INK, anchor="lm", bold=True)
        phone.text(84, y + height / 2 + 14, 14, f"about {round((end - start) * 60)} minutes",
                   mix(colour, INK, 0.5), anchor="lm")  # fmt: skip
        y += height + 9
    phone.tabs(1)


def week(phone: Phone) -> None:
    """Seven short strips, planned and free (r3)."""
    heading(phone, "8 to 14 September", "The week")
    loads = ((4, 2), (5, 1.25), (6.5, 0.5), (3.5, 3), (5, 1.5), (1, 5), (0.5, 6))
    phone.box(20, 142, 370, 548, CARD, radius=26, lift=9)
    for i, ((planned, free), day) in enumerate(zip(loads, "MTWTFSS", strict=True)):
        x, base = 62 + i * 44.5, 500.0
        y = base - planned * 42
        phone.box(x - 15, y, x + 15, base, paint.down(mix(INDIGO, SKY, 0.3), INDIGO), radius=9)
        phone.box(x - 15, y - free * 42 * 0.5 - 5, x + 15, y - 5, mix(SAND, CARD, 0.25), radius=9)
        tone = INDIGO if i == 1 else MUTED
        phone.text(x, 524, 15, day, tone, anchor="mm", bold=i == 1)
    phone.text(42, 162, 14, "planned", INDIGO, bold=True)
    phone.text(112, 162, 14, "kept free", mix(SAND, INK, 0.45), bold=True)
    phone.box(20, 566, 370, 650, mix(CORAL, CARD, 0.75), radius=20)
    phone.text(42, 584, 17, "Wednesday is full", bold=True)
    phone.text(42, 611, 14, "Half an hour of room. Move something?", mix(CORAL, INK, 0.6))
    phone.box(20, 664, 370, 744, CARD, radius=20, lift=6)
    phone.text(42, 680, 17, "Saturday is yours", bold=True)
    phone.text(42, 706, 14, "Nothing will be suggested there.", MUTED)
    phone.tabs(1)


with_room = partial(strip, room=True, now=True)
PICTURES: dict[str, Callable[[], Image.Image]] = {
    "planner-r1-day": lambda: pair("p1", MINT, partial(strip, now=True)),
    "planner-r1-move": lambda: pair("p2", DAWN, strip, partial(strip, held=True)),
    "planner-r2-day": lambda: pair("p3", MINT, with_room, partial(strip, room=True, held=True)),
    "planner-r2-room": lambda: near("p4", DAWN, with_room, -260),
    "planner-r3-day": lambda: pair("p5", MINT, partial(with_room, aside=True), week),
    "planner-r3-week": lambda: near("p6", DUSK, week, 60),
    "planner-clock": lambda: pair("p7", DUSK, with_room),
    "planner-order": lambda: pair("p8", DAWN, blocks),
}
