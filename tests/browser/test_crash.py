"""A browser that crashes: always a `BrowserError` of one line, and it can still be closed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from planact.browser import Browser, BrowserError, Session
from planact.config.schema import BrowserConfig
from planact.core.action import Action, ActionKind

from .conftest import Site

Kill = Callable[[Browser, set[int]], Awaitable[None]]


def children() -> set[int]:
    """Process ids of this process's children."""
    lists = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return {int(pid) for path in lists for pid in path.read_text().split()}


async def crash_chromium(browser: Browser, drivers: set[int]) -> None:
    from playwright.async_api import Error

    session = await browser._chromium.new_browser_cdp_session()
    with contextlib.suppress(Error):
        await session.send("Browser.crash")


async def kill_the_driver(browser: Browser, drivers: set[int]) -> None:
    for pid in drivers:
        os.kill(pid, signal.SIGKILL)


CALLS: dict[str, Callable[[Session, str], Awaitable[object]]] = {
    "observe": lambda session, url: session.observe("full"),
    "act": lambda session, url: session.act(Action(ActionKind.SCROLL_DOWN)),
    "scroll": lambda session, url: session.scroll_to(10),
    "find": lambda session, url: session.find("h1"),
    "read": lambda session, url: session.read("document.title"),
    "read elsewhere": lambda session, url: session.read("document.title", url=url),
}


@pytest.mark.skipif(sys.platform != "linux", reason="the driver is found in /proc")
@pytest.mark.parametrize("kill", [crash_chromium, kill_the_driver])
async def test_whatever_is_asked_of_a_crashed_browser_is_a_browser_error(
    site: Site, kill: Kill
) -> None:
    url = site.page("/", "<h1>Shop</h1>")
    before = children()
    browser = await Browser.launch(BrowserConfig(load_seconds=5, settle_seconds=1))
    session = await browser.open(url, hosts=[site.host])
    assert not browser.has_crashed
    await kill(browser, children() - before)
    faults = []
    for call in CALLS.values():
        with pytest.raises(BrowserError) as caught:
            await call(session, url)
        faults.append(str(caught.value))
    with pytest.raises(BrowserError, match=r"cannot be opened: .*closed") as caught:
        await browser.open(url, hosts=[site.host])
    assert not any("\n" in fault for fault in [*faults, str(caught.value)])
    assert browser.has_crashed
    await session.close()
    await browser.close()


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_crash_while_a_page_is_read_gives_no_empty_text(site: Site, at_once: bool) -> None:
    browser = await Browser.launch(BrowserConfig(load_seconds=20, settle_seconds=20))
    session = await browser.open(site.page("/", "<h1>Shop</h1>"), hosts=[site.host])
    loop = asyncio.get_running_loop()

    def crash() -> None:
        asyncio.run_coroutine_threadsafe(crash_chromium(browser, set()), loop).result()

    site.page("/data", "", before=crash)
    fetch = "fetch('/data').then(() => new Promise(() => 0))"
    url = site.page("/cart", f"<script>{fetch}</script>") if at_once else None
    started = time.monotonic()
    with pytest.raises(BrowserError, match=r"crashed|closed"):
        await session.read(fetch, url=url)
    assert time.monotonic() - started < 10
    await browser.close()
