"""Attachments with the names under which the actor sees them."""

from typing import Any

from sqlalchemy import Select, select

from portal.access import Actor, seeing
from portal.models import Attachment, Revision, RevisionAttachment


def named(actor: Actor) -> Select[Any]:
    """Those the actor may see, each with its name in the newest revision they may see it in."""
    shown = seeing.revisions(actor).with_only_columns(Revision.id)
    name = (
        select(RevisionAttachment.name)
        .where(
            RevisionAttachment.attachment_id == Attachment.id,
            RevisionAttachment.revision_id.in_(shown),
        )
        .order_by(RevisionAttachment.revision_id.desc())
        .limit(1)
        .correlate(Attachment)
        .scalar_subquery()
    )
    return seeing.attachments(actor).add_columns(name.label("name"))
