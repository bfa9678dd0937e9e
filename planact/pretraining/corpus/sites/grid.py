"""A listing as back offices have it: rows to tick, mass actions, a filter by name, editing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.content.domains.domain import Domain
from planact.pretraining.corpus.content.facts import SiteFact
from planact.pretraining.corpus.content.records import Record
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.pages.blocks import (
    Block,
    Button,
    Check,
    Field,
    Form,
    Heading,
    Link,
    Row,
    Select,
    View,
)
from planact.pretraining.corpus.sites.listing import Listing
from planact.pretraining.corpus.sites.query import Query
from planact.pretraining.corpus.sites.site import Site

NAME_FILTER, NAME_APPLY = "name filter", "name filter apply"
PANEL = "filter panel"
MASS, MASS_APPLY = "mass action", "mass action apply"
ADD, SAVE, NAME = "add", "save", "edit:name"

_PANELS = ("Filters", "Show filters", "Search and filter", "Filter options", "Narrow down")
_NAME_FILTERS = ("Name contains", "Filter by name", "Name", "Keyword", "Containing")
_MASSES = ("Actions", "Action", "With selected", "Bulk action", "Selected rows", "Do with ticked")
_MASS_APPLIES = ("Apply", "Do it", "Run", "Execute", "Start", "Perform")
_MASS_DEEDS = (
    *("Delete", "Archive", "Export", "Print labels", "Lock", "Unlock", "Mark as read", "Merge"),
    *("Assign to me", "Send reminder", "Set to done", "Publish", "Hide", "Duplicate", "Restore"),
)
_EDITS = ("Edit", "Change", "Modify", "Open", "Details")
_ADDS = ("Add {one}", "New {one}", "Create {one}", "+ {one}", "Enter a new {one}")
_SAVES = ("Save", "Save changes", "Keep", "Store", "Update {one}")
_SAVED = ("Saved: {x}", "{x} was changed.", "The changes are kept.", "{x} is up to date")
_DONE = ("{action}: {n} rows", "{n} done ({action})", "Done.", "{action} was done for {n} rows")


class Grid(Listing):
    """The section.

    Args:
        site: The site it belongs to.
        domain: What it lists.
        draw: Where content and looks come from.
        small: Whether to keep pages short.
    """

    def __init__(self, site: Site, domain: Domain, draw: Draw, *, small: bool) -> None:
        super().__init__(site, domain, draw, small=small)
        one = domain.one
        self.reach = "direct"
        self.headed = False
        self.ticks = draw.chance(0.6)
        self._mass_label, self._mass_apply = draw.say(_MASSES), draw.say(_MASS_APPLIES)
        self.mass_deeds = tuple(draw.says(_MASS_DEEDS, draw.count(2, 5)))
        self.edit_label = draw.say(_EDITS) if draw.chance(0.6) else None
        self.add_label = draw.say(_ADDS).format(one=one)
        self._save_label = draw.say(_SAVES).format(one=one)
        self._panel_label = draw.say(_PANELS) if draw.chance(0.4) else None
        self._name_label = draw.say(_NAME_FILTERS)
        self.name_apply = draw.say(_MASS_APPLIES) if draw.chance(0.5) else None
        self._saved, self._done = draw.say(_SAVED), draw.say(_DONE)
        self._panel_open = False

    def reset(self) -> None:
        """Close the panel of filters."""
        self._panel_open = False

    @property
    def before_filtering(self) -> Sequence[str]:
        """What must be clicked for the filters to be seen."""
        return () if self._panel_label is None else (PANEL,)

    # ---- The list --------------------------------------------------------------------------------

    def listed(self, records: Iterable[Record]) -> list[Block]:
        """The records' rows, with what they can be ticked and changed by."""
        labels = [fact.label for fact in self.shown]
        head = [*([""] if self.ticks else []), names.capital(self.domain.one), *labels]
        blocks: list[Block] = [Row(tuple([*head, ""] if self.edit_label else head))]
        blocks += [self._row(record) for record in records]
        if self.ticks:
            options = (f"{self._mass_label}...", *self.mass_deeds)
            label, apply = self._mass_label, self._mass_apply
            blocks.append(Select(label, MASS, None, options, naming=self.site.naming))
            blocks.append(Button(apply, MASS_APPLY, self._mass))
        return blocks

    def _row(self, record: Record) -> Row:
        cells: list[str | Link | Check] = []
        if self.ticks:
            cells.append(Check(f"Select {record.name}", tick_key(record), naming="own"))
        opening = self.pages_of.opening(record)
        if self.edit_label is None:
            cells.append(Link(record.name, record.key, self._editing(record)))
        else:
            cells.append(Link(record.name, record.key, opening))
        cells += [record.text(fact) for fact in self.shown]
        if self.edit_label is not None:
            cells.append(Link(self.edit_label, edit_key(record), self._editing(record)))
        return Row(tuple(cells))

    def filter_blocks(self, query: Query) -> list[Block]:
        """What adds a record, and what leaves only a part of the list."""
        add = Link(self.add_label, ADD, self._editing(None))
        if self._panel_label is not None and not self._panel_open:
            return [add, Button(self._panel_label, PANEL, partial(self._open_panel, query))]
        by_name = partial(self._by_name, query)
        field = Field(self._name_label, NAME_FILTER, by_name, query.words or "", self.site.naming)
        blocks: list[Block] = [add, field]
        if self.name_apply is not None:
            blocks.append(Button(self.name_apply, NAME_APPLY, by_name))
        return [*blocks, *super().filter_blocks(query)]

    def _open_panel(self, query: Query, form: Form) -> View:
        self._panel_open = True
        return self._show(query, form)

    def _by_name(self, query: Query, form: Form) -> View:
        return self._show(replace(query, words=form[NAME_FILTER] or None, page=0), form)

    def _mass(self, form: Form) -> View:
        ticked = sum(form.get(tick_key(record)) == "checked" for record in self.records)
        said = self._done.format(action=form[MASS], n=ticked)
        return self.site.say(said, partial(self.view, Query()))

    # ---- Editing ---------------------------------------------------------------------------------

    def _editing(self, record: Record | None) -> partial[View]:
        return partial(self._edit, record)

    def _edit(self, record: Record | None, form: Form) -> View:
        return self.site.turn(partial(self._edit_form, record))

    def _edit_form(self, record: Record | None) -> Sequence[Block]:
        naming = self.site.naming
        title = self.add_label if record is None else record.name
        fields: list[Block] = [Heading(title, 1)]
        name = "" if record is None else record.name
        fields.append(Field(names.capital(self.domain.one), NAME, None, name, naming))
        for fact in self.facts:
            value = "" if record is None else record.text(fact)
            if fact.options:
                options = fact.options
                fields.append(Select(fact.label, field_key(fact), None, options, value, naming))
            else:
                fields.append(Field(fact.label, field_key(fact), None, value, naming))
        return self.site.view(*fields, Button(self._save_label, SAVE, self._save))

    def _save(self, form: Form) -> View:
        said = self._saved.format(x=form[NAME])
        return self.site.say(said, partial(self.view, Query()))


def tick_key(record: Record) -> str:
    """How scripts name the box before a record."""
    return f"tick:{record.name}"


def edit_key(record: Record) -> str:
    """How scripts name the link to a record's form."""
    return f"edit:{record.name}"


def field_key(fact: SiteFact) -> str:
    """How scripts name the form's field for a property."""
    return f"field:{fact.label}"
