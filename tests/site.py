"""A whole installation on a port of its own: the app behind a real server, the worker on demand,
and its outbox read as a person reads mail. For what only a browser or a socket can try."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.serving import WSGIRequestHandler, make_server

from portal import migrate
from portal.app import create_app
from portal.config import Config, load
from portal.database import Database
from portal.jobs import sweeps, work
from portal.mail.folder import KeptLetter, read_letter, read_outbox


class Quiet(WSGIRequestHandler):
    """Says nothing for a good answer."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


class Site:
    def __init__(self, app: Flask, config: Config) -> None:
        self.app = app
        self.config = config
        self.url = config.base_url
        self.database: Database = app.extensions["portal_database"]
        self.outbox = config.instance / "outbox"

    def run_jobs(self) -> None:
        """What the worker does in the next seconds."""
        sweeps.sweep(self.database)
        work.run_all(work.context_of(self.config, self.database))

    def writing(self) -> Session:
        """To set up what a journey does not walk through; `with site.writing() as db:`."""
        return self.database.writing()

    def letter_to(self, address: str) -> KeptLetter:
        """The newest letter in this person's mailbox."""
        for letter in self.letters_to(address):
            return letter
        raise AssertionError(f"no letter to {address}")

    def letters_to(self, address: str) -> Iterator[KeptLetter]:
        """All that is in it, the newest first."""
        self.run_jobs()
        for kept in read_outbox(self.outbox):
            if address in kept.to:
                yield read_letter(self.outbox, kept.name)

    def link_for(self, address: str) -> str:
        """The one link to follow in it, as written out in the letter."""
        found = re.search(re.escape(self.url) + r"/\S+", self.letter_to(address).text)
        assert found, f"no link in the letter to {address}"
        return found[0]

    def code_for(self, address: str) -> str:
        """The newest one: news may have come in after it."""
        for letter in self.letters_to(address):
            if found := re.search(r"^\s+(\d{3} ?\d{3})$", letter.text, re.MULTILINE):
                return found[1]
        raise AssertionError(f"no code in a letter to {address}")


@contextmanager
def served(instance: Path, **settings: str) -> Iterator[Site]:
    """The installation kept in `instance`, on a free port for as long as the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        config = load(
            "development",
            {"PORTAL_INSTANCE": str(instance), "PORTAL_PORT": str(port), **settings},
        )
        app = create_app(config)
        database: Database = app.extensions["portal_database"]
        migrate.upgrade(database)
        server = make_server(
            "127.0.0.1",
            port,
            app,
            threaded=True,
            fd=listening.fileno(),
            request_handler=Quiet,
        )
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Site(app, config)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            database.close()
