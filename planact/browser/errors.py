"""The browser's faults: how Playwright's errors become one that says whose fault it was."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Error


class BrowserError(RuntimeError):
    """The environment's fault: a crash, a page that does not open or does not answer."""


@contextlib.asynccontextmanager
async def guarded(what: str, seconds: float) -> AsyncIterator[None]:
    """Turn Playwright's errors, and taking longer than ``seconds``, into `BrowserError`.

    Playwright sets no limit of its own to evaluating and clicking.
    """
    from playwright.async_api import Error

    try:
        async with asyncio.timeout(seconds):
            yield
    except Error as error:
        raise BrowserError(f"{what}: {reason(error)}") from error
    except TimeoutError as error:
        raise BrowserError(f"{what}: no answer within {seconds:g} s") from error


def reason(error: Error) -> str:
    """Playwright's message without the name of its method, the address and the call log."""
    line = error.message.splitlines()[0]
    return re.sub(r"^[A-Z]\w+\.\w+: |net::| at \S+$", "", line)


def is_of_a_replaced_page(error: Error) -> bool:
    """Whether the call failed because another document took the place of the one it was for."""
    return "context was destroyed" in error.message or "Cannot find context" in error.message


def is_of_a_lost_page(error: Error) -> bool:
    """Whether the call failed because its page, or the whole browser, closed or crashed."""
    return "has been closed" in error.message or "Target crashed" in error.message
