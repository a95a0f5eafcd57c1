"""The storage of this installation."""

from flask import current_app

from portal.storage import Storage


def storage() -> Storage:
    found: Storage = current_app.extensions["portal_storage"]
    return found
