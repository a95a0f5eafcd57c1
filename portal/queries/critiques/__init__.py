"""The conversation of a round: remarks with the answers under each, and who may add to them.

What is shown comes from `access.hearing`. One statement a page, whatever its length, built once;
long threads are cut and go on elsewhere.
"""

from portal.queries.critiques.pages import COUNTED, DEEPER, LEVELS
from portal.queries.critiques.places import place_of
from portal.queries.critiques.remarks import AnchorSeen, Remark
from portal.queries.critiques.said import Said, revision_numbers, root_id, said
from portal.queries.critiques.talk import Choices, Menus, Standing, Talk, talk
from portal.queries.critiques.threads import (
    PLAIN,
    REPLIES,
    REPLIES_ALONE,
    ROOTS,
    Conversation,
    Thread,
    conversation,
    remark,
    thread,
)
from portal.queries.critiques.views import View, of_address

__all__ = [
    "COUNTED",
    "DEEPER",
    "LEVELS",
    "PLAIN",
    "REPLIES",
    "REPLIES_ALONE",
    "ROOTS",
    "AnchorSeen",
    "Choices",
    "Conversation",
    "Menus",
    "Remark",
    "Said",
    "Standing",
    "Talk",
    "Thread",
    "View",
    "conversation",
    "of_address",
    "place_of",
    "remark",
    "revision_numbers",
    "root_id",
    "said",
    "talk",
    "thread",
]
