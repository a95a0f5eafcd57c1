"""What browsers get of the styles and scripts: the same, without what only their writers read."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import tinycss2

from portal.web import squeezed

STATIC = Path(__file__).parents[2] / "static"
STYLES = sorted((STATIC / "css").rglob("*.css"))
SCRIPTS = sorted((STATIC / "js").rglob("*.js"))


def tokens(text):
    """Everything a browser reads of a style sheet."""
    read = tinycss2.parse_component_value_list(text.decode(), skip_comments=True)
    words = tinycss2.serialize(read)
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"\s+", " ", words)).replace(";}", "}").strip()


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.stem)
def test_a_style_says_the_same(file):
    text = file.read_bytes()
    assert tokens(squeezed.style(text)) == tokens(text)
    assert b"/*" not in squeezed.style(text)


def test_strings_of_a_style_stay_as_they_are():
    text = b'a::before { content: "x ; /* } */  y"; }\n/* no */\n@media (min-width: 1px) { b { } }'
    assert squeezed.style(text) == (
        b'a::before{content: "x ; /* } */  y"}@media (min-width: 1px){b{}}'
    )


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.stem)
def test_a_script_has_no_text_over_several_lines(file):
    text = file.read_text()
    assert all(line.count("`") % 2 == 0 for line in text.splitlines())


def test_a_script_keeps_its_lines_and_loses_its_comments():
    text = b"// why\nif (a) {\n  // because\n  b('// kept') // here\n}\n\n"
    assert squeezed.script(text) == b"if (a) {\nb('// kept') // here\n}\n"


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.stem)
def test_a_squeezed_script_can_be_read(file, tmp_path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node to read it")
    made = tmp_path / "made.js"
    made.write_bytes(squeezed.script(file.read_bytes()))
    subprocess.run([node, "--check", made], check=True)


def test_only_the_team_gets_what_only_the_team_needs(world):
    at = f"/rounds/{world.round.public_id}"
    assert "/assets/desk-" in world.visitor("hana").get(at).html
    assert "/assets/desk-" not in world.visitor("tom").get(at).html
    assert "/assets/desk-" not in world.visitor("nil").get("/sign-in").html
