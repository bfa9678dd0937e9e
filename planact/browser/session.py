"""One episode's browser context: observe the page, act on it, look things up for evaluators."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from planact.browser.actions import perform
from planact.browser.activity import WATCH, Activity, Moment, is_page_load
from planact.browser.errors import (
    BrowserError,
    guarded,
    is_of_a_lost_page,
    is_of_a_replaced_page,
)
from planact.browser.observation import MAX_CHARS, Observation, observe
from planact.browser.reading import read, read_at
from planact.browser.screenshot import Screenshot, take_screenshot
from planact.config.schema import BrowserConfig
from planact.core.action import Action, ActionKind

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Dialog, Download, Page, Request

_PLACE = (Path(__file__).parent / "place.js").read_text(encoding="utf-8")
_PROXY_FAILURES = ("ERR_PROXY_CONNECTION_FAILED", "ERR_TUNNEL_CONNECTION_FAILED")
# A model that waits expects something to happen, so a short calm is not enough.
_WAIT_QUIET_MS = 500
_LOOKS = 3


@dataclass(frozen=True)
class Place:
    """Where an element is.

    Attributes:
        id: The id by which actions reach it in the last observation; None if there is none.
        direction: ``here`` in the viewport, ``up`` or ``down`` out of it, None if there is no
            such element on the page.
    """

    id: str | None
    direction: Literal["up", "down", "here"] | None


class Session:
    """One episode's context, with cookies of its own; a new tab becomes the current one.

    Attributes:
        last_status: HTTP status of the document last settled on; None for files.
        refused: Hosts that pages asked for and that may not be reached.
    """

    def __init__(
        self, context: BrowserContext, config: BrowserConfig, hosts: Sequence[str]
    ) -> None:
        self.last_status: int | None = None
        self.refused: set[str] = set()
        self._context = context
        self._config = config
        # For what has limits of its own inside; only a page that is stuck takes this long.
        self._patience = 2 * (config.load_seconds + config.settle_seconds)
        self._hosts = hosts
        self._activity = Activity(config)
        self._tabs: list[Page] = []
        self._failed_load = ""
        self._messages: list[str] = []
        context.on("dialog", self._answer)
        context.on("requestfailed", self._request_failed)

    async def start(self, url: str) -> None:
        """Open the first tab at an address.

        Raises:
            BrowserError: The page could not be opened.
        """
        async with guarded(f"{url} cannot be opened", self._patience):
            await self._context.add_init_script(WATCH)
            await self._add_tab(await self._context.new_page())
            moment = self._activity.moment()
            await self._current().goto(url, wait_until="domcontentloaded")
            await self._settle(moment)

    @property
    def url(self) -> str:
        """Address of the current tab."""
        return self._current().url

    async def observe(self, style: str = "vab", max_chars: int = MAX_CHARS) -> Observation:
        """What a model sees of the current tab; see `planact.browser.observation.observe`.

        Raises:
            BrowserError: The page crashed or does not answer.
        """
        from playwright.async_api import Error

        async with guarded("the page cannot be observed", self._patience):
            for _ in range(_LOOKS):
                try:
                    tabs = await self._tab_titles() if style == "full" else ()
                    return await observe(self._current(), style, max_chars, tabs)
                except Error as error:
                    if not is_of_a_replaced_page(error):
                        raise
                    await self._settle(self._activity.moment())
        raise BrowserError("the page cannot be observed: it is replaced again and again")

    async def act(self, action: Action) -> str | None:
        """Carry out an action and wait until the page has settled.

        Returns:
            None, or one line for the model: why the action failed, or what the page said in a
            message box.

        Raises:
            BrowserError: The browser's or the site's fault.
        """
        self._messages.clear()
        self._failed_load = ""
        waiting = action.kind is ActionKind.WAIT
        moment = self._activity.moment(afresh=not waiting)
        async with guarded(f"{action.kind} failed", self._config.load_seconds):
            fault = await self._perform(action)
        async with guarded(f"the page after {action.kind} cannot be seen", self._patience):
            await self._settle(moment, _WAIT_QUIET_MS if waiting else None)
            refusal = await self._leave_error_page()
        return fault or refusal or "; ".join(self._messages) or None

    async def screenshot(self, element: str | None = None) -> Screenshot:
        """What a person would see of the current tab; see `planact.browser.screenshot`.

        Raises:
            BrowserError: The page crashed or does not answer.
        """
        async with guarded("no screenshot can be taken", self._patience):
            return await take_screenshot(self._current(), element)

    async def scroll_to(self, top: int) -> None:
        """Scroll the current tab to ``top`` pixels below the page's upper edge."""
        async with guarded("the page cannot be scrolled", self._patience):
            moment = self._activity.moment()
            await self._current().evaluate("(top) => window.scrollTo(0, top)", top)
            await self._settle(moment)

    async def find(self, css: str) -> Place:
        """Where the first element is that the selector names; for oracles and evaluators only."""
        async with guarded(f"{css!r} cannot be looked up", self._patience):
            found = await self._current().evaluate(_PLACE, css)
        return Place(found["id"], found["direction"])

    async def read(self, locator: str, url: str | None = None) -> str:
        """What an evaluator's locator gives: a JavaScript expression, or "" for the page's HTML.

        Args:
            locator: Evaluated in the page; nothing, or an exception as for an element that is not
                there, gives "".
            url: Page to open in a tab of its own for this; the current tab is read if None.

        Raises:
            BrowserError: The page could not be opened, or the site answered with a server error.
        """
        if url is None:
            async with guarded("the page cannot be read", self._patience):
                return await read(self._current(), locator)
        async with guarded(f"{url} cannot be read", self._patience):
            return await read_at(self._context, self._config, url, locator)

    async def close(self) -> None:
        """Close every tab and throw the context away; a crash has done so already.

        Raises:
            BrowserError: The browser does not answer.
        """
        from playwright.async_api import Error

        async with guarded("the session cannot be closed", self._patience):
            try:
                await self._context.close()
            except Error as error:
                if not is_of_a_lost_page(error):
                    raise

    # ---- Tabs ------------------------------------------------------------------------------------

    def _open_tabs(self) -> list[Page]:
        """In the order they were opened; the last is the current one."""
        return [tab for tab in self._tabs if not tab.is_closed()]

    def _current(self) -> Page:
        tabs = self._open_tabs()
        if not tabs:
            raise BrowserError("every tab is closed: by its page, or by a crash of the browser")
        return tabs[-1]

    async def _add_tab(self, page: Page) -> None:
        self._tabs.append(page)
        page.on("popup", self._popup)
        page.on("download", self._download)
        await self._activity.watch(page)

    async def _popup(self, page: Page) -> None:
        from playwright.async_api import Error

        with contextlib.suppress(Error):  # it may be closed again already
            self._activity.tab_opened()
            await self._add_tab(page)

    async def _tab_titles(self) -> list[str]:
        current = self._current()
        titles = [await tab.title() or tab.url for tab in self._open_tabs()[:-1]]
        return [*titles, f"{await current.title() or current.url} (current)"]

    # ---- Acting ----------------------------------------------------------------------------------

    async def _perform(self, action: Action) -> str | None:
        fault = await perform(self._current(), action)
        if fault and action.kind is ActionKind.GO_BACKWARD and len(self._open_tabs()) > 1:
            # A tab's first page was reached from the tab that opened it.
            await self._current().close()
            return None
        return fault

    async def _settle(self, moment: Moment, quiet_ms: float | None = None) -> None:
        self.last_status = await self._activity.settle(self._current, moment, quiet_ms)

    async def _leave_error_page(self) -> str | None:
        """If the action led to a page that may not be reached, return to where it was taken."""
        if not self._current().url.startswith("chrome-error:"):
            return None
        address, _, failure = self._failed_load.partition(" ")
        if failure not in _PROXY_FAILURES:
            raise BrowserError(f"{address} cannot be opened: {failure}")
        moment = self._activity.moment()
        await self._perform(Action(ActionKind.GO_BACKWARD))
        await self._settle(moment)
        hosts = ", ".join(self._hosts) or "files"
        return f"{address} cannot be opened: only {hosts} can be reached from here"

    async def _answer(self, dialog: Dialog) -> None:
        """Agree to what the page asks; what it only says is told to the model."""
        if dialog.type == "alert":
            self._messages.append(f"the page says: {' '.join(dialog.message.split())}")
        await dialog.accept(dialog.default_value)

    async def _download(self, download: Download) -> None:
        self._messages.append(f"the file {download.suggested_filename} was not downloaded")

    def _request_failed(self, request: Request) -> None:
        failure = (request.failure or "").removeprefix("net::")
        if failure in _PROXY_FAILURES:
            self.refused.add(urlsplit(request.url).netloc)
        if is_page_load(request):
            self._failed_load = f"{request.url} {failure}"
