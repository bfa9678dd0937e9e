"""Whole websites with something to do on them, drawn from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from planact.pretraining.corpus.content.domains import DOMAINS, OFFICE
from planact.pretraining.corpus.content.purposes import PURPOSES
from planact.pretraining.corpus.draw import Draw, Split
from planact.pretraining.corpus.pages.blocks import Heading
from planact.pretraining.corpus.pages.tab import Tab
from planact.pretraining.corpus.sites.forms import FormSection
from planact.pretraining.corpus.sites.grid import Grid
from planact.pretraining.corpus.sites.listing import Listing
from planact.pretraining.corpus.sites.portal import Portal
from planact.pretraining.corpus.sites.site import Section, Site
from planact.pretraining.corpus.tasks.forms import fill_in
from planact.pretraining.corpus.tasks.play import Played, play
from planact.pretraining.corpus.tasks.reaching import from_portal
from planact.pretraining.corpus.tasks.repertoire import ON_GRIDS, ON_LISTINGS
from planact.pretraining.corpus.tasks.script import Task

_LOCKED = 0.15
"""Share of the forms behind a sign-in."""

_FEATURED = ("New here", "Our tips", "Popular", "You may like", "Recently seen", "Highlights")

_TRIES = 8

_PORTALS = 0.1
"""Share of the websites that are reached from a page that links to several."""

_SHUFFLED = 0.4
"""Share of the tabs whose ids are drawn, not counted."""


class World:
    """A website, and tasks on it.

    Args:
        rng: Everything is drawn from it.
        split: What may be drawn.
        small: Probability that the website keeps its pages short.
    """

    def __init__(self, rng: Random, split: Split, small: float = 0.3) -> None:
        self.draw = Draw(rng, split)
        self._small = self.draw.chance(small)
        self.site = Site(self.draw, busy=not self._small and self.draw.chance(0.65))
        self._listings: list[Listing] = []
        while not self.site.sections:
            self._fill()
        self._portal = Portal(self.site, self.draw) if self.draw.chance(_PORTALS) else None

    def _fill(self) -> None:
        draw, site = self.draw, self.site
        if draw.chance(0.9):
            self._add_listings()
        for purpose in draw.some(PURPOSES, max(draw.one((0, 0, 1, 1, 2)), not self._listings)):
            locked = draw.chance(_LOCKED)
            self._add(FormSection(site, purpose, draw, locked=locked))
        if self._listings and draw.chance(0.7):
            site.searchable = draw.one(self._listings)
        shown = [listing for listing in self._listings if not isinstance(listing, Grid)]
        if shown and draw.chance(0.65):
            self._feature(shown[0])

    def _add_listings(self) -> None:
        draw = self.draw
        is_office = draw.chance(0.35)
        make = Grid if is_office else Listing
        for domain in draw.some(OFFICE if is_office else DOMAINS, draw.one((1, 1, 1, 2))):
            self._add(make(self.site, domain, draw, small=self._small))

    def _feature(self, listing: Listing) -> None:
        """Show some of the records on the first page."""
        most = 4 if self._small else 14 if self.site.busy else 8
        featured = self.draw.some(listing.records, self.draw.count(2, most))
        title = self.draw.say(_FEATURED)
        self.site.featured = lambda: [Heading(title), *listing.listed(featured)]

    def _add(self, section: Section) -> None:
        """Add the section, unless its links are there already."""
        there = {link.label for other in self.site.sections for link in other.menu}
        there |= set(self.site.idle_labels)
        if there & {link.label for link in section.menu}:
            return
        self.site.sections.append(section)
        if isinstance(section, Listing):
            self._listings.append(section)

    def tasks(self, count: int) -> Iterator[Task]:
        """So many tasks, or fewer where the site has no more to offer."""
        for _ in range(4 * count):
            if count == 0:
                return
            task = self._task()
            if task is not None:
                count -= 1
                yield task if self._portal is None else from_portal(self._portal, task, self.draw)

    def _task(self) -> Task | None:
        # Lists offer more to do than forms.
        section = self.draw.one([*self.site.sections, *self._listings * 2])
        for _ in range(_TRIES):
            task = self._task_in(section)
            if task is not None:
                return task
        return None

    def _task_in(self, section: Section) -> Task | None:
        match section:
            case FormSection():
                return fill_in(section, self.draw)
            case Grid() if section.edit_label is None or self.draw.chance(0.6):
                return self.draw.one(ON_GRIDS)(section, self.draw)
            case Listing():
                return self.draw.one(ON_LISTINGS)(section, self.draw)
        return None

    def tab(self) -> Tab:
        """A new tab at the site's first page."""
        self.site.reset()
        height = self.draw.count(16, 72)
        shuffled = self.draw.chance(_SHUFFLED)
        start = self.site.home if self._portal is None else self._portal.view
        return Tab(start, self.draw.rng, height, shuffled=shuffled)

    def play(self, task: Task) -> Played:
        """The task as the oracle solves it."""
        return play(task, self.tab(), self.draw, self.site.notice(self.draw))
