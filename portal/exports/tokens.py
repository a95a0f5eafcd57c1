"""The style sheet's custom properties as plain values, for a renderer that knows fewer functions.

Here: var(), light-dark() and min() of numbers, worked out for light paper. Not here: drawing.
"""

import re
from collections.abc import Mapping
from typing import Final

Tokens = Mapping[str, str]
_ROOT: Final = re.compile(r":root[^{}]*\{([^{}]*)\}")
_CUSTOM: Final = re.compile(r"(--[\w-]+)\s*:\s*([^;]+)")
_CALL: Final = re.compile(r"(var|light-dark|min)\(")
_PRODUCT: Final = re.compile(r"[\d.\s*]+")
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


def of_root(style: str, *instead: tuple[str, str]) -> dict[str, str]:
    """Every custom property of :root outside media queries, worked out; `instead` wins."""
    plain = _without_media(_COMMENT.sub("", style), "@media")
    found = {
        name: value.strip()
        for block in _ROOT.findall(plain)
        for name, value in _CUSTOM.findall(block)
    }
    found |= dict(instead)
    return {name: worked_out(value, found) for name, value in found.items()}


def worked_out(value: str, known: Tokens) -> str:
    """`value` without var(), light-dark() and min(); as it stands where that cannot be."""
    while call := _CALL.search(value):
        start, end = call.end(), _closing(value, call.end())
        inner = _split(worked_out(value[start:end], known))
        value = value[: call.start()] + _called(call[1], inner, known) + value[end + 1 :]
    return value.strip()


def _called(name: str, given: list[str], known: Tokens) -> str:
    if name == "light-dark":
        return given[0]
    if name == "var":
        fallback = ", ".join(given[1:])
        return worked_out(known.get(given[0], fallback), known)
    numbers = [_number(word) for word in given]
    return f"{min(numbers):g}"


def _number(word: str) -> float:
    """A number, or numbers multiplied."""
    if not _PRODUCT.fullmatch(word):
        return float("inf")
    product = 1.0
    for factor in word.split("*"):
        product *= float(factor)
    return product


def _split(inner: str) -> list[str]:
    """At the commas that stand in no brackets."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(inner):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append(inner[start:at].strip())
            start = at + 1
    return [*parts, inner[start:].strip()]


def _closing(text: str, start: int) -> int:
    depth = 1
    for at in range(start, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return at
    return len(text)


def without_screens(style: str) -> str:
    """The style sheet with what holds everywhere and in print."""
    return _without_media(_COMMENT.sub("", style), r"@(?:media(?! print)|container)")


def _without_media(style: str, which: str) -> str:
    kept, at = [], 0
    for match in re.finditer(which + r"[^{]*\{", style):
        if match.start() < at:
            continue
        kept.append(style[at : match.start()])
        at = _after_block(style, match.end())
    return "".join([*kept, style[at:]])


def _after_block(style: str, at: int) -> int:
    depth = 1
    while depth and at < len(style):
        depth += (style[at] == "{") - (style[at] == "}")
        at += 1
    return at
