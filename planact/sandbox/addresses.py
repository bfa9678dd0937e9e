"""One address for each page: the same list is never shown at two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request

Query = Mapping[str, object] | Sequence[tuple[str, object]]
"""The parameters of an address, in order."""


def with_query(path: str, query: Query) -> str:
    """The path with the parameters, if there are any."""
    return f"{path}?{urlencode(query)}" if query else path


def settle(request: Request, query: Query) -> None:
    """Make sure that the address holds these parameters, in order, and nothing else.

    A form sends its empty fields too: without this a list would have many addresses.

    Raises:
        HTTPException: It does not: the answer sends the browser to the one that does.
    """
    wanted = list(query.items()) if isinstance(query, Mapping) else list(query)
    if request.query_params.multi_items() != wanted:
        raise HTTPException(303, headers={"Location": with_query(request.url.path, query)})
