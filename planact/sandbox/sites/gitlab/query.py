"""What the query of an address asks for: one address for each list, and texts to look for."""

from __future__ import annotations

from collections.abc import Collection

from starlette.exceptions import HTTPException
from starlette.requests import Request

from planact.sandbox.addresses import settle

_LONGEST_SEARCH = 200


def choices(request: Request, **defaults: str) -> dict[str, str]:
    """The list's parameters in the address, each with its default where it is not given.

    Raises:
        HTTPException: The address is not the shortest one for its list, as a form's is that sends
            its empty fields too: the browser is sent to that one.
    """
    chosen = {
        name: request.query_params.get(name, "").strip() or default
        for name, default in defaults.items()
    }
    page = request.query_params.get("page", "1")
    shortest = address(chosen, defaults) + ([("page", page)] if page != "1" else [])
    settle(request, shortest)
    return chosen


def address(chosen: dict[str, str], defaults: dict[str, str]) -> list[tuple[str, str]]:
    """The parameters that differ from their defaults, in the defaults' order."""
    return [(name, chosen[name]) for name in defaults if chosen[name] != defaults[name]]


def holds_all(column: str, text: str) -> tuple[str, list[str]]:
    """SQL condition and values for a column that holds every word of the text."""
    words = text[:_LONGEST_SEARCH].split()
    parts = [word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in words]
    condition = " AND ".join([f"{column} LIKE ? ESCAPE '\\'" for _ in parts])
    return condition or "1", [f"%{part}%" for part in parts]


def one_of(chosen: str, known: Collection[str]) -> str:
    """The choice itself; 404 if it is none of the known ones."""
    if chosen not in known:
        raise HTTPException(404)
    return chosen
