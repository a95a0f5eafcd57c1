"""Customers' reviews: one a member, and a sentence for whatever is lost."""

from pathlib import Path

from portal.imports import reviews

ROWS = """member,age,rating,recommends,agreed_by,title,text
m1,39,5,1,0,Soft,"I wear it, daily."
m2,40,2,0,3,,Too short.
m3,,4,1,0,Nice,
m1,20,1,0,0,Again,Second review.
m4,30,6,1,0,Six,No such rating.
,30,3,1,0,Nobody,Nobody wrote this.
"""


def test_rows_become_reviews_and_what_is_lost_is_named(tmp_path: Path) -> None:
    path = tmp_path / "knits.csv"
    path.write_text(ROWS, encoding="utf-8")
    found = reviews.read(path)
    assert [(r.member, r.band, r.rating, r.recommends) for r in found.rows] == [
        ("m1", "30–39", 5, True),
        ("m2", "40–49", 2, False),
        ("m3", "", 4, True),
    ]
    assert [line.split(":")[0] for line in found.unused] == [
        "line 3",
        "line 4",
        "line 4",
        "line 5",
        "line 6",
        "line 7",
    ]
