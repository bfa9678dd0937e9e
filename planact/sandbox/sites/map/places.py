"""Draws the region's places: what they are called, where they lie, and what is known of them."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planact.sandbox.sites.map.categories import CATEGORIES, Category, Hours
from planact.sandbox.sites.map.layout import Layout, Way
from planact.sandbox.sites.map.roads import WITH_HOUSES
from planact.sandbox.sites.map.towns import AREAS, DISTRICTS, MILBROOK, TOWNS
from planact.sandbox.sites.map.words import (
    ADJECTIVES,
    MUSEUMS,
    NOUNS,
    STEMS,
    UNIVERSITY,
    UNIVERSITY_BUILDINGS,
    UNIVERSITY_LIBRARIES,
)

WHEELCHAIR = ("Yes", "Limited", "No")

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

OpenHours = dict[int, tuple[int, int]]
"""By day of the week, opening and closing time in minutes; a closed day is missing."""

_UNIVERSITY_AREA = "University Quarter"
# Some facts are unknown, as on every map that volunteers draw.
_KNOWN_SHARE = 0.82


@dataclass(frozen=True)
class Named:
    """A place that has a name and a district, and no address yet."""

    name: str
    category: str
    area: str
    operator: str = ""


@dataclass(frozen=True)
class Place:
    """A place on a node of its own, with what the map knows of it."""

    named: Named
    node: int
    street: str
    number: int
    phone: str | None
    website: str | None
    wheelchair: str
    hours: OpenHours | None


def slug(name: str) -> str:
    """A name as it stands in addresses."""
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))


def draw_places(draw: random.Random, layout: Layout) -> list[Place]:
    """All places in the order of their names; the layout gets a node for each."""
    phones = draw.sample(range(200, 1000), 400)
    hours = {category.name: category.hours for category in CATEGORIES}
    places = []
    for named in sorted(_draw_names(draw), key=lambda named: named.name):
        node, way = _settle(draw, layout, named.area)
        places.append(
            Place(
                named,
                node,
                way.street,
                _house_number(layout, way, node),
                f"555-0{phones.pop()}" if draw.random() < _KNOWN_SHARE else None,
                f"www.{slug(named.name)}.example" if draw.random() < _KNOWN_SHARE else None,
                draw.choices(WHEELCHAIR, weights=(5, 2, 3))[0],
                _draw_hours(draw, hours[named.category]),
            )
        )
    return places


class _Names:
    """Draws names, none of them twice and no word of them too often."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._taken: set[str] = set()
        self._stems = self._shuffled(STEMS)
        self._adjectives = self._shuffled(ADJECTIVES * 2)
        self._nouns = self._shuffled(NOUNS * 2)

    def fill(self, patterns: Sequence[str], number: int, area: str) -> str | None:
        """A name after one of the patterns in turn; None where the area has this one already."""
        pattern = patterns[number % len(patterns)]
        name = pattern.format(
            stem=self._stems.pop() if "{stem}" in pattern else "",
            odd=f"{self._adjectives.pop()} {self._nouns.pop()}" if "{odd}" in pattern else "",
            area=area,
        )
        if name in self._taken:
            return None
        self._taken.add(name)
        return name

    def _shuffled(self, words: Sequence[str]) -> list[str]:
        return self._draw.sample(words, len(words))


def _draw_names(draw: random.Random) -> Iterator[Named]:
    names = _Names(draw)
    for category in CATEGORIES:
        if category.everywhere:
            for town in TOWNS:
                area = draw.choice(DISTRICTS) if town is MILBROOK else town.name
                yield Named(category.everywhere.format(area=town.name), category.name, area)
        yield from _draw_some(draw, names, category)
    for name in UNIVERSITY_LIBRARIES:
        yield Named(name, "Library", _UNIVERSITY_AREA, UNIVERSITY)


def _draw_some(draw: random.Random, names: _Names, category: Category) -> Iterator[Named]:
    if category.name == "Museum":
        for name in draw.sample(MUSEUMS, category.count):
            yield Named(name, category.name, _draw_area(draw))
        return
    if category.name == "University building":
        for name in draw.sample(UNIVERSITY_BUILDINGS, category.count):
            yield Named(name, category.name, _UNIVERSITY_AREA, UNIVERSITY)
        return
    missing = category.count
    while missing:
        area = draw.choice(DISTRICTS) if category.everywhere else _draw_area(draw)
        drawn = names.fill(category.names, missing, area)
        if drawn is not None:
            yield Named(drawn, category.name, area)
            missing -= 1


def _draw_area(draw: random.Random) -> str:
    weights = [9 if area in DISTRICTS else 8 for area in AREAS]
    return draw.choices(AREAS, weights)[0]


def _settle(draw: random.Random, layout: Layout, area: str) -> tuple[int, Way]:
    """A new node on a road of the area that has houses, and the way it was put on."""
    free = [way for way in layout.ways if way.area == area and way.kind in WITH_HOUSES]
    longest = sorted(free, key=lambda way: -layout.meters(way.start, way.end))
    way = draw.choice(longest[: max(1, len(longest) // 2)])
    return layout.split(way, draw.uniform(0.35, 0.65)), way


def _house_number(layout: Layout, way: Way, node: int) -> int:
    """Numbers count from the first corner of the street, one for every eight meters."""
    first = min(other.start for other in layout.ways if other.street == way.street)
    return 1 + round(math.dist(layout.positions[first], layout.positions[node]) / 8)


def _draw_hours(draw: random.Random, hours: Hours | None) -> OpenHours | None:
    if hours is None:
        return dict.fromkeys(range(7), (0, 1440))
    if draw.random() > _KNOWN_SHARE:
        return None
    opens, closes = _quarter(draw, *hours.opens), _quarter(draw, *hours.closes)
    drawn = dict.fromkeys(range(5), (opens, closes))
    drawn[4] = opens, _quarter(draw, *hours.closes)
    if draw.random() < hours.saturday:
        drawn[5] = _quarter(draw, *hours.opens) + 30, _quarter(draw, *hours.closes) - 30
    if draw.random() < hours.sunday:
        drawn[6] = _quarter(draw, *hours.opens) + 60, _quarter(draw, *hours.closes) - 60
    return drawn


def _quarter(draw: random.Random, first: int, last: int) -> int:
    """A time between the two, on a quarter of an hour."""
    return 15 * draw.randint(-(-first // 15), last // 15)
