"""The gates of `make check` that are our own: templates and translations, and what they catch."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import check_templates  # noqa: E402
import translations  # noqa: E402


def test_templates_are_sound():
    assert list(check_templates.findings()) == []


def test_an_inline_style_and_a_bare_sentence_are_found(tmp_path, monkeypatch):
    (tmp_path / "bad.html").write_text('<p style="x">Hello there.</p>{% if %}', encoding="utf-8")
    monkeypatch.setattr(check_templates, "FOLDER", tmp_path)
    found = "\n".join(check_templates.findings())
    assert "inline style" in found
    assert "'Hello there.' goes past gettext" in found
    assert "bad.html:1" in found


def test_a_macro_that_is_imported_for_nothing_is_found(tmp_path, monkeypatch):
    source = '{% from "_x.html" import badge, card as drawn with context %}{{ badge() }}'
    (tmp_path / "page.html").write_text(source, encoding="utf-8")
    monkeypatch.setattr(check_templates, "FOLDER", tmp_path)
    found = list(check_templates.findings())
    assert found == ["templates/page.html: imports drawn and never calls it"]


def test_every_sentence_has_its_spanish():
    assert translations.problems("es") == []


def test_a_sentence_without_spanish_is_found(monkeypatch):
    collected = translations.collected()
    collected.add("A sentence nobody has translated.")
    monkeypatch.setattr(translations, "collected", lambda: collected)
    found = "\n".join(translations.problems("es"))
    assert "not translated: A sentence nobody has translated." in found
    assert "run make translations" in found
