"""Drawings of a page, dressed for paper: the page's own rules written onto their elements.

WeasyPrint draws each inline SVG by itself, without the rules of the page around it. So the same
style sheet is matched against the whole page first, and what it says of shapes and words in a
drawing becomes their attributes. Nothing is styled twice. Also what a drawing says to those who do
not see it is put where WeasyPrint looks for it.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from portal.exports.tokens import Tokens, worked_out

SVG: Final = "{http://www.w3.org/2000/svg}"
DRAWN: Final = frozenset(
    {
        *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity"),
        *("stroke-linecap", "stroke-linejoin", "opacity", "text-anchor", "dominant-baseline"),
        *("font-size", "font-weight", "font-family", "font-style", "display", "visibility"),
    }
)
_FONT: Final = re.compile(r"(?:(\d+|bold|normal)\s+)?([\d.]+\w+|var\S+)(?:/\S+)?\s+(.+)")


def dress(page: Any, style: str, root: Tokens) -> None:
    """`page`: weasyprint.HTML. Changes its tree."""
    for element in page.wrapper_element.iter_subtree():
        if element.etree_element.tag == f"{SVG}svg":
            _dress_one(element, style, root)
            _say(element.etree_element)


def _say(drawing: Any) -> None:
    """One title with the label, or title and description, in it. Drawings that stand beside the
    same words say nothing, which a tagged file writes as a blank."""
    said = [drawing.get("aria-label", "")]
    for part in ("title", "desc"):
        for element in drawing.findall(f"{SVG}{part}"):
            said.append((element.text or "").strip())
            drawing.remove(element)
    title = drawing.makeelement(f"{SVG}title", {})
    title.text = ". ".join(word.rstrip(".") for word in said if word) or " "
    drawing.insert(0, title)


def _dress_one(drawing: Any, style: str, root: Tokens) -> None:
    inherited = dict(root)
    for ancestor in drawing.ancestors:
        inherited = _known_at(ancestor, style, inherited)
    _dress_element(drawing, style, inherited)


def _dress_element(element: Any, style: str, inherited: Tokens) -> None:
    known = _known_at(element, style, inherited)
    for name, value in _declared(element, style):
        if name in DRAWN:
            said = worked_out(value, known)
            element.etree_element.set(name, known.get("color", said) if "current" in said else said)
    for child in element.iter_children():
        _dress_element(child, style, known)


def _known_at(element: Any, style: str, inherited: Tokens) -> dict[str, str]:
    """Custom properties, and the colour, that hold for an element."""
    own = {n: v for n, v in _declared(element, style) if n.startswith("--") or n == "color"}
    known = {**inherited, **own}
    return {**inherited, **{name: worked_out(value, known) for name, value in own.items()}}


def _declared(element: Any, style: str) -> Iterator[tuple[str, str]]:
    """What the rules say of an element, the weightier later."""
    for *_weight, declarations in _matcher(style).match(element):
        yield from declarations[1]


@cache
def _matcher(style: str) -> Any:
    from cssselect2 import Matcher, SelectorError, compile_selector_list

    matcher = Matcher()
    for prelude, declarations in _rules(style):
        try:
            selectors = compile_selector_list(prelude)
        except SelectorError:
            # Of states and media that paper does not have.
            continue
        for selector in selectors:
            if selector.pseudo_element is None:
                matcher.add_selector(selector, (None, declarations))
    return matcher


def _rules(style: str) -> Iterator[tuple[Any, list[tuple[str, str]]]]:
    import tinycss2

    sheet = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    yield from _plain_rules(sheet)


def _plain_rules(rules: Any) -> Iterator[tuple[Any, list[tuple[str, str]]]]:
    """Rules outside media queries, those of layers among them."""
    import tinycss2

    for rule in rules:
        if rule.type == "qualified-rule" and ":root" not in tinycss2.serialize(rule.prelude):
            yield rule.prelude, list(_declarations(rule.content))
        elif rule.type == "at-rule" and rule.lower_at_keyword == "layer" and rule.content:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _plain_rules(inner)


def _declarations(content: Any) -> Iterator[tuple[str, str]]:
    import tinycss2

    for found in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if found.type != "declaration":
            continue
        value = tinycss2.serialize(found.value).strip()
        yield from _font(value) if found.lower_name == "font" else [(found.name, value)]


def _font(value: str) -> Iterator[tuple[str, str]]:
    """`font: 500 size family` in its three parts."""
    if parts := _FONT.fullmatch(value):
        yield "font-weight", parts[1] or "normal"
        yield "font-size", parts[2]
        yield "font-family", parts[3]
