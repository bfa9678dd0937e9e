"""Simulated pages as HTML, for a real browser to look at."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from planact.pretraining.corpus.pages.blocks import (
    Block,
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
from planact.pretraining.corpus.pages.tab import Notice

COVER = "position:fixed; inset:0; z-index:9; background:#fff8"


def html(blocks: Iterable[Block], notice: Notice | None = None) -> str:
    """The page's body."""
    over = f'<div style="{COVER}">{html(notice.blocks)}</div>' if notice is not None else ""
    return over + "".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Line(parts):
            return f"<p>{''.join(map(_part, parts))}</p>"
        case Pair(term, value):
            return f"<dl><dt>{escape(term)}</dt><dd>{_part(value)}</dd></dl>"
        case Row(cells):
            row = "".join(f"<td>{_part(cell)}</td>" for cell in cells)
            return f"<table><tr>{row}</tr></table>"
        case Thing():
            return f"<div>{_part(block)}</div>"


def _part(part: str | Thing) -> str:
    if isinstance(part, str):
        return escape(part)
    if isinstance(part, Link):
        return f'<a href="#">{escape(part.label)}</a>'
    if isinstance(part, Field | Select | Check):
        return _labelled(part)
    return f"<button>{escape(part.label)}</button>"


def _labelled(thing: Field | Select | Check) -> str:
    label, is_box = escape(thing.label), isinstance(thing, Check)
    match thing.naming:
        case "own":
            return _control(thing, f'aria-label="{label}"')
        case "wrap":
            control = _control(thing, "")
            return (
                f"<label>{control} {label}</label>"
                if is_box
                else f"<label>{label} {control}</label>"
            )
        case "for":
            control = _control(thing, f'id="{label}"')
            name = f'<label for="{label}">{label}</label>'
            return control + name if is_box else name + control


def _control(thing: Field | Select | Check, attributes: str) -> str:
    match thing:
        case Field(value=value, area=True):
            return f"<textarea {attributes}>{escape(value)}</textarea>"
        case Field(value=value):
            return f'<input {attributes} value="{escape(value)}">'
        case Check(checked=checked):
            return f'<input type="checkbox" {attributes} {"checked" if checked else ""}>'
        case Select(options=options, value=value):
            inside = "".join(
                f"<option {'selected' if option == (value or options[0]) else ''}>{escape(option)}"
                for option in options
            )
            return f"<select {attributes}>{inside}</select>"
