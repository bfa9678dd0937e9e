"""The directions page, and the pictures of the map."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.site import database
from planact.sandbox.sites.map.drawing import draw_map
from planact.sandbox.sites.map.itinerary import itinerary
from planact.sandbox.sites.map.network import Network
from planact.sandbox.sites.map.network import Route as Way
from planact.sandbox.sites.map.roads import PROFILES
from planact.sandbox.sites.map.search import matching, place_called, unresolved
from planact.sandbox.sites.map.view import elsewhere, options, render

_DIRECTIONS = {"from": "", "to": "", "by": "car"}


async def _directions(request: Request) -> Response:
    connection = database(request)
    chosen = options(request, _DIRECTIONS)
    if chosen["by"] not in PROFILES:
        raise HTTPException(404)
    places = {end: place_called(connection, chosen[end]) for end in ("from", "to")}
    for end, place in places.items():
        chosen[end] = place["name"] if place else chosen[end]
    if other := elsewhere(request, chosen, _DIRECTIONS):
        return other
    found = [place for place in places.values() if place]
    route = find_route(connection, found, chosen["by"]) if len(found) == 2 else None
    return render(
        request,
        "directions.html",
        chosen=chosen,
        profiles=PROFILES,
        places=found,
        problems=_problems(connection, chosen, places),
        route=route,
        instructions=itinerary(route, _positions(connection)) if route else (),
    )


def find_route(
    connection: sqlite3.Connection, places: Sequence[sqlite3.Row], by: str
) -> Way | None:
    """The fastest way from the first of two places to the second."""
    start, end = (place["node"] for place in places)
    return Network(connection, by).route(start, end)


def _problems(
    connection: sqlite3.Connection, chosen: dict[str, str], places: dict[str, sqlite3.Row | None]
) -> dict[str, str]:
    """By the text that is no place's name, what to say of it; nothing before the form is sent."""
    return {
        chosen[end]: unresolved(chosen[end], len(matching(connection, chosen[end])))
        for end, place in places.items()
        if chosen[end] and place is None
    }


def _positions(connection: sqlite3.Connection) -> dict[int, tuple[int, int]]:
    rows = connection.execute("SELECT * FROM map_node")
    return {row["id"]: (row["x"], row["y"]) for row in rows}


async def _picture(request: Request) -> Response:
    """The region; with ``from`` a place on it, and with ``to`` as well the route between two."""
    connection = database(request)
    chosen = options(request, _DIRECTIONS)
    found = [place_called(connection, chosen[end]) for end in ("from", "to") if chosen[end]]
    places = [place for place in found if place]
    if len(places) < len(found) or chosen["by"] not in PROFILES:
        raise HTTPException(404)
    marks = [
        ((place["x"], place["y"]), letter) for place, letter in zip(places, "AB", strict=False)
    ]
    passed: list[tuple[int, int]] = []
    if len(places) == 2 and (route := find_route(connection, places, chosen["by"])):
        positions = _positions(connection)
        nodes = [places[0]["node"], *(leg.end for leg in route.legs)]
        passed = [positions[node] for node in nodes]
    return Response(draw_map(connection, marks, passed), media_type="image/svg+xml")


ROUTES = (Route("/directions", _directions), Route("/picture.svg", _picture))
