"""notices, how people want to hear of them, and their quiet hours

Revision ID: 0004
Revises: 0003
Created: 2026-11-26 11:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KINDS = (
    "kind IN ('round_opened', 'round_closing', 'answered', 'mentioned', 'state_changed', "
    "'revision_answers', 'decision_told')"
)


def upgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("quiet_from", sa.Integer(), nullable=True))
        people.add_column(sa.Column("quiet_until", sa.Integer(), nullable=True))
        people.create_check_constraint(
            op.f("ck_people_quiet_from"), "quiet_from BETWEEN 0 AND 1439"
        )
        people.create_check_constraint(
            op.f("ck_people_quiet_until"), "quiet_until BETWEEN 0 AND 1439"
        )
        people.create_check_constraint(
            op.f("ck_people_quiet"), "(quiet_from IS NULL) = (quiet_until IS NULL)"
        )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("critique_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.Column("mail_at", MOMENT, nullable=True),
        sa.Column("mailed_at", MOMENT, nullable=True),
        sa.CheckConstraint(KINDS, name=op.f("ck_notices_kind")),
        *(_to("notices", name) for name in ("person", "group", "round", "critique")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("public_id", name=op.f("uq_notices_public_id")),
        sa.UniqueConstraint(
            "person_id", "kind", "about", name=op.f("uq_notices_person_id_kind_about")
        ),
    )
    op.create_index(op.f("ix_notices_person_id_notices_id"), "notices", ["person_id", "id"])
    op.create_index(op.f("ix_notices_mail_at"), "notices", ["mail_at"])
    for name in ("group_id", "round_id", "critique_id"):
        op.create_index(op.f(f"ix_notices_{name}"), "notices", [name])
    op.create_table(
        "notice_choices",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("rhythm", sa.String(length=8), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_notice_choices_kind")),
        sa.CheckConstraint(
            "rhythm IN ('at_once', 'daily', 'weekly', 'never')",
            name=op.f("ck_notice_choices_rhythm"),
        ),
        *(_to("notice_choices", name) for name in ("person", "group")),
        sa.PrimaryKeyConstraint("person_id", "group_id", "kind", name=op.f("pk_notice_choices")),
    )


def downgrade() -> None:
    op.drop_table("notice_choices")
    op.drop_table("notices")
    with op.batch_alter_table("people") as people:
        for name in ("quiet", "quiet_until", "quiet_from"):
            people.drop_constraint(op.f(f"ck_people_{name}"), type_="check")
        people.drop_column("quiet_until")
        people.drop_column("quiet_from")


def _to(table: str, noun: str) -> sa.ForeignKeyConstraint:
    others = "people" if noun == "person" else f"{noun}s"
    return sa.ForeignKeyConstraint(
        [f"{noun}_id"],
        [f"{others}.id"],
        name=op.f(f"fk_{table}_{noun}_id_{others}"),
        ondelete="CASCADE",
    )
