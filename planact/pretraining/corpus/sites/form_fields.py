"""The fields of one site's forms, with their labels, options and entries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.content.fields import FIELDS, FieldKind
from planact.pretraining.corpus.content.purposes import Purpose
from planact.pretraining.corpus.content.records import different
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.pages.blocks import CHECKED, UNCHECKED


@dataclass(frozen=True)
class SiteField:
    """A field as one site has it: with its label, its options and what it holds at first."""

    kind: FieldKind
    label: str
    options: tuple[str, ...] = ()
    value: str = ""

    @property
    def key(self) -> str:
        """How scripts name it."""
        return f"field:{self.label}"

    @property
    def control(self) -> Literal["text", "area", "select", "check", "links"]:
        """What it looks like."""
        return self.kind.control


def make_fields(purpose: Purpose, draw: Draw) -> list[SiteField]:
    """The fields that a site's form of this purpose has; no label is part of another one."""
    kinds = [kind for kind in purpose.fields if draw.chance(0.85)] or list(purpose.fields)
    kinds += draw.some(FIELDS, draw.one((0, 0, 1, 2, 4)))
    fields: dict[str, SiteField] = {}
    for kind in kinds:
        label = draw.say(kind.labels)
        said = {field.kind.said for field in fields.values()}
        if kind.said not in said and not any(label in name or name in label for name in fields):
            fields[label] = _make_field(kind, label, draw)
    if purpose.shuffled:
        return draw.some(list(fields.values()), len(fields))
    return list(fields.values())


def _make_field(kind: FieldKind, label: str, draw: Draw) -> SiteField:
    options: tuple[str, ...] = ()
    if kind.control in ("select", "links"):
        options = tuple(draw.some(kind.options, draw.count(3, 6)))
        if not options:
            make = kind.make or names.term
            options = tuple(different(lambda: make(draw), draw.count(3, 6)))
    field = SiteField(kind, label, options)
    if not draw.chance(kind.filled):
        return field
    return replace(field, value=new_value(field, draw))


def unset(field: SiteField) -> str:
    """What a field that nobody has touched holds."""
    if field.control == "check":
        return UNCHECKED
    return field.options[0] if field.control == "select" else ""


def new_value(field: SiteField, draw: Draw) -> str:
    """Something else for the field to hold."""
    if field.control == "check":
        return UNCHECKED if field.value == CHECKED else CHECKED
    if field.options:
        return draw.one([o for o in field.options if o != field.value])
    make: Callable[[Draw], str] = field.kind.make or names.phrase
    return make(draw)
