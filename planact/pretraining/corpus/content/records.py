"""The things that a site lists, with everything that is known about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from planact.pretraining.corpus.content.domains.domain import Domain, Part
from planact.pretraining.corpus.content.facts import Fact, SiteFact, on_site
from planact.pretraining.corpus.content.values import Value
from planact.pretraining.corpus.draw import Draw

_LOOK_ALIKE = 0.3
"""Share of the names that differ from an earlier one in a single word."""


@dataclass(eq=False)
class Record:
    """A thing that a site lists.

    Attributes:
        name: Its name, which no other has.
        group: The group it belongs to.
        values: What it has for each property, by the property's label.
        rows: The rows of each table on its page, by the table's title.
    """

    name: str
    group: str
    values: dict[str, Value]
    rows: dict[str, list[tuple[Value, ...]]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """How scripts name its link."""
        return f"record:{self.name}"

    def text(self, fact: SiteFact) -> str:
        """What it has for a property."""
        return self.values[fact.label].text


@dataclass(frozen=True)
class SitePart:
    """A table on the records' pages, as one site has it."""

    part: Part
    title: str
    facts: tuple[SiteFact, ...]


class Stock:
    """A site's records of one kind."""

    def __init__(self, domain: Domain, draw: Draw, *, small: bool) -> None:
        self.domain = domain
        self.facts = _labelled_apart(
            draw.some(domain.facts, draw.count(2, 3 if small else 6)), draw
        )
        self.parts = self._make_parts(draw) if draw.chance(0.6) else []
        groups = draw.count(2, 3 if small else 9)
        self.groups = different(lambda: domain.grouped(draw), groups)
        self.records: list[Record] = []
        for name in self._names(draw, draw.count(4, 8) if small else draw.count(10, 36)):
            self.records.append(self._make_record(name, draw, small))
        for group in self.groups:
            if not any(record.group == group for record in self.records):
                draw.one(self.records).group = group
        self.groups = [g for g in self.groups if any(r.group == g for r in self.records)]

    def _make_record(self, name: str, draw: Draw, small: bool) -> Record:
        values = {fact.label: fact.value(draw) for fact in self.facts}
        rows = {
            part.title: _apart(
                [
                    tuple(fact.value(draw) for fact in part.facts)
                    for _ in range(draw.count(2, 4 if small else 10))
                ]
            )
            for part in self.parts
        }
        return Record(name, draw.one(self.groups), values, rows)

    def new_name(self, draw: Draw) -> str:
        """A name that no record has."""
        taken = {record.name.lower() for record in self.records}
        while True:
            name = self.domain.named(draw)
            if name.lower() not in taken:
                return name

    def _names(self, draw: Draw, count: int) -> list[str]:
        found: list[str] = []

        def name() -> str:
            if found and draw.chance(_LOOK_ALIKE):
                return _look_alike(draw.one(found), self.domain.named(draw), draw)
            return self.domain.named(draw)

        found += different(name, 1)
        while len(found) < count:
            found += [new for new in [name()] if new.lower() not in {n.lower() for n in found}]
        return found

    def _make_parts(self, draw: Draw) -> list[SitePart]:
        chosen = draw.some(self.domain.parts, draw.count(1, 2))
        made = []
        for part in chosen:
            facts = part.facts[: draw.count(2, len(part.facts))]
            made.append(SitePart(part, draw.say(part.labels), tuple(_labelled_apart(facts, draw))))
        return made


def different(make: Callable[[], str], count: int) -> list[str]:
    """So many texts that differ in more than their case."""
    found: dict[str, str] = {}
    while len(found) < count:
        text = make()
        found.setdefault(text.lower(), text)
    return list(found.values())


def _labelled_apart(facts: tuple[Fact, ...] | list[Fact], draw: Draw) -> list[SiteFact]:
    """The properties as the site has them, without those whose label another has already."""
    made: dict[str, SiteFact] = {}
    for fact in facts:
        on = on_site(fact, draw)
        made.setdefault(on.label, on)
    return list(made.values())


def _apart(rows: list[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    """The rows whose first cells differ."""
    return list({row[0].text: row for row in rows}.values())


def _look_alike(name: str, other: str, draw: Draw) -> str:
    """The name with one of its words from another name."""
    words, others = name.split(), other.split()
    words[draw.count(0, len(words) - 1)] = draw.one(others)
    return " ".join(words)
