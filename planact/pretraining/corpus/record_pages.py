"""The pages of a listing's records: properties, tables, and buttons that do things to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from planact.pretraining.corpus import names
from planact.pretraining.corpus.domains import Deed
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.facts import PERSON, USER, SiteFact
from planact.pretraining.corpus.page import (
    Block,
    Button,
    Field,
    Form,
    Heading,
    Line,
    Link,
    Pair,
    Row,
    Select,
    Thing,
    View,
    text,
)
from planact.pretraining.corpus.people import People
from planact.pretraining.corpus.records import Record, SitePart, different

if TYPE_CHECKING:
    from planact.pretraining.corpus.listing import Listing

QUANTITY = "quantity"
WRITE = "write"
SEND = "send"

_QUANTITIES = ("Quantity", "Qty", "Pieces", "How many", "Amount", "Number")
_CHOICES = ("Size", "Style", "Version", "Pack", "Model", "Set", "Width", "Scent", "Edition")
_DONE = ("Done: {label}, {x}", "{x} – {label}: done", "Thank you. {label}: {x}", "{label} worked.")
_WRITES = ("Write a comment", "Add a note", "Your opinion", "Leave a remark", "Say something")
_SENDS = ("Send", "Post", "Publish", "Submit", "Save", "Add")
_TEXTS = ("Text", "Message", "Comment", "Note", "Remark", "Your words")
_REPLIES = ("Reply", "Answer", "Respond", "Write back", "Comment on this")
_AROUND = (
    ("See also ", ""),
    ("Compare it with ", "."),
    ("Much like ", ", but older."),
    ("Often named together with ", "."),
    ("It came after ", " and before anything else."),
)
_TITLES = ("Title", "Headline", "Subject", "Topic", "Summary")


@dataclass(frozen=True)
class SiteDeed:
    """Something that can be done to a record, as one site words it."""

    deed: Deed
    label: str

    @property
    def key(self) -> str:
        """How scripts name its button."""
        return f"deed:{self.label}"


class RecordPages:
    """Makes the pages.

    Args:
        listing: The listing whose records they are.
        draw: Where their looks come from.
    """

    def __init__(self, listing: Listing, draw: Draw) -> None:
        self.listing = listing
        self.parts = listing.stock.parts
        self.deeds = self._make_deeds(draw)
        self.choices = self._make_choices(draw) if self.deeds else {}
        self.quantity = draw.say(_QUANTITIES) if self.deeds and draw.chance(0.25) else None
        self.writing = draw.chance(0.35)
        self.write_label = draw.say(_WRITES)
        self.write_apart = draw.chance(0.5)
        self.write_title = draw.say(_TITLES) if draw.chance(0.5) else None
        self.write_text = draw.say(_TEXTS)
        self.send_label = draw.say(_SENDS)
        self._style = draw.layout(4)
        self._tabs = draw.chance(0.7)
        self._done = draw.say(_DONE)
        self.has_prose = draw.chance(0.35)
        self._linked = draw.chance(0.6)
        self.people = People(listing.site, draw) if draw.chance(0.5) else None
        self.reply_label = draw.say(_REPLIES) if draw.chance(0.6) else None

    def _make_deeds(self, draw: Draw) -> list[SiteDeed]:
        chosen = draw.some(self.listing.domain.deeds, draw.count(1, 3))
        labels: dict[str, SiteDeed] = {}
        for deed in chosen:
            label = draw.say(deed.labels)
            labels.setdefault(label, SiteDeed(deed, label))
        return list(labels.values())

    def _make_choices(self, draw: Draw) -> dict[str, tuple[str, ...]]:
        """Drop-down lists that come with the first deed: label to options."""
        labels = draw.says(_CHOICES, draw.one((0, 0, 0, 1, 1, 2)))
        return {
            label: tuple(different(lambda: names.term(draw), draw.count(2, 5))) for label in labels
        }

    def opening(self, record: Record, part: SitePart | None = None) -> partial[View]:
        """The effect of opening the record, or one of its tables."""
        return partial(self._open, record, part)

    def _open(self, record: Record, part: SitePart | None, form: Form) -> View:
        return self.listing.site.turn(partial(self.view, record, part))

    def view(self, record: Record, part: SitePart | None = None) -> Sequence[Block]:
        """The record's page, with one of its tables open where they are in tabs."""
        blocks: list[Block] = [Heading(record.name, 1)]
        if part is None:
            blocks += [*self._prose(record), *self._facts(record), *self._deed_blocks(record)]
        for one in self.parts:
            if self._tabs:
                here = one is part
                opening = self.opening(record, one)
                blocks.append(text(one.title) if here else Link(one.title, part_key(one), opening))
            if one is part or not self._tabs:
                blocks += self._table(record, one)
        if part is None and self.writing:
            blocks += self._write_blocks(record)
        return self.listing.site.view(*blocks)

    @property
    def has_tabs(self) -> bool:
        """Whether the tables are behind links of their own."""
        return self._tabs

    def mentioned(self, record: Record) -> list[Record]:
        """The records that the record's prose links to."""
        if not (self.has_prose and self._linked):
            return []
        others = [other for other in self.listing.records if other is not record]
        start = self.listing.records.index(record) * 5
        return [others[(start + step) % len(others)] for step in (0, 2)][: len(others)]

    def _prose(self, record: Record) -> list[Block]:
        """Lines about the record; they say nothing that is asked for."""
        if not self.has_prose:
            return []
        site = self.listing.site
        draw = Draw(Random(f"{site.title}/{record.name}"), site.draw.split)
        lines: list[Block] = [text(f"{names.sentence(draw)}.")]
        for other in self.mentioned(record):
            link = Link(other.name, f"mention:{other.name}", self.opening(other))
            before, after = draw.one(_AROUND)
            lines.append(text(before, link, after))
        return lines

    def is_person(self, fact: SiteFact) -> bool:
        """Whether the property's values link to the pages of people."""
        return self.people is not None and fact.fact.kind in (PERSON, USER)

    def _value(self, record: Record, fact: SiteFact) -> str | Link:
        value = record.text(fact)
        if self.people is None or not self.is_person(fact):
            return value
        return Link(value, f"person:{value}", self.people.opening(value))

    def _facts(self, record: Record) -> list[Block]:
        pairs: list[tuple[str, str | Link]] = [
            (fact.label, self._value(record, fact)) for fact in self.listing.facts
        ]
        pairs.insert(len(pairs) // 2, (names.capital(self.listing.domain.group), record.group))
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

    def _deed_blocks(self, record: Record) -> list[Block]:
        naming = self.listing.site.naming
        blocks: list[Block] = [
            Select(label, choice_key(label), options=(f"{label}?", *options), naming=naming)
            for label, options in self.choices.items()
        ]
        if self.quantity is not None:
            blocks.append(Field(self.quantity, QUANTITY, value="1", naming=naming))
        for deed in self.deeds:
            blocks.append(Button(deed.label, deed.key, partial(self._do, record, deed)))
        return blocks

    def _do(self, record: Record, deed: SiteDeed, form: Form) -> View:
        said = self._done.format(label=deed.label, x=record.name)
        return self.listing.site.say(said, partial(self.view, record))

    def _table(self, record: Record, part: SitePart) -> list[Block]:
        head = [fact.label for fact in part.facts]
        rows: list[Block] = []
        for row in record.rows[part.title]:
            cells: list[str | Thing] = [value.text for value in row]
            if self.takes_replies(part):
                opening = partial(self._open_reply, record, row[0].text)
                cells.append(Link(self.reply_label or "", reply_key(row[0].text), opening))
            rows.append(Row(tuple(cells)))
        return [Heading(part.title, 3), Row(tuple(head)), *rows]

    def takes_replies(self, part: SitePart) -> bool:
        """Whether the table's rows can be answered."""
        return self.reply_label is not None and part.part.one == "comment"

    def _open_reply(self, record: Record, to: str, form: Form) -> View:
        site = self.listing.site
        label = f"{self.reply_label}: {to}"
        return site.turn(
            lambda: site.view(
                Heading(label, 1),
                Field(self.write_text, "write:text", naming=site.naming, area=True),
                Button(self.send_label, SEND, partial(self._sent, record)),
            )
        )

    def _write_blocks(self, record: Record) -> list[Block]:
        if self.write_apart:
            return [Link(self.write_label, WRITE, partial(self._open_form, record))]
        return self._write_form(record)

    def _open_form(self, record: Record, form: Form) -> View:
        site = self.listing.site
        return site.turn(lambda: site.view(Heading(record.name, 1), *self._write_form(record)))

    def _write_form(self, record: Record) -> list[Block]:
        naming = self.listing.site.naming
        fields: list[Block] = [Heading(self.write_label)]
        if self.write_title is not None:
            fields.append(Field(self.write_title, "write:title", naming=naming))
        fields.append(Field(self.write_text, "write:text", naming=naming, area=True))
        return [*fields, Button(self.send_label, SEND, partial(self._sent, record))]

    def _sent(self, record: Record, form: Form) -> View:
        said = self._done.format(label=self.write_label, x=record.name)
        return self.listing.site.say(said, partial(self.view, record))


def part_key(part: SitePart) -> str:
    """How scripts name the link to a table."""
    return f"part:{part.title}"


def choice_key(label: str) -> str:
    """How scripts name a drop-down list of a deed."""
    return f"choice:{label}"


def reply_key(to: str) -> str:
    """How scripts name the link that answers somebody's comment."""
    return f"reply:{to}"
