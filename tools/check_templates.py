"""Templates: each compiles, none runs or styles anything inline, every sentence can be translated,
no macro is imported for nothing.

Exit code 1 with one line a finding.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateSyntaxError

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "templates"
INLINE = {
    "an inline style": re.compile(r"<[a-z][^>]*\sstyle="),
    "an inline handler": re.compile(r"<[a-z][^>]*\son[a-z]+="),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "a style element": re.compile(r"<style"),
    "htmx that needs eval": re.compile(r"hx-on|hx-vals=.js:|hx-trigger=\"[^\"]*\["),
}
# Letters style themselves: mail readers know no style sheets.
STYLED = "mail/"
# Words between tags that went past gettext. The pattern page speaks only to developers.
BARE = re.compile(r">\s*([A-Z][a-z]+(?: [a-z]+)+[.?:]?)\s*<")
UNTRANSLATED = ("patterns/",)
IMPORT = re.compile(r"{%-?\s*from\s+\"[^\"]+\"\s+import\s+([^%]+?)(?: with context)?\s*-?%}")


def findings() -> Iterator[str]:
    environment = Environment(
        loader=FileSystemLoader(FOLDER), extensions=["jinja2.ext.i18n"], autoescape=True
    )
    for file in sorted(FOLDER.rglob("*.*")):
        name = file.relative_to(FOLDER).as_posix()
        source = file.read_text(encoding="utf-8")
        if file.suffix in (".html", ".txt"):
            try:
                environment.parse(source, name)
            except TemplateSyntaxError as error:
                yield f"templates/{name}:{error.lineno}: {error.message}"
        yield from _inline(name, source)
        yield from _unused(name, source)
        if not name.startswith(UNTRANSLATED):
            for match in BARE.finditer(re.sub(r"{[{%#].*?[}%#]}", "", source, flags=re.S)):
                yield f"templates/{name}: {match[1]!r} goes past gettext"


def _inline(name: str, source: str) -> Iterator[str]:
    if name.startswith(STYLED):
        return
    for what, pattern in INLINE.items():
        if pattern.search(source):
            yield f"templates/{name}: {what}, which the Content-Security-Policy forbids"


def _unused(name: str, source: str) -> Iterator[str]:
    imported = ",".join(IMPORT.findall(source))
    for part in filter(None, imported.split(",")):
        macro = part.split(" as ")[-1].strip()
        if len(re.findall(rf"\b{macro}\b", source)) < 2:
            yield f"templates/{name}: imports {macro} and never calls it"


if __name__ == "__main__":
    found = list(findings())
    print("\n".join(found) or "templates: sound")
    sys.exit(1 if found else 0)
