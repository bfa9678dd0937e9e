"""A page that links to several websites, where some tasks begin."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from planact.pretraining.corpus import names
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.page import Block, Form, Heading, Link, View, text
from planact.pretraining.corpus.script import ScriptStep, Task, click
from planact.pretraining.corpus.site import Site
from planact.pretraining.corpus.steps import step

_TITLES = ("Our websites", "Start page", "All services", "Where to?", "Intranet", "Choose a site")
_ON = (
    "On {site}: {intent}",
    "Use {site}. {intent}",
    "{intent} (It is on {site}.)",
    "Go to {site} first. {intent}",
)


class Portal:
    """The page.

    Args:
        site: The website that tasks are about.
        draw: Where the others and the looks come from.
    """

    def __init__(self, site: Site, draw: Draw) -> None:
        self._site = site
        sites = [site, *(Site(draw) for _ in range(draw.count(1, 4)))]
        self._sites = draw.some(sites, len(sites))
        self._title = draw.say(_TITLES)
        self._about = [names.sentence(draw) if draw.chance(0.7) else "" for _ in self._sites]

    def view(self) -> Sequence[Block]:
        """The page."""
        blocks: list[Block] = [Heading(self._title, 1)]
        for site, about in zip(self._sites, self._about, strict=True):
            blocks.append(Link(site.title, f"site:{site.title}", partial(_enter, site)))
            blocks += [text(about)] if about else []
        return blocks

    def task(self, task: Task, draw: Draw) -> Task:
        """The task as one that begins here."""
        intent = draw.say(_ON).format(site=self._site.title, intent=task.intent)
        return Task(task.kind, intent, (self._visit(), *task.steps))

    def _visit(self) -> ScriptStep:
        return step(
            ("Open '{site}'", "Go to the website '{site}'", "Enter '{site}'"),
            ("The first page links to every site.", "This is the site in question."),
            click(f"site:{self._site.title}"),
            site=self._site.title,
        )


def _enter(site: Site, form: Form) -> View:
    return site.home
