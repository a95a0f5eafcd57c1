"""The conversation of a round: remarks with the answers under each, and who may add to them.

What is shown comes from `access.hearing`. One statement a page, whatever its length, built once;
long threads are cut and go on elsewhere.
"""

from portal.queries.critiques.remarks import AnchorSeen, Remark
from portal.queries.critiques.said import Said, revision_numbers, root_id, said
from portal.queries.critiques.talk import Standing, Talk, talk, with_topics
from portal.queries.critiques.threads import (
    LEVELS,
    REPLIES,
    REPLIES_ALONE,
    ROOTS,
    Conversation,
    Thread,
    conversation,
    remark,
    thread,
)

__all__ = [
    "LEVELS",
    "REPLIES",
    "REPLIES_ALONE",
    "ROOTS",
    "AnchorSeen",
    "Conversation",
    "Remark",
    "Said",
    "Standing",
    "Talk",
    "Thread",
    "conversation",
    "remark",
    "revision_numbers",
    "root_id",
    "said",
    "talk",
    "thread",
    "with_topics",
]
