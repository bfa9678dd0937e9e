"""A picture of the viewport, with the place of one element in it: for people, not for models."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planact.core.trajectory import Box

if TYPE_CHECKING:
    from playwright.async_api import Page

_QUALITY = 50
# WebP is half as large and takes three times as long.
_FORMAT = "jpeg"

_BOX = """(id) => {
  const element = (window[Symbol.for("planact.labelled")] ?? [])[Number(id)];
  if (!element?.isConnected) return null;
  const { left, top, width, height } = element.getBoundingClientRect();
  const shares = [left / innerWidth, top / innerHeight, width / innerWidth, height / innerHeight];
  return shares.map((share) => Math.round(share * 1e4) / 1e4);
}"""


@dataclass(frozen=True)
class Screenshot:
    """What a person would see of a page.

    Attributes:
        image: The viewport as a JPEG.
        box: Where the element is, as shares of the viewport; None if there is no such element.
    """

    image: bytes
    box: Box | None


async def take_screenshot(page: Page, element: str | None) -> Screenshot:
    """The page as it is now, and where in it the element with an id of the last observation is.

    Playwright's own screenshots wait for fonts and hide the caret, which takes as long again.
    """
    box = await page.evaluate(_BOX, element) if element is not None else None
    protocol = await page.context.new_cdp_session(page)
    shot = await protocol.send("Page.captureScreenshot", {"format": _FORMAT, "quality": _QUALITY})
    await protocol.detach()
    return Screenshot(base64.b64decode(shot["data"]), tuple(box) if box else None)
