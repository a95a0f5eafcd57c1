"""portal run, portal serve, portal worker: the processes of an installation.

`run` is for one's own machine: it migrates, makes the demo world on first use, and starts web and
worker. `serve` is for production: it refuses to start unless it is set up. Both are one parent
that starts Granian and the worker, passes signals on, and stops when either stops.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from portal import migrate
from portal.actions import brands
from portal.cli.common import Arguments, Parsers
from portal.config import BadConfig, Config, load
from portal.database import Database

STOP_SECONDS = 10
THREADS = 2


def add(parsers: Parsers) -> None:
    run = parsers.add_parser("run", help="everything on one machine, with a demo world")
    run.add_argument("--no-demo", action="store_true", help="start empty")
    run.set_defaults(run=run_here)
    serve = parsers.add_parser("serve", help="production: web and worker")
    serve.add_argument("--no-worker", action="store_true", help="web only")
    serve.set_defaults(run=run_production)


def run_here(arguments: Arguments) -> int:
    config = load("development")
    database = Database.of(config)
    migrate.upgrade(database)
    print(f"Firstlook on {config.base_url} · {database.describe()}", flush=True)
    if not arguments.no_demo:
        _demo(database, config)
    _first_run(database, config)
    database.close()
    return _supervise(config, [_web(config), _worker()])


def run_production(arguments: Arguments) -> int:
    config = load("production")
    database = Database.of(config)
    if migrate.current(database) != migrate.newest():
        raise BadConfig("the database is not at the newest schema: run portal migrate")
    print(f"Firstlook on {config.base_url} · {database.describe()}", flush=True)
    _first_run(database, config)
    database.close()
    return _supervise(config, [_web(config), *([] if arguments.no_worker else [_worker()])])


def _demo(database: Database, config: Config) -> None:
    from portal.demo import load as demo

    demo.ensure(database, config)
    for line in demo.sign_in_lines(database, config):
        print(line, flush=True)


def _first_run(database: Database, config: Config) -> None:
    """While there is no brand at all: where to make it, and the code that proves who asks."""
    with database.reading() as session:
        if not brands.any_exists(session):
            code = brands.first_run_code(session)
            print(f"Set up your brand: {config.base_url}/first-run with code {code}", flush=True)


def _web(config: Config) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "portal.wsgi:app", "--interface", "wsgi"),
        *("--host", config.host, "--port", str(config.port), "--http", "1"),
        *("--workers", str(config.workers), "--blocking-threads", str(THREADS)),
        *("--log-level", "warning", "--no-ws", "--process-name", "firstlook-web"),
    ]


def _worker() -> list[str]:
    return [sys.executable, "-m", "portal", "worker"]


def _supervise(config: Config, commands: Sequence[Sequence[str]]) -> int:
    """Run all until one ends or a signal asks; then stop all, politely first."""
    environ = {**os.environ, "FIRSTLOOK_MODE": config.mode}
    asked = False

    def ask(_signal: int, _frame: object) -> None:
        nonlocal asked
        asked = True

    signal.signal(signal.SIGINT, ask)
    signal.signal(signal.SIGTERM, ask)
    # A group of their own: Ctrl-C reaches this parent alone, which then stops them in order.
    children = [
        subprocess.Popen(command, env=environ, start_new_session=True)  # noqa: S603
        for command in commands
    ]
    while not asked and all(child.poll() is None for child in children):
        time.sleep(0.2)
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
    return 0 if asked else next((c.returncode for c in children if c.returncode), 1)
