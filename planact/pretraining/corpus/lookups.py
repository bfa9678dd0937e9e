"""Dense questions about one page: a line of a plan, and the action that follows from it.

Most of what a small model must learn is to copy: from the plan a label, from the page its id. One
page with a dozen such questions holds many times more of it than the rounds of episodes do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planact.core.action import Action, ActionKind
from planact.core.plan import Step
from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.pages.blocks import (
    Block,
    Button,
    Check,
    Field,
    Line,
    Link,
    Pair,
    Row,
    Select,
    Thing,
)
from planact.pretraining.corpus.pages.tab import Seen

INTENT = "Do these steps."
MOST = 14


@dataclass(frozen=True)
class Lookup:
    """A step, the action it asks for, and the label of the action's target."""

    step: str
    action: Action
    label: str | None = None

    @property
    def as_step(self) -> Step:
        """The step as plans hold it."""
        return Step("", self.step)


def lookups(seen: Seen, draw: Draw) -> list[Lookup]:
    """Questions about the page, in random order."""
    found = [*_about_things(seen, draw), *_about_values(seen.blocks, draw)]
    return draw.some(found, MOST)


def _about_things(seen: Seen, draw: Draw) -> Iterator[Lookup]:
    # A label that stands twice says nothing about which one is meant.
    labels = [seen.labels.get(id, "") for id in seen.printed]
    for id, label in zip(seen.printed, labels, strict=True):
        thing = seen.ids[id]
        if label and labels.count(label) == 1:
            step, kind, argument = _use(thing, label, draw)
            yield Lookup(step, Action(kind, id, argument), label)


def _use(thing: Thing, label: str, draw: Draw) -> tuple[str, ActionKind, str | None]:
    """A step that uses the thing, and how."""
    value = _value(draw)
    slots = {"label": label, "value": value}
    match thing:
        case Link():
            return draw.say(_OPEN).format_map(slots), ActionKind.CLICK, None
        case Button():
            return draw.say(_PRESS).format_map(slots), ActionKind.CLICK, None
        case Check():
            return draw.say(_TICK).format_map(slots), ActionKind.CLICK, None
        case Select(options=options):
            slots["value"] = option = draw.one(options)
            return draw.say(_CHOOSE).format_map(slots), ActionKind.SELECT, option
        case Field(effect=effect) if effect is not None:
            return draw.say(_SEARCH).format_map(slots), ActionKind.SEARCH, value
    return draw.say(_FILL).format_map(slots), ActionKind.TYPE, value


def _value(draw: Draw) -> str:
    make = draw.one((names.product, names.person, names.date, names.code, names.phrase, names.town))
    return make(draw)


def _about_values(blocks: Sequence[Block], draw: Draw) -> Iterator[Lookup]:
    head: Row | None = None
    for block in blocks:
        match block:
            case Pair(term, str() as value):
                yield _read(draw.say(_READ).format(term=_lower(term)), value)
            case Line((str() as line,)) if ": " in line and line.count(": ") == 1:
                term, value = line.split(": ")
                yield _read(draw.say(_READ).format(term=_lower(term)), value)
            case Row(cells) if head is not None and len(cells) == len(head.cells):
                yield from _cell(head, cells, draw)
        # A table's first row in view is taken for its head, and is one where it has no link.
        head = (head or block) if isinstance(block, Row) else None


def _cell(head: Row, cells: tuple[str | Thing, ...], draw: Draw) -> Iterator[Lookup]:
    """A question about one of the row's texts."""
    texts = [_text(cell) for cell in cells]
    first = next((i for i, cell in enumerate(cells) if not isinstance(cell, Check)), 0)
    plain = [
        i
        for i, cell in enumerate(cells)
        if isinstance(cell, str) and cell and head.cells[i] and i != first
    ]
    if plain:
        column = draw.one(plain)
        slots = {"term": _lower(_text(head.cells[column])), "name": texts[first]}
        yield _read(draw.say(_READ_CELL).format_map(slots), texts[column])


def _text(cell: str | Thing) -> str:
    return cell.label if isinstance(cell, Thing) else cell


def _read(step: str, value: str) -> Lookup:
    return Lookup(step, Action(ActionKind.EXIT, argument=value))


def _lower(label: str) -> str:
    return label if label.isupper() else label[:1].lower() + label[1:]


_OPEN = ("Open '{label}'", "Go to '{label}'", "Click '{label}'", "Follow the link '{label}'")
_PRESS = ("Press '{label}'", "Click '{label}'", "Use the button '{label}'", "Click on '{label}'")
_TICK = ("Tick '{label}'", "Click the box '{label}'", "Switch '{label}'")
_CHOOSE = (
    "Choose '{value}' as the {label}",
    "Set '{label}' to '{value}'",
    "Select '{value}' in the list '{label}'",
    "Pick '{value}' from '{label}'",
)
_SEARCH = (
    "Search for '{value}'",
    "Find '{value}' by searching",
    "Enter '{value}' into '{label}' and press Enter",
)
_FILL = (
    "Fill in the {label} '{value}'",
    "Type '{value}' into '{label}'",
    "Enter '{value}' as the {label}",
    "Set the {label} to '{value}'",
)
_READ = ("Answer with the {term}", "Return the {term}", "Read the {term} and answer with it")
_READ_CELL = (
    "Answer with the {term} of '{name}'",
    "Return the {term} of '{name}'",
    "Read the {term} of '{name}' and answer with it",
)
