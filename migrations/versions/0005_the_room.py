"""the room: anchors, attachments, moderation, merging, internal notes, marks, schedules, search

Revision ID: 0005
Revises: 0004
Created: 2026-11-26 13:40:00
"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OLD_NOTICES = (
    "kind IN ('round_opened', 'round_closing', 'answered', 'mentioned', 'state_changed', "
    "'revision_answers', 'decision_told')"
)
NOTICES = OLD_NOTICES.replace("'decision_told'", "'decision_told', 'moderated'")
ONE_THING = (
    "(CASE WHEN critique_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN revision_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) = 1"
)
NEW_SINCE = "ix_critiques_round_id_critiques_created_at"


def upgrade() -> None:
    _widen()
    _point()
    _attach()
    _moderate()
    _search()
    # How members stood to what was said before is counted once here.
    for word, value in (("agree", 1), ("disagree", -1)):
        op.execute(
            f"UPDATE critiques SET {word}_count = (SELECT count(*) FROM stances"
            f" WHERE stances.critique_id = critiques.id AND stances.value = {value})"
        )
    op.execute(
        "UPDATE critiques SET uniting = agree_count - 2 * disagree_count, dividing ="
        " CASE WHEN agree_count < disagree_count THEN agree_count ELSE disagree_count END"
    )


def downgrade() -> None:
    """Words that were hidden come back to their critique, so that none is lost. What its author
    took back after that has none left."""
    hidden = "FROM hidings h WHERE h.critique_id = critiques.id AND h.ended_at IS NULL"
    op.execute(
        f"UPDATE critiques SET text = (SELECT h.text {hidden}), html = (SELECT h.html {hidden})"
        f" WHERE EXISTS (SELECT 1 {hidden})"
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    for table in (
        *("search_texts", "assignments", "notes", "hidings", "complaints", "critique_images"),
        *("revision_attachments", "attachments", "anchor_places", "anchors"),
    ):
        op.drop_table(table)
    op.drop_index(op.f("ix_responses_revision_id"), "responses")
    op.execute("DELETE FROM notices WHERE kind = 'moderated'")
    op.execute("DELETE FROM notice_choices WHERE kind = 'moderated'")
    _notice_kinds(OLD_NOTICES)
    with op.batch_alter_table("critiques") as critiques:
        for name in ("held", "hidden"):
            critiques.drop_index(f"ix_critiques_{name}")
        for columns in (("dividing",), ("uniting",)):
            critiques.drop_index(_sorting(*columns))
        critiques.drop_index(op.f(NEW_SINCE))
        critiques.drop_index(op.f("ix_critiques_merged_into_id"))
        critiques.drop_constraint(op.f("ck_critiques_merged_elsewhere"), type_="check")
        critiques.drop_constraint(op.f("fk_critiques_merged_into_id_critiques"), type_="foreignkey")
        for column in (
            *("uniting", "dividing", "disagree_count", "agree_count", "merged_into_id"),
            *("locked_at", "held_at", "hidden_because", "hidden_at"),
        ):
            critiques.drop_column(column)
    with op.batch_alter_table("images") as images:
        images.drop_index(op.f("ix_images_uploaded_by_id"))
        images.drop_constraint(op.f("fk_images_uploaded_by_id_people"), type_="foreignkey")
        images.drop_column("avif_at")
        images.drop_column("uploaded_by_id")
    with op.batch_alter_table("revisions") as revisions:
        revisions.drop_constraint(op.f("fk_revisions_publish_by_id_people"), type_="foreignkey")
        revisions.drop_column("publish_refused")
        revisions.drop_column("publish_by_id")
        revisions.drop_column("publish_at")
    for table, columns in (
        ("rounds", ("marks_images",)),
        ("groups", ("holds_first_posts",)),
        ("memberships", ("paused_because",)),
        ("round_visits", ("left_at", "seen_at")),
    ):
        with op.batch_alter_table(table) as altered:
            for column in columns:
                altered.drop_column(column)


def _widen() -> None:
    """Columns of what was there already."""
    with op.batch_alter_table("critiques") as critiques:
        critiques.add_column(sa.Column("hidden_at", MOMENT, nullable=True))
        critiques.add_column(
            sa.Column("hidden_because", sa.String(300), nullable=False, server_default="")
        )
        critiques.add_column(sa.Column("held_at", MOMENT, nullable=True))
        critiques.add_column(sa.Column("locked_at", MOMENT, nullable=True))
        critiques.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        for name in ("agree_count", "disagree_count", "dividing", "uniting"):
            critiques.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        critiques.create_check_constraint(
            op.f("ck_critiques_merged_elsewhere"), "merged_into_id <> id"
        )
        critiques.create_foreign_key(
            op.f("fk_critiques_merged_into_id_critiques"),
            "critiques",
            ["merged_into_id"],
            ["id"],
            ondelete="SET NULL",
        )
        critiques.create_index(op.f("ix_critiques_merged_into_id"), ["merged_into_id"])
        critiques.create_index(op.f(NEW_SINCE), ["round_id", "created_at"])
        for name in ("dividing", "uniting"):
            critiques.create_index(
                _sorting(name),
                ["round_id", name, "id"],
                sqlite_where=sa.text("root_id IS NULL"),
                postgresql_where=sa.text("root_id IS NULL"),
            )
        for name in ("held", "hidden"):
            is_so = sa.text(f"{name}_at IS NOT NULL")
            critiques.create_index(
                f"ix_critiques_{name}", ["round_id"], sqlite_where=is_so, postgresql_where=is_so
            )
    with op.batch_alter_table("images") as images:
        images.add_column(sa.Column("uploaded_by_id", sa.Integer(), nullable=True))
        images.add_column(sa.Column("avif_at", MOMENT, nullable=True))
        images.create_foreign_key(
            op.f("fk_images_uploaded_by_id_people"),
            "people",
            ["uploaded_by_id"],
            ["id"],
            ondelete="SET NULL",
        )
        images.create_index(op.f("ix_images_uploaded_by_id"), ["uploaded_by_id"])
    with op.batch_alter_table("revisions") as revisions:
        revisions.add_column(sa.Column("publish_at", MOMENT, nullable=True))
        revisions.add_column(sa.Column("publish_by_id", sa.Integer(), nullable=True))
        revisions.add_column(
            sa.Column("publish_refused", sa.String(400), nullable=False, server_default="")
        )
        revisions.create_foreign_key(
            op.f("fk_revisions_publish_by_id_people"),
            "people",
            ["publish_by_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.add_column("rounds", _no("marks_images"))
    op.add_column("groups", _no("holds_first_posts"))
    op.add_column(
        "memberships",
        sa.Column("paused_because", sa.String(300), nullable=False, server_default=""),
    )
    op.add_column("round_visits", sa.Column("seen_at", MOMENT, nullable=True))
    op.add_column("round_visits", sa.Column("left_at", MOMENT, nullable=True))
    _notice_kinds(NOTICES)
    op.create_index(op.f("ix_responses_revision_id"), "responses", ["revision_id"])


def _point() -> None:
    op.create_table(
        "anchors",
        sa.Column("critique_id", sa.Integer(), nullable=False),
        sa.Column("shape", sa.String(length=8), nullable=False),
        sa.Column("image_id", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("x", "y", "width", "height")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("quote", "before", "after")),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.CheckConstraint("shape IN ('point', 'area', 'passage')", name=op.f("ck_anchors_shape")),
        sa.CheckConstraint(
            "(shape = 'passage') = (image_id IS NULL)", name=op.f("ck_anchors_on_what")
        ),
        sa.CheckConstraint(
            "shape = 'passage' OR (x BETWEEN 0 AND 10000 AND y BETWEEN 0 AND 10000"
            " AND width BETWEEN 0 AND 10000 - x AND height BETWEEN 0 AND 10000 - y)",
            name=op.f("ck_anchors_inside"),
        ),
        sa.CheckConstraint(
            "shape <> 'passage' OR (quote <> '' AND start >= 0)", name=op.f("ck_anchors_passage")
        ),
        _to("anchors", "critique_id", "critiques"),
        _to("anchors", "image_id", "images", None),
        sa.PrimaryKeyConstraint("critique_id", name=op.f("pk_anchors")),
    )
    op.create_index(op.f("ix_anchors_image_id"), "anchors", ["image_id"])
    op.create_table(
        "anchor_places",
        sa.Column("critique_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('exact', 'moved', 'orphaned')", name=op.f("ck_anchor_places_state")
        ),
        sa.ForeignKeyConstraint(
            ["critique_id"],
            ["anchors.critique_id"],
            name=op.f("fk_anchor_places_critique_id_anchors"),
            ondelete="CASCADE",
        ),
        _to("anchor_places", "revision_id", "revisions"),
        sa.PrimaryKeyConstraint("critique_id", "revision_id", name=op.f("pk_anchor_places")),
    )
    op.create_index(op.f("ix_anchor_places_revision_id"), "anchor_places", ["revision_id"])


def _attach() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("brand_id", sa.Integer(), nullable=False),
        sa.Column("storage_key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("mimetype", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('video', 'pdf')", name=op.f("ck_attachments_kind")),
        _to("attachments", "brand_id", "brands"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint("public_id", name=op.f("uq_attachments_public_id")),
        sa.UniqueConstraint("storage_key", name=op.f("uq_attachments_storage_key")),
    )
    op.create_index(op.f("ix_attachments_brand_id"), "attachments", ["brand_id"])
    op.create_table(
        "revision_attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        _to("revision_attachments", "revision_id", "revisions"),
        _to("revision_attachments", "attachment_id", "attachments", None),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision_attachments")),
        sa.UniqueConstraint(
            "revision_id", "position", name=op.f("uq_revision_attachments_revision_id_position")
        ),
    )
    op.create_index(
        op.f("ix_revision_attachments_attachment_id"), "revision_attachments", ["attachment_id"]
    )
    op.create_table(
        "critique_images",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("critique_id", sa.Integer(), nullable=False),
        sa.Column("image_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(length=500), nullable=False),
        _to("critique_images", "critique_id", "critiques"),
        _to("critique_images", "image_id", "images", None),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_critique_images")),
        sa.UniqueConstraint(
            "critique_id", "position", name=op.f("uq_critique_images_critique_id_position")
        ),
    )
    op.create_index(op.f("ix_critique_images_image_id"), "critique_images", ["image_id"])


def _moderate() -> None:
    op.create_table(
        "complaints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("critique_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=8), nullable=True),
        sa.CheckConstraint(
            "why IN ('unkind', 'confidential', 'off_topic', 'other')",
            name=op.f("ck_complaints_why"),
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('hidden', 'kept')", name=op.f("ck_complaints_outcome")
        ),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (outcome IS NULL)", name=op.f("ck_complaints_settled")
        ),
        _to("complaints", "critique_id", "critiques"),
        _to("complaints", "by_id", "people"),
        _to("complaints", "settled_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("public_id", name=op.f("uq_complaints_public_id")),
        sa.UniqueConstraint("critique_id", "by_id", name=op.f("uq_complaints_critique_id_by_id")),
    )
    op.create_index(op.f("ix_complaints_by_id"), "complaints", ["by_id"])
    op.create_table(
        "hidings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("critique_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("because", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        _to("hidings", "critique_id", "critiques"),
        _to("hidings", "by_id", "people", "SET NULL"),
        _to("hidings", "ended_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hidings")),
    )
    op.create_index(op.f("ix_hidings_critique_id"), "hidings", ["critique_id"])
    op.create_index(
        "uq_hidings_current",
        "hidings",
        ["critique_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("critique_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        _to("notes", "critique_id", "critiques"),
        _to("notes", "author_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
        sa.UniqueConstraint("public_id", name=op.f("uq_notes_public_id")),
    )
    op.create_index(op.f("ix_notes_critique_id"), "notes", ["critique_id"])
    op.create_table(
        "assignments",
        sa.Column("critique_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        _to("assignments", "critique_id", "critiques"),
        _to("assignments", "person_id", "people"),
        _to("assignments", "by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("critique_id", name=op.f("pk_assignments")),
    )
    op.create_index(op.f("ix_assignments_person_id"), "assignments", ["person_id"])


def _search() -> None:
    op.create_table(
        "search_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.Column(f"{noun}_id", sa.Integer(), nullable=True)
            for noun in ("critique", "revision", "person")
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint(ONE_THING, name=op.f("ck_search_texts_one_thing")),
        *(
            _to("search_texts", f"{noun}_id", others)
            for noun, others in (
                ("critique", "critiques"),
                ("revision", "revisions"),
                ("person", "people"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_texts")),
        *(
            sa.UniqueConstraint(f"{noun}_id", name=op.f(f"uq_search_texts_{noun}_id"))
            for noun in ("critique", "revision", "person")
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE INDEX search_index ON search_texts USING gin (to_tsvector('simple', words))"
        )
    else:
        _full_text_of_sqlite()
    _fill_search()


def _full_text_of_sqlite() -> None:
    """An index without texts of its own, kept by triggers, so that no writer can forget it."""
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5("
        "words, content='search_texts', content_rowid='id', tokenize='unicode61')"
    )
    out = (
        "INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', old.id, old.words);"
    )
    into = "INSERT INTO search_index(rowid, words) VALUES (new.id, new.words);"
    for name, when, what in (
        ("insert", "AFTER INSERT", into),
        ("delete", "AFTER DELETE", out),
        ("update", "AFTER UPDATE OF words", f"{out} {into}"),
    ):
        op.execute(f"CREATE TRIGGER search_texts_{name} {when} ON search_texts BEGIN {what} END")


def _fill_search() -> None:
    """What was written before can be found too."""
    connection = op.get_bind()
    sources = {
        "critique": "SELECT id, text FROM critiques WHERE deleted_at IS NULL",
        "revision": "SELECT id, title || ' ' || story || ' ' || changes FROM revisions",
        "person": "SELECT id, name FROM people WHERE name <> ''",
    }
    for noun, source in sources.items():
        rows = [
            {"thing": id, "words": _folded(words)}
            for id, words in connection.execute(sa.text(source))
        ]
        if rows:
            connection.execute(
                sa.text(f"INSERT INTO search_texts ({noun}_id, words) VALUES (:thing, :words)"),
                rows,
            )


def _folded(text: str) -> str:
    """As portal.text.words was when this was written."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(word[:60] for word in re.findall(r"[^\W_]+", bare.casefold()))


def _notice_kinds(kinds: str) -> None:
    for table in ("notices", "notice_choices"):
        with op.batch_alter_table(table) as altered:
            altered.drop_constraint(op.f(f"ck_{table}_kind"), type_="check")
            altered.create_check_constraint(op.f(f"ck_{table}_kind"), kinds)


def _sorting(column: str) -> str:
    return f"ix_critiques_{column}"


def _no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _to(
    table: str, column: str, others: str, ondelete: str | None = "CASCADE"
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{others}.id"],
        name=op.f(f"fk_{table}_{column}_{others}"),
        ondelete=ondelete,
    )
