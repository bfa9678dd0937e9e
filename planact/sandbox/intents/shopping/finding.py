"""The advanced search in the scripts and evaluations of the storefront's intent templates."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from urllib.parse import urlencode

from planact.sandbox.oracle import Move, ScriptStep, click, fill, select, step
from planact.sandbox.sites.shopping.advanced import FIELDS, RATINGS
from planact.sandbox.sites.shopping.view import ROOT


def find_by(connection: sqlite3.Connection, **criteria: str) -> tuple[ScriptStep, ...]:
    """Use the advanced search; criteria as an address has them."""
    given = {name: criteria[name] for name in FIELDS if criteria.get(name)}
    labels = given | {name: _LABELS[name](connection, value) for name, value in given.items()}
    said = ", ".join(_WORDS[name].format(labels[name]) for name in given)
    moves = [_MOVES[name](labels[name]) for name in given]
    return (
        step(
            "Open 'Advanced Search'",
            "It searches by several properties at once, which the search box cannot.",
            click(f'.top a[href="{ROOT}/advanced"]'),
        ),
        step(
            f"Enter {said} and press 'Find Products'",
            "Together they leave just the products in question.",
            *moves,
            click("#find-products"),
        ),
    )


def result_address(**criteria: str) -> str:
    """Address of the advanced search's results, below the site."""
    query = {name: criteria[name] for name in FIELDS if criteria.get(name)}
    return f"/advanced/result?{urlencode(query)}"


def _category_option(connection: sqlite3.Connection, slug: str) -> str:
    name, parent = connection.execute(
        "SELECT name, parent_id FROM shopping_category WHERE slug = ?", (slug,)
    ).fetchone()
    return name if parent else f"All of {name}"


def _as_given(connection: sqlite3.Connection, value: str) -> str:
    return value


_LABELS: dict[str, Callable[[sqlite3.Connection, str], str]] = {
    **dict.fromkeys(FIELDS, _as_given),
    "category": _category_option,
    "rating": lambda connection, value: RATINGS[value],
}
"""What the form shows for a value of a field."""

_WORDS = {
    "category": "the category '{}'",
    "brand": "the brand '{}'",
    "price_from": "the price from '{}'",
    "price_to": "the price to '{}'",
    "rating": "the minimum rating '{}'",
    "stock": "'In stock only'",
    "sale": "'On sale only'",
}

_MOVES: dict[str, Callable[[str], Move]] = {
    "category": lambda text: select("#category", text),
    "brand": lambda text: select("#brand", text),
    "price_from": lambda text: fill("#price_from", text),
    "price_to": lambda text: fill("#price_to", text),
    "rating": lambda text: select("#rating", text),
    "stock": lambda text: click("#stock"),
    "sale": lambda text: click("#sale"),
}
