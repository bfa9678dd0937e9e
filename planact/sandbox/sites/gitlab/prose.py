"""Markdown, as far as the projects' files use it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph or a list.

    Attributes:
        tag: HTML element: ``h2``, ``h3``, ``p`` or ``ul``.
        texts: Its text; for a list one text for each entry.
    """

    tag: str
    texts: tuple[str, ...]


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text, which are set apart by empty lines."""
    normal = text.replace("\r\n", "\n")
    return tuple(_block(part.strip()) for part in normal.split("\n\n") if part.strip())


def _block(part: str) -> Block:
    # A page has its own main heading: those of the text are one level lower.
    if part.startswith("## "):
        return Block("h3", (part.removeprefix("## "),))
    if part.startswith("# "):
        return Block("h2", (part.removeprefix("# "),))
    if part.startswith("- "):
        return Block("ul", tuple(line.removeprefix("- ") for line in part.splitlines()))
    return Block("p", (part,))
