"""Vendored files are what their packages published, and what we refer to is there."""

import hashlib
import re
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
VENDOR = CHECKOUT / "static" / "vendor"
ROW = re.compile(r"^\| `([0-9a-f]{64})` \| (\d+) \| (\S+) \|$", re.MULTILINE)


def recorded() -> dict[str, tuple[str, int]]:
    text = (VENDOR / "README.md").read_text(encoding="utf-8")
    return {name: (digest, int(size)) for digest, size, name in ROW.findall(text)}


def present() -> dict[str, tuple[str, int]]:
    files = [path for path in VENDOR.rglob("*") if path.is_file() and path != VENDOR / "README.md"]
    return {
        str(path.relative_to(VENDOR)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_size,
        )
        for path in files
    }


def test_vendored_files_match_their_recorded_checksums() -> None:
    assert recorded() == present()


def test_every_vendored_package_has_its_licence() -> None:
    folders = [path for path in VENDOR.iterdir() if path.is_dir()]
    assert len(folders) >= 4
    assert [folder.name for folder in folders if not (folder / "LICENSE").is_file()] == []


def test_fonts_named_in_css_exist() -> None:
    css = "".join(
        path.read_text(encoding="utf-8") for path in (CHECKOUT / "static/css").rglob("*.css")
    )
    urls = re.findall(r"url\([\"']?(/static/[^)\"']+)", css)
    assert len(urls) == 4
    assert [url for url in urls if not (CHECKOUT / url.lstrip("/")).is_file()] == []


def test_icons_used_in_templates_are_drawn() -> None:
    drawn = set(
        re.findall(
            r"^  '([a-z0-9-]+)':", (CHECKOUT / "templates/_icons.html").read_text(), re.MULTILINE
        )
    )
    used = {
        name
        for path in (CHECKOUT / "templates").rglob("*.html")
        for name in re.findall(r"\bicon\(\s*['\"]([a-z0-9-]+)", path.read_text(encoding="utf-8"))
    }
    assert len(drawn) > 30
    assert used - drawn == set()
