"""portal import: a closed round and its report in one command, and nothing twice."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.cli import main
from portal.config import Config
from portal.models import (
    Brand,
    Critique,
    Invitation,
    Job,
    Membership,
    Person,
    Report,
    Round,
    Stance,
    Vote,
)
from portal.queries import reports
from portal.reporting.numbers import Json
from tests.imports.test_opinions import folder
from tests.imports.test_reviews import ROWS
from tests.requirements import shared_data

Said = pytest.CaptureFixture[str]
CAMPS = {"freshwater": ("unstable", []), "ubi": (None, [162, 12])}


@pytest.fixture(autouse=True)
def _installed(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_INSTANCE", str(config.instance))
    monkeypatch.setenv("PORTAL_DATABASE_URL", config.database_url)
    monkeypatch.setenv("PORTAL_SECRET_KEY", config.secret_key)


def how_many(db: Session) -> dict[str, int | None]:
    db.rollback()
    tables = (Brand, Person, Membership, Round, Vote, Critique, Stance, Report, Invitation, Job)
    return {t.__name__: db.scalar(select(func.count()).select_from(t)) for t in tables}


def document(db: Session) -> Json:
    db.rollback()
    return reports.of(db, db.scalars(select(Round)).one()).document


def test_opinions_become_a_round_with_stances_and_a_calm_report(
    db: Session, tmp_path: Path, capsys: Said
) -> None:
    assert main(["import", "opinions", str(folder(tmp_path))]) == 0
    printed = capsys.readouterr().out
    assert "not used: votes.csv line 4: a vote on a rejected statement" in printed
    assert "Not yet known. Nobody answered the support question." in printed
    assert printed.rstrip().endswith("/report")
    made = document(db)
    assert made["participation"]["group"] == 4
    assert made["participation"]["took_stance"] == 3
    assert made["critiques"]["total"] == 2
    counted = db.scalar(select(func.sum(Critique.agree_count + Critique.disagree_count)))
    taken = db.scalar(select(func.count()).select_from(Stance).where(Stance.value != 0))
    assert counted == taken == 2


def test_reviews_become_votes_critiques_and_segments(
    db: Session, tmp_path: Path, capsys: Said
) -> None:
    path = tmp_path / "knits.csv"
    path.write_text(ROWS, encoding="utf-8")
    assert main(["import", "reviews", str(path)]) == 0
    assert "3 members, 2 critiques, 0 stances, 6 votes: imported" in capsys.readouterr().out
    made = document(db)
    assert made["support"]["n"] == 3
    assert made["support"]["counts"] is None
    kinds = set(db.scalars(select(Critique.kind)))
    assert kinds == {"praise", "concern"}


@pytest.mark.parametrize("kind", ["opinions", "reviews"])
def test_twice_doubles_nothing(db: Session, tmp_path: Path, kind: str, capsys: Said) -> None:
    path = folder(tmp_path)
    if kind == "reviews":
        path = tmp_path / "knits.csv"
        path.write_text(ROWS, encoding="utf-8")
    assert main(["import", kind, str(path)]) == 0
    before, first = how_many(db), document(db)
    assert main(["import", kind, str(path)]) == 0
    assert "imported before, nothing added" in capsys.readouterr().out
    assert how_many(db) == before
    assert document(db) == first


def test_nobody_is_invited_and_no_address_can_be_reached(db: Session, tmp_path: Path) -> None:
    assert main(["import", "opinions", str(folder(tmp_path))]) == 0
    found = how_many(db)
    assert (found["Invitation"], found["Job"]) == (0, 0)
    assert all(email.endswith(".invalid") for email in db.scalars(select(Person.email)))


def test_an_owner_named_later_reads_the_report(db: Session, tmp_path: Path) -> None:
    path = str(folder(tmp_path))
    assert main(["import", "opinions", path]) == 0
    assert main(["import", "opinions", path, "--owner", "hana@mail.example"]) == 0
    db.rollback()
    hana = db.scalars(select(Person).where(Person.email == "hana@mail.example")).one()
    from portal.access import actor_of

    assert reports.shown(db, actor_of(db, hana), db.scalars(select(Round.public_id)).one())


def real(*path: str) -> Path:
    base = shared_data()
    if base is None or not base.joinpath(*path).exists():
        pytest.skip(f"the real data is not here: {'/'.join(path)}")
    return base.joinpath(*path)


@pytest.mark.real
@pytest.mark.parametrize("name", ["scoop-hivemind.freshwater", "scoop-hivemind.ubi"])
def test_real_shares_equal_those_of_the_published_matrix(db: Session, name: str) -> None:
    """participants-votes.csv is the same conversation, counted by someone else."""
    found = real("opinions", name)
    assert main(["import", "opinions", str(found)]) == 0
    with (found / "participants-votes.csv").open(newline="", encoding="utf-8") as file:
        matrix = list(csv.DictReader(file))
    with (found / "comments.csv").open(newline="", encoding="utf-8") as file:
        texts = {row["comment-id"]: row["comment-body"] for row in csv.DictReader(file)}
    db.rollback()
    submissions = dict(db.execute(select(Critique.public_id, Critique.submission)).all())
    made = document(db)
    assert made["participation"]["group"] == len(matrix)
    assert len(made["critiques"]["listed"]) == made["critiques"]["total"]
    for critique in made["critiques"]["listed"]:
        statement = submissions[critique["id"]].removeprefix("import-")
        given = Counter(row[statement] for row in matrix)
        if critique["stances"] >= 5:
            shown = (critique["agree"], critique["disagree"], critique["pass"])
            assert shown == (given["1"], given["-1"], given["0"]), texts[statement]
        else:
            assert critique["stances"] == given["1"] + given["-1"] + given["0"]
    camps = made["studies"]["camps"]  # tests/stats/test_real_camps.py says why
    shown = [one["size"] for one in camps["camps"]]
    assert (camps["reason"], shown) == CAMPS[name.removeprefix("scoop-hivemind.")]


@pytest.mark.real
def test_real_reviews_give_their_verdict(db: Session, capsys: Said) -> None:
    assert main(["import", "reviews", str(real("reviews", "knits.csv"))]) == 0
    assert "124 of the 153 are for it; 92 are needed." in capsys.readouterr().out
    made = document(db)
    with real("reviews", "knits.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert made["questions"][0]["counts"] == Counter(row["rating"] for row in rows)
    assert [
        (row["value"], cell["n"], cell["x"])
        for row, cell in zip(
            made["by_segment"]["rows"], made["by_segment"]["tables"][0]["cells"], strict=True
        )
    ] == list(told_by_decade(rows))
    # Counted and compared once more by twenty lines that share no code with the portal.
    (english,) = made["studies"]["words"]["languages"]
    assert (english["compared"], english["withheld"]) == (202, 3)
    assert [(word["word"], *word["members"].values()) for word in english["words"]] == [
        ("return", None, 6),
        ("looked", 5, 7),
        ("boxy", None, 5),
        ("comfortable", 34, None),
    ]


def told_by_decade(rows: list[dict[str, str]]) -> Iterator[tuple[str, int | None, int | None]]:
    """Two decades hold two people each: hiding these alone would tell their four votes, because
    all others and the whole are known. So the smallest of the others is hidden with them."""
    decades = Counter(int(row["age"]) // 10 for row in rows)
    by_size = sorted(decades, key=lambda decade: decades[decade])
    hidden = {d for d in decades if decades[d] < 5} | {
        by_size[sum(n < 5 for n in decades.values())]
    }
    for decade in sorted(decades):
        own = [row["recommends"] == "1" for row in rows if int(row["age"]) // 10 == decade]
        told = (None, None) if decade in hidden else (len(own), sum(own))
        yield f"{decade}0–{decade}9", *told
