"""A Polis export: statements, last votes, and a sentence for each line that cannot be used."""

from pathlib import Path

import pytest

from portal.errors import Invalid
from portal.imports import opinions

COMMENTS = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1500000000000,x,0,1,2,0,1,"Parks should stay open
until midnight."
1500000001000,x,1,2,0,1,-1,Buy my bicycle.
1500000002000,x,2,2,0,1,0,More benches.
1500000002500,x,2,2,0,1,0,More benches again.
1500000003000,x,3,2,0,1,1,
"""
VOTES = """timestamp,datetime,comment-id,voter-id,vote
1500000000500,x,0,1,1
1500000000600,x,0,2,1
1500000000700,x,1,7,1
1500000000800,x,0,2,-1
1500000000900,x,9,2,1
1500000001000,x,2,3,4
1500000001100,x,2,3,0
"""


def folder(tmp_path: Path, comments: str = COMMENTS, votes: str = VOTES) -> Path:
    (tmp_path / "comments.csv").write_text(comments, encoding="utf-8")
    (tmp_path / "votes.csv").write_text(votes, encoding="utf-8")
    return tmp_path


def test_statements_and_last_votes_are_read(tmp_path: Path) -> None:
    found = opinions.read(folder(tmp_path))
    assert [s.text for s in found.statements] == [
        "Parks should stay open\nuntil midnight.",
        "More benches.",
    ]
    assert [(s.voter, s.statement, s.value) for s in found.stances] == [
        ("1", "0", 1),
        ("2", "0", -1),
        ("3", "2", 0),
    ]
    assert found.people == ("1", "2", "3", "7")


def test_every_line_that_is_not_used_is_named(tmp_path: Path) -> None:
    assert opinions.read(folder(tmp_path)).unused == (
        "comments.csv line 4: rejected by the moderators of the conversation",
        "comments.csv line 6: the statement stands there already",
        "comments.csv line 7: no text",
        "votes.csv line 4: a vote on a rejected statement",
        "votes.csv line 3: replaced by a later vote of the same person",
        "votes.csv line 6: a vote on a statement that is not there",
        "votes.csv line 7: no voter, no time, or a vote other than -1, 0 or 1",
    )


def test_topic_comes_from_the_summary_where_there_is_one(tmp_path: Path) -> None:
    assert opinions.read(folder(tmp_path)).topic == tmp_path.name
    (tmp_path / "summary.csv").write_text("topic,Parks at night\nurl,https://x.example\n")
    assert opinions.read(tmp_path).topic == "Parks at night"


def test_same_content_has_the_same_print_and_other_content_another(tmp_path: Path) -> None:
    first = opinions.read(folder(tmp_path)).print
    assert opinions.read(folder(tmp_path)).print == first
    assert opinions.read(folder(tmp_path, votes=VOTES[:-20])).print != first


@pytest.mark.parametrize(
    ("comments", "sentence"),
    [
        ("a,b\n1,2\n", "comments.csv has no column timestamp"),
        ("PK\x03\x04", "Excel workbook"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, comments: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        opinions.read(folder(tmp_path, comments=comments))


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"comments\.csv cannot be read"):
        opinions.read(tmp_path)
