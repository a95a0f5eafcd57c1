"""portal run, portal serve: processes that start together, end together, and leave nothing."""

import os
import signal
import socket
import sys
import time

import pytest

from tests.cli.conftest import PRODUCTION
from tests.processes import answers, soon

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def start(one):
    """`portal run`, answering, with its worker."""
    parent = one.start("run", "--no-demo")
    port = int(one.settings["PORTAL_PORT"])
    assert soon(lambda: answers(port) or parent.poll() is not None)
    assert parent.poll() is None, parent.communicate()
    return parent


def web_workers(one, parent):
    commands = one.descendants()
    return [pid for pid, words in commands.items() if "multiprocessing.spawn" in words]


def pid_of(one, words):
    [found] = [pid for pid, command in one.descendants().items() if command.endswith(words)]
    return found


@linux_only
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_web_and_worker_cleanly(one, number):
    parent = start(one)
    asked = time.monotonic()
    parent.send_signal(number)
    assert parent.wait(10) == 0
    assert time.monotonic() - asked < 10
    assert one.descendants() == {}


@linux_only
@pytest.mark.parametrize("words", ["portal.cli.web", "portal worker"])
def test_a_killed_child_ends_the_rest_with_a_code_and_a_line(one, words):
    parent = start(one)
    os.kill(pid_of(one, words), signal.SIGKILL)
    assert parent.wait(10) == 137
    _out, said = parent.communicate()
    name = words.rpartition(".")[2].rpartition(" ")[2]
    assert f"portal: the {name} ended by itself (SIGKILL); stopping\n" in said
    assert one.descendants() == {}


@linux_only
def test_a_web_process_that_dies_ends_the_whole(one):
    parent = start(one)
    [worker] = web_workers(one, parent)
    os.kill(worker, signal.SIGKILL)
    assert parent.wait(10) == 1
    assert one.descendants() == {}


@linux_only
def test_children_do_not_survive_a_killed_parent(one):
    parent = start(one)
    assert len(one.descendants()) >= 4
    parent.kill()
    parent.wait(5)
    assert soon(lambda: one.descendants() == {}, 8), one.descendants()


@linux_only
def test_web_processes_do_not_survive_parent_and_grandparent(one):
    parent = start(one)
    web = pid_of(one, "portal.cli.web")
    parent.kill()
    os.kill(web, signal.SIGKILL)
    parent.wait(5)
    assert soon(lambda: one.descendants() == {}, 8), one.descendants()


def test_a_port_in_use_is_one_line(one):
    with socket.create_server(("127.0.0.1", int(one.settings["PORTAL_PORT"]))):
        done = one.run("run", "--no-demo")
    assert done.returncode == 2
    port = one.settings["PORTAL_PORT"]
    assert done.stderr == (
        f"portal: port {port} on 127.0.0.1 is in use: stop what listens there, or set PORTAL_PORT\n"
    )


def test_a_host_that_is_none_of_ours_is_one_line(install):
    done = install(PORTAL_HOST="192.0.2.1").run("run", "--no-demo")
    assert done.returncode == 2
    assert done.stderr.startswith("portal: cannot listen on 192.0.2.1")
    assert done.stderr.count("\n") == 1


@linux_only
def test_two_installations_side_by_side(install):
    one, two = install("one"), install("two")
    first, second = start(one), start(two)
    first.terminate()
    assert first.wait(10) == 0
    assert answers(int(two.settings["PORTAL_PORT"]))
    assert second.poll() is None
    assert {one.folder / "firstlook.db", two.folder / "firstlook.db"} == {
        *one.folder.glob("*.db"),
        *two.folder.glob("*.db"),
    }
    assert (one.folder / "secret").read_text() != (two.folder / "secret").read_text()


def test_production_serves_once_it_is_migrated(install):
    one = install(**PRODUCTION)
    early = one.run("serve")
    assert early.returncode == 2
    assert early.stderr == (
        "portal: the database is not at the newest schema: run portal migrate\n"
    )
    assert one.run("migrate").returncode == 0
    parent = one.start("serve", "--no-worker")
    port = int(one.settings["PORTAL_PORT"])

    def listening():
        with socket.socket() as attempt:
            return attempt.connect_ex(("127.0.0.1", port)) == 0

    assert soon(lambda: listening() or parent.poll() is not None)
    parent.terminate()
    assert parent.wait(10) == 0
