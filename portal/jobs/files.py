"""The jobs about files: what nothing names any more is deleted."""

from portal.config import Config
from portal.jobs.queue import Claim
from portal.storage import open_storage


def delete(config: Config, claim: Claim) -> None:
    """Once more does no harm: what is gone stays gone."""
    storage = open_storage(config.storage_url)
    for file in claim.payload["files"]:
        storage.delete(file)
