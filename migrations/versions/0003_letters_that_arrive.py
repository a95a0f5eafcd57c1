"""how letters fared, who is not written to, who asks to be let in

Revision ID: 0003
Revises: 0002
Created: 2026-11-26 10:50:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ADDED = ("next_try_at", "bounced_at", "reminded_at", "waiting_since")


def upgrade() -> None:
    op.add_column("brands", sa.Column("proven_at", MOMENT, nullable=True))
    # Until now every brand could write to twenty thousand a day.
    op.execute("UPDATE brands SET proven_at = created_at")
    with op.batch_alter_table("jobs") as jobs:
        jobs.add_column(sa.Column("brand_id", sa.Integer(), nullable=True))
        jobs.create_foreign_key(
            op.f("fk_jobs_brand_id_brands"), "brands", ["brand_id"], ["id"], ondelete="CASCADE"
        )
        jobs.create_index(op.f("ix_jobs_brand_id_jobs_done_at"), ["brand_id", "done_at"])
    with op.batch_alter_table("invitations") as invitations:
        for name in ADDED:
            invitations.add_column(sa.Column(name, MOMENT, nullable=True))
        invitations.add_column(
            sa.Column("reminders", sa.Integer(), nullable=False, server_default="0")
        )
        invitations.create_check_constraint(
            op.f("ck_invitations_reminders"), "reminders BETWEEN 0 AND 2"
        )
    op.execute(
        "UPDATE invitations SET bounced_at = failed_at"
        " WHERE failure LIKE 'The mail server refuses this address.%'"
    )
    with op.batch_alter_table("invitation_lists") as lists:
        lists.add_column(sa.Column("cells", sa.JSON(), nullable=True))
        lists.add_column(sa.Column("columns", sa.JSON(), nullable=True))
    _suppressions()
    _join_links()
    _join_requests()
    op.create_table(
        "invitation_days",
        sa.Column("brand_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        _to("invitation_days", "brand_id", "brands", "CASCADE"),
        sa.PrimaryKeyConstraint("brand_id", "day", name=op.f("pk_invitation_days")),
    )


def _suppressions() -> None:
    op.create_table(
        "suppressions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("brand_id", sa.Integer(), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("cause", sa.String(length=16), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("lifted_at", MOMENT, nullable=True),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("lifted_why", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "cause IN ('bounce', 'complaint', 'unsubscribe')", name=op.f("ck_suppressions_cause")
        ),
        _to("suppressions", "brand_id", "brands", "CASCADE"),
        _to("suppressions", "lifted_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppressions")),
        sa.UniqueConstraint(
            "brand_id", "email_key", "cause", name=op.f("uq_suppressions_brand_id_email_key_cause")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_suppressions_public_id")),
    )


def _join_links() -> None:
    op.create_table(
        "join_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("domains", sa.JSON(), nullable=False),
        sa.Column("needs_approval", sa.Boolean(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint("used <= most", name=op.f("ck_join_links_used")),
        _to("join_links", "group_id", "groups", "CASCADE"),
        _to("join_links", "opened_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_links")),
        sa.UniqueConstraint("group_id", name=op.f("uq_join_links_group_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_join_links_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_join_links_token_hash")),
    )


def _join_requests() -> None:
    op.create_table(
        "join_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=True),
        sa.Column("refused_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        _to("join_requests", "group_id", "groups", "CASCADE"),
        _to("join_requests", "decided_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_requests")),
        sa.UniqueConstraint(
            "group_id", "email_key", name=op.f("uq_join_requests_group_id_email_key")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_join_requests_public_id")),
    )


def downgrade() -> None:
    for table in ("invitation_days", "join_requests", "join_links", "suppressions"):
        op.drop_table(table)
    with op.batch_alter_table("invitation_lists") as lists:
        lists.drop_column("cells")
        lists.drop_column("columns")
    with op.batch_alter_table("invitations") as invitations:
        invitations.drop_constraint(op.f("ck_invitations_reminders"), type_="check")
        for name in ("reminders", *ADDED):
            invitations.drop_column(name)
    with op.batch_alter_table("jobs") as jobs:
        jobs.drop_index(op.f("ix_jobs_brand_id_jobs_done_at"))
        jobs.drop_constraint(op.f("fk_jobs_brand_id_brands"), type_="foreignkey")
        jobs.drop_column("brand_id")
    with op.batch_alter_table("brands") as brands:
        brands.drop_column("proven_at")


def _to(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)
