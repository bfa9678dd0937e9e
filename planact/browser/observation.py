"""A page as a model sees it: one walk in the page, printed in the style asked for."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planact.browser.compact import ABOVE, BELOW, compact_lines
from planact.browser.elements import Element, elements
from planact.browser.markup import Markup, print_markup
from planact.browser.nodes import Node
from planact.core.errors import UserError

if TYPE_CHECKING:
    from playwright.async_api import Page

MAX_CHARS = 60_000

_PARTS = Path(__file__).parent / "walk"
_WALK = "(attributeNames) => {{\n{}\n}}".format(
    "\n".join(
        (_PARTS / f"{part}.js").read_text(encoding="utf-8")
        for part in ("clickable", "attributes", "names", "tree")
    )
)
"""A function of the names of the attributes to print, in order."""

_VAB_ATTRIBUTES = (
    "title",
    "value",
    "type",
    "placeholder",
    "selected",
    "data-value",
    "data-text",
    "data-testid",
    "data-label",
    "data-bbox",
    "data-status",
)
_FULL_ATTRIBUTES = (*_VAB_ATTRIBUTES, "aria-label", "alt")
Walk = dict[str, Any]
"""The walk's result, as the head of walk/tree.js describes it."""

# Overflow of a few pixels is no reason to scroll.
_SCROLL_SLACK = 20


@dataclass(frozen=True)
class Observation:
    """What a model sees of a page.

    Attributes:
        text: The page in the style asked for; only what meets the viewport.
        url: The page's address.
        title: The page's title.
        labels: For each element id, what a person would call the element.
        nodes: Number of DOM elements on the page, in and out of view.
        seconds: Time of the walk and of the printing.
        elements: What the text shows with an id.
    """

    text: str
    url: str
    title: str
    labels: dict[str, str]
    nodes: int
    seconds: float
    elements: tuple[Element, ...] = ()


async def observe(
    page: Page, style: str, max_chars: int = MAX_CHARS, tabs: Sequence[str] = ()
) -> Observation:
    """Walk the page and print it; its ids are valid for actions until the next walk.

    Args:
        page: The tab to look at.
        style: ``vab`` (VisualAgentBench's text, byte for byte), ``full`` (the same with address,
            title, tabs, scroll state, aria-label and alt) or ``compact`` (one line a thing).
        max_chars: A longer text is cut between elements, with a note.
        tabs: Titles of the open tabs, the current one marked; printed by ``full``.

    Raises:
        UserError: There is no such style.
    """
    if style not in STYLES:
        raise UserError(f"no observation style {style!r}: use one of {', '.join(STYLES)}")
    chosen = STYLES[style]
    started = time.perf_counter()
    found: Walk = json.loads(await page.evaluate(_WALK, list(chosen.attributes)))
    root = Node.from_walk(found["root"])
    head = chosen.head(found, tabs)
    body = print_markup(chosen.markup(root, found), chosen.separator, max_chars - len(head))
    text, nameable = head + body, elements(root)
    return Observation(
        text=text,
        url=found["url"],
        title=found["title"],
        labels={one.id: one.label for one in nameable},
        nodes=found["nodes"],
        seconds=time.perf_counter() - started,
        elements=tuple(one for one in nameable if chosen.id_mark.format(one.id) in text),
    )


@dataclass(frozen=True)
class Style:
    """A way to print: the attributes to read, what stands between elements, and the printers.

    ``id_mark`` is how an id is printed.
    """

    attributes: tuple[str, ...]
    separator: str
    id_mark: str
    markup: Callable[[Node, Walk], Sequence[Markup]]
    head: Callable[[Walk, Sequence[str]], str]


def _no_head(walk: Walk, tabs: Sequence[str]) -> str:
    return ""


def _full_head(walk: Walk, tabs: Sequence[str]) -> str:
    scroll = walk["scroll"]
    lines = [
        f"URL: {walk['url']}",
        f"Title: {walk['title']}",
        *([f"Tabs: {' | '.join(tabs)}"] if tabs else []),
        f"Scroll: {scroll['above']} px above, {scroll['below']} px below",
    ]
    return "\n".join(lines) + "\n"


def _html(root: Node, walk: Walk) -> Sequence[Markup]:
    return tuple(_kept(root))


def _lines(root: Node, walk: Walk) -> Sequence[Markup]:
    scroll = walk["scroll"]
    above = [ABOVE] if scroll["above"] > _SCROLL_SLACK else []
    below = [BELOW] if scroll["below"] > _SCROLL_SLACK else []
    return [Markup(line) for line in [*above, *compact_lines(root), *below]]


def _kept(node: Node) -> Iterator[Markup]:
    """The element as markup, or its children's where it is not kept itself."""
    children = tuple(markup for child in node.children for markup in _kept(child))
    if not node.kept:
        yield from children
        return
    identity = [f'id="{node.id}"'] if node.id is not None else []
    attributes = [f'{name}="{value}"' for name, value in node.attributes]
    opening = f"<{' '.join([node.tag, *identity, *attributes])}>"
    text = [node.text] if node.text else []
    yield Markup(" ".join([opening, *text]), f"</{node.tag}>", children)


STYLES = {
    "vab": Style(_VAB_ATTRIBUTES, " ", 'id="{}"', _html, _no_head),
    "full": Style(_FULL_ATTRIBUTES, " ", 'id="{}"', _html, _full_head),
    "compact": Style(_FULL_ATTRIBUTES, "\n", "[{}]", _lines, _no_head),
}
