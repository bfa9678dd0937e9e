"""What the map's intent templates ask the map: places, routes, and what is nearest."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from planact.sandbox.sites.map.categories import PLURALS
from planact.sandbox.sites.map.network import Network, Route
from planact.sandbox.sites.map.search import away, place_called

ERRANDS = (
    "Bakery", "Bank", "Bookshop", "Cafe", "Library", "Museum", "Park", "Pharmacy", "Post office",
    "Restaurant", "School", "Station", "Supermarket", "Swimming pool", "Theater",
)  # fmt: skip
"""Categories of which one may look for the nearest place."""

# A place that is nearer by so little might be taken for the second nearest.
_CLEARLY_NEARER = 40


def place(connection: sqlite3.Connection, name: str) -> sqlite3.Row:
    """The place of that name."""
    found = place_called(connection, name)
    assert found is not None, name
    return found


@lru_cache(maxsize=4)
def places(connection: sqlite3.Connection) -> tuple[sqlite3.Row, ...]:
    """All places in a mixed but fixed order."""
    rows = connection.execute("SELECT * FROM map_spot").fetchall()
    # 7919 is prime: neighbors in the result differ in the first letters of their names.
    return tuple(sorted(rows, key=lambda row: row["id"] * 7919 % 1009))


def groups(
    connection: sqlite3.Connection, *shifts: tuple[int, ...]
) -> Iterator[tuple[sqlite3.Row, ...]]:
    """For every place and each of the shifts, the place with those so many places further on."""
    every = places(connection)
    for shift in shifts:
        for index in range(len(every)):
            yield tuple(every[(index + step) % len(every)] for step in (0, *shift))


@lru_cache(maxsize=2000)
def routes_from(connection: sqlite3.Connection, start: str, by: str) -> Mapping[str, Route]:
    """The routes from a place to all others, by their names."""
    ends = {row["name"]: row["node"] for row in places(connection)}
    return _network(connection, by).routes(ends[start], ends)


def route(connection: sqlite3.Connection, start: str, end: str, by: str) -> Route:
    """The route between two places."""
    return routes_from(connection, start, by)[end]


def nearest(connection: sqlite3.Connection, anchor: str, category: str) -> sqlite3.Row | None:
    """The nearest place of a category; None where it is not clear which one that is.

    It is the nearest by far enough, in a straight line as well as on foot and by bicycle.
    """
    start = place(connection, anchor)
    rows = [
        row
        for row in places(connection)
        if row["category"] == category and row["name"] != start["name"]
    ]
    straight = {row["name"]: away(start, row) for row in rows}
    measures = [straight]
    for by in ("foot", "bicycle"):
        routes = routes_from(connection, start["name"], by)
        measures.append({name: routes[name].meters for name in straight})
    first = min(rows, key=lambda row: straight[row["name"]])
    is_clear = all(_is_least(meters, first["name"]) for meters in measures)
    return first if is_clear else None


def _is_least(meters: Mapping[str, int], name: str) -> bool:
    others = [number for other, number in meters.items() if other != name]
    return meters[name] + _CLEARLY_NEARER <= min(others)


def closing_times(connection: sqlite3.Connection, row: sqlite3.Row) -> dict[int, int]:
    """By day of the week, when the place closes; nothing where it never does or nobody knows."""
    hours = connection.execute(
        "SELECT day, closes FROM map_hours WHERE place = ? AND closes < 1440", (row["id"],)
    )
    return {row["day"]: row["closes"] for row in hours}


def plural(category: str) -> str:
    """The category's plural as it stands within a sentence."""
    return PLURALS[category].lower()


def singular(plural: str) -> str:
    """The category of which this is the plural within a sentence."""
    return next(name for name, text in PLURALS.items() if text.lower() == plural)


def latest(closing: Mapping[str, int]) -> str | None:
    """Which of several closes last; None where two do."""
    ranked: Sequence[str] = sorted(closing, key=lambda name: -closing[name])
    if len(ranked) > 1 and closing[ranked[0]] == closing[ranked[1]]:
        return None
    return ranked[0]


@lru_cache(maxsize=12)
def _network(connection: sqlite3.Connection, by: str) -> Network:
    return Network(connection, by)
