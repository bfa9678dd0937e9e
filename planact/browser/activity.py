"""Waiting for what a page is doing, instead of for a fixed time."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from planact.browser.errors import BrowserError, reason
from planact.config.schema import BrowserConfig

if TYPE_CHECKING:
    from playwright.async_api import Page, Request

WATCH = (Path(__file__).parent / "activity_watch.js").read_text(encoding="utf-8")
"""Script for the start of every document; `Activity.settle` reads what it notes."""

_QUIET = (Path(__file__).parent / "activity_quiet.js").read_text(encoding="utf-8")

# These stay open, or nothing on the page hangs on them.
_UNAWAITED = {"eventsource", "media", "ping", "websocket"}


@dataclass(frozen=True)
class Moment:
    """What was under way at a moment: the requests, and how many navigations there had been."""

    requests: frozenset[Request]
    navigations: int


class _Document(TypedDict):
    """What activity_quiet.js returns."""

    leaving: bool
    status: int | None


class Activity:
    """What the tabs of a session are doing: requests under way, tabs about to open.

    Pages that never rest are waited for once: requests still under way at the ceiling are taken
    for background traffic from then on, and elements still changing for clocks and the like.
    """

    def __init__(self, config: BrowserConfig) -> None:
        self._config = config
        self._requests: dict[Request, Page] = {}
        self._background: set[str] = set()
        self._tabs_to_come = 0
        self._navigations = 0
        self._news = asyncio.Event()

    async def watch(self, page: Page) -> None:
        """Follow the requests of a tab, and the tabs that it opens."""

        def started(request: Request) -> None:
            if request.resource_type in _UNAWAITED or _address(request) in self._background:
                return
            self._requests[request] = page
            self._navigations += request.is_navigation_request()
            self._news.set()

        def ended(request: Request) -> None:
            self._requests.pop(request, None)
            self._news.set()

        page.on("request", started)
        page.on("requestfinished", ended)
        page.on("requestfailed", ended)
        page.on("close", lambda _: self._forget(page))
        protocol = await page.context.new_cdp_session(page)
        # Playwright tells of a new tab only once its server has answered.
        protocol.on("Page.windowOpen", lambda _: self._expect_tab())
        await protocol.send("Page.enable")

    def tab_opened(self) -> None:
        """A tab that was about to open is there."""
        self._tabs_to_come = max(0, self._tabs_to_come - 1)
        self._news.set()

    def moment(self, *, afresh: bool = True) -> Moment:
        """Take note of the state before an action.

        Args:
            afresh: Whether to wait only for requests that start from now on.
        """
        return Moment(frozenset(self._requests if afresh else ()), self._navigations)

    async def settle(
        self, current: Callable[[], Page], since: Moment, quiet_ms: float | None = None
    ) -> int | None:
        """Wait until the current tab has done what an action made it do.

        That is: no tab about to open, no navigation or request under way that began after
        ``since``, and no change of the DOM for ``quiet_ms``; at most ``settle_seconds`` for a
        document, ``load_seconds`` for a navigation.

        Returns:
            HTTP status of the current document; None where there is none, as for files.

        Raises:
            BrowserError: A navigation did not get anywhere in time.
        """
        quiet_ms = self._config.quiet_ms if quiet_ms is None else quiet_ms
        latest = time.monotonic() + self._config.load_seconds
        ceiling = time.monotonic() + self._config.settle_seconds
        while True:
            page = current()
            self._news.clear()
            document = await self._look(page, quiet_ms, ceiling, latest)
            if document is None:
                await self._arrive(current(), latest)
                ceiling = time.monotonic() + self._config.settle_seconds
                continue
            loading = self._is_loading(page, since)
            busy = self._awaited(page, since)
            leaving = document["leaving"] and self._navigations == since.navigations
            if not (loading or busy or leaving):
                return document["status"]
            until = latest if loading else ceiling
            if time.monotonic() >= until and loading:
                raise self._too_slow(page)
            if time.monotonic() >= until:
                self._background |= {_address(request) for request in busy}
                return document["status"]
            await self._wait_for_news(until)

    async def _look(
        self, page: Page, quiet_ms: float, ceiling: float, latest: float
    ) -> _Document | None:
        """The document's state once it is quiet; None if it was replaced or closed meanwhile."""
        from playwright.async_api import Error

        left_ms = max(0.0, ceiling - time.monotonic()) * 1000
        script = page.evaluate(_QUIET, {"quietMs": quiet_ms, "ceilingMs": left_ms})
        try:
            # Chromium runs no script in a page that is leaving before the next one has come.
            async with asyncio.timeout(max(latest, ceiling) + 1 - time.monotonic()):
                found: _Document = await script
        except Error:
            return None
        except TimeoutError as error:
            raise self._too_slow(page) from error
        return found

    async def _arrive(self, page: Page, latest: float) -> None:
        """Wait for the new document to be parsed."""
        from playwright.async_api import Error, TimeoutError

        left_ms = (latest - time.monotonic()) * 1000
        if left_ms <= 0:
            raise self._too_slow(page)
        try:
            await page.wait_for_load_state("domcontentloaded", timeout=left_ms)
        except TimeoutError as error:
            raise self._too_slow(page) from error
        except Error as error:
            if not page.is_closed():
                raise BrowserError(f"{page.url}: {reason(error)}") from error

    def _is_loading(self, page: Page, since: Moment) -> bool:
        return self._tabs_to_come > 0 or any(map(is_page_load, self._awaited(page, since)))

    def _awaited(self, page: Page, since: Moment) -> list[Request]:
        return [
            request
            for request, tab in self._requests.items()
            if tab is page and request not in since.requests
        ]

    async def _wait_for_news(self, until: float) -> None:
        left = max(0.0, until - time.monotonic())
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._news.wait(), left)

    def _too_slow(self, page: Page) -> BrowserError:
        loads = [request.url for request in self._requests if is_page_load(request)]
        url = loads[-1] if loads else page.url
        return BrowserError(f"{url} did not load within {self._config.load_seconds:g} s")

    def _expect_tab(self) -> None:
        self._tabs_to_come += 1
        self._news.set()

    def _forget(self, page: Page) -> None:
        self._requests = {
            request: tab for request, tab in self._requests.items() if tab is not page
        }
        self._news.set()


def _address(request: Request) -> str:
    return request.url.partition("?")[0]


def is_page_load(request: Request) -> bool:
    """Whether the request is for a tab's document rather than for a frame's."""
    from playwright.async_api import Error

    if not request.is_navigation_request():
        return False
    try:
        return request.frame.parent_frame is None
    except Error:
        return True  # a new tab's frame is not known before its document is
