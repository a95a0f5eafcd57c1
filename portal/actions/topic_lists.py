"""Lists of topics to start from, for each kind of brand, with words that suggest them.

The lists are made in the brand's language, which is the language its members write in. Each topic
has its words in one sentence for the translator: they are stems to look for, not a translation.
"""

from collections.abc import Mapping
from typing import Final

from portal.language import N_

Listed = tuple[tuple[str, str], ...]

STARTING: Final[Mapping[str, Listed]] = {
    "app": (
        (
            N_("Finding the way"),
            N_("find, menu, button, screen, lost, search, hidden, icon"),
        ),
        (N_("How fast it is"), N_("slow, fast, wait, loading, quick, lag, battery, seconds")),
        (N_("What is missing"), N_("missing, lack, add, wish, option, need, export, import")),
        (N_("Trust and privacy"), N_("trust, private, data, share, password, permission, safe")),
        (N_("Words and looks"), N_("word, text, colour, font, read, small, dark, look, confusing")),
        (N_("Price"), N_("price, expensive, cheap, pay, subscription, worth, cost, free")),
    ),
    "fashion": (
        (N_("Fit"), N_("fit, tight, loose, size, sleeve, long, short, shoulder, waist, hip")),
        (N_("Fabric"), N_("fabric, wool, cotton, linen, soft, itch, thick, thin, warm, heavy")),
        (N_("Colour and pattern"), N_("colour, color, dark, bright, pattern, print, shade, dye")),
        (N_("Pockets and details"), N_("pocket, button, zip, seam, collar, lining, stitch, cuff")),
        (N_("Wear and care"), N_("wash, iron, wrinkle, last, tear, pill, care, shrink, repair")),
        (N_("Price"), N_("price, expensive, cheap, pay, worth, cost, afford, euro")),
    ),
    "restaurant": (
        (N_("Taste"), N_("taste, flavour, salt, sweet, sour, bitter, spicy, bland, rich, acid")),
        (N_("Texture"), N_("texture, crisp, soft, tough, dry, creamy, chewy, crunch, tender")),
        (N_("Temperature"), N_("cold, hot, warm, temperature, lukewarm, burn")),
        (N_("How it looks"), N_("plate, look, colour, picture, presentation, beautiful, serve")),
        (N_("Portion"), N_("portion, small, big, size, hungry, full, share, enough")),
        (N_("Price"), N_("price, expensive, cheap, pay, worth, cost, bill")),
    ),
    "other": (
        (N_("How it works"), N_("work, use, function, easy, hard, break, problem, try")),
        (N_("How it looks"), N_("look, colour, shape, beautiful, ugly, style, design, picture")),
        (N_("What is missing"), N_("missing, lack, add, wish, option, need, more")),
        (N_("Price"), N_("price, expensive, cheap, pay, worth, cost, afford")),
    ),
}
