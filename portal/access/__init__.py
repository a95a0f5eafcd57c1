"""The only place that says who may see and who may do what.

`seeing` holds SELECTs, `doing` holds reasons. Pages, lists, exports, mails and streams all start
from here; nothing else may compare an actor with a row.
"""

from portal.access import doing, hearing, seeing
from portal.access.actor import NOBODY, Actor, actor_of
from portal.access.asking import ASKING, ME, NOW, asked_by
from portal.access.seeing import one, one_row

__all__ = [
    "ASKING",
    "ME",
    "NOBODY",
    "NOW",
    "Actor",
    "actor_of",
    "asked_by",
    "doing",
    "hearing",
    "one",
    "one_row",
    "seeing",
]
