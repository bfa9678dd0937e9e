"""Stretches of whole months, as people write them and as the back office's dates take them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = tuple(
    date(year, month, 1)
    for year in (2023, 2024, 2025)
    for month in range(1, 13)
    if (2023, 7) <= (year, month) <= (2025, 5)
)
"""The months that orders fill from their first day to their last."""


@dataclass(frozen=True)
class Days:
    """First and last day of a period, as the back office's dates take them."""

    first: str
    last: str


def periods(shortest: int, longest: int) -> list[str]:
    """Stretches of so many months in words, e.g. ``March to May 2024``."""
    spans = (
        (start, start + length - 1)
        for length in range(shortest, longest + 1)
        for start in range(len(_MONTHS) - length + 1)
    )
    return [_words(_MONTHS[first], _MONTHS[last]) for first, last in spans]


def days_of(period: str) -> Days:
    """The days that a period in words begins and ends with."""
    return _DAYS[period]


def months_of(period: str) -> list[str]:
    """The months of a period as dates begin, e.g. ``2025-03``."""
    days = days_of(period)
    months = [month.isoformat()[:7] for month in _MONTHS]
    return [month for month in months if days.first[:7] <= month <= days.last]


def months_beside(period: str) -> list[str]:
    """The month before the period and the one after it, as dates begin."""
    first, last = (date.fromisoformat(day) for day in (days_of(period).first, days_of(period).last))
    beside = (first - timedelta(days=1), last + timedelta(days=1))
    return [day.isoformat()[:7] for day in beside]


def _words(first: date, last: date) -> str:
    if first == last:
        return f"{last:%B %Y}"
    if first.year == last.year:
        return f"{first:%B} to {last:%B %Y}"
    return f"{first:%B %Y} to {last:%B %Y}"


def _days(first: date, last: date) -> Days:
    end = last.replace(day=monthrange(last.year, last.month)[1])
    return Days(first.isoformat(), end.isoformat())


_DAYS = {
    _words(first, last): _days(first, last)
    for first in _MONTHS
    for last in _MONTHS
    if first <= last
}
