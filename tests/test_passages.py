"""Words of a story: what one reads, where a quote is, how it is marked, and where it went."""

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from portal import passages
from portal.passages import Passage
from portal.text import _ATTRIBUTES, _TAGS, clean, markdown
from tests.page import Tree

STORIES = [
    ("One *list*, no noise.", "One list, no noise."),
    ("# Head\nOne\ntwo\n\nthree", "Head One two three"),
    ("- a\n- b\n\n> c", "a b c"),
    ("in**side** a [word](https://x.example/?a=1&b=2)s", "inside a words"),
    ("a &amp; b &lt;i&gt; &quot;c&quot;", 'a & b <i> "c"'),
    ("&nbsp; a&nbsp;&nbsp;b ", "a b"),
    ("```\nx  <y>\n  z\n```", "x <y> z"),
    ("😀 cafe\u0301 👩\u200d🍳", "😀 café 👩\u200d🍳"),
    ("e&#x301;", "e\u0301"),
    ("a\n\n---\n\nb", "a b"),
    ("", ""),
]


@pytest.mark.parametrize(("source", "read"), STORIES)
def test_words_are_what_one_reads(source: str, read: str) -> None:
    assert passages.words(str(markdown(clean(source)))) == read


def one(html: str, quote: str, name: str = "c") -> Passage:
    text = passages.words(html)
    start = text.index(quote)
    return Passage(name, start, start + len(quote), Markup(f'<a href="#{name}">{name}</a>'))


MARKED = [
    ("<p>One list.</p>", "list", '<p>One <mark data-of="c">list</mark><a href="#c">c</a>.</p>'),
    (
        "<p>A <em>b</em> c</p>\n<p>d e</p>",
        "b c d",
        '<p>A <em><mark data-of="c">b</mark></em><mark data-of="c"> c</mark></p>\n'
        '<p><mark data-of="c">d</mark><a href="#c">c</a> e</p>',
    ),
    (
        '<p>see <a href="https://x.example">this page</a> now</p>',
        "this page",
        '<p>see <a href="https://x.example"><mark data-of="c">this page</mark></a>'
        '<a href="#c">c</a> now</p>',
    ),
    (
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
        "a b",
        '<ul>\n<li><mark data-of="c">a</mark></li>\n<li><mark data-of="c">b</mark>'
        '<a href="#c">c</a></li>\n</ul>',
    ),
    ("<p>a &lt; b &amp; c</p>", "< b", '<p>a <mark data-of="c">&lt; b</mark>'
     '<a href="#c">c</a> &amp; c</p>'),
]  # fmt: skip


@pytest.mark.parametrize(("html", "quote", "wanted"), MARKED)
def test_a_passage_is_marked_where_it_stands(html: str, quote: str, wanted: str) -> None:
    assert passages.marked(html, [one(html, quote)]) == wanted


def test_passages_may_lie_over_each_other() -> None:
    html = "<p>one two three</p>"
    both = [one(html, "one two", "x"), one(html, "two three", "y")]
    assert passages.marked(html, both) == (
        '<p><mark data-of="x">one </mark><mark data-of="x y">two</mark><a href="#x">x</a>'
        '<mark data-of="y"> three</mark><a href="#y">y</a></p>'
    )


SOURCES = st.text(alphabet="ab <&>*_`[]()#\n-é😀\u0301\u00a0", max_size=60)


@given(SOURCES, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=4))
def test_marking_adds_marks_and_nothing_else(source: str, spans: list[tuple[int, int]]) -> None:
    html = str(markdown(source))
    text = passages.words(html)
    # Quotes neither begin nor end with a space.
    spans = [(a, a + n) for a, n in spans if text[a : a + n].strip() == text[a : a + n] != ""]
    marked = passages.marked(
        html, [Passage(f"c{n}", *span, Markup("")) for n, span in enumerate(spans)]
    )
    assert passages.words(marked) == text
    cleaned = nh3.clean(
        marked,
        tags=_TAGS | {"mark"},
        attributes=_ATTRIBUTES | {"mark": {"data-of"}},
        link_rel="nofollow noopener noreferrer",
    )
    assert cleaned == marked
    for n, (start, end) in enumerate(spans):
        held = [e for e in Tree(marked).all("mark") if f"c{n}" in e.attributes["data-of"].split()]
        said = "".join("".join(e.text.split()) for e in held)
        assert said == "".join(text[start:end].split())


def test_every_place_is_found_overlapping_ones_too() -> None:
    assert passages.found("aaa", "aa") == [0, 1]
    assert passages.found("abc", "") == []


FOLLOWED = [
    ("One list, no noise.", ("list", "One ", ", no noise.", 4), ("exact", 4)),
    ("But one list, no noise.", ("list", "One ", ", no noise.", 4), ("moved", 8)),
    ("One list and a list.", ("list", "One ", ", no noise.", 4), ("orphaned", None)),
    ("Nothing of it.", ("list", "One ", ", no noise.", 4), ("orphaned", None)),
    ("One listing.", ("list", "One ", ", no noise.", 4), ("orphaned", None)),
    ("One list, no noise. A list.", ("list", "One ", ", no noise.", 4), ("exact", 4)),
]


@pytest.mark.parametrize(("text", "quoted", "where"), FOLLOWED)
def test_a_quote_is_followed(
    text: str, quoted: tuple[str, str, str, int], where: tuple[str, int | None]
) -> None:
    assert passages.followed(text, *quoted) == where


SHORT = st.text(alphabet="ab ", max_size=14)


@given(SHORT, SHORT, st.integers(0, 13), st.integers(1, 5), st.integers(0, 4))
def test_a_quote_is_never_said_to_be_where_it_is_not(
    old: str, new: str, start: int, length: int, context: int
) -> None:
    quote = old[start : start + length]
    if not quote:
        return
    end = start + len(quote)
    before, after = old[max(0, start - context) : start], old[end : end + context]
    state, at = passages.followed(new, quote, before, after, start)
    places = passages.found(new, quote)
    if state == "exact":
        assert at == start
        assert new[start:end] == quote
        assert new[:start].endswith(before)
        assert new[end:].startswith(after)
    elif state == "moved":
        assert places == [at]
    else:
        assert at is None
