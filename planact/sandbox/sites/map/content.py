"""Fills the map: roads, places and their opening hours, saved places, and reported problems."""

from __future__ import annotations

import random
import sqlite3
from datetime import timedelta

from planact.sandbox.site import NOW
from planact.sandbox.sites.map.layout import Layout, draw_layout
from planact.sandbox.sites.map.places import Place, draw_places, slug
from planact.sandbox.sites.map.towns import postcode, town_of
from planact.sandbox.sites.map.words import PROBLEMS

SCHEMA = """
CREATE TABLE map_node (id INTEGER PRIMARY KEY, x INTEGER NOT NULL, y INTEGER NOT NULL);
CREATE TABLE map_way (
    start INTEGER NOT NULL REFERENCES map_node, end INTEGER NOT NULL REFERENCES map_node,
    street TEXT NOT NULL, kind TEXT NOT NULL, meters INTEGER NOT NULL
);
CREATE TABLE map_place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, slug TEXT NOT NULL UNIQUE,
    category TEXT NOT NULL, operator TEXT NOT NULL,
    node INTEGER NOT NULL UNIQUE REFERENCES map_node,
    street TEXT NOT NULL, number INTEGER NOT NULL, area TEXT NOT NULL, town TEXT NOT NULL,
    postcode TEXT NOT NULL, phone TEXT, website TEXT, wheelchair TEXT NOT NULL,
    address TEXT GENERATED ALWAYS AS (number || ' ' || street),
    UNIQUE (street, number)
);
CREATE TABLE map_hours (
    place INTEGER NOT NULL REFERENCES map_place, day INTEGER NOT NULL, opens INTEGER NOT NULL,
    closes INTEGER NOT NULL, PRIMARY KEY (place, day)
);
CREATE TABLE map_saved (
    place INTEGER PRIMARY KEY REFERENCES map_place, list TEXT NOT NULL, note TEXT NOT NULL
);
CREATE TABLE map_report (
    id INTEGER PRIMARY KEY, place INTEGER NOT NULL REFERENCES map_place, kind TEXT NOT NULL,
    text TEXT NOT NULL, day TEXT NOT NULL
);
CREATE VIEW map_spot AS
    SELECT map_place.*, x, y FROM map_place JOIN map_node ON map_node.id = map_place.node;
"""

LISTS = {"favorites": "Favorites", "want-to-go": "Want to go", "errands": "Errands"}
"""The lists of 'My places', as addresses and as pages name them."""

_NOTES = (
    "", "", "Ask for Tom", "Bring the big bag", "Closed last time", "Go early", "Good with kids",
    "Mother liked it", "Not on weekends", "Side entrance", "Take the bicycle", "Too crowded",
)  # fmt: skip

_SAVED = 36
_REPORTS = 20


def fill(connection: sqlite3.Connection, draw: random.Random) -> None:
    """Write the whole content; the tables are there and empty."""
    layout = draw_layout(draw)
    places = draw_places(draw, layout)
    _write_roads(connection, layout)
    for number, place in enumerate(places, 1):
        _write_place(connection, number, place)
    for number in draw.sample(range(1, len(places) + 1), _SAVED):
        connection.execute(
            "INSERT INTO map_saved VALUES (?, ?, ?)",
            (number, draw.choice(list(LISTS.values())), draw.choice(_NOTES)),
        )
    for number in draw.sample(range(1, len(places) + 1), _REPORTS):
        kind = draw.choice(list(PROBLEMS))
        day = (NOW - timedelta(days=draw.randint(3, 300))).date().isoformat()
        connection.execute(
            "INSERT INTO map_report (place, kind, text, day) VALUES (?, ?, ?, ?)",
            (number, kind, draw.choice(PROBLEMS[kind]), day),
        )


def _write_roads(connection: sqlite3.Connection, layout: Layout) -> None:
    connection.executemany(
        "INSERT INTO map_node VALUES (?, ?, ?)",
        [(node, x, y) for node, (x, y) in enumerate(layout.positions)],
    )
    connection.executemany(
        "INSERT INTO map_way VALUES (?, ?, ?, ?, ?)",
        [
            (way.start, way.end, way.street, way.kind, layout.meters(way.start, way.end))
            for way in layout.ways
        ],
    )


def _write_place(connection: sqlite3.Connection, number: int, place: Place) -> None:
    named = place.named
    connection.execute(
        "INSERT INTO map_place (id, name, slug, category, operator, node, street, number, area,"
        " town, postcode, phone, website, wheelchair)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            named.name,
            slug(named.name),
            named.category,
            named.operator,
            place.node,
            place.street,
            place.number,
            named.area,
            town_of(named.area),
            postcode(named.area),
            place.phone,
            place.website,
            place.wheelchair,
        ),
    )
    connection.executemany(
        "INSERT INTO map_hours VALUES (?, ?, ?, ?)",
        [(number, day, *times) for day, times in (place.hours or {}).items()],
    )
