"""What a revision says of itself is found from the revision, however much was said in the round."""

from pathlib import Path

from portal import clock, migrate
from portal.database import Database
from portal.queries import revisions


def test_who_is_credited_is_found_from_the_answers(tmp_path: Path) -> None:
    """SQLite would read all critique of the round, which cost a page of 50,000 seven times over.
    PostgreSQL decides by what is in its tables, so it has nothing to say here."""
    database = Database(f"sqlite:///{tmp_path / 'plan.db'}")
    migrate.upgrade(database)
    asked = {"me": 1, "round": 1, "draft": 1, "first": 0, "until": clock.now()}
    statement = revisions._statement("judged", True).params(**asked)
    sql = str(statement.compile(database.engine, compile_kwargs={"literal_binds": True}))
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}").all()
    database.close()
    plan = [row[-1] for row in rows]
    assert any("ix_responses_revision_id" in line for line in plan), plan
    said = [line for line in plan if "critiques" in line]
    assert said
    assert all("PRIMARY KEY" in line or "merged_into_id" in line for line in said), plan
