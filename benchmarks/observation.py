"""How long an observation takes, beside the browser's own serialisation of the same page.

    python benchmarks/observation.py [--repeat N]

The limit is ``page.content()``, the cheapest thing that reads the whole page: one round trip and
one pass over the document in native code. Ratios are of medians in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from planact.browser import STYLES, Browser
from planact.config.schema import BrowserConfig
from planact.core.errors import UserError
from planact.sandbox.server import SandboxServer
from planact.sandbox.sites import SITES

CARD = (
    '<div class="card"><a href="/p/{n}">Product {n}</a><div class="price">${n}.99</div>'
    '<div title="80%">Rating: <span>80%</span></div><button>Add to Cart</button>'
    '<label>Quantity <input name="q{n}" value="1"></label></div>'
)
CARDS = (15, 70, 250, 600)


async def main(repeat: int) -> None:
    """Measure every page in every style and print the table."""
    server = SandboxServer(seed=0)
    server.start()
    browser = await Browser.launch(BrowserConfig())
    try:
        with tempfile.TemporaryDirectory() as folder:
            pages = {f"{count} cards": _cards(Path(folder), count) for count in CARDS}
            pages |= {f"sandbox {site}": f"{server.base_url}/{site}/" for site in SITES}
            Console().print(await _measure(browser, pages, server.base_url, repeat))
    finally:
        await browser.close()
        server.stop()


def _cards(folder: Path, count: int) -> str:
    body = "".join(CARD.format(n=number) for number in range(count))
    path = folder / f"{count}.html"
    path.write_text(f"<!doctype html><title>Cards</title><main>{body}</main>")
    return path.as_uri()


async def _measure(browser: Browser, pages: dict[str, str], base: str, repeat: int) -> Table:
    table = Table("page", "nodes", "content() ms", *(f"{style} ms (ratio)" for style in STYLES))
    for name, url in pages.items():
        session = await browser.open(url, hosts=[base.removeprefix("http://")])
        limit = await _median_ms(lambda s=session: s.read(""), repeat)
        cells = []
        for style in STYLES:
            taken = await _median_ms(lambda s=session, to=style: s.observe(to), repeat)
            cells.append(f"{taken:.1f} ({taken / limit:.1f}x)")
        nodes = (await session.observe()).nodes
        table.add_row(name, str(nodes), f"{limit:.1f}", *cells)
        await session.close()
    return table


async def _median_ms(call: Callable[[], Awaitable[object]], repeat: int) -> float:
    await call()
    times = []
    for _ in range(repeat):
        started = time.perf_counter()
        await call()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Time observations.")
    parser.add_argument("--repeat", type=int, default=30, metavar="N", help="calls per figure")
    try:
        asyncio.run(main(parser.parse_args().repeat))
    except UserError as error:
        raise SystemExit(f"error: {error}") from None
