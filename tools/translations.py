"""The catalogues: `update` collects every sentence from code and templates and compiles; `check`
says whether collecting again would change anything, or a sentence lacks its Spanish.

English is the source. A catalogue lives in portal/translations/<language>/LC_MESSAGES.
"""

import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "portal" / "translations"
LANGUAGES = ("es",)
KEYWORDS = {
    "_": None,
    "_l": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
PYTHON = [("**.py", "python")]
TEMPLATES = [("**.html", "jinja2"), ("**.txt", "jinja2")]
JINJA = {"**.html": {"trimmed": "false"}, "**.txt": {"trimmed": "false"}}
# A date of now would make every run differ.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
UNTOLD = r'^"(POT-Creation-Date|PO-Revision-Date|Report-Msgid-Bugs|Last-Trans|Language-Team).*\n'
HEADER = (
    "# The sentences of Firstlook. Made by tools/translations.py; only msgstr is written by hand."
)


def is_searched(folder: str) -> bool:
    """Babel alone would pass over folders like templates/_components."""
    return Path(folder).name != "__pycache__"


def collected() -> Catalog:
    """Every sentence, in the order of files and lines."""
    catalog = Catalog(charset="utf-8")
    for folder, methods, options in (
        (ROOT / "portal", PYTHON, {}),
        (ROOT / "templates", TEMPLATES, JINJA),
    ):
        found = extract_from_dir(
            folder,
            method_map=methods,
            options_map=options,
            keywords=KEYWORDS,
            comment_tags=(),
            directory_filter=is_searched,
        )
        for name, line, message, _comments, context in found:
            file = (folder / name).relative_to(ROOT).as_posix()
            catalog.add(message, None, [(file, line)], context=context)
    return catalog


def file_of(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def merged(language: str) -> Catalog:
    """The catalogue as it is, brought up to what was collected. Nothing is guessed."""
    file = file_of(language)
    if file.exists():
        with file.open("rb") as stream:
            catalog = read_po(stream, locale=language)
    else:
        catalog = Catalog(locale=language, charset="utf-8")
    catalog.update(collected(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.creation_date = catalog.revision_date = NO_DATE
    catalog.project, catalog.version, catalog.fuzzy = "Firstlook", "", False
    catalog.header_comment = HEADER
    return catalog


def as_text(catalog: Catalog) -> str:
    out = io.BytesIO()
    write_po(out, catalog, width=100, omit_header=False, sort_by_file=True, include_lineno=False)
    return re.sub(UNTOLD, "", out.getvalue().decode(), flags=re.M)


def update() -> int:
    for language in LANGUAGES:
        catalog = merged(language)
        file = file_of(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_text(catalog), encoding="utf-8")
        with file.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, catalog)
        print(f"{language}: {len(catalog)} sentences, {len(untranslated(catalog))} to translate")
    return 0


def untranslated(catalog: Catalog) -> list[str]:
    return [
        str(message.id)
        for message in catalog
        if message.id
        and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]


def problems(language: str) -> list[str]:
    file = file_of(language)
    if not file.exists():
        return [f"{language}: no catalogue; run make translations"]
    catalog = merged(language)
    found = [f"{language}: not translated: {sentence}" for sentence in untranslated(catalog)]
    for message in catalog:
        found += [f"{language}: {message.id!r}: {error}" for error in message.check(catalog)]
    if as_text(catalog) != file.read_text(encoding="utf-8"):
        found.append(f"{language}: sentences changed; run make translations")
    out = io.BytesIO()
    write_mo(out, catalog)
    compiled = file.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != out.getvalue():
        found.append(f"{language}: messages.mo is old; run make translations")
    return found


def check() -> int:
    found = [problem for language in LANGUAGES for problem in problems(language)]
    print("\n".join(found) or "translations: complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit({"update": update, "check": check}[sys.argv[1]]())
