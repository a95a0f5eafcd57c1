"""`make bench`: what a page costs, as a share of a bare hello under the same server.

Rounds are interleaved (hello, page, hello, page …) and the median ratio is printed, so that other
work on the machine weighs on both. ARGS="--database postgresql://…" measures PostgreSQL.
"""

import argparse
import re
import tempfile
import urllib.request
from dataclasses import dataclass, field
from statistics import median

from benchmarks import scene
from benchmarks.load import Headers, Result, load
from benchmarks.servers import free_port, memory_megabytes, served
from portal import migrate
from portal.config import load as settings
from portal.database import Database

VOTING = """
local cookies, number = {{{cookies}}}, os.time() % 1000 * 200
request = function()
  number = number + 1
  local answer = math.floor(number / #cookies) % 2 == 0 and "for" or "against"
  wrk.headers["Cookie"] = cookies[number % #cookies + 1]
  return wrk.format("POST", nil, nil, "answer=" .. answer .. "&revision=1&csrf_token={token}")
end
"""


@dataclass(frozen=True)
class Target:
    name: str
    must: float
    path: str
    headers: dict[str, str]
    script: str = ""
    results: list[tuple[Result, Result]] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--database", default="")
    arguments = parser.parse_args()
    port, hello_port = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            "PORTAL_INSTANCE": folder,
            "PORTAL_PORT": str(port),
            "PORTAL_DATABASE_URL": arguments.database,
        }
        config = settings("development", environ)
        database = Database.of(config)
        migrate.upgrade(database)
        with database.writing.begin() as session:
            made = scene.build(session)
        environ["FIRSTLOOK_MODE"] = "development"
        with (
            served("portal.wsgi:app", port, environ) as pid,
            served("benchmarks.hello:app", hello_port, {}) as hello,
        ):
            targets = _targets(port, made)
            for target in targets:
                load(f"http://localhost:{port}{target.path}", pid, target.headers, target.script)
            for _ in range(arguments.rounds):
                for target in targets:
                    base = load(f"http://localhost:{hello_port}/", hello)
                    url = f"http://localhost:{port}{target.path}"
                    page = load(url, pid, target.headers, target.script)
                    target.results.append((base, page))
            _print(targets, database.describe(), memory_megabytes(pid))


def _targets(port: int, made: scene.Scene) -> list[Target]:
    name = f"session-{port}"
    member = {"Cookie": f"{name}={made.member_cookie}"}
    analyst = {"Cookie": f"{name}={made.analyst_cookie}"}
    page = f"/rounds/{made.round_id}"
    vote = f"/rounds/{made.round_id}/votes/{made.question_id}"
    vote_headers, script = _voting(port, page, name, made.cookies)
    return [
        Target("draft page, 100 critiques, 3 variants, own votes", 0.10, page, member),
        Target("vote by 200 members in turn, fragment back", 0.12, vote, vote_headers, script),
        Target("home, 30 rounds", 0.15, "/", member),
        Target("live report, 200 members, 120 answers", 0.0, f"{page}/report", analyst),
    ]  # fmt: skip


def _voting(port: int, page: str, name: str, cookies: list[str]) -> tuple[Headers, str]:
    """What the forms of this page send; each member's next vote differs from their last."""
    request = urllib.request.Request(
        f"http://localhost:{port}{page}", headers={"Cookie": f"{name}={cookies[0]}"}
    )
    with urllib.request.urlopen(request) as answer:
        html = answer.read().decode()
        state = str(answer.headers["Set-Cookie"]).split(";")[0]
    token = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert token is not None
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "HX-Request": "true",
        "HX-Request-Type": "partial",
    }
    known = ", ".join(f'"{name}={cookie}; {state}"' for cookie in cookies)
    return headers, VOTING.format(cookies=known, token=token[1])


def _print(targets: list[Target], database: str, memory: float) -> None:
    print(f"{database}; memory of 2 web processes and their parent: {memory:.0f} MB")
    heads = f"{'of hello':>8} {'by CPU':>7} {'must':>6} {'r/s':>7} {'CPU ms':>7} {'errors':>6}"
    print(f"{'page':<50} {heads}")
    for target in targets:
        ratio = median(page.per_second / base.per_second for base, page in target.results)
        pages = [page for _, page in target.results]
        # Where other work takes the processors, requests a second say less than what each cost.
        share = median(
            base.cpu_milliseconds / page.cpu_milliseconds for base, page in target.results
        )
        must = f"{target.must:.2f}" if target.must else "–"
        print(
            f"{target.name:<50} {ratio:>8.3f} {share:>7.3f} {must:>6}"
            f" {median(p.per_second for p in pages):>7.0f}"
            f" {median(p.cpu_milliseconds for p in pages):>7.1f}"
            f" {sum(p.errors for p in pages):>6}"
        )


if __name__ == "__main__":
    main()
