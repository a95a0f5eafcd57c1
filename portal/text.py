"""Text as people write it, made safe to keep and to show.

Markdown becomes HTML by parsing and then by an allow-list: what is not named here is gone.
The source is kept beside the HTML, so that a better renderer can run again.
"""

import re
import unicodedata
from collections.abc import Iterable
from html import unescape
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

STORY_LIMIT: Final = 20_000
# No word a person means is longer; databases refuse to search for one of thousands of letters.
WORD_LIMIT: Final = 60

_TAGS: Final = {
    *("p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote"),
    *("ul", "ol", "li", "h3", "h4", "a"),
}
_ATTRIBUTES: Final[dict[str, set[str]]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
_UNSEEN: Final = re.compile(
    # Controls, the signs that turn the direction of a line, and lone surrogates.
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)

_WORD: Final = re.compile(r"[^\W_]+")
_MARKS: Final = re.compile(r"[*_`#>\[\]]+")
_BETWEEN: Final = re.compile(r"(?<=\w)[*`#>\[\]]+(?=\w)")


def _parser() -> MarkdownIt:
    parser = MarkdownIt(
        "commonmark", {"html": False, "linkify": True, "breaks": True, "maxNesting": 20}
    )
    return parser.enable(["linkify", "strikethrough"]).disable(
        ["image", "html_block", "html_inline"]
    )


_markdown: Final = _parser()


def clean(text: str, limit: int | None = None) -> str:
    """One normal form; no invisible controls; no space at the ends; at most `limit` characters."""
    normal = unicodedata.normalize(
        "NFC", _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    )
    return normal.strip()[:limit]


def one_line(text: str, limit: int | None = None) -> str:
    return re.sub(r"\s+", " ", clean(text))[:limit].strip()


def markdown(source: str) -> Markup:
    """Markdown → HTML that is inert whatever was typed."""
    tokens = _markdown.parse(source)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            # The page owns h1 and h2; a story starts below them.
            token.tag = "h3" if token.tag in ("h1", "h2") else "h4"
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    return Markup(  # noqa: S704 - the allow-list has just run
        nh3.clean(
            html,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow noopener noreferrer",
        )
    )


def mentioning(html: str, names: Iterable[str]) -> str:
    """The same HTML with each @ and one of the names after it set apart, however it was typed."""
    calls = sorted({folded(name) for name in names}, key=len, reverse=True)
    if not calls:
        return html
    call = re.compile(rf"(?<!\w)@(?:{'|'.join(map(re.escape, calls))})(?!\w)")
    parts = re.split(r"(<[^>]*>)", html)
    return "".join(part if part.startswith("<") else _set_apart(part, call) for part in parts)


def _set_apart(part: str, call: re.Pattern[str]) -> str:
    words = unescape(part)
    # Folding changes lengths: for each folded letter, where it came from.
    letters = [(bare, at) for at, letter in enumerate(words) for bare in _bare(letter).casefold()]
    bare, whence = "".join(b for b, _ in letters), [at for _, at in letters] + [len(words)]
    drawn, done = "", 0
    for found in call.finditer(bare):
        start, end = whence[found.start()], whence[found.end()]
        called = Markup('<span class="mention">{}</span>').format(words[start:end])
        drawn, done = drawn + escape(words[done:start]) + called, end
    return str(drawn + escape(words[done:])) if done else part


def plain(source: str, limit: int = 200) -> str:
    """The words of a Markdown text, for a subject line or a list."""
    words = unmarked(source)
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + "…"


def unmarked(source: str) -> str:
    """Without the marks of Markdown; where one stood between two words, they stay two."""
    return one_line(_MARKS.sub("", _BETWEEN.sub(" ", source)))


def folded(text: str) -> str:
    """For comparing what people type: no case, no accents, no double spaces."""
    return re.sub(r"\s+", " ", _bare(text)).strip().casefold()


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The words of a text as they are searched: folded, and nothing but letters and figures."""
    return [word[:WORD_LIMIT] for word in _WORD.findall(folded(clean(text)))]
