"""What has been typed and chosen on a page, which is lost with the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planact.pretraining.corpus.pages.blocks import (
    CHECKED,
    UNCHECKED,
    Block,
    Check,
    Field,
    Form,
    Line,
    Pair,
    Row,
    Select,
    Thing,
    things,
)


class Drafts:
    """The entries in a page's fields, by the fields' names."""

    def __init__(self) -> None:
        self._entries: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._entries)

    def enter(self, thing: Thing, text: str) -> None:
        """Type the text into the field, or choose the option of the list."""
        self._entries[thing.name] = text

    def toggle(self, check: Check) -> None:
        """Click the box."""
        was = self._entries.get(check.name) or (CHECKED if check.checked else UNCHECKED)
        self._entries[check.name] = UNCHECKED if was == CHECKED else CHECKED

    def filled(self, block: Block) -> Block:
        """The block with the entries in it."""
        if not self._entries:
            return block
        match block:
            case Thing():
                return self._filled_thing(block)
            case Line(parts):
                return Line(tuple(map(self._filled_part, parts)))
            case Row(cells):
                return Row(tuple(map(self._filled_part, cells)))
            case Pair(term, value):
                return Pair(term, self._filled_part(value))
        return block

    def _filled_part(self, part: str | Thing) -> str | Thing:
        return part if isinstance(part, str) else self._filled_thing(part)

    def _filled_thing(self, thing: Thing) -> Thing:
        entry = self._entries.get(thing.name)
        if entry is None:
            return thing
        match thing:
            case Field() | Select():
                return replace(thing, value=entry)
            case Check():
                return replace(thing, checked=entry == CHECKED)
        return thing


def form_of(blocks: Iterable[Block]) -> Form:
    """What a page's fields hold."""
    form: dict[str, str] = {}
    for thing in things(blocks):
        match thing:
            case Field(value=value):
                form[thing.name] = value
            case Select(options=options, value=value):
                form[thing.name] = value or options[0]
            case Check(checked=checked):
                form[thing.name] = CHECKED if checked else UNCHECKED
    return form
