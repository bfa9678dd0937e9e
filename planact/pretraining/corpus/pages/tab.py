"""A simulated browser tab: shows a part of a page as the real one does, and acts on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from planact.browser.compact import ABOVE, BELOW, compact_lines
from planact.browser.nodes import Node, labels
from planact.core.action import Action, ActionKind
from planact.pretraining.corpus.pages.blocks import (
    Block,
    Button,
    Check,
    Field,
    Link,
    Select,
    Thing,
    View,
    things,
)
from planact.pretraining.corpus.pages.drafts import Drafts, form_of
from planact.pretraining.corpus.pages.tree import Tree, body

CLOSE = "close the notice"

_SCROLL_SHARE = 2 / 3
_MOST_ID = 199
"""Beyond it the tokenizer needs several tokens for an id."""


@dataclass(frozen=True)
class Seen:
    """What the tab shows.

    Attributes:
        text: The observation.
        ids: For each id the thing that it stands for.
        labels: For each id the label that the observation gives it.
        blocks: What is in view.
    """

    text: str
    ids: dict[str, Thing]
    labels: dict[str, str]
    blocks: tuple[Block, ...]

    def id_of(self, key: str) -> str | None:
        """The id of the thing that scripts call so, if it is in view."""
        return next((id for id in self.printed if self.ids[id].name == key), None)

    @property
    def printed(self) -> list[str]:
        """The ids that the observation shows; labels beside fields have others, unseen."""
        return [id for id in self.ids if f"[{id}]" in self.text]


@dataclass(frozen=True)
class Notice:
    """Something that covers the page until its button, which has the key `CLOSE`, is pressed."""

    blocks: tuple[Block, ...]


class Tab:
    """A tab with its history.

    Args:
        view: The first page.
        rng: For the ids, where they are not numbered as the browser does.
        height: Blocks that fit into the viewport.
        shuffled: Whether ids are drawn instead of counted from 0: a reader who copies them does
            not mind, and one who counts would.
    """

    def __init__(self, view: View, rng: Random, height: int, *, shuffled: bool) -> None:
        self.notice: Notice | None = None
        self._rng = rng
        self._height = height
        self._shuffled = shuffled
        self._history: list[View] = []
        self._open(view)

    @property
    def blocks(self) -> Sequence[Block]:
        """The whole page with what has been filled in."""
        return [self._drafts.filled(block) for block in self._view()]

    def seen(self) -> Seen:
        """The part of the page that is in view."""
        blocks = self.blocks
        shown = blocks[self._top : self._top + self._height]
        root, ids = self._tree(shown)
        above = [ABOVE] if self._top else []
        below = [BELOW] if self._top + self._height < len(blocks) else []
        lines = [*above, *compact_lines(root), *below]
        return Seen("\n".join(lines), ids, labels(root), tuple(shown))

    @property
    def is_filled_in(self) -> bool:
        """Whether leaving the page would lose what has been typed or chosen."""
        return bool(self._drafts)

    def way_to_thing(self, key: str) -> ActionKind | None:
        """Where to scroll for a thing; None where it is in view or not on the page."""
        return self._way_to(lambda block: any(thing.name == key for thing in things([block])))

    def way_to_text(self, text: str) -> ActionKind | None:
        """Where to scroll for a text; None where it is in view or not on the page."""
        return self._way_to(lambda block: text in _printed(block))

    def _way_to(self, wanted: Callable[[Block], bool]) -> ActionKind | None:
        rows = [row for row, block in enumerate(self.blocks) if wanted(block)]
        if not rows or self._top <= rows[0] < self._top + self._height:
            return None
        return ActionKind.SCROLL_UP if rows[0] < self._top else ActionKind.SCROLL_DOWN

    def act(self, action: Action, seen: Seen) -> str | None:
        """Carry the action out on the page as it was seen; returns why it failed, if it did."""
        if action.element is not None:
            return self._use(action, seen)
        match action.kind:
            case ActionKind.SCROLL_DOWN:
                return self._scroll(1)
            case ActionKind.SCROLL_UP:
                return self._scroll(-1)
            case ActionKind.GO_BACKWARD if self._history:
                self._open(self._history.pop())
            case ActionKind.GO_BACKWARD:
                return "there is no earlier page in this tab's history"
        return None

    def _tree(self, shown: Sequence[Block]) -> tuple[Node, dict[str, Thing]]:
        """The tree of what is in view, and the things by their ids."""
        tree = Tree(self._numbers(shown))
        if self.notice is None:
            return body(tree.nodes(shown)), tree.ids
        # What is covered cannot be clicked, so it has no ids; the notice stands first.
        over = tree.nodes(self.notice.blocks)
        return body([*over, *Tree(lambda: None).nodes(shown)]), tree.ids

    def _use(self, action: Action, seen: Seen) -> str | None:
        thing = seen.ids.get(action.element or "")
        if thing is None:
            last = max(map(int, seen.ids), default=-1)
            some = "no element has an id" if last < 0 else f"ids go from 0 to {last}"
            return f"element {action.element} is not on the page: {some}"
        if thing.name == CLOSE:
            self.notice = None
            return None
        match action.kind, thing:
            case ActionKind.CLICK, Select(options=options):
                return (
                    f"element {action.element} is a drop-down list: use Select Dropdown Option"
                    f" with one of {' | '.join(options)}"
                )
            case ActionKind.CLICK, Check():
                self._drafts.toggle(thing)
            case ((ActionKind.TYPE | ActionKind.SEARCH), Field()):
                self._drafts.enter(thing, action.argument or "")
                if action.kind is ActionKind.SEARCH:
                    self._take_effect(thing)
            case ((ActionKind.TYPE | ActionKind.SEARCH), _):
                tag = "a" if isinstance(thing, Link) else "button"
                return f'element {action.element} takes no text: it is <{tag}> "{thing.label}"'
            case ActionKind.SELECT, Select(options=options):
                if action.argument not in options:
                    wanted, there = json.dumps(action.argument), " | ".join(options)
                    return f"element {action.element} has no option {wanted}: {there}"
                self._drafts.enter(thing, action.argument)
                self._take_effect(thing)
            case ActionKind.CLICK, Link() | Button():
                self._take_effect(thing)
        return None

    def _take_effect(self, thing: Thing) -> None:
        if thing.effect is not None:
            view = thing.effect(form_of(self.blocks))
            self._history.append(self._view)
            self._open(view)

    def _open(self, view: View) -> None:
        self._view = view
        self._drafts = Drafts()
        self._top = 0

    def _scroll(self, direction: int) -> str | None:
        furthest = max(0, len(self.blocks) - self._height)
        top = self._top + direction * max(1, round(self._height * _SCROLL_SHARE))
        top = min(max(0, top), furthest)
        if top == self._top:
            return f"the page does not scroll further {'down' if direction > 0 else 'up'}"
        self._top = top
        return None

    def _numbers(self, blocks: Sequence[Block]) -> Callable[[], str | None]:
        count = 2 * sum(1 for _ in things(blocks)) + 1
        numbers = iter(range(count))
        if self._shuffled and count < _MOST_ID:
            numbers = iter(sorted(self._rng.sample(range(_MOST_ID + 1), count)))
        return lambda: str(next(numbers))


def _printed(block: Block) -> str:
    return " ".join(compact_lines(body(Tree(lambda: None).nodes([block]))))
