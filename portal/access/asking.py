"""Whoever asks, as parameters: the rules of `seeing` in statements that are built once.

To build a statement takes many times as long as to run it. So a busy page builds its own with
ASKING in place of an actor, keeps it, and runs it with `asked_by(actor)`; the rules stay written
once. Not here: any rule.
"""

from typing import Any, Final, cast

from sqlalchemy import Integer, bindparam

from portal import clock
from portal.access.actor import Actor
from portal.models import Moment

ME: Final = bindparam("me", type_=Integer)
# Read from the clock when the statement runs.
NOW: Final = bindparam("now", callable_=clock.now, type_=Moment)

ASKING: Final = Actor(
    person_id=cast(Any, ME),
    roles=cast(Any, bindparam("my_brands", type_=Integer, expanding=True)),
    groups=cast(Any, bindparam("my_groups", type_=Integer, expanding=True)),
)


def asked_by(actor: Actor, **more: object) -> dict[str, object]:
    """The parameters of a statement built with ASKING, and others of its own."""
    return {
        "me": actor.person_id,
        "my_brands": list(actor.roles),
        "my_groups": list(actor.groups),
        **more,
    }
