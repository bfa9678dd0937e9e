"""One Chromium process, and the contexts it gives to episodes."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import socket
from collections.abc import Sequence
from typing import TYPE_CHECKING

from planact.browser.errors import guarded, is_of_a_lost_page
from planact.browser.session import Session
from planact.config.schema import BrowserConfig
from planact.core.errors import UserError

if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import BrowserContext, Playwright

log = logging.getLogger(__name__)

EXECUTABLE_VARIABLE = "PLANACT_BROWSER"

# An orderly end takes a fraction of this.
_CLOSE_SECONDS = 15.0

# A build without windows opens an episode's context in a third of the time.
_HEADLESS_COMMANDS = ("chromium-headless-shell", "chrome-headless-shell")
_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A turn of the wheel is over when it is over.
    "--disable-smooth-scrolling",
    # WebRTC would open sockets past the proxy that restricts hosts.
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_HOW_TO_GET_ONE = (
    "install Chromium or Chrome (e.g. `apt install chromium` or `playwright install chromium`), "
    f"or name one by env.browser.executable or ${EXECUTABLE_VARIABLE}"
)


class Browser:
    """One Chromium process; every session has a context of its own in it."""

    def __init__(self, playwright: Playwright, chromium: Chromium, config: BrowserConfig) -> None:
        self._playwright = playwright
        self._chromium = chromium
        self._config = config
        self._nowhere = _closed_port()
        self._is_lost = False

    @property
    def has_crashed(self) -> bool:
        """Whether the process is gone, so that no session can be opened any more."""
        return self._is_lost or not self._chromium.is_connected()

    @classmethod
    async def launch(cls, config: BrowserConfig) -> Browser:
        """Start the browser.

        Raises:
            UserError: There is no Chromium, or it does not start.
        """
        from playwright.async_api import Error, async_playwright

        playwright = await async_playwright().start()
        try:
            executable = find_executable(config, playwright.chromium.executable_path)
            chromium = await _start(playwright, config, executable)
        except Error as error:
            await playwright.stop()
            line = error.message.splitlines()[0]
            raise UserError(f"the browser does not start: {line}: {_HOW_TO_GET_ONE}") from error
        except UserError:
            await playwright.stop()
            raise
        return cls(playwright, chromium, config)

    async def open(
        self, url: str, *, hosts: Sequence[str], headers: dict[str, str] | None = None
    ) -> Session:
        """Open a session of its own at an address.

        Args:
            url: First page.
            hosts: What may be reached, as ``host:port`` (or ``host`` for all its ports). Every
                other request is sent to a proxy that does not exist, redirects and web sockets
                included.
            headers: Sent with every request.

        Raises:
            BrowserError: The page could not be opened, or the browser has crashed.
        """
        async with guarded(f"{url} cannot be opened", self._config.load_seconds):
            context = await self._new_context(hosts, headers)
        context.set_default_timeout(self._config.load_seconds * 1000)
        session = Session(context, self._config, hosts)
        try:
            await session.start(url)
        except BaseException:
            await session.close()
            raise
        return session

    async def close(self) -> None:
        """End the process; sessions that are still open end with it."""
        with contextlib.closing(self._nowhere):
            try:
                async with guarded("the browser cannot be closed", _CLOSE_SECONDS):
                    await self._chromium.close()
            finally:
                # Playwright kills what is still running.
                await self._playwright.stop()

    async def _new_context(
        self, hosts: Sequence[str], headers: dict[str, str] | None
    ) -> BrowserContext:
        from playwright.async_api import Error

        try:
            return await self._chromium.new_context(
                viewport={"width": self._config.width, "height": self._config.height},
                # Without <-loopback> Chromium would reach every port of this machine directly.
                proxy={
                    "server": self._nowhere_address,
                    "bypass": ",".join(["<-loopback>", *hosts]),
                },
                extra_http_headers=headers,
                accept_downloads=False,
                service_workers="block",
                reduced_motion="reduce",
                locale="en-US",
            )
        except Error as error:
            # Playwright takes a browser whose driver died for a connected one.
            self._is_lost = is_of_a_lost_page(error)
            raise

    @property
    def _nowhere_address(self) -> str:
        return f"http://127.0.0.1:{self._nowhere.getsockname()[1]}"


async def locate(config: BrowserConfig) -> str:
    """Path of the browser that `Browser.launch` would start.

    Raises:
        UserError: There is none.
    """
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        own: str = playwright.chromium.executable_path
    return find_executable(config, own)


def find_executable(config: BrowserConfig, own: str) -> str:
    """The browser to start: the configured one, or one on the PATH, or Playwright's ``own``.

    A build for headless use is taken first where no window is asked for.

    Raises:
        UserError: There is none, or the one that was named is not there.
    """
    named = config.executable or os.environ.get(EXECUTABLE_VARIABLE)
    if named:
        found = shutil.which(named)
        if found is None:
            raise UserError(f"there is no browser at {named}: {_HOW_TO_GET_ONE}")
        return found
    candidates: list[str] = [*(_HEADLESS_COMMANDS if config.headless else ()), own, *_COMMANDS]
    for candidate in candidates:
        if found := shutil.which(candidate):
            return found
    raise UserError(f"no browser found: {_HOW_TO_GET_ONE}")


async def _start(playwright: Playwright, config: BrowserConfig, executable: str) -> Chromium:
    from playwright.async_api import Error

    is_root = hasattr(os, "geteuid") and os.geteuid() == 0

    async def launch(sandbox: bool) -> Chromium:
        return await playwright.chromium.launch(
            executable_path=executable,
            headless=config.headless,
            chromium_sandbox=sandbox,
            args=list(_FLAGS),
        )

    if is_root:
        return await launch(sandbox=False)
    try:
        return await launch(sandbox=True)
    except Error as error:
        if "sandbox" not in error.message:
            raise
        log.warning("Chromium's own sandbox is not available here; starting without it")
        return await launch(sandbox=False)


def _closed_port() -> socket.socket:
    """A socket that is bound and never listens: its port refuses connections and stays ours."""
    reserved = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    reserved.bind(("127.0.0.1", 0))
    return reserved
