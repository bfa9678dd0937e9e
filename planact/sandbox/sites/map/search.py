"""Finding places: by words, by name, and by their distance from another place."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from planact.sandbox.sites.map.categories import PLURALS
from planact.sandbox.sites.map.itinerary import apart

_NEAR = re.compile(r"(?P<what>.+?)\s+near\s+(?P<where>.+)", re.IGNORECASE)
_NEAR_COUNT = 20


@dataclass(frozen=True)
class Findings:
    """What a search found.

    Attributes:
        places: The places, best first.
        anchor: The place that one asked to be near to.
        problem: Why nothing was found, where the question itself was unclear.
    """

    places: list[sqlite3.Row]
    anchor: sqlite3.Row | None = None
    problem: str | None = None


def search(connection: sqlite3.Connection, query: str) -> Findings:
    """Places that have all words of the query, or those near a place: ``cafe near <place>``."""
    asked = _NEAR.fullmatch(query)
    if asked is None:
        return Findings(matching(connection, query))
    anchor = place_called(connection, asked["where"])
    if anchor is None:
        count = len(matching(connection, asked["where"]))
        problem = f"{unresolved(asked['where'], count)} Put a full name after 'near'."
        return Findings([], problem=problem)
    near = nearest_first(anchor, matching(connection, asked["what"]))
    return Findings(near[:_NEAR_COUNT], anchor)


def matching(connection: sqlite3.Connection, query: str) -> list[sqlite3.Row]:
    """Places with every word of the query in their name, category or address; best names first."""
    words = set(_words(query))
    if not words:
        return []
    rows = connection.execute("SELECT * FROM map_spot ORDER BY name")
    found = [place for place in rows if words <= set(_words(_description(place)))]
    return sorted(found, key=lambda place: not words <= set(_words(place["name"])))


def place_called(connection: sqlite3.Connection, name: str) -> sqlite3.Row | None:
    """The place of exactly that name, in capitals or not."""
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM map_spot WHERE name = ?", (" ".join(name.split()),)
    ).fetchone()
    return row


def unresolved(name: str, count: int) -> str:
    """What to say of a text that is no place's full name.

    Args:
        name: The text.
        count: How many places a search for it finds.
    """
    if count == 0:
        return f"'{name}' is not known."
    several = "1 place matches" if count == 1 else f"{count} places match"
    return f"'{name}' is not the full name of a place: {several}."


def nearest_first(anchor: sqlite3.Row, places: Iterable[sqlite3.Row]) -> list[sqlite3.Row]:
    """The other places by their straight distance from the first one."""
    others = [place for place in places if place["id"] != anchor["id"]]
    return sorted(others, key=lambda place: (away(anchor, place), place["name"]))


def away(first: sqlite3.Row, second: sqlite3.Row) -> int:
    """The straight distance of two places in meters."""
    return apart((first["x"], first["y"]), (second["x"], second["y"]))


def _description(place: sqlite3.Row) -> str:
    category = place["category"]
    columns = ("name", "operator", "address", "area", "town", "postcode")
    return " ".join([category, PLURALS[category], *(place[column] for column in columns)])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
