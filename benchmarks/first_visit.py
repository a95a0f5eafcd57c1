"""The first visit of a member on a slow telephone: bytes, requests, largest paint, a tapped answer.

    python -m benchmarks.first_visit http://localhost:8000 SIGN-IN-LINK /rounds/… [how many times]

Chromium, 390 × 844, nothing kept, 1.6 Mbps with 150 ms, the processor slowed four times. Ask it of
a running portal; sign-in links of the demo's people are printed when it starts.
"""

import os
import statistics
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = os.environ.get("FIRSTLOOK_CHROMIUM", "/usr/bin/chromium")
SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
LARGEST = """() => new Promise(done => new PerformanceObserver(list =>
  done(list.getEntries().at(-1).startTime))
  .observe({type: "largest-contentful-paint", buffered: true}))"""
# How long until the frame after a tap is drawn, and whether the answer looks chosen by then.
TAPPED = """answer => new Promise(done => {
  const began = performance.now();
  answer.click();
  requestAnimationFrame(() => setTimeout(
    () => done([performance.now() - began, answer.getAttribute("aria-pressed") === "true"])));
})"""


@dataclass
class Visit:
    """What came over the wire, by kind of file."""

    bytes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    requests: int = 0
    largest: float = 0.0
    tapped: list[Any] | None = None

    def listen(self, client: Any) -> None:
        kinds: dict[str, str] = {}
        client.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
        client.on("Network.loadingFinished", lambda e: self._came(kinds, e))

    def _came(self, kinds: dict[str, str], event: dict[str, Any]) -> None:
        kind = kinds.get(event["requestId"], "Other")
        if kind != "Image":
            self.bytes[kind] += int(event["encodedDataLength"])
            self.requests += 1


def signed_in(browser: Browser, link: str) -> Any:
    """The cookies of somebody signed in: the visit itself starts with nothing else."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    button = page.locator("main form button")
    if button.count():
        button.first.click()
    state = context.storage_state()
    context.close()
    return state


def visit(browser: Browser, state: Any, address: str) -> Visit:
    seen = Visit()
    context: BrowserContext = browser.new_context(
        storage_state=state, viewport={"width": 390, "height": 844}, has_touch=True
    )
    page: Page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    client.send("Network.emulateNetworkConditions", SLOW)
    client.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    seen.listen(client)
    page.goto(address, wait_until="networkidle")
    seen.largest = page.evaluate(LARGEST)
    answer = page.locator(".votes [aria-pressed=false]").first
    if answer.count():
        # Not sent on, so that the next visit finds the same page.
        client.send("Network.emulateNetworkConditions", SLOW | {"offline": True})
        seen.tapped = answer.evaluate(TAPPED)
    context.close()
    return seen


def main(base: str, link: str, path: str, times: str = "5") -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        state = signed_in(browser, link)
        visits = [visit(browser, state, base + path) for _ in range(int(times))]
        browser.close()
    first = visits[0]
    print(f"{sum(first.bytes.values()) / 1000:.1f} kB in {first.requests} requests, no pictures")
    for kind, size in sorted(first.bytes.items(), key=lambda pair: -pair[1]):
        print(f"  {kind:10} {size / 1000:6.1f} kB")
    paints = sorted(seen.largest / 1000 for seen in visits)
    print(f"largest paint {statistics.median(paints):.2f} s ({paints[0]:.2f} to {paints[-1]:.2f})")
    for seen in visits:
        if seen.tapped:
            print(f"a tapped answer: frame after {seen.tapped[0]:.0f} ms, chosen {seen.tapped[1]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
