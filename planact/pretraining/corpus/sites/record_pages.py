"""The pages of a listing's records: properties, tables, and buttons that do things to them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.content.facts import SiteFact
from planact.pretraining.corpus.content.records import Record, SitePart
from planact.pretraining.corpus.content.values import PERSON, USER
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.pages.blocks import (
    Block,
    Form,
    Heading,
    Line,
    Link,
    Pair,
    Row,
    Thing,
    View,
    text,
)
from planact.pretraining.corpus.sites.comments import Comments
from planact.pretraining.corpus.sites.deeds import Deeds
from planact.pretraining.corpus.sites.people import People, person_key

if TYPE_CHECKING:
    from planact.pretraining.corpus.sites.listing import Listing

_DONE = ("Done: {label}, {x}", "{x} – {label}: done", "Thank you. {label}: {x}", "{label} worked.")
_REPLIES = ("Reply", "Answer", "Respond", "Write back", "Comment on this")
_AROUND = (
    ("See also ", ""),
    ("Compare it with ", "."),
    ("Much like ", ", but older."),
    ("Often named together with ", "."),
    ("It came after ", " and before anything else."),
)


class RecordPages:
    """Makes the pages.

    Args:
        listing: The listing whose records they are.
        draw: Where their looks come from.
    """

    def __init__(self, listing: Listing, draw: Draw) -> None:
        self._listing = listing
        self.parts = listing.stock.parts
        self.deeds = Deeds(listing.domain.deeds, draw)
        self.comments = Comments(listing.site, self._confirming, draw)
        self._style = draw.layout(4)
        self.has_tabs = draw.chance(0.7)
        self._done = draw.say(_DONE)
        self._has_prose = draw.chance(0.35)
        self._has_mentions = draw.chance(0.6)
        self.people = People(listing.site, draw) if draw.chance(0.5) else None
        self._reply = draw.say(_REPLIES) if draw.chance(0.6) else None

    def opening(self, record: Record, part: SitePart | None = None) -> partial[View]:
        """The effect of opening the record, or one of its tables."""
        return partial(self._open, record, part)

    def _open(self, record: Record, part: SitePart | None, form: Form) -> View:
        return self._listing.site.turn(partial(self._view, record, part))

    def _view(self, record: Record, part: SitePart | None = None) -> Sequence[Block]:
        """The record's page, with one of its tables open where they are in tabs."""
        site = self._listing.site
        blocks: list[Block] = [Heading(record.name, 1)]
        if part is None:
            deeds = self.deeds.blocks(site.naming, lambda d: self._confirming(record, d.label))
            blocks += [*self._prose(record), *self._facts(record), *deeds]
        for one in self.parts:
            if self.has_tabs:
                here = one is part
                opening = self.opening(record, one)
                blocks.append(text(one.title) if here else Link(one.title, part_key(one), opening))
            if one is part or not self.has_tabs:
                blocks += self._table(record, one)
        if part is None:
            blocks += self.comments.blocks(record)
        return site.view(*blocks)

    def _confirming(self, record: Record, label: str) -> partial[View]:
        """The effect of doing what the label says to the record."""
        return partial(self._confirm, record, label)

    def _confirm(self, record: Record, label: str, form: Form) -> View:
        said = self._done.format(label=label, x=record.name)
        return self._listing.site.say(said, partial(self._view, record))

    # ---- Prose -----------------------------------------------------------------------------------

    def mentioned(self, record: Record) -> list[Record]:
        """The records that the record's prose links to."""
        if not (self._has_prose and self._has_mentions):
            return []
        others = [other for other in self._listing.records if other is not record]
        start = self._listing.records.index(record) * 5
        return [others[(start + step) % len(others)] for step in (0, 2)][: len(others)]

    def _prose(self, record: Record) -> list[Block]:
        """Lines about the record; they say nothing that is asked for."""
        if not self._has_prose:
            return []
        site = self._listing.site
        draw = Draw(Random(f"{site.title}/{record.name}"), site.draw.split)
        lines: list[Block] = [text(f"{names.sentence(draw)}.")]
        for other in self.mentioned(record):
            link = Link(other.name, mention_key(other), self.opening(other))
            before, after = draw.one(_AROUND)
            lines.append(text(before, link, after))
        return lines

    # ---- Properties ------------------------------------------------------------------------------

    def is_person(self, fact: SiteFact) -> bool:
        """Whether the property's values link to the pages of people."""
        return self.people is not None and fact.fact.kind in (PERSON, USER)

    def _value(self, record: Record, fact: SiteFact) -> str | Link:
        value = record.text(fact)
        if self.people is None or not self.is_person(fact):
            return value
        return Link(value, person_key(value), self.people.opening(value))

    def _facts(self, record: Record) -> list[Block]:
        pairs: list[tuple[str, str | Link]] = [
            (fact.label, self._value(record, fact)) for fact in self._listing.facts
        ]
        pairs.insert(len(pairs) // 2, (names.capital(self._listing.domain.group), record.group))
        match self._style:
            case 0:
                return [Pair(label, value) for label, value in pairs]
            case 1:
                return [Row((label, value)) for label, value in pairs]
            case 2:
                return [text(f"{label}: ", value) for label, value in pairs]
            case _:
                parts = (part for label, value in pairs for part in (f"{label} ", value, "; "))
                return [Line(tuple(parts))]

    # ---- Tables ----------------------------------------------------------------------------------

    def _table(self, record: Record, part: SitePart) -> list[Block]:
        head = [fact.label for fact in part.facts]
        rows: list[Block] = []
        for row in record.rows[part.title]:
            cells: list[str | Thing] = [value.text for value in row]
            if self.takes_replies(part):
                author = row[0].text
                opening = self.comments.answering(record, f"{self._reply}: {author}")
                cells.append(Link(self._reply or "", reply_key(author), opening))
            rows.append(Row(tuple(cells)))
        return [Heading(part.title, 3), Row(tuple(head)), *rows]

    def takes_replies(self, part: SitePart) -> bool:
        """Whether the table's rows can be answered."""
        return self._reply is not None and part.part.one == "comment"


def part_key(part: SitePart) -> str:
    """How scripts name the link to a table."""
    return f"part:{part.title}"


def mention_key(record: Record) -> str:
    """How scripts name the link to a record in another one's prose."""
    return f"mention:{record.name}"


def reply_key(to: str) -> str:
    """How scripts name the link that answers somebody's comment."""
    return f"reply:{to}"
