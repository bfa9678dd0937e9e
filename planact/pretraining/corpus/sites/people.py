"""Pages of people, to which the properties of records link."""

from __future__ import annotations

from functools import partial
from random import Random

from planact.pretraining.corpus.content.facts import SiteFact, on_site
from planact.pretraining.corpus.content.properties import CITY, RATING, how_many, when
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.pages.blocks import Form, Heading, Pair, View
from planact.pretraining.corpus.sites.site import Site

_FACTS = (
    when("day of joining", "Member since", "Joined", "Here since"),
    how_many("entries", "Entries", "Contributions", "Written so far"),
    how_many("friends", "Friends", "Followers", "Known people"),
    CITY,
    RATING,
)


class People:
    """The pages.

    Args:
        site: The site they belong to.
        draw: Where their looks come from.
    """

    def __init__(self, site: Site, draw: Draw) -> None:
        self._site = site
        made: dict[str, SiteFact] = {}
        for fact in draw.some(_FACTS, draw.count(2, 4)):
            on = on_site(fact, draw)
            made.setdefault(on.label, on)
        self.facts = list(made.values())

    def text(self, person: str, fact: SiteFact) -> str:
        """What is known about somebody, always the same."""
        seed = Random(f"{self._site.title}/{person}/{fact.label}")
        return fact.value(Draw(seed, self._site.draw.split)).text

    def opening(self, person: str) -> partial[View]:
        """The effect of opening somebody's page."""
        return partial(self._open, person)

    def _open(self, person: str, form: Form) -> View:
        pairs = [Pair(fact.label, self.text(person, fact)) for fact in self.facts]
        return self._site.turn(lambda: self._site.view(Heading(person, 1), *pairs))


def person_key(person: str) -> str:
    """How scripts name a link to somebody's page."""
    return f"person:{person}"
