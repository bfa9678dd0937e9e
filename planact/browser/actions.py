"""Actions on a page, as the agent's grammar names them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from planact.browser.errors import is_of_a_replaced_page
from planact.core.action import Action, ActionKind

if TYPE_CHECKING:
    from playwright.async_api import Page

_TARGET = (Path(__file__).parent / "target.js").read_text(encoding="utf-8")

_SCROLL_SHARE = 2 / 3
# A wheel turn reaches the page within a frame or two, unless a frame of another site takes it.
_WHEEL_MS = 300

_WHEELS = """() => {
  const { wheels = 0, scrolls = 0 } = window[Symbol.for("planact.activity")] ?? {};
  return { wheels, scrolls, height: innerHeight };
}"""

_AFTER_WHEEL = """({ before, limitMs }) => new Promise((resolve) => {
  const activity = window[Symbol.for("planact.activity")];
  const started = performance.now();
  const look = () => {
    if (activity?.wheels === before.wheels && performance.now() - started < limitMs) {
      requestAnimationFrame(look);
    } else {
      requestAnimationFrame(() => requestAnimationFrame(
        () => resolve(!activity || activity.scrolls > before.scrolls || activity.wheelTaken)));
    }
  };
  look();
})"""

Gesture = Literal["click", "hover", "type", "select"]
Move = Callable[[float, float], Awaitable[None]]


async def perform(page: Page, action: Action) -> str | None:
    """Carry the action out on the page.

    Returns:
        None, or one line for the model that says why the action could not be carried out.
    """
    from playwright.async_api import Error

    try:
        return await _perform(page, action)
    except Error as error:
        if is_of_a_replaced_page(error):
            return "the page changed before the action was done: look at it again"
        raise


async def _perform(page: Page, action: Action) -> str | None:
    match action.kind:
        case ActionKind.CLICK:
            return await _click(page, action)
        case ActionKind.HOVER:
            return await _hover(page, action)
        case ActionKind.TYPE:
            return await _type(page, action)
        case ActionKind.SEARCH:
            return await _type(page, action) or await _press_enter(page)
        case ActionKind.PRESS_ENTER:
            return await _press_enter(page)
        case ActionKind.SELECT:
            return await _aim(page, action, "select", None)
        case ActionKind.SCROLL_DOWN:
            return await _scroll(page, 1)
        case ActionKind.SCROLL_UP:
            return await _scroll(page, -1)
        case ActionKind.GO_BACKWARD:
            return await _travel(page, -1)
        case ActionKind.GO_FORWARD:
            return await _travel(page, 1)
        case _:
            return None


async def _aim(page: Page, action: Action, gesture: Gesture, move: Move | None) -> str | None:
    """Check the target, and make the move at the point where it can be reached."""
    found = await page.evaluate(
        _TARGET, {"id": action.element, "action": gesture, "text": action.argument or ""}
    )
    if "fault" in found:
        return str(found["fault"])
    if "point" in found and move is not None:
        await move(found["point"]["x"], found["point"]["y"])
    return None


async def _click(page: Page, action: Action) -> str | None:
    return await _aim(page, action, "click", page.mouse.click)


async def _hover(page: Page, action: Action) -> str | None:
    return await _aim(page, action, "hover", page.mouse.move)


async def _type(page: Page, action: Action) -> str | None:
    async def click_and_type(x: float, y: float) -> None:
        await page.mouse.click(x, y)
        await page.keyboard.press("ControlOrMeta+A")
        await page.keyboard.press("Delete")
        await page.keyboard.type(action.argument or "")

    return await _aim(page, action, "type", click_and_type)


async def _press_enter(page: Page) -> str | None:
    await page.keyboard.press("Enter")
    return None


async def _scroll(page: Page, direction: int) -> str | None:
    before = await page.evaluate(_WHEELS)
    await page.mouse.wheel(0, direction * before["height"] * _SCROLL_SHARE)
    moved = await page.evaluate(_AFTER_WHEEL, {"before": before, "limitMs": _WHEEL_MS})
    if moved:
        return None
    return f"the page does not scroll further {'down' if direction > 0 else 'up'}"


async def _travel(page: Page, delta: int) -> str | None:
    if await has_history(page, delta):
        await (page.go_back if delta < 0 else page.go_forward)(wait_until="commit")
        return None
    return f"there is no {'earlier' if delta < 0 else 'later'} page in this tab's history"


async def has_history(page: Page, delta: int) -> bool:
    """Whether the tab's history has a page ``delta`` steps away; a blank first one is none."""
    protocol = await page.context.new_cdp_session(page)
    history = await protocol.send("Page.getNavigationHistory")
    await protocol.detach()
    entries: list[dict[str, str]] = history["entries"]
    index = int(history["currentIndex"]) + delta
    return 0 <= index < len(entries) and entries[index]["url"] != "about:blank"
