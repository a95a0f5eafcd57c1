"""Who may import whom. The table is docs/architecture.md's; the test reads the imports."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEAVES = {
    "clock",
    "errors",
    "ids",
    "language",
    "text",
    "passages",
    "config",
    "addresses",
    "pictures",
    "aside",
    "pdfs",
    "videos",
    "marks",
    "marking",
    "colours",
    "devices",
    "kinds",
    "rhythms",
}
ALL = {"*"}
ALLOWED: dict[str, set[str]] = {
    "clock": set(),
    "errors": set(),
    "ids": set(),
    "language": set(),
    "text": set(),
    "passages": set(),
    "colours": set(),
    "devices": set(),
    "config": set(),
    "addresses": {"errors", "language"},
    "pictures": {"errors", "language"},
    "aside": {"errors", "language", "pdfs", "pictures", "marks"},
    "marks": set(),
    "marking": {"marks"},
    "pdfs": {"errors", "language"},
    "videos": {"errors", "language"},
    "rhythms": {"language"},
    "kinds": {"errors", "language", "text", "ids"},
    "lifeline": set(),
    "database": {"config"},
    "migrate": {"database", "models"},
    "stats": set(),
    "models": {"clock", "errors", "ids"},
    "access": {"models", *LEAVES},
    "queries": {"access", "models", "stats", "reporting", *LEAVES},
    "reporting": {"stats", *LEAVES},
    "exports": {"reporting", *LEAVES},
    "actions": {
        "queries",
        "access",
        "models",
        "stats",
        "reporting",
        "database",
        "storage",
        *LEAVES,
    },
    "mail": {"errors", "addresses", "language"},
    "channels": {"errors"},
    "storage": {"errors"},
    "imports": {"errors", "addresses", "language", "text"},
    "jobs": {
        "access",
        "models",
        "actions",
        "queries",
        "mail",
        "channels",
        "storage",
        "database",
        *LEAVES,
    },
    # web → mail, storage: /-/mail reads the local outbox, and pictures are bytes from the store.
    "web": {
        "actions",
        "queries",
        "access",
        "models",
        "stats",
        "reporting",
        "database",
        "storage",
        "mail",
        "imports",
        "exports",
        *LEAVES,
    },
    "api": {"actions", "queries", "access", "models", "stats", *LEAVES},
    "demo": ALL,
    "app": ALL,
    "wsgi": ALL,
    "cli": ALL,
    "__main__": ALL,
    "__init__": set(),
}
FLASK_LAYERS = {"web", "api", "app", "cli", "wsgi"}
FLASK = {"flask", "flask_login", "flask_wtf", "flask_babel", "flask_limiter", "htmx_flask"}
NUMERIC = {"numpy", "scipy"}


def modules() -> list[Path]:
    return sorted((ROOT / "portal").rglob("*.py"))


def layer_of(file: Path) -> str:
    return file.relative_to(ROOT / "portal").parts[0].removesuffix(".py")


def imported(file: Path) -> set[str]:
    """Every module a file imports, with dots: `from portal import clock` is portal.clock."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names if node.module == "portal" else {node.module}
    return found


@pytest.mark.parametrize("file", modules(), ids=lambda f: str(f.relative_to(ROOT)))
def test_a_module_imports_only_what_its_layer_may(file):
    layer = layer_of(file)
    allowed = ALLOWED[layer]
    for name in imported(file):
        root, _, rest = name.partition(".")
        if root == "portal" and rest:
            target = rest.split(".")[0]
            ok = target == layer or allowed == ALL or target in allowed or target == "__version__"
            assert ok, f"{layer} may not import {target}"
        assert root not in FLASK or layer in FLASK_LAYERS, f"{layer} may not know Flask"
        if layer == "stats":
            assert root not in {"sqlalchemy", *FLASK}, "statistics are pure"


def test_nobody_imports_the_web_but_the_app():
    for file in modules():
        if layer_of(file) in {"web", "app", "demo"}:
            continue
        assert not any(n.startswith(("portal.web", "portal.api")) for n in imported(file)), file
