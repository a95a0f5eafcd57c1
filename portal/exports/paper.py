"""A finished page as PDF: tagged for screen readers, in our own fonts, from our own files alone.

Here: WeasyPrint and what it may fetch. Not here: what the page says (`templates/reports/paper`).
WeasyPrint needs Pango, which is no Python package: `missing` says whether it can be used.
"""

import atexit
import logging
import mimetypes
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from PIL import ImageFile

from portal.exports import drawings, tokens

STATIC: Final = Path(__file__).parents[2] / "static"
OWN: Final = "http://own.invalid/static/"
KINDS: Final = frozenset({"font/woff2", "image/svg+xml", "image/png"})
# One thing below the other: less beautiful, and nothing in it that may not break.
PLAINEST: Final = (
    "* { columns: auto !important; break-inside: auto !important; break-before: auto !important;"
    " break-after: auto !important; }"
    ":is(ul, ol, dl, li, div, figure) { display: block !important; }"
)
log = logging.getLogger("portal.exports")
_BOXES: Final = re.compile(r"display: (inline-)?(?:flex|grid)\b")
# On paper sizes do not follow a screen.
SIZES: Final = (
    ("--text-s", "8.5pt"),
    ("--text-m", "10pt"),
    ("--text-l", "11.5pt"),
    ("--text-xl", "15pt"),
    ("--text-2xl", "19pt"),
    ("--text-3xl", "24pt"),
    ("--gutter", "0"),
)


class PaperMissing(Exception):
    """WeasyPrint cannot be used on this machine."""


@cache
def missing() -> str | None:
    """Why no PDF can be made here; None when it can. Loading it is tried once."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        return str(error).splitlines()[0]
    # Loading it tells Pillow, for the whole process, to take damaged pictures for good ones.
    # Uploads must be refused as before, and a report holds no picture that came from outside.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return None


def pdf_of(page: str, style: str, accent: tuple[str, str], words: Mapping[str, str]) -> bytes:
    """The page in `style` (the site's sheet); accent: hue and chroma; words: of the margins."""
    if reason := missing():
        raise PaperMissing(reason)
    from weasyprint import CSS, HTML

    root = tokens.of_root(style, *SIZES, ("--accent-h", accent[0]), ("--accent-c", accent[1]))
    html = HTML(string=page, base_url=OWN, url_fetcher=_fetcher())
    drawings.dress(html, style, root)
    own = CSS(string=_own_style(root, words), base_url=OWN, url_fetcher=_fetcher())
    try:
        return _written(html, _sheet(style), own)
    except (AssertionError, IndexError, ValueError, TypeError, AttributeError) as error:
        # WeasyPrint gives up in these ways where a box that it cannot break meets a page's end.
        log.warning("a report is printed in the plainest way: %r", error)
        return _written(html, _sheet(style), own, CSS(string=PLAINEST))


def _written(html: Any, *sheets: Any) -> bytes:
    pdf: bytes = html.write_pdf(
        stylesheets=list(sheets),
        font_config=_fonts(),
        pdf_variant="pdf/ua-1",
        optimize_images=True,
    )
    return pdf


def _own_style(root: tokens.Tokens, words: Mapping[str, str]) -> str:
    """The paper's own rules after the site's: sizes, margins, and words in them."""
    plain = "".join(f"{name}:{value};" for name, value in root.items())
    said = "".join(f"--{name}:{_quoted(word)};" for name, word in words.items())
    rules = (STATIC / "paper" / "paper.css").read_text(encoding="utf-8")
    for name, word in words.items():
        rules = rules.replace(f"var(--{name})", _quoted(word))
    return f":root{{{plain}{said}}}\n{rules}"


def _quoted(word: str) -> str:
    """A CSS string in which nothing ends the string."""
    return '"' + "".join(f"\\{ord(c):06x}" if c in '"\\\n\r\f<' else c for c in word) + '"'


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    # It tidies up when it goes, with what is gone itself at the very end of a process.
    atexit.register(_fonts.cache_clear)
    atexit.register(_sheet.cache_clear)
    return FontConfiguration()


@cache
def _sheet(style: str) -> Any:
    """Read once: the same sheet dresses every report."""
    from weasyprint import CSS

    plain = _BOXES.sub(_block, tokens.without_screens(style))
    return CSS(string=plain, base_url=OWN, url_fetcher=_fetcher(), font_config=_fonts())


def _block(match: re.Match[str]) -> str:
    """Flexible boxes that reach over a page's end are more than WeasyPrint can do."""
    return "display: inline-block" if match[1] else "display: block"


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        """Our static files, and nothing else on this machine or any other."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            found = own_file(url)
            if found is None:
                raise ValueError("a page may use our own files only")
            kind = mimetypes.guess_type(found.name)[0]
            return URLFetcherResponse(url, found.read_bytes(), {"Content-Type": kind or ""})

    return OwnFiles()


def own_file(url: str) -> Path | None:
    """The static file an address within the page stands for; None for every other address."""
    parts = urlsplit(url)
    if parts.netloc != "own.invalid" or not parts.path.startswith("/static/"):
        return None
    found = (STATIC / unquote(parts.path.removeprefix("/static/"))).resolve()
    is_inside = found.is_relative_to(STATIC.resolve()) and found.is_file()
    return found if is_inside and mimetypes.guess_type(found.name)[0] in KINDS else None
