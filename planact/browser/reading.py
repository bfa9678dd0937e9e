"""What evaluators read: the value of a locator on the page at hand, or on one opened for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planact.browser.activity import Activity
from planact.browser.errors import BrowserError, is_of_a_lost_page, is_of_a_replaced_page
from planact.config.schema import BrowserConfig

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Page


async def read(page: Page, locator: str) -> str:
    """The locator's value on the page: a JavaScript expression's, or for "" the page's HTML.

    Nothing, or an exception as for an element that is not there, gives "".
    """
    from playwright.async_api import Error

    if not locator:
        return await page.content()
    try:
        found = await page.evaluate(f"() => {locator}")
    except Error as error:
        if is_of_a_replaced_page(error) or is_of_a_lost_page(error):
            raise
        return ""
    return "" if found is None else str(found)


async def read_at(context: BrowserContext, config: BrowserConfig, url: str, locator: str) -> str:
    """The locator's value on the page at an address, in a tab of its own, once it has settled.

    Raises:
        BrowserError: The site answered with a server error: what the page should hold is unknown.
    """
    page = await context.new_page()
    try:
        activity = Activity(config)
        await activity.watch(page)

        def current() -> Page:
            if page.is_closed():
                raise BrowserError(f"{url} closed its tab, or the browser has crashed")
            return page

        moment = activity.moment()
        await page.goto(url, wait_until="domcontentloaded")
        status = await activity.settle(current, moment)
        if status is not None and status >= 500:
            raise BrowserError(f"{url} answered with status {status}: the site is broken")
        return await read(page, locator)
    finally:
        await page.close()
