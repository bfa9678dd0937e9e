"""A page that links to several websites, where some tasks begin."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.pages.blocks import Block, Form, Heading, Link, View, text
from planact.pretraining.corpus.sites.site import Site

_TITLES = ("Our websites", "Start page", "All services", "Where to?", "Intranet", "Choose a site")


class Portal:
    """The page.

    Args:
        site: The website that tasks are about.
        draw: Where the others and the looks come from.
    """

    def __init__(self, site: Site, draw: Draw) -> None:
        self.site = site
        sites = [site, *(Site(draw) for _ in range(draw.count(1, 4)))]
        self._sites = draw.some(sites, len(sites))
        self._title = draw.say(_TITLES)
        self._about = [names.sentence(draw) if draw.chance(0.7) else "" for _ in self._sites]

    def view(self) -> Sequence[Block]:
        """The page."""
        blocks: list[Block] = [Heading(self._title, 1)]
        for site, about in zip(self._sites, self._about, strict=True):
            blocks.append(Link(site.title, site_key(site), partial(_enter, site)))
            blocks += [text(about)] if about else []
        return blocks


def site_key(site: Site) -> str:
    """How scripts name the link to a website."""
    return f"site:{site.title}"


def _enter(site: Site, form: Form) -> View:
    return site.home
