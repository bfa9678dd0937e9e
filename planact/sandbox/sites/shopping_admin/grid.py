"""Tables of records that are searched, filtered, sorted and paged through by their address."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request

from planact.sandbox.addresses import settle, with_query
from planact.sandbox.listing import Listing, paginate
from planact.sandbox.site import database
from planact.sandbox.sites.shopping_admin.filters import Filter, chosen, where


@dataclass(frozen=True)
class Column:
    """A column of a grid; its header sorts the grid if the column has a name.

    Attributes:
        title: Text of the header.
        name: Column of the source; also the address's value for sorting by it.
    """

    title: str
    name: str = ""


@dataclass(frozen=True)
class Grid:
    """A table of records.

    Attributes:
        what: What the records are, in the plural.
        source: SQL table, view or sub-query with the records.
        key: Column that orders records that sort alike.
        columns: Columns from left to right.
        sort: Column that the records are sorted by at first; ``-`` before it, from high to low.
        filters: Fields above the table.
        size: Records on a page.
    """

    what: str
    source: str
    key: str
    columns: tuple[Column, ...]
    sort: str
    filters: tuple[Filter, ...] = ()
    size: int = 20


@dataclass(frozen=True)
class Header:
    """Header of a column: its text, the address that sorts by it, and how it sorts now."""

    title: str
    link: str
    sorted: str


@dataclass(frozen=True)
class GridView:
    """A grid as one address shows it.

    Attributes:
        grid: The grid.
        path: Its address without a choice.
        values: What the address chooses: filters and, if it is not the first one, the sort.
        listing: The page's records.
        headers: The columns' headers.
    """

    grid: Grid
    path: str
    values: Mapping[str, str]
    listing: Listing
    headers: Sequence[Header]


def find_records(
    connection: sqlite3.Connection, grid: Grid, values: Mapping[str, str]
) -> list[sqlite3.Row]:
    """The grid's records that meet the filters, sorted as the values say."""
    sort = values.get("sort", grid.sort)
    order = f"{sort.removeprefix('-')} DESC" if sort.startswith("-") else sort
    query = (
        f"SELECT * FROM {grid.source} WHERE {where(grid.filters, values)} ORDER BY {order}, "
        f"{grid.key}"
    )
    return connection.execute(query, values).fetchall()


def open_grid(request: Request, grid: Grid) -> GridView:
    """The grid as the request's address asks for it.

    Raises:
        HTTPException: 404 for a choice or a page that is not there; 303 to the address that says
            the same without detours.
    """
    values = chosen(request, grid.filters)
    sort = request.query_params.get("sort", grid.sort)
    if sort.removeprefix("-") not in {column.name for column in grid.columns if column.name}:
        raise HTTPException(404)
    if sort != grid.sort:
        values["sort"] = sort
    turned = request.query_params.get("page", "1")
    settle(request, values | ({"page": turned} if turned != "1" else {}))
    listing = paginate(request, find_records(database(request), grid, values), grid.size)
    path = request.url.path
    headers = [_header(path, grid, column, values, sort) for column in grid.columns]
    return GridView(grid, path, values, listing, headers)


def _header(path: str, grid: Grid, column: Column, values: Mapping[str, str], sort: str) -> Header:
    if not column.name:
        return Header(column.title, "", "")
    now = {column.name: "ascending", f"-{column.name}": "descending"}.get(sort, "")
    then = f"-{column.name}" if now == "ascending" else column.name
    others = {key: value for key, value in values.items() if key != "sort"}
    chosen_sort = {"sort": then} if then != grid.sort else {}
    return Header(column.title, with_query(path, others | chosen_sort), now)
