"""Copy named front-end files from the npm registry into static/vendor, with licence and checksum.

The only place that names a front-end package and its version. Run by hand (`make vendor`) when a
version changes; what it writes is committed, so neither running nor testing Firstlook needs Node.
`npm pack` only downloads: no install script of a package ever runs.
"""

import hashlib
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
VENDOR = CHECKOUT / "static" / "vendor"
ICONS = CHECKOUT / "templates" / "_icons.html"


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    licence: str
    files: tuple[str, ...]
    purpose: str

    @property
    def folder(self) -> str:
        return self.name.split("/")[-1].removesuffix(".org")


PACKAGES = (
    Package(
        "htmx.org",
        "4.0.1",
        "0BSD",
        ("dist/htmx.js", "dist/htmx.min.js"),
        "fragments; `htmx.js` is for reading, `htmx.min.js` goes into the bundle",
    ),
    Package(
        "@fontsource-variable/figtree",
        "5.3.0",
        "OFL-1.1",
        (
            "files/figtree-latin-wght-normal.woff2",
            "files/figtree-latin-ext-wght-normal.woff2",
        ),
        "the interface, with tabular figures",
    ),
    Package(
        "@fontsource/newsreader",
        "5.3.0",
        "OFL-1.1",
        (
            "files/newsreader-latin-400-normal.woff2",
            "files/newsreader-latin-ext-400-normal.woff2",
        ),
        "stories, titles and verdict sentences, in its one weight",
    ),
)
LUCIDE = Package("lucide-static", "1.62.0", "ISC", (), "icons, copied into templates/_icons.html")
ICON_NAMES = (
    "arrow-left",
    "arrow-right",
    "bell",
    "bold",
    "calendar",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "circle-check",
    "circle-question-mark",
    "circle-x",
    "clock",
    "columns-2",
    "copy",
    "download",
    "ellipsis",
    "eye",
    "eye-off",
    "file-text",
    "flag",
    "globe",
    "grip-vertical",
    "heading",
    "heart",
    "history",
    "image",
    "info",
    "italic",
    "lightbulb",
    "link",
    "list",
    "lock",
    "log-in",
    "log-out",
    "mail",
    "map-pin",
    "message-circle",
    "message-square-quote",
    "minus",
    "pencil",
    "play",
    "plus",
    "printer",
    "reply",
    "search",
    "send",
    "settings",
    "star",
    "text-quote",
    "thumbs-down",
    "thumbs-up",
    "trash-2",
    "triangle-alert",
    "upload",
    "user-plus",
    "users",
    "wifi-off",
    "x",
)


def download(package: Package, into: Path) -> tarfile.TarFile:
    done = subprocess.run(
        ["npm", "pack", "--silent", "--ignore-scripts", f"{package.name}@{package.version}"],
        cwd=into,
        check=True,
        capture_output=True,
        text=True,
    )
    return tarfile.open(into / done.stdout.split()[-1])


def read(archive: tarfile.TarFile, path: str) -> bytes:
    member = archive.extractfile(f"package/{path}")
    if member is None:
        raise FileNotFoundError(path)
    return member.read()


def copy(package: Package, archive: tarfile.TarFile) -> Iterator[Path]:
    folder = VENDOR / package.folder
    folder.mkdir(parents=True, exist_ok=True)
    for path in (*package.files, "LICENSE"):
        target = folder / Path(path).name
        target.write_bytes(read(archive, path))
        yield target


def shapes(svg: str) -> str:
    """What is inside the <svg>, on one line: the frame is the macro's."""
    inside = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    if inside is None:
        raise ValueError("not an icon")
    return "".join(line.strip() for line in inside[1].splitlines())


def icons(archive: tarfile.TarFile) -> str:
    rows = "\n".join(
        f"  '{name}': '{shapes(read(archive, f'icons/{name}.svg').decode())}',"
        for name in ICON_NAMES
    )
    return f"""\
{{#- Written by tools/vendor.py from lucide-static {LUCIDE.version} (ISC); do not edit.
    Drawn into the page: no second request, no flash, the same shapes in print and PDF.
    Without a label an icon is decoration and hidden from screen readers. -#}}
{{%- set shapes = {{
{rows}
}} -%}}
{{%- macro icon(name, label=None) -%}}
<svg class="icon" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor"
{{%- if label %}} role="img" aria-label="{{{{ label }}}}"
{{%- else %}} aria-hidden="true"{{% endif %}}>
{{{{- shapes[name]|safe -}}}}
</svg>
{{%- endmacro -%}}
"""


def readme(copied: list[tuple[Package, Path]]) -> str:
    lines = [
        "# Vendored front-end files",
        "",
        "Written by `make vendor` (tools/vendor.py), unchanged from the packages named here.",
        "`tests/rules/test_vendor.py` checks every checksum.",
        "",
        "| package | version | licence | what for |",
        "|---|---|---|---|",
        *(f"| {p.name} | {p.version} | {p.licence} | {p.purpose} |" for p in (*PACKAGES, LUCIDE)),
        "",
        "| sha256 | bytes | file |",
        "|---|---:|---|",
    ]
    for _, path in copied:
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        lines.append(f"| `{digest}` | {len(content)} | {path.relative_to(VENDOR)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    copied: list[tuple[Package, Path]] = []
    with tempfile.TemporaryDirectory() as folder:
        for package in (*PACKAGES, LUCIDE):
            with download(package, Path(folder)) as archive:
                copied += [(package, path) for path in copy(package, archive)]
                if package is LUCIDE:
                    ICONS.write_text(icons(archive), encoding="utf-8")
    (VENDOR / "README.md").write_text(readme(copied), encoding="utf-8")


if __name__ == "__main__":
    main()
