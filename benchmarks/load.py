"""Load by wrk: requests a second, and what each cost the server in processor time."""

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass

from benchmarks.servers import cpu_seconds

SECONDS = 3
CONNECTIONS = 8
Headers = dict[str, str]


@dataclass(frozen=True)
class Result:
    per_second: float
    cpu_milliseconds: float
    errors: int


def load(url: str, pid: int, headers: Headers | None = None, script: str = "") -> Result:
    """`script` is Lua for wrk, where requests differ from each other."""
    program = shutil.which("wrk")
    if program is None:
        raise SystemExit("wrk is missing: apt-get install wrk")
    command = [program, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", url]
    for name, value in (headers or {}).items():
        command[-1:-1] = ["-H", f"{name}: {value}"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        if script:
            file.write(script)
            file.flush()
            command[-1:-1] = ["-s", file.name]
        before = cpu_seconds(pid)
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        spent = cpu_seconds(pid) - before
    per_second = float(_found(r"Requests/sec:\s+([\d.]+)", out))
    count = int(_found(r"(\d+) requests in", out))
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    return Result(per_second, 1000 * spent / max(count, 1), int(bad[1]) if bad else 0)


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise RuntimeError(text)
    return match[1]
