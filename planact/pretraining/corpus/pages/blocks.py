"""What pages are made of: headings, lines, tables, and things to act on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Form = Mapping[str, str]
"""What the fields of a page hold, by their keys."""

View = Callable[[], Sequence["Block"]]
"""A page: makes its blocks from the site's present state."""

Effect = Callable[[Form], View]
"""What using a thing does: may change the site's state, and leads to a page."""

Naming = Literal["wrap", "for", "own"]
"""How a field comes by its label: a label around it, a label beside it, or its own attribute."""

CHECKED, UNCHECKED = "checked", "not-checked"


@dataclass(frozen=True)
class Thing:
    """Something to act on.

    Attributes:
        label: What a person calls it.
        key: How scripts name it; its label by default.
        effect: What a click does, or Enter in a field, or choosing an option of a list that
            applies itself; None where that only fills in a form.
    """

    label: str
    key: str = ""
    effect: Effect | None = None

    @property
    def name(self) -> str:
        """How scripts name it."""
        return self.key or self.label


@dataclass(frozen=True)
class Link(Thing):
    """A link."""


@dataclass(frozen=True)
class Button(Thing):
    """A button."""


@dataclass(frozen=True)
class Field(Thing):
    """A text field, of one line or (``area``) of several."""

    value: str = ""
    naming: Naming = "wrap"
    area: bool = False


@dataclass(frozen=True)
class Select(Thing):
    """A drop-down list."""

    options: tuple[str, ...] = ()
    value: str = ""
    naming: Naming = "wrap"


@dataclass(frozen=True)
class Check(Thing):
    """A check box."""

    checked: bool = False
    naming: Naming = "wrap"


@dataclass(frozen=True)
class Heading:
    """A heading of a level from 1 to 6."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Line:
    """A run of texts and things that share a line."""

    parts: tuple[str | Thing, ...]


@dataclass(frozen=True)
class Pair:
    """A term with its value."""

    term: str
    value: str | Thing


@dataclass(frozen=True)
class Row:
    """A row of a table."""

    cells: tuple[str | Thing, ...]


Block = Thing | Heading | Line | Pair | Row


def text(*parts: str | Thing) -> Line:
    """A line of texts and things."""
    return Line(parts)


def things(blocks: Iterable[Block]) -> Iterator[Thing]:
    """Everything to act on, in document order."""
    for block in blocks:
        match block:
            case Thing():
                yield block
            case Line(parts):
                yield from (part for part in parts if isinstance(part, Thing))
            case Row(cells):
                yield from (cell for cell in cells if isinstance(cell, Thing))
            case Pair(value=Thing() as value):
                yield value
