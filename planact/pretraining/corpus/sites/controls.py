"""How a list is sorted, filtered and divided into pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from planact.pretraining.corpus.content.facts import SiteFact
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.pages.blocks import (
    Block,
    Button,
    Effect,
    Form,
    Heading,
    Link,
    Naming,
    Select,
    View,
    text,
)
from planact.pretraining.corpus.sites.query import Query

SORT, APPLY, NEXT = "sort", "apply", "next page"

_ANY = ("Any", "All", "-", "Everything", "Please choose", "No choice")
_DEFAULT_ORDERS = ("Default", "Relevance", "Our choice", "Featured", "Standard order")
_NEXT = ("Next", "Next page", "More", "Older", "Further results", "Following page")
_APPLY = ("Apply", "Show", "Filter", "Update list", "Go", "Refresh", "Use filter")
_SORT = ("Sort", "Order by", "Order", "Sorted by", "Arrange by", "Sorting")


class Controls:
    """What stands above and below a list.

    Args:
        facts: The properties of what is listed.
        naming: How fields come by their labels.
        showing: The effect of showing what a query finds.
        page_sizes: Least and greatest number of records on a page.
        draw: Where the looks come from.
    """

    def __init__(
        self,
        facts: Sequence[SiteFact],
        naming: Naming,
        showing: Callable[[Query], Effect],
        page_sizes: tuple[int, int],
        draw: Draw,
    ) -> None:
        self._facts, self._naming, self._showing = facts, naming, showing
        self.page_size = draw.count(*page_sizes)
        self._page_links = draw.layout(3)
        self._next_label = draw.say(_NEXT)
        self.sorting = draw.one((None, "select", "select", "links", "button"))
        self._sort_label = draw.say(_SORT)
        self._default_order = draw.say(_DEFAULT_ORDERS)
        self.filtering = draw.one((None, "select", "button", "links"))
        self._any = draw.say(_ANY)
        self._apply_label = draw.say(_APPLY)

    # ---- Sorting ---------------------------------------------------------------------------------

    def orders(self) -> list[tuple[str, SiteFact, bool]]:
        """Label, property and direction of every order in which the list can be shown."""
        return [
            (label, fact, descending)
            for fact in self._facts
            if fact.orders is not None
            for label, descending in zip(fact.orders, (True, False), strict=True)
        ]

    def sort_blocks(self, query: Query) -> list[Block]:
        """What changes the order."""
        labels = [label for label, _, _ in self.orders()]
        if self.sorting is None or not labels:
            return []
        if self.sorting == "links":
            shown = [replace(query, order=label, page=0) for label in labels]
            links = zip(labels, shown, strict=True)
            return [Link(label, f"{SORT}:{label}", self._showing(q)) for label, q in links]
        options = (self._default_order, *labels)
        chosen = query.order or self._default_order
        effect = partial(self._sort, query) if self.sorting == "select" else None
        select = Select(self._sort_label, SORT, effect, options, chosen, self._naming)
        if effect is not None:
            return [select]
        return [select, Button(self._apply_label, f"{SORT} {APPLY}", partial(self._sort, query))]

    def _sort(self, query: Query, form: Form) -> View:
        order = form[SORT] if form[SORT] != self._default_order else None
        return self._showing(replace(query, order=order, page=0))(form)

    # ---- Filters ---------------------------------------------------------------------------------

    @property
    def filters(self) -> list[SiteFact]:
        """The properties by which the list can be filtered."""
        return [fact for fact in self._facts if fact.options] if self.filtering else []

    def filter_blocks(self, query: Query) -> list[Block]:
        """What leaves only a part of the list."""
        if self.filtering == "links":
            return [block for fact in self.filters for block in self._filter_links(fact, query)]
        effect = partial(self._filter, query) if self.filtering == "select" else None
        chosen = dict(query.filters)
        blocks: list[Block] = []
        for fact in self.filters:
            options, value = (self._any, *fact.options), chosen.get(fact.label, self._any)
            key = filter_key(fact)
            blocks.append(Select(fact.label, key, effect, options, value, self._naming))
        if blocks and self.filtering == "button":
            blocks.append(Button(self._apply_label, APPLY, partial(self._filter, query)))
        return blocks

    def _filter_links(self, fact: SiteFact, query: Query) -> list[Block]:
        blocks: list[Block] = [Heading(fact.label, 3)]
        for option in fact.options:
            shown = replace(query, filters=((fact.label, option),), page=0)
            blocks.append(Link(option, filter_key(fact, option), self._showing(shown)))
        return blocks

    def _filter(self, query: Query, form: Form) -> View:
        chosen = [(fact.label, form[filter_key(fact)]) for fact in self.filters]
        filters = tuple((label, option) for label, option in chosen if option != self._any)
        return self._showing(replace(query, filters=filters, page=0))(form)

    # ---- Pages -----------------------------------------------------------------------------------

    def page_blocks(self, query: Query, pages: int) -> list[Block]:
        """Links to the other ones of so many pages."""
        if pages == 1:
            return []
        if self._page_links == 0:
            more = query.page + 1 < pages
            following = self._showing(replace(query, page=query.page + 1))
            return [Link(self._next_label, NEXT, following)] if more else []
        blocks: list[Block] = []
        for page in range(pages):
            label = f"Page {page + 1}" if self._page_links == 1 else str(page + 1)
            key = NEXT if page == query.page + 1 else f"page:{page}"
            here, there = page == query.page, self._showing(replace(query, page=page))
            blocks.append(text(label) if here else Link(label, key, there))
        return blocks


def filter_key(fact: SiteFact, option: str | None = None) -> str:
    """How scripts name a filter, or the link of one of its options."""
    return f"filter:{fact.label}" + (f":{option}" if option is not None else "")
