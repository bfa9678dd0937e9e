"""A section that lists things: by groups, sorted, filtered, in pages, each with its own page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from planact.pretraining.corpus import names
from planact.pretraining.corpus.domains import Domain
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.facts import SiteFact
from planact.pretraining.corpus.page import (
    Block,
    Button,
    Form,
    Heading,
    Line,
    Link,
    Row,
    Select,
    View,
    text,
)
from planact.pretraining.corpus.play import MENU
from planact.pretraining.corpus.record_pages import RecordPages
from planact.pretraining.corpus.records import Record, Stock
from planact.pretraining.corpus.site import Site

SORT, APPLY, NEXT = "sort", "apply", "next page"
ANY = ("Any", "All", "-", "Everything", "Please choose", "No choice")
_DEFAULT_ORDERS = ("Default", "Relevance", "Our choice", "Featured", "Standard order")
_NEXT = ("Next", "Next page", "More", "Older", "Further results", "Following page")
_APPLY = ("Apply", "Show", "Filter", "Update list", "Go", "Refresh", "Use filter")
_SORT = ("Sort", "Order by", "Order", "Sorted by", "Arrange by", "Sorting")
_NOTHING = ("Nothing was found.", "No results", "There is nothing here.", "0 results", "No match")
_RESULTS = ("Results for", "Found for", "You searched for", "Search:", "Hits for")
_COUNTS = ("{n} {many}", "{n} results", "{many} found: {n}", "Showing {a} to {b} of {n}")


@dataclass(frozen=True)
class Query:
    """Which part of the list is shown, and how."""

    group: str | None = None
    words: str | None = None
    order: str | None = None
    filters: tuple[tuple[str, str], ...] = ()
    page: int = 0


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
        self.style = draw.layout(5)
        self.shown = draw.some(self.facts, draw.count(1, min(4, len(self.facts))))
        sizes = (3, 6) if small else (12, 36) if self.site.busy else (5, 14)
        self.page_size = draw.count(*sizes)
        self.page_links = draw.layout(3)
        self.next_label = draw.say(_NEXT)
        self.sorting = draw.one((None, "select", "select", "links", "button"))
        self.sort_label = draw.say(_SORT)
        self.default_order = draw.say(_DEFAULT_ORDERS)
        self.filtering = draw.one((None, "select", "button", "links"))
        self.any = draw.say(ANY)
        self.apply_label = draw.say(_APPLY)
        self.nothing = draw.say(_NOTHING)
        self.counting = draw.say(_COUNTS) if draw.chance(0.6) else None
        self.is_fuzzy = draw.chance(0.4)
        self.results_heading = draw.say(_RESULTS)
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
        return Link(group, f"{prefix}{group}" if prefix else f"group:{group}", effect)

    def _groups_view(self) -> Sequence[Block]:
        links = [self._group_link(group) for group in self.groups]
        return self.site.view(Heading(self.entry, 1), *links)

    def results(self, query: str) -> View:
        """The page that a search leads to."""
        return partial(self.view, Query(words=query))

    # ---- The list --------------------------------------------------------------------------------

    def found(self, query: Query) -> list[Record]:
        """What the query finds, in its order."""
        found = [record for record in self.records if self._matches(record, query)]
        order = next((o for o in self.orders() if o[0] == query.order), None)
        if order is not None:
            _, fact, descending = order
            found.sort(key=lambda record: record.values[fact.label].order, reverse=descending)
        elif query.words is not None:
            exact = query.words.lower()
            found.sort(key=lambda record: record.name.lower() != exact)
        return found

    def orders(self) -> list[tuple[str, SiteFact, bool]]:
        """Label, property and direction of every order in which the list can be shown."""
        return [
            (label, fact, descending)
            for fact in self.facts
            if fact.orders is not None
            for label, descending in zip(fact.orders, (True, False), strict=True)
        ]

    def pages(self, query: Query) -> int:
        """Number of pages that the query's results take."""
        return max(1, -(-len(self.found(query)) // self.page_size))

    def _matches(self, record: Record, query: Query) -> bool:
        if query.group is not None and record.group != query.group:
            return False
        if any(record.values[label].text != option for label, option in query.filters):
            return False
        if query.words is None:
            return True
        wanted, there = set(query.words.lower().split()), set(record.name.lower().split())
        return bool(wanted & there) if self.is_fuzzy else wanted <= there

    def showing(self, query: Query) -> partial[View]:
        """The effect of showing what the query finds."""
        return partial(self._show, query)

    def _show(self, query: Query, form: Form) -> View:
        return self.site.turn(partial(self.view, query))

    def view(self, query: Query) -> Sequence[Block]:
        """The list's page."""
        found = self.found(query)
        first = query.page * self.page_size
        shown = found[first : first + self.page_size]
        blocks: list[Block] = [Heading(self._heading(query), 1)]
        if self.reach != "menu" and query.group is None and query.words is None:
            blocks += [self._group_link(group) for group in self.groups] if self.headed else []
        blocks += [*self._filter_blocks(query), *self._sort_blocks(query)]
        if not found:
            return self.site.view(*blocks, text(self.nothing))
        if self.counting is not None:
            slots = {"n": len(found), "many": self.domain.many, "a": first + 1}
            blocks.append(text(self.counting.format(**slots, b=first + len(shown))))
        blocks += self.listed(shown)
        return self.site.view(*blocks, *self._page_blocks(query))

    def _heading(self, query: Query) -> str:
        if query.words is not None:
            return f"{self.results_heading} '{query.words}'"
        return query.group or self.entry

    def listed(self, records: Iterable[Record]) -> list[Block]:
        """The records' lines."""
        records = list(records)
        blocks: list[Block] = []
        if self.style == 1:
            labels = [fact.label for fact in self.shown]
            blocks.append(Row((names.capital(self.domain.one), *labels)))
        for record in records:
            link = Link(record.name, record.key, self.pages_of.opening(record))
            values = [record.text(fact) for fact in self.shown]
            labelled = [f"{fact.label}: {record.text(fact)}" for fact in self.shown]
            match self.style:
                case 0:
                    blocks += [link, text(", ".join(values))]
                case 1:
                    blocks.append(Row((link, *values)))
                case 2:
                    blocks += [link, text(" · ".join(labelled))]
                case 3:
                    blocks += [link, *(text(line) for line in labelled)]
                case _:
                    blocks.append(Line((link, " – ", ", ".join(values))))
        return blocks

    # ---- Sorting, filters and pages --------------------------------------------------------------

    def _sort_blocks(self, query: Query) -> list[Block]:
        labels = [label for label, _, _ in self.orders()]
        if self.sorting is None or not labels:
            return []
        if self.sorting == "links":
            shown = [replace(query, order=label, page=0) for label in labels]
            links = zip(labels, shown, strict=True)
            return [Link(label, f"{SORT}:{label}", self.showing(q)) for label, q in links]
        options = (self.default_order, *labels)
        chosen = query.order or self.default_order
        effect = partial(self._sort, query) if self.sorting == "select" else None
        naming = self.site.naming
        select = Select(self.sort_label, SORT, effect, options, chosen, naming)
        if effect is not None:
            return [select]
        return [select, Button(self.apply_label, f"{SORT} {APPLY}", partial(self._sort, query))]

    def _sort(self, query: Query, form: Form) -> View:
        order = form[SORT] if form[SORT] != self.default_order else None
        return self._show(replace(query, order=order, page=0), form)

    @property
    def before_filtering(self) -> Sequence[str]:
        """What must be clicked for the filters to be seen."""
        return ()

    @property
    def filters(self) -> list[SiteFact]:
        """The properties by which the list can be filtered."""
        return [fact for fact in self.facts if fact.options] if self.filtering else []

    def _filter_blocks(self, query: Query) -> list[Block]:
        blocks: list[Block] = []
        chosen = dict(query.filters)
        for fact in self.filters:
            if self.filtering == "links":
                blocks.append(Heading(fact.label, 3))
                for option in fact.options:
                    shown = replace(query, filters=((fact.label, option),), page=0)
                    blocks.append(Link(option, filter_key(fact, option), self.showing(shown)))
                continue
            effect = partial(self._filter, query) if self.filtering == "select" else None
            value = chosen.get(fact.label, self.any)
            options = (self.any, *fact.options)
            naming = self.site.naming
            blocks.append(Select(fact.label, filter_key(fact), effect, options, value, naming))
        if blocks and self.filtering == "button":
            blocks.append(Button(self.apply_label, APPLY, partial(self._filter, query)))
        return blocks

    def _filter(self, query: Query, form: Form) -> View:
        chosen = [(fact.label, form[filter_key(fact)]) for fact in self.filters]
        filters = tuple((label, option) for label, option in chosen if option != self.any)
        return self._show(replace(query, filters=filters, page=0), form)

    def _page_blocks(self, query: Query) -> list[Block]:
        pages = self.pages(query)
        if pages == 1:
            return []
        if self.page_links == 0:
            more = query.page + 1 < pages
            return [Link(self.next_label, NEXT, self._page(query, query.page + 1))] if more else []
        blocks: list[Block] = []
        for page in range(pages):
            label = f"Page {page + 1}" if self.page_links == 1 else str(page + 1)
            key = NEXT if page == query.page + 1 else f"page:{page}"
            here = page == query.page
            blocks.append(text(label) if here else Link(label, key, self._page(query, page)))
        return blocks

    def _page(self, query: Query, page: int) -> partial[View]:
        return self.showing(replace(query, page=page))


def filter_key(fact: SiteFact, option: str | None = None) -> str:
    """How scripts name a filter, or the link of one of its options."""
    return f"filter:{fact.label}" + (f":{option}" if option is not None else "")
