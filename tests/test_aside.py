"""Work done aside: a child that crashes, eats or dawdles takes nobody along, and knows nothing."""

import os
import subprocess
import sys
import time

import pytest

from portal import aside, language
from portal.errors import Invalid
from tests import papers, uploads


def child(code: str) -> "subprocess.CompletedProcess[bytes]":
    """A child as `ask` starts it, doing something else."""
    begin = f"from portal import aside; aside.limit(); {code}"
    return subprocess.run([sys.executable, "-c", begin], capture_output=True)


def test_a_picture_comes_back_as_it_was_made():
    made = aside.picture(uploads.picture(700, 500))
    assert (made.width, made.height, made.colour) == (700, 500, "#b45a28")
    assert [rendition.width for rendition in made.renditions] == [480, 700]
    assert all(rendition.body.startswith(b"RIFF") for rendition in made.renditions)


def test_its_sentence_is_in_the_language_of_whoever_asked():
    with pytest.raises(Invalid, match="not a picture"):
        aside.picture(b"<html>")
    with language.speaking("es"), pytest.raises(Invalid, match="imagen"):
        aside.picture(b"<html>")


@pytest.mark.parametrize(
    "code",
    [
        "bytearray(3 * 1024**3)",
        "f = open('left-behind', 'wb'); f.write(b'x'); f.flush()",
        "import os; os.abort()",
    ],
)
def test_a_child_that_goes_too_far_ends(code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(aside._ROOT))
    assert child(code).returncode != 0
    assert not [file for file in tmp_path.iterdir() if file.stat().st_size]


def test_a_child_that_never_ends_is_ended(monkeypatch):
    monkeypatch.setattr(aside, "SECONDS", 1)
    began = time.monotonic()
    done = child("aside.SECONDS = 1; aside.limit()\nwhile True: pass")
    assert done.returncode != 0
    assert time.monotonic() - began < 20


def test_whatever_happens_to_the_child_is_a_sentence(monkeypatch):
    monkeypatch.setattr(aside, "PATIENCE", 0.001)
    with pytest.raises(Invalid, match="could not be read"):
        aside.picture(uploads.picture())
    monkeypatch.undo()
    monkeypatch.setattr(aside.sys, "executable", "/bin/false")
    with pytest.raises(Invalid, match="could not be read"):
        aside.picture(uploads.picture())


@pytest.mark.parametrize(
    "said", [b"", b"\n", b"{}\n", b'{"lengths": [9]}\nshort', b'{"lengths": "x"}\n', b"[1]\n"]
)
def test_half_an_answer_is_none(said):
    with pytest.raises(aside.Gone):
        aside._answer(said)


def test_the_child_gets_no_secrets_and_no_open_files(monkeypatch, tmp_path):
    """A child in the place of ours says what it was given."""
    spy = tmp_path / "spy"
    spy.write_text(
        f"#!{sys.executable}\n"
        "import json, os, sys\n"
        "sys.stdin.buffer.read()\n"
        "given = {'lengths': [], 'env': dict(os.environ), 'files': os.listdir('/dev/fd')}\n"
        "print(json.dumps(given))\n"
    )
    spy.chmod(0o700)
    monkeypatch.setenv("PORTAL_SECRET_KEY", "a secret")
    monkeypatch.setattr(aside.sys, "executable", str(spy))
    with open(tmp_path / "open", "w") as held:
        os.set_inheritable(held.fileno(), True)
        given = aside.ask("pdf", papers.plain()).about
    assert "PORTAL_SECRET_KEY" not in given["env"]
    assert set(given["env"]) <= {"LC_ALL", "LC_CTYPE", "PWD", "OPENBLAS_NUM_THREADS"}
    # Its input, its answer, its complaints, and the folder it is just reading.
    assert len(given["files"]) <= 4
