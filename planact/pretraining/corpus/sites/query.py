"""What part of a list is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from planact.pretraining.corpus.content.records import Record


@dataclass(frozen=True)
class Query:
    """Which part of a list is shown, and how.

    Attributes:
        group: Only this group.
        words: Only records whose names have these words.
        order: Label of the order; None for the one that the list has by itself.
        filters: Only records with these values, by the labels of their properties.
        page: Number of the page, from 0.
    """

    group: str | None = None
    words: str | None = None
    order: str | None = None
    filters: tuple[tuple[str, str], ...] = ()
    page: int = 0

    def finds(self, record: Record, *, is_fuzzy: bool) -> bool:
        """Whether the record belongs to it; where it is fuzzy, one of the words is enough."""
        if self.group is not None and record.group != self.group:
            return False
        if any(record.values[label].text != option for label, option in self.filters):
            return False
        if self.words is None:
            return True
        wanted, there = set(self.words.lower().split()), set(record.name.lower().split())
        return bool(wanted & there) if is_fuzzy else wanted <= there
