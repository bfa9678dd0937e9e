"""Fields that narrow a table down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request

from planact.sandbox.site import database
from planact.sandbox.sites.shopping_admin.view import notify


@dataclass(frozen=True)
class Filter:
    """A field above a table.

    Attributes:
        name: The address's parameter.
        label: Text beside the field.
        condition: SQL that a row must meet, with the parameter as ``:name``.
        options: Values to choose from; none for a field that is typed in.
        is_day: Whether what is typed must be a date.
        default: The value that stands in no address.
    """

    name: str
    label: str
    condition: str = ""
    options: tuple[str, ...] = ()
    is_day: bool = False
    default: str = ""


def phrase(label: str, *columns: str) -> Filter:
    """A search field: the phrase as typed must be part of one of the columns."""
    matches = (f"instr(lower({column}), lower(:q)) > 0" for column in columns)
    return Filter("q", label, f"({' OR '.join(matches)})")


def days(column: str) -> tuple[Filter, Filter]:
    """Fields for the first and the last day."""
    return (
        Filter("from", "From", f"{column} >= :from", is_day=True),
        Filter("to", "To", f"{column} <= :to", is_day=True),
    )


def chosen(request: Request, filters: Sequence[Filter]) -> dict[str, str]:
    """What the address chooses, by the filters' names; a date that is none is refused.

    Raises:
        HTTPException: 404 for a choice that is not offered.
    """
    values: dict[str, str] = {}
    for field in filters:
        value = " ".join(request.query_params.get(field.name, "").split())
        if field.is_day and value:
            value = _day(request, field, value)
        if field.options and value and value not in field.options:
            raise HTTPException(404)
        if value and value != field.default:
            values[field.name] = value
    return values


def where(filters: Sequence[Filter], values: Mapping[str, str]) -> str:
    """SQL condition of the filters that have a value."""
    conditions = [field.condition for field in filters if field.name in values and field.condition]
    return " AND ".join(conditions) or "1"


def _day(request: Request, field: Filter, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        text = f"'{field.label}' takes a date like 2025-03-31."
        notify(database(request), text, error=True)
        return ""
