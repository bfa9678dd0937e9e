"""Kinds of values: how a site writes prices, days, names and numbers, and how they are ordered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.draw import Draw


@dataclass(frozen=True)
class Value:
    """What a thing has for a property, and where that stands in an order."""

    text: str
    order: float | str


Source = Callable[[Draw], Value]
Kind = Callable[[Draw], Source]
"""Chooses a site's way of writing such values."""


def _texts(make: Callable[[Draw], str], draw: Draw) -> Source:
    def source(draw: Draw) -> Value:
        text = make(draw)
        return Value(text, text.lower())

    return source


def texts(make: Callable[[Draw], str]) -> Kind:
    """Values in words, in the order of the alphabet."""
    return partial(_texts, make)


def count(low: int, high: int, unit: str = "") -> Kind:
    """Whole numbers."""

    def kind(draw: Draw) -> Source:
        with_commas = draw.chance(0.3)

        def source(draw: Draw) -> Value:
            number = draw.count(low, high)
            digits = f"{number:,}" if with_commas else str(number)
            return Value(f"{digits}{unit}", number)

        return source

    return kind


def money(low: int, high: int) -> Kind:
    """Amounts in one currency."""

    def kind(draw: Draw) -> Source:
        form = draw.one(("${}", "${}", "${}", "€{}", "£{}", "{} EUR"))
        cents = draw.chance(0.7)

        def source(draw: Draw) -> Value:
            amount = draw.count(low * 100, high * 100) / 100
            text = form.format(f"{amount:,.2f}" if cents else f"{amount:,.0f}")
            return Value(text, amount if cents else round(amount))

        return source

    return kind


def rating(draw: Draw) -> Source:
    """Ratings up to five."""
    form = draw.one(("{}", "{}/5", "{} stars", "{} out of 5"))

    def source(draw: Draw) -> Value:
        number = draw.count(10, 50) / 10
        return Value(form.format(f"{number:.1f}"), number)

    return source


def date(draw: Draw) -> Source:
    """Days in one format."""
    form = draw.one(
        ("{y}-{m:02d}-{d:02d}", "{m:02d}/{d:02d}/{y}", "{month} {d}, {y}", "{d} {short} {y}")
    )

    def source(draw: Draw) -> Value:
        year, month, day = draw.count(2012, 2027), draw.count(1, 12), draw.count(1, 28)
        name = names.MONTHS[month - 1]
        text = form.format(y=year, m=month, d=day, month=name, short=name[:3])
        return Value(text, year * 10_000 + month * 100 + day)

    return source


def percent(draw: Draw) -> Source:
    """Whole percentages."""

    def source(draw: Draw) -> Value:
        number = draw.count(1, 100)
        return Value(f"{number}%", number)

    return source


PERSON, USER, EMAIL = texts(names.person), texts(names.user), texts(names.email)
TOWN, STREET, PHONE = texts(names.town), texts(names.street), texts(names.phone)
TERM, PHRASE, CODE = texts(names.term), texts(names.phrase), texts(names.code)
TIME, SENTENCE = texts(names.time), texts(names.sentence)
