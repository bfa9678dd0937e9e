"""An invented website: a menu, sections, and what stands around every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.pages.blocks import (
    Block,
    Button,
    Field,
    Form,
    Heading,
    Link,
    Naming,
    View,
    text,
)
from planact.pretraining.corpus.pages.tab import CLOSE, Notice

MENU = "menu:"
"""Keys of links that lead to other sections and change nothing begin so."""

SEARCH = "site search"
SEARCH_BUTTON = "site search button"

_IDLE = (
    *("About", "About us", "Help", "News", "Blog", "Careers", "Press", "FAQ", "Terms", "Privacy"),
    *("Imprint", "Feedback", "Partners", "Jobs board", "Support", "Status", "Team", "Legal"),
    *("Dashboard", "Overview", "Start", "Home", "Media", "Gallery", "Downloads", "Guide", "Tips"),
    *("Accessibility", "Cookies", "Sitemap", "Branches", "Visit us", "Shipping info", "Gifts"),
    *("Notifications", "Calendar", "Inbox", "Profile", "Preferences", "Sign out", "Log off"),
)
_SEARCH_LABELS = (
    *("Search", "Search here", "Find", "Search the site", "What are you looking for?", "Keywords"),
    *("Enter a name", "Type to search", "Search by name", "Search all", "Quick search"),
    *("Find anything", "Looking for something?", "Search our pages", "Search term"),
)
_SEARCH_BUTTONS = ("Search", "Go", "Find", "Show results", "Look up", "OK", "Start")
_NOTICES = (
    "Get our letter", "Before you go on", "We use cookies", "Good news", "Take part in our survey",
    "A short message", "New here?", "Season sale", "Help us to improve", "Please note",
)  # fmt: skip
_CLOSES = ("Close", "Dismiss", "Not now", "No, thanks", "Got it", "Later", "Continue", "OK")


class Section(Protocol):
    """A part of a site with tasks of its own."""

    @property
    def menu(self) -> Sequence[Link]:
        """Its links in the site's menu."""
        ...

    def reset(self) -> None:
        """Be as at first."""
        ...


class Searchable(Protocol):
    """A section that the site's search box looks through."""

    def results(self, query: str) -> View:
        """The page that a search leads to."""
        ...


@dataclass
class Site:
    """A website while it is made and used.

    Attributes:
        draw: Where its looks come from.
        busy: Whether its pages are full of links and long lists.
        title: Its name.
        sections: What it offers.
        searchable: The section that the search box looks through; None for a site without one.
        featured: What the first page shows.
        messages: What the site says on the next page.
    """

    draw: Draw
    busy: bool = False
    title: str = ""
    sections: list[Section] = field(default_factory=list)
    searchable: Searchable | None = None
    featured: Callable[[], Sequence[Block]] = tuple
    messages: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        draw = self.draw
        self.title = self.title or draw.one(
            (names.term(draw), f"{names.term(draw)} {names.term(draw)}", names.town(draw))
        )
        self.naming: Naming = draw.one(("wrap", "for", "for", "own"))
        self._layout = draw.layout(5)
        self._search_label = draw.say(_SEARCH_LABELS)
        self._search_button = draw.say(_SEARCH_BUTTONS) if draw.chance(0.6) else None
        idle = draw.says(_IDLE, draw.count(6, 18) if self.busy else draw.one((0, 1, 2, 3, 4, 6)))
        idle += [names.term(draw) for _ in range(draw.one((0, 0, 0, 1, 2, 5)))]
        self._idle = [Link(label, MENU + label, self._idle_page(label)) for label in idle]
        lines = draw.count(0, 12) if self.busy else draw.one((0, 0, 0, 1, 2))
        self._beside = [text(names.sentence(draw)) for _ in range(lines)]
        self._foot = draw.says(_IDLE, draw.one((0, 0, 0, 2, 4)))
        self._title_is_link = draw.chance(0.7)
        self._greeting = draw.one(("", names.sentence(draw), f"Welcome to {self.title}"))
        self._order = draw.count(0, 10**6)

    @property
    def idle_labels(self) -> list[str]:
        """Labels of the links that lead nowhere in particular."""
        return [link.label for link in self._idle]

    def view(self, *body: Block) -> Sequence[Block]:
        """A whole page around its body."""
        said: list[Block] = [text(message) for message in self.messages]
        foot = [Link(label, f"foot:{label}", self._idle_page(label)) for label in self._foot]
        return [*self._header(), *said, *body, *self._beside, *foot]

    def home(self) -> Sequence[Block]:
        """The first page."""
        lines = [text(self._greeting)] if self._greeting else []
        return self.view(Heading(self.title, 1), *lines, *self.featured())

    def reset(self) -> None:
        """Be as at first."""
        self.messages.clear()
        for section in self.sections:
            section.reset()

    def turn(self, view: View) -> View:
        """The page that comes next, without what was said on the one before."""
        self.messages.clear()
        return view

    def say(self, message: str, view: View) -> View:
        """The page that comes next, with a message."""
        self.messages[:] = [message]
        return view

    def notice(self, draw: Draw) -> Notice:
        """Something that may cover a page."""
        body = (Heading(draw.say(_NOTICES)), text(names.sentence(draw)))
        return Notice((*body, Button(draw.say(_CLOSES), CLOSE)))

    def _header(self) -> list[Block]:
        title: list[Block] = [Link(self.title, "home", self._go_home)]
        if not self._title_is_link:
            title = [text(self.title)]
        links = [*self._idle, *(link for section in self.sections for link in section.menu)]
        # The same order on every page, whatever it is.
        links = [links[i] for i in sorted(range(len(links)), key=self._place)]
        menu: list[Block] = list(links)
        match self._layout:
            case 0:
                return [*title, *self._search_box(), *menu]
            case 1:
                return [*title, *menu, *self._search_box()]
            case 2:
                return [*self._search_box(), *title, *menu]
            case 3:
                return [*menu, *title, *self._search_box()]
            case _:
                return [*menu, *self._search_box()]

    def _place(self, index: int) -> int:
        return (index + 1) * 7919 * (self._order + 1) % 104_729

    def _search_box(self) -> list[Block]:
        if self.searchable is None:
            return []
        box = Field(self._search_label, SEARCH, self._search, naming="own")
        if self._search_button is None:
            return [box]
        return [box, Button(self._search_button, SEARCH_BUTTON, self._search)]

    def _search(self, form: Form) -> View:
        assert self.searchable is not None
        return self.turn(self.searchable.results(form[SEARCH]))

    def _go_home(self, form: Form) -> View:
        return self.turn(self.home)

    def _idle_page(self, label: str) -> partial[View]:
        return partial(self._show_idle, label)

    def _show_idle(self, label: str, form: Form) -> View:
        return self.turn(lambda: self.view(Heading(label, 1), text(f"{label}: {self.title}")))
