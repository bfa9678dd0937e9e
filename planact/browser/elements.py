"""The elements of a page that actions can name, and the actions that each of them allows."""

from __future__ import annotations

from dataclasses import dataclass

from planact.browser.nodes import Node, labels
from planact.core.action import ActionKind


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the page that has an id.

    Attributes:
        id: The id that an action names.
        label: What a person would call the thing that it stands for; it may be empty.
        kinds: The actions that it allows.
        options: Of a select, the texts of the options that can be chosen.
    """

    id: str
    label: str
    kinds: tuple[ActionKind, ...]
    options: tuple[str, ...] = ()


def elements(root: Node) -> tuple[Element, ...]:
    """Every element with an id, in document order."""
    names = labels(root)
    return tuple(
        Element(node.id, names[node.id], _kinds(node), _options(node))
        for node in (root, *root.descendants())
        if node.id is not None
    )


def _kinds(node: Node) -> tuple[ActionKind, ...]:
    kind = node.control.kind if node.control else None
    if node.disabled or kind == "file":
        return (ActionKind.HOVER,)
    if kind == "select":
        # A drop-down list opens outside the page, where a click on it leads nowhere.
        return (ActionKind.SELECT, ActionKind.HOVER)
    typing = (ActionKind.TYPE, ActionKind.SEARCH) if node.editable else ()
    return (ActionKind.CLICK, *typing, ActionKind.HOVER)


def _options(node: Node) -> tuple[str, ...]:
    return tuple(dict.fromkeys(node.control.choices)) if node.control else ()
