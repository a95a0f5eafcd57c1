"""Pictures marked for whoever asks for them, made when they are asked for.

The last ones are kept in memory for a while, for a page asks for a picture in several sizes and
people turn back; they lie nowhere else. One is made at a time, for each takes 40 MB meanwhile.
"""

import threading
from collections import OrderedDict
from typing import Final

from portal.actions import tracing
from portal.actions.images import file_of
from portal.marking import marked
from portal.models import Image
from portal.web.session import db
from portal.web.sign_in import actor
from portal.web.stored import storage

MOST_KEPT: Final = 64
_kept: OrderedDict[tuple[str, int, str, str], bytes] = OrderedDict()
_making = threading.Lock()


def of(image: Image, width: int) -> bytes:
    """The rendition as the actor is to see it; that they may see it was asked before."""
    me = actor()
    viewer = tracing.viewer(db(), me.public_id, me.name)
    # The personal key tells installations apart that share a process, as in tests.
    key = (image.public_id, width, viewer.personal, me.name)
    with _making:
        if key not in _kept:
            _kept[key] = marked(storage().get(file_of(image.storage_key, width)), viewer)
        _kept.move_to_end(key)
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
        return _kept[key]
