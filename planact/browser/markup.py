"""Printed elements, and the cut of what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Markup:
    """A printed element: what stands before its children, the children, and what closes it."""

    opening: str
    closing: str = ""
    children: tuple[Markup, ...] = ()


def print_markup(elements: Sequence[Markup], separator: str, max_chars: int) -> str:
    """The elements in document order, whole if they fit into ``max_chars`` characters.

    Otherwise the text ends before the first element that does not fit, with a note of the cut and
    the closing tags of what is still open.
    """
    pieces = [piece for element in elements for piece in _pieces(element)]
    whole = separator.join(piece.text for piece in pieces)
    if len(whole) <= max_chars:
        return whole
    return separator.join(_cut(pieces, len(separator), max_chars))


@dataclass(frozen=True)
class _Piece:
    """An opening with the closing it will need (may be empty), or a closing (None)."""

    text: str
    closing: str | None


def _pieces(element: Markup) -> Iterator[_Piece]:
    yield _Piece(element.opening, element.closing)
    for child in element.children:
        yield from _pieces(child)
    if element.closing:
        yield _Piece(element.closing, None)


_NOTE = "<!-- cut here: {missing} more elements did not fit -->"


def _cut(pieces: Sequence[_Piece], gap: int, max_chars: int) -> list[str]:
    kept: list[str] = []
    open_closings: list[str] = []
    room = max_chars - len(_NOTE.format(missing=len(pieces)))
    for index, piece in enumerate(pieces):
        if piece.closing is None:
            kept.append(open_closings.pop())
            continue
        # The room of a closing is taken with its opening, so closings always fit.
        room -= len(piece.text) + gap + (len(piece.closing) + gap if piece.closing else 0)
        if room < 0:
            missing = sum(later.closing is not None for later in pieces[index:])
            return [*kept, _NOTE.format(missing=missing), *reversed(open_closings)]
        kept.append(piece.text)
        if piece.closing:
            open_closings.append(piece.closing)
    return kept
