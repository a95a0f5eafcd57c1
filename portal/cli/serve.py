"""portal run, portal serve: the processes of an installation.

`run` is for one's own machine: it migrates, makes the demo world on first use, and starts web and
worker. `serve` is for production: it refuses to start unless it is set up. Not here: watching over
the processes (`supervisor`), what each of them does (`web`, `worker`).
"""

import errno
import os
import socket
import sys
from typing import Final

from portal import migrate
from portal.actions import brands
from portal.cli.common import Arguments, Parsers, check_schema, settings
from portal.cli.supervisor import supervise
from portal.config import BadConfig, Config
from portal.database import Database

WEB: Final = {"web": [sys.executable, "-m", "portal.cli.web"]}
WORKER: Final = {"worker": [sys.executable, "-m", "portal", "worker"]}


def add(parsers: Parsers) -> None:
    run = parsers.add_parser("run", help="everything on one machine, with a demo world")
    run.add_argument("--no-demo", action="store_true", help="start empty")
    run.set_defaults(run=run_here)
    serve = parsers.add_parser("serve", help="production: web and worker")
    serve.add_argument("--no-worker", action="store_true", help="web only")
    serve.set_defaults(run=run_production)


def run_here(arguments: Arguments) -> int:
    config = settings("development")
    _check_port(config.host, config.port)
    database = Database.of(config)
    migrate.upgrade(database)
    print(f"Firstlook on {config.base_url} · {database.describe()}", flush=True)
    if not arguments.no_demo:
        _demo(database, config)
    _first_run(database, config)
    database.close()
    return _start(config, WEB | WORKER)


def run_production(arguments: Arguments) -> int:
    config = settings("production")
    _check_port(config.host, config.port)
    database = Database.of(config)
    check_schema(database)
    print(f"Firstlook on {config.base_url} · {database.describe()}", flush=True)
    _first_run(database, config)
    database.close()
    return _start(config, WEB if arguments.no_worker else WEB | WORKER)


def _demo(database: Database, config: Config) -> None:
    from portal.demo import load as demo

    with database.reading() as session:
        is_empty = not brands.any_exists(session)
    if is_empty:
        print("Drawing the demo world, once; about 20 seconds …", flush=True)
    demo.ensure(database, config)
    for line in demo.sign_in_lines(database, config):
        print(line, flush=True)


def _first_run(database: Database, config: Config) -> None:
    """While there is no brand at all: where to make it, and the code that proves who asks."""
    with database.reading() as session:
        if not brands.any_exists(session):
            code = brands.first_run_code(session)
            print(f"Set up your brand: {config.base_url}/first-run with code {code}", flush=True)


def _start(config: Config, commands: dict[str, list[str]]) -> int:
    return supervise(commands, {**os.environ, "FIRSTLOOK_MODE": config.mode})


def _check_port(host: str, port: int) -> None:
    """Say in one line what the web server would say in many."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise BadConfig(
                f"port {port} on {host} is in use: stop what listens there, or set PORTAL_PORT"
            ) from error
        raise BadConfig(f"cannot listen on {host}, port {port}: {error.strerror}") from error
