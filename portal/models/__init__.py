"""The tables: columns, constraints and properties that need no query.

Not here: who may see a row (`portal.access`), how it is written (`portal.actions`) or read for a
page (`portal.queries`).
"""

from portal.models.anchors import Anchor, AnchorPlace
from portal.models.attachments import Attachment, RevisionAttachment
from portal.models.base import Base, Moment
from portal.models.brands import Brand, Staff
from portal.models.critiques import Critique, CritiqueEdit, CritiqueImage, Response, Stance
from portal.models.drafts import Draft, Image, Revision, RevisionImage, Topic, Variant
from portal.models.events import Event
from portal.models.groups import Group, Membership, Terms
from portal.models.invitations import Invitation, InvitationList
from portal.models.jobs import Job
from portal.models.join_links import InvitationDay, JoinLink, JoinRequest
from portal.models.moderation import Assignment, Complaint, Hiding, Note
from portal.models.notices import Notice, NoticeChoice
from portal.models.people import Person, Session, SignInCode
from portal.models.reports import Report, Share, ShareVisit, Study
from portal.models.rounds import Criterion, Decision, Question, RosterEntry, Round, RoundVisit
from portal.models.searching import SearchText
from portal.models.suppressions import Suppression
from portal.models.votes import Vote, VoteChange

__all__ = [
    "Anchor",
    "AnchorPlace",
    "Assignment",
    "Attachment",
    "Base",
    "Brand",
    "Complaint",
    "Criterion",
    "Critique",
    "CritiqueEdit",
    "CritiqueImage",
    "Decision",
    "Draft",
    "Event",
    "Group",
    "Hiding",
    "Image",
    "Invitation",
    "InvitationDay",
    "InvitationList",
    "Job",
    "JoinLink",
    "JoinRequest",
    "Membership",
    "Moment",
    "Note",
    "Notice",
    "NoticeChoice",
    "Person",
    "Question",
    "Report",
    "Response",
    "Revision",
    "RevisionAttachment",
    "RevisionImage",
    "RosterEntry",
    "Round",
    "RoundVisit",
    "SearchText",
    "Session",
    "Share",
    "ShareVisit",
    "SignInCode",
    "Staff",
    "Stance",
    "Study",
    "Suppression",
    "Terms",
    "Topic",
    "Variant",
    "Vote",
    "VoteChange",
]
