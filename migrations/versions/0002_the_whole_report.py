"""every kind of question, topics, studies of a running round, share links

Revision ID: 0002
Revises: 0001
Created: 2026-11-26 10:30:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OLD_KINDS = "kind IN ('support', 'rating', 'intent', 'choice')"
KINDS = (
    "kind IN ('support', 'rating', 'intent', 'recommend', 'without_it', 'choice', 'ranking', "
    "'pairs', 'price_range', 'price_steps', 'kano', 'best_worst')"
)
OLD_SIGNALS = "signal IN ('support', 'rating', 'intent', 'concerns')"
SIGNALS = "signal IN ('support', 'rating', 'intent', 'without_it', 'concerns')"


def upgrade() -> None:
    _check("questions", "kind", KINDS)
    _check("criteria", "signal", SIGNALS)
    op.create_table(
        "topics",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("seeds", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["drafts.id"],
            name=op.f("fk_topics_draft_id_drafts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
        sa.UniqueConstraint("draft_id", "name", name=op.f("uq_topics_draft_id_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_topics_public_id")),
    )
    with op.batch_alter_table("critiques") as critiques:
        critiques.add_column(sa.Column("topic_id", sa.Integer(), nullable=True))
        critiques.create_foreign_key(
            op.f("fk_critiques_topic_id_topics"),
            "topics",
            ["topic_id"],
            ["id"],
            ondelete="SET NULL",
        )
        critiques.create_index(op.f("ix_critiques_topic_id"), ["topic_id"])
    op.add_column("reports", sa.Column("inputs", sa.LargeBinary(), nullable=True))
    op.add_column(
        "reports", sa.Column("verdict", sa.String(length=16), nullable=False, server_default="")
    )
    op.add_column("reports", sa.Column("summary", sa.JSON(), nullable=False, server_default="{}"))
    _sum_up()
    with op.batch_alter_table("reports") as reports:
        reports.alter_column("verdict", server_default=None)
        reports.alter_column("summary", server_default=None)
    op.create_table(
        "studies",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=True),
        sa.Column("document", sa.JSON(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wanted_mark", sa.String(length=64), nullable=False),
        sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("progress_permille", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "progress_permille BETWEEN 0 AND 1000", name=op.f("ck_studies_progress")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["rounds.id"],
            name=op.f("fk_studies_round_id_rounds"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_studies")),
    )
    op.create_table(
        "shares",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("token_print", sa.String(length=64), nullable=False),
        sa.Column("passcode_print", sa.String(length=200), nullable=True),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["people.id"],
            name=op.f("fk_shares_made_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["reports.id"],
            name=op.f("fk_shares_report_id_reports"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shares")),
        sa.UniqueConstraint("public_id", name=op.f("uq_shares_public_id")),
        sa.UniqueConstraint("token_print", name=op.f("uq_shares_token_print")),
    )
    op.create_index(op.f("ix_shares_report_id"), "shares", ["report_id"])
    op.create_table(
        "share_visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("share_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("from_print", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["share_id"],
            ["shares.id"],
            name=op.f("fk_share_visits_share_id_shares"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_visits")),
    )
    op.create_index(op.f("ix_share_visits_share_id"), "share_visits", ["share_id"])


def _sum_up() -> None:
    """What `portal.reporting.summary` would have kept of each report of version 1."""
    reports = sa.table(
        "reports",
        *(sa.column("id", sa.Integer), sa.column("document", sa.JSON)),
        *(sa.column("verdict", sa.String), sa.column("summary", sa.JSON)),
    )
    connection = op.get_bind()
    ids = connection.scalars(sa.select(reports.c.id)).all()
    for id in ids:
        document = connection.scalar(sa.select(reports.c.document).where(reports.c.id == id))
        support = document["support"]
        summary = {
            "verdict": document["verdict"],
            "title": document["round"]["title"],
            "revision": document["round"]["revision"],
            "group": document["participation"]["group"],
            "voted": document["participation"]["voted"],
            "support": {
                "x": support["counts"]["for"],
                "n": support["n"],
                "percent": support["percent"],
                "interval": support["interval"],
            }
            if support and support["counts"]
            else None,
            "open_concerns": document["critiques"]["unaddressed_total"],
        }
        connection.execute(
            reports.update()
            .where(reports.c.id == id)
            .values(verdict=document["verdict"]["status"], summary=summary)
        )


def downgrade() -> None:
    """Questions and rules that the older version cannot ask go, and their votes with them."""
    op.drop_table("share_visits")
    op.drop_table("shares")
    op.drop_table("studies")
    with op.batch_alter_table("reports") as reports:
        reports.drop_column("summary")
        reports.drop_column("verdict")
        reports.drop_column("inputs")
    with op.batch_alter_table("critiques") as critiques:
        critiques.drop_index(op.f("ix_critiques_topic_id"))
        critiques.drop_constraint(op.f("fk_critiques_topic_id_topics"), type_="foreignkey")
        critiques.drop_column("topic_id")
    op.drop_table("topics")
    newer = f"SELECT id FROM questions WHERE NOT ({OLD_KINDS})"
    # Said one by one: while SQLite rebuilds tables its foreign keys are off, so nothing cascades.
    op.execute(
        "DELETE FROM vote_changes WHERE vote_id IN "
        f"(SELECT id FROM votes WHERE question_id IN ({newer}))"
    )
    op.execute(f"DELETE FROM votes WHERE question_id IN ({newer})")
    op.execute(f"DELETE FROM criteria WHERE question_id IN ({newer})")
    op.execute(f"DELETE FROM questions WHERE NOT ({OLD_KINDS})")
    _check("criteria", "signal", OLD_SIGNALS)
    _check("questions", "kind", OLD_KINDS)


def _check(table: str, name: str, rule: str) -> None:
    with op.batch_alter_table(table) as altered:
        altered.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        altered.create_check_constraint(op.f(f"ck_{table}_{name}"), rule)
