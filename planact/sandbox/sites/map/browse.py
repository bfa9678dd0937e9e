"""Pages to find places: the start, search, places, what is near them, and all by category."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.listing import paginate
from planact.sandbox.site import database
from planact.sandbox.sites.map import itinerary
from planact.sandbox.sites.map.categories import PLURALS
from planact.sandbox.sites.map.places import DAYS, WHEELCHAIR, slug
from planact.sandbox.sites.map.search import away, nearest_first, search
from planact.sandbox.sites.map.towns import AREAS, MILBROOK, REGION
from planact.sandbox.sites.map.view import elsewhere, find_place, options, render

PLACES_PER_PAGE = 10
ROWS_PER_PAGE = 15

WITHIN = {"250": "250 m", "500": "500 m", "1000": "1 km", "2000": "2 km"}
"""How far 'Nearby places' looks, in meters, as addresses and as pages name it."""

SORT_ORDERS = {
    "name": ("Name", "name"),
    "district": ("District", "area, name"),
    "street": ("Street", "street, number"),
}
"""Ways to sort all places: the text shown, and SQL's ORDER BY."""

_SORTS = {key: text for key, (text, _) in SORT_ORDERS.items()}

CATEGORY_SLUGS = {slug(name): name for name in PLURALS}
AREA_SLUGS = {slug(name): name for name in (MILBROOK.name, *AREAS)}

_SEARCH = {"q": "", "page": "1"}
_NEARBY = {"category": "", "within": "500", "page": "1"}
_EXPLORE = {"category": "", "area": "", "wheelchair": "", "sort": "name", "page": "1"}


async def _home(request: Request) -> Response:
    return render(request, "home.html", region=REGION, categories=PLURALS, slug=slug)


async def _search(request: Request) -> Response:
    chosen = options(request, _SEARCH)
    if other := elsewhere(request, chosen, _SEARCH):
        return other
    findings = search(database(request), chosen["q"])
    return render(
        request,
        "search.html",
        query=chosen["q"],
        listing=paginate(request, findings.places, PLACES_PER_PAGE),
        anchor=findings.anchor,
        away=away,
        problem=findings.problem,
    )


async def _place(request: Request) -> Response:
    place = find_place(request)
    connection = database(request)
    saved, reports = (
        connection.execute(f"SELECT * FROM {table} WHERE place = ? ORDER BY rowid", (place["id"],))
        for table in ("map_saved", "map_report")
    )
    return render(
        request,
        "place.html",
        place=place,
        coordinates=itinerary.coordinates((place["x"], place["y"])),
        hours=_opening_hours(connection, place["id"]),
        saved=saved.fetchone(),
        reports=reports.fetchall(),
    )


def _opening_hours(connection: sqlite3.Connection, place: int) -> dict[str, str]:
    """By day; empty where nobody knows."""
    rows = connection.execute("SELECT * FROM map_hours WHERE place = ?", (place,))
    times = {row["day"]: (row["opens"], row["closes"]) for row in rows}
    if not times:
        return {}
    return {name: itinerary.opening_hours(times.get(day)) for day, name in enumerate(DAYS)}


async def _nearby(request: Request) -> Response:
    place = find_place(request)
    chosen = options(request, _NEARBY)
    if other := elsewhere(request, chosen, _NEARBY):
        return other
    category = _known(chosen["category"], CATEGORY_SLUGS)
    _known(chosen["within"], WITHIN)
    places = near(database(request), place, category, int(chosen["within"]))
    return render(
        request,
        "nearby.html",
        place=place,
        chosen=chosen,
        listing=paginate(request, places, PLACES_PER_PAGE),
        categories=CATEGORY_SLUGS,
        within=WITHIN,
        away=away,
    )


def near(
    connection: sqlite3.Connection, place: sqlite3.Row, category: str, meters: int
) -> list[sqlite3.Row]:
    """The other places within a distance, nearest first; of all categories if it is empty."""
    rows = connection.execute("SELECT * FROM map_spot WHERE ? IN ('', category)", (category,))
    return [other for other in nearest_first(place, rows) if away(place, other) <= meters]


async def _explore(request: Request) -> Response:
    chosen = options(request, _EXPLORE)
    if other := elsewhere(request, chosen, _EXPLORE):
        return other
    _known(chosen["sort"], _SORTS)
    rows = explore(
        database(request),
        _known(chosen["category"], CATEGORY_SLUGS),
        _known(chosen["area"], AREA_SLUGS),
        _known(chosen["wheelchair"], {access: access for access in WHEELCHAIR}),
        chosen["sort"],
    )
    return render(
        request,
        "explore.html",
        chosen=chosen,
        listing=paginate(request, rows, ROWS_PER_PAGE),
        categories=CATEGORY_SLUGS,
        areas=AREA_SLUGS,
        wheelchair=WHEELCHAIR,
        orders=_SORTS,
    )


def explore(
    connection: sqlite3.Connection, category: str, area: str, wheelchair: str, sort: str
) -> list[sqlite3.Row]:
    """All places of a category, in a district or a town, with an access; empty for any."""
    return connection.execute(
        "SELECT * FROM map_spot WHERE :category IN ('', category) AND :area IN ('', area, town)"
        f" AND :wheelchair IN ('', wheelchair) ORDER BY {SORT_ORDERS[sort][1]}",
        {"category": category, "area": area, "wheelchair": wheelchair},
    ).fetchall()


def _known(chosen: str, names: Mapping[str, str]) -> str:
    """What an address's text stands for; empty for an empty one, 404 for an unknown one."""
    if chosen and chosen not in names:
        raise HTTPException(404)
    return names.get(chosen, "")


ROUTES = (
    Route("/", _home),
    Route("/search", _search),
    Route("/explore", _explore),
    Route("/place/{slug}", _place),
    Route("/place/{slug}/nearby", _nearby),
)
