"""A section that lists things: by groups, sorted, filtered, in pages, each with its own page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.content.domains.domain import Domain
from planact.pretraining.corpus.content.records import Record, Stock
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.pages.blocks import (
    Block,
    Form,
    Heading,
    Line,
    Link,
    Row,
    View,
    text,
)
from planact.pretraining.corpus.sites.controls import Controls
from planact.pretraining.corpus.sites.query import Query
from planact.pretraining.corpus.sites.record_pages import RecordPages
from planact.pretraining.corpus.sites.site import MENU, Site

_NOTHING = ("Nothing was found.", "No results", "There is nothing here.", "0 results", "No match")
_RESULTS = ("Results for", "Found for", "You searched for", "Search:", "Hits for")
_COUNTS = ("{n} {many}", "{n} results", "{many} found: {n}", "Showing {a} to {b} of {n}")


class Listing:
    """The section.

    Args:
        site: The site it belongs to.
        domain: What it lists.
        draw: Where content and looks come from.
        small: Whether to keep pages short.
    """

    def __init__(self, site: Site, domain: Domain, draw: Draw, *, small: bool) -> None:
        self.site = site
        self.domain = domain
        self.stock = Stock(domain, draw, small=small)
        self.facts, self.groups = self.stock.facts, self.stock.groups
        self.records = self.stock.records
        self._choose_looks(draw, small)
        self.pages_of = RecordPages(self, draw)

    def _choose_looks(self, draw: Draw, small: bool) -> None:
        self.entry = draw.say(self.domain.menu)
        self.reach = draw.one(("groups", "direct", "direct", "menu"))
        self._style = draw.layout(5)
        self.shown = draw.some(self.facts, draw.count(1, min(4, len(self.facts))))
        sizes = (3, 6) if small else (12, 36) if self.site.busy else (5, 14)
        self.controls = Controls(self.facts, self.site.naming, self.showing, sizes, draw)
        self._nothing = draw.say(_NOTHING)
        self._counting = draw.say(_COUNTS) if draw.chance(0.6) else None
        self._counts_groups = draw.chance(0.25)
        self._is_fuzzy = draw.chance(0.4)
        self._results_heading = draw.say(_RESULTS)
        self.headed = draw.chance(0.6)

    def reset(self) -> None:
        """Nothing that visitors do lasts."""

    # ---- The section's links ---------------------------------------------------------------------

    @property
    def menu(self) -> Sequence[Link]:
        """Its links in the site's menu."""
        if self.reach == "menu":
            return [self._group_link(group, MENU) for group in self.groups]
        return [Link(self.entry, MENU + self.entry, self._enter)]

    def _enter(self, form: Form) -> View:
        view = self._groups_view if self.reach == "groups" else partial(self.view, Query())
        return self.site.turn(view)

    def _group_link(self, group: str, prefix: str = "") -> Link:
        effect = self.showing(Query(group=group))
        count = sum(record.group == group for record in self.records)
        label = f"{group} ({count})" if self._counts_groups else group
        return Link(label, f"{prefix}{group}" if prefix else f"group:{group}", effect)

    def _groups_view(self) -> Sequence[Block]:
        links = [self._group_link(group) for group in self.groups]
        return self.site.view(Heading(self.entry, 1), *links)

    def results(self, query: str) -> View:
        """The page that a search leads to."""
        return partial(self.view, Query(words=query))

    # ---- What the list holds ---------------------------------------------------------------------

    def found(self, query: Query) -> list[Record]:
        """What the query finds, in its order."""
        fuzzy = self._is_fuzzy
        found = [record for record in self.records if query.finds(record, is_fuzzy=fuzzy)]
        order = next((o for o in self.controls.orders() if o[0] == query.order), None)
        if order is not None:
            _, fact, descending = order
            found.sort(key=lambda record: record.values[fact.label].order, reverse=descending)
        elif query.words is not None:
            exact = query.words.lower()
            found.sort(key=lambda record: record.name.lower() != exact)
        return found

    def pages(self, query: Query) -> int:
        """Number of pages that the query's results take."""
        return max(1, -(-len(self.found(query)) // self.controls.page_size))

    @property
    def is_counted(self) -> bool:
        """Whether the list's page says how many there are."""
        return self._counting is not None

    # ---- The list's page -------------------------------------------------------------------------

    def showing(self, query: Query) -> partial[View]:
        """The effect of showing what the query finds."""
        return partial(self._show, query)

    def _show(self, query: Query, form: Form) -> View:
        return self.site.turn(partial(self.view, query))

    def view(self, query: Query) -> Sequence[Block]:
        """The list's page."""
        found, size = self.found(query), self.controls.page_size
        first = query.page * size
        shown = found[first : first + size]
        blocks: list[Block] = [Heading(self._heading(query), 1)]
        if self.reach != "menu" and query.group is None and query.words is None:
            blocks += [self._group_link(group) for group in self.groups] if self.headed else []
        blocks += [*self.filter_blocks(query), *self.controls.sort_blocks(query)]
        if not found:
            return self.site.view(*blocks, text(self._nothing))
        if self._counting is not None:
            slots = {"n": len(found), "many": self.domain.many, "a": first + 1}
            blocks.append(text(self._counting.format(**slots, b=first + len(shown))))
        blocks += self.listed(shown)
        return self.site.view(*blocks, *self.controls.page_blocks(query, self.pages(query)))

    def _heading(self, query: Query) -> str:
        if query.words is not None:
            return f"{self._results_heading} '{query.words}'"
        return query.group or self.entry

    @property
    def before_filtering(self) -> Sequence[str]:
        """What must be clicked for the filters to be seen."""
        return ()

    def filter_blocks(self, query: Query) -> list[Block]:
        """What leaves only a part of the list."""
        return self.controls.filter_blocks(query)

    def listed(self, records: Iterable[Record]) -> list[Block]:
        """The records' lines."""
        blocks: list[Block] = []
        if self._style == 1:
            labels = [fact.label for fact in self.shown]
            blocks.append(Row((names.capital(self.domain.one), *labels)))
        for record in records:
            blocks += self._lines(record)
        return blocks

    def _lines(self, record: Record) -> list[Block]:
        link = Link(record.name, record.key, self.pages_of.opening(record))
        values = [record.text(fact) for fact in self.shown]
        labelled = [f"{fact.label}: {record.text(fact)}" for fact in self.shown]
        match self._style:
            case 0:
                return [link, text(", ".join(values))]
            case 1:
                return [Row((link, *values))]
            case 2:
                return [link, text(" · ".join(labelled))]
            case 3:
                return [link, *(text(line) for line in labelled)]
            case _:
                return [Line((link, " – ", ", ".join(values)))]
