"""A relay with whims: a known share of addresses meets a fault, each kind known by its address.

The faults that pass do so after the first try; what is refused for good is refused each time. A
connection that breaks after the last line leaves the letter with the relay: it must come again,
and that is the one way to a copy.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from email.policy import default
from typing import Any

FAULTS = (
    *("421 RCPT", "450 RCPT", "451 RCPT", "452 RCPT", "550 RCPT", "451 DATA", "452 DATA"),
    *("554 DATA", "cut before", "cut after", "slow"),
)
REFUSED = ("550 RCPT", "554 DATA")


def fault_of(number: int, percent: int) -> str | None:
    """What the address of this number meets; spread evenly over all kinds."""
    if number * percent % 100 >= percent:
        return None
    return FAULTS[number * percent // 100 % len(FAULTS)]


def address(number: int) -> str:
    return f"p{number}@mail.example"


@dataclass
class Flaky:
    """`taken` are the letters it has, by address: their Message-IDs in the order they came."""

    percent: int = 5
    taken: dict[str, list[str]] = field(default_factory=dict)
    met: Counter[str] = field(default_factory=Counter)
    _tried: set[tuple[str, str]] = field(default_factory=set)

    def meets(self, to: str, stage: str) -> str | None:
        """The fault of this address at this stage, if it still has it."""
        fault = fault_of(int(to[1:].partition("@")[0]), self.percent)
        if fault is None or stage not in fault:
            return None
        if fault not in REFUSED and (to, fault) in self._tried:
            return None
        self._tried.add((to, fault))
        self.met[fault] += 1
        return fault

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, to: str, options: object
    ) -> str:
        if fault := self.meets(to, "RCPT"):
            return f"{fault[:3]} no"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        [to] = envelope.rcpt_tos
        if fault := self.meets(to, "DATA"):
            return f"{fault[:3]} no"
        if self.meets(to, "cut before"):
            server.transport.abort()
            return "250 OK"
        if self.meets(to, "slow"):
            await asyncio.sleep(0.2)
        head = BytesHeaderParser(policy=default).parsebytes(envelope.content)
        self.taken.setdefault(to, []).append(str(head["Message-ID"]))
        if self.meets(to, "cut after"):
            server.transport.abort()
        return "250 OK"

    def wrong(self, count: int) -> list[str]:
        """What should not be, of `count` invitations, once all are done."""
        problems = []
        for number in range(count):
            to, fault = address(number), fault_of(number, self.percent)
            copies = self.taken.get(to, [])
            expected = 0 if fault in REFUSED else 2 if fault == "cut after" else 1
            if len(copies) != expected or len(set(copies)) > 1:
                problems.append(f"{to} ({fault}): {copies}")
        return problems

    @property
    def copies(self) -> int:
        return sum(map(len, self.taken.values())) - len(self.taken)
