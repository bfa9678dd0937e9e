"""Pages as the tree that the browser's walk returns for such pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from planact.browser.nodes import Control, Node
from planact.pretraining.corpus.pages.blocks import (
    CHECKED,
    UNCHECKED,
    Block,
    Button,
    Check,
    Field,
    Heading,
    Line,
    Link,
    Pair,
    Row,
    Select,
    Thing,
)


def body(nodes: Sequence[Node]) -> Node:
    """The page with these elements."""
    return _node("body", tuple(nodes))


class Tree:
    """Builds the walk's tree of a page.

    Args:
        number: Gives the next clickable element its id, or None for all where something covers
            them. A label beside a field is clickable as well.
    """

    def __init__(self, number: Callable[[], str | None]) -> None:
        self._number = number
        self.ids: dict[str, Thing] = {}

    def nodes(self, blocks: Iterable[Block]) -> list[Node]:
        """The blocks' elements."""
        return [node for block in blocks for node in self._block(block)]

    def _block(self, block: Block) -> list[Node]:
        match block:
            case Heading(text, level):
                return [_node(f"h{level}", (text,))]
            case Line(parts):
                return [_node("p", tuple(self._parts(parts)))]
            case Pair(term, value):
                inside = (_node("dt", (term,)), _node("dd", tuple(self._parts([value]))))
                return [_node("dl", inside)]
            case Row(cells):
                return [_node("tr", tuple(_node("td", tuple(self._parts([c]))) for c in cells))]
            case Thing():
                return [_node("div", tuple(self._parts([block])))]

    def _parts(self, parts: Iterable[str | Thing]) -> Iterator[str | Node]:
        for part in parts:
            if isinstance(part, str):
                yield part
            else:
                yield from self._thing(part)

    def _thing(self, thing: Thing) -> Iterator[Node]:
        match thing:
            case Link() | Button():
                yield self._clickable(thing)
            case Field() | Select() | Check():
                yield from self._labelled(thing)

    def _clickable(self, thing: Thing) -> Node:
        id = self._identify(thing)
        if isinstance(thing, Link):
            return _node("a", (thing.label,), id=id, inline=True, acts="a")
        control, name = Control("button", "", ()), thing.label
        content = (name,)
        return _node(
            "button", content, id=id, inline=True, acts="button", name=name, control=control
        )

    def _labelled(self, thing: Field | Select | Check) -> Iterator[Node]:
        """The field with its label, in the order that such fields have."""
        if thing.naming == "own":
            yield self._control(thing)
        elif thing.naming == "wrap":
            control = self._control(thing)
            parts = (control, thing.label) if isinstance(thing, Check) else (thing.label, control)
            yield _node("label", parts, inline=True, labels=control.id)
        else:
            # A box stands before its label.
            before = self._control(thing) if isinstance(thing, Check) else None
            label_id = self._identify(thing)
            control = before or self._control(thing)
            label = _node("label", (thing.label,), id=label_id, inline=True, labels=control.id)
            yield from (control, label) if isinstance(thing, Check) else (label, control)

    def _control(self, thing: Field | Select | Check) -> Node:
        id = self._identify(thing)
        match thing:
            case Field(value=value, area=area):
                tag, control = "textarea" if area else "input", Control("text", value, ())
            case Select(options=options, value=value):
                tag, control = "select", Control("select", value or options[0], options)
            case Check(checked=checked):
                state = CHECKED if checked else UNCHECKED
                tag, control = "input", Control("choice", state, ())
        return _node(tag, (), id=id, inline=True, control=control, name=thing.label)

    def _identify(self, thing: Thing) -> str | None:
        id = self._number()
        if id is not None:
            self.ids[id] = thing
        return id


def _node(
    tag: str,
    content: tuple[str | Node, ...],
    *,
    id: str | None = None,
    inline: bool = False,
    acts: str | None = None,
    name: str = "",
    control: Control | None = None,
    labels: str | None = None,
) -> Node:
    return Node(
        tag=tag,
        id=id,
        text="",
        attributes=(),
        kept=True,
        inline=inline,
        seen=True,
        acts=acts,
        name=name,
        control=control,
        labels=labels,
        content=content,
    )
