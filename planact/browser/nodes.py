"""The tree that the in-page walk returns, and what a person would call its elements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MAX_LABEL_CHARS = 200


@dataclass(frozen=True, slots=True)
class Control:
    """State of a form control.

    Attributes:
        kind: ``text``, ``choice`` (check box, radio button), ``select``, ``button`` or ``file``.
        value: Text, ``checked`` or ``not-checked``, or the selected options.
        options: Every option of a select.
        choices: Those of them that are not disabled.
    """

    kind: str
    value: str
    options: tuple[str, ...]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the page that meets the viewport, or holds one that does.

    Attributes:
        tag: Name of the element, in lower case.
        id: The id an action names it by, if it is clickable and no descendant is.
        text: Its own text before its first child element.
        attributes: Name and value of each attribute to print.
        kept: Whether VisualAgentBench's rules print it; else its children stand in its place.
        inline: Whether it flows with the text around it.
        seen: Whether a person can see it.
        acts: ``a`` or ``button`` where a person takes it for a link or a button.
        name: What it is called other than by its own text; empty for what cannot be used.
        control: Its state, for form controls.
        labels: For a label, the id of the control it names.
        content: Texts and child elements in document order.
        disabled: Whether it has an id and reacts to nothing.
        editable: Whether it has an id and takes text.
    """

    tag: str
    id: str | None
    text: str
    attributes: tuple[tuple[str, str], ...]
    kept: bool
    inline: bool
    seen: bool
    acts: str | None
    name: str
    control: Control | None
    labels: str | None
    content: tuple[str | Node, ...]
    disabled: bool = False
    editable: bool = False

    @classmethod
    def from_walk(cls, found: dict[str, Any]) -> Node:
        """The node for one object of the walk's result, with all its descendants."""
        control = found["control"]
        return cls(
            tag=found["tag"],
            id=found["id"],
            text=found["text"],
            attributes=tuple((name, value) for name, value in found["attributes"]),
            kept=found["kept"],
            inline=found["inline"],
            seen=found["seen"],
            acts=found["acts"],
            name=found["name"],
            control=control
            and Control(
                control["kind"],
                control["value"],
                tuple(control["options"]),
                tuple(control["choices"]),
            ),
            labels=found["labels"],
            content=tuple(
                part if isinstance(part, str) else cls.from_walk(part) for part in found["content"]
            ),
            disabled=found["disabled"],
            editable=found["editable"],
        )

    @property
    def children(self) -> Iterator[Node]:
        """The child elements in document order."""
        return (part for part in self.content if isinstance(part, Node))

    def descendants(self) -> Iterator[Node]:
        """Every element below this one, in document order."""
        for child in self.children:
            yield child
            yield from child.descendants()


def said(node: Node) -> str:
    """The text a person reads in the element, white space collapsed; nothing of form controls."""
    return " ".join("".join(_runs(node)).split())


def target_ids(node: Node) -> list[str]:
    """The ids by which actions reach the element or what is in it."""
    own = [node.id] if node.id is not None else []
    return own + [below.id for below in node.descendants() if below.id is not None]


def is_one_thing(node: Node) -> bool:
    """Whether a person takes the element with all its content for one thing to click.

    A link whose text is in a span gets its id on the span: the link is the thing nevertheless.
    """
    if node.id is not None:
        return True
    if node.acts is None or not target_ids(node):
        return False
    return not any(below.acts or below.control for below in node.descendants())


def thing_id(node: Node) -> str:
    """The id that stands for one thing: that of the first part with text, else the first."""
    parts = [node, *node.descendants()]
    with_id = [part for part in parts if part.id is not None]
    return next((part.id for part in with_id if said(part)), with_id[0].id) or ""


def label_of(node: Node) -> str:
    """What a person would call the thing: its text if it has words, else its name."""
    if node.control is not None and node.tag != "label":
        return node.name
    text = said(node)
    if any(character.isalnum() for character in text):
        return text if node.acts or len(text) <= MAX_LABEL_CHARS else _shortened(text)
    names = (part.name for part in (node, *node.descendants()))
    return next(filter(None, names), text)


def labels(root: Node) -> dict[str, str]:
    """For each id on the page the label of the thing it stands for."""
    found: dict[str, str] = {}
    if is_one_thing(root):
        return dict.fromkeys(target_ids(root), label_of(root))
    for child in root.children:
        found |= labels(child)
    return found


def _runs(node: Node) -> Iterator[str]:
    if node.control is not None and node.tag != "label":
        return
    for part in node.content:
        if isinstance(part, str):
            if node.seen:
                yield part
        elif part.inline:
            yield from _runs(part)
        else:
            yield " "
            yield from _runs(part)
            yield " "


def _shortened(text: str) -> str:
    return text[:MAX_LABEL_CHARS].rsplit(" ", 1)[0]
