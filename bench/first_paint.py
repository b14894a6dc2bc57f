"""When a phone shows something: a slow processor on a slow connection, in Chromium, with nothing kept from before.

    python -m bench.first_paint [--rounds 9]

The connection is what Lighthouse calls a slow 4G (150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up), the processor
works at a quarter of this machine's speed, the window is 375 pixels wide. Server and phone share the machine, and
without HTTPS a round trip or two less is needed than on the road.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.pages import ROOT, build, serve

RESULTS = Path(__file__).parent / "RESULTS-first-paint.md"
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER = 4
PAGES = ("home", "results", "results, keyword and filter", "vacancy", "profile", "course")
LISTEN = """
window.seen = {};
for (const type of ["paint", "largest-contentful-paint"])
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.seen[entry.name || type] = entry.startTime;
  }).observe({ type, buffered: true });
"""


def look(browser: Browser, url: str, *, again: bool) -> dict[str, float]:
    """Milliseconds until the first words and the largest part are there, and kilobytes received. ``again``: the phone
    has been on the site before and keeps its styles, scripts and fonts."""
    context = browser.new_context(viewport={"width": 375, "height": 740}, device_scale_factor=2, is_mobile=True)
    try:
        page = context.new_page()
        if again:
            page.goto(url.rsplit("/", 1)[0] + "/about", wait_until="load")
        devtools: Any = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", SLOW_4G)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        received: list[float] = []
        devtools.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        page.add_init_script(LISTEN)
        page.goto(url, wait_until="load", timeout=120_000)
        page.wait_for_timeout(300)
        seen = page.evaluate("window.seen")
        return {
            "first": seen["first-contentful-paint"],
            "largest": seen["largest-contentful-paint"],
            "kilobytes": sum(received) / 1024,
        }
    finally:
        context.close()


def measure(rounds: int) -> list[str]:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        env, paths = build(Path(folder), 100)
        with serve("wsgi:app", ROOT, env) as port, sync_playwright() as machinery:
            browser = machinery.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for name in PAGES:
                url = f"http://127.0.0.1:{port}{paths[name]}"
                look(browser, url, again=False)
                cold = [look(browser, url, again=False) for _ in range(rounds)]
                warm = [look(browser, url, again=True) for _ in range(rounds)]
                middle = {what: statistics.median(each[what] for each in cold) for what in cold[0]}
                back = statistics.median(each["first"] for each in warm)
                rows.append(
                    f"| {name} | {middle['first']:.0f} | {max(each['first'] for each in cold):.0f} |"
                    f" {middle['largest']:.0f} | {back:.0f} | {middle['kilobytes']:.1f} |"
                )
                print(rows[-1], flush=True)
            browser.close()
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    rows = measure(parser.parse_args().rounds)
    text = "\n".join(
        [
            "## First paint on a slow phone",
            "",
            (
                f"Slow 4G (150 ms, 1.6 Mbit/s), a processor {SLOWER} times slower, 375 pixels; medians. Load of the"
                f" machine at the end: {os.getloadavg()[0]:.1f}. Aim: something to read within 1,000 ms."
            ),
            "",
            "| page | first words, ms | longest | largest part, ms | been here before, ms | kB in all |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
