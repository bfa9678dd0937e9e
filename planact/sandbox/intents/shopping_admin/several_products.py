"""Back-office tasks that change several products at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from planact.sandbox.evaluation import Evaluation, both, page_shows, text_of, texts_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping_admin.products import products_with, words_for_many
from planact.sandbox.intents.shopping_admin.steps import SITES, open_products, press, search_for
from planact.sandbox.oracle import Move, Script, ScriptStep, click, fill, finish, select, step
from planact.sandbox.sites.shopping_admin.reports import LOW_STOCK
from planact.sandbox.sites.shopping_admin.view import NAME

Connection = sqlite3.Connection


@dataclass(frozen=True)
class _State:
    """What products are to be like afterwards.

    Attributes:
        step: The step that fills in the form.
        move: Its action.
        column: Column of the products with what changes; also its cells' class in the grid.
        value: What stands there afterwards.
        rest: SQL condition of the products that have it, and the page that counts them.
    """

    step: str
    move: Move
    column: str
    value: str
    rest: tuple[str, str]


_LOW = ("stock < 20", "/reports/low-stock")

_STATES = {
    "on sale": _State(
        "Set 'On sale' to 'Yes'",
        select("#sale", "Yes"),
        "sale",
        "Yes",
        ("sale = 'Yes'", "/catalog/products?sale=Yes"),
    ),
    "out of stock": _State(
        "Set 'Stock status' to 'Out of stock'",
        select("#stock", "Out of stock"),
        "stock",
        "0",
        _LOW,
    ),
    "reduced to a quantity of 6 each": _State(
        "Enter the quantity '6'", fill("#quantity", "6"), "stock", "6", _LOW
    ),
}

_DISABLED = _State(
    "Set 'Status' to 'Disabled'",
    select("#status", "Disabled"),
    "status",
    "Disabled",
    ("status = 'Disabled'", "/catalog/products?status=Disabled"),
)


def _changes(connection: Connection, word: str, state: _State) -> bool:
    """Whether none of the products is as wanted yet."""
    products = products_with(connection, word)
    return all(str(product[state.column]) != state.value for product in products)


def _state_values(connection: Connection) -> Sequence[Values]:
    return [
        {"word": word, "state": name}
        for word in words_for_many(connection)
        for name, state in _STATES.items()
        if _changes(connection, word, state)
    ]


def _evaluation(connection: Connection, word: str, state: _State) -> Evaluation:
    """All of the products are as wanted, and no others have become so."""
    products = products_with(connection, word)
    condition, page = state.rest
    ids = ", ".join(str(product["id"]) for product in products)
    count = connection.execute(
        f"SELECT count(*) FROM shopping_admin_product WHERE {condition} OR id IN ({ids})"
    ).fetchone()[0]
    what = LOW_STOCK.what if page == _LOW[1] else "products"
    return both(
        page_shows(
            NAME,
            f"/catalog/products?q={word.replace(' ', '+')}",
            texts_of(f"#grid td.{state.column}"),
            exact_match=" ; ".join([state.value] * len(products)),
        ),
        page_shows(NAME, page, text_of("#found"), exact_match=f"{count} {what} found"),
    )


def _select_all(word: str, action: str, why: str) -> tuple[ScriptStep, ...]:
    """From the dashboard to the form for all products that have a word in their names."""
    return (
        open_products(),
        search_for("products", word),
        step(
            f"Tick 'Select all on this page', choose the action '{action}'"
            " and press 'Apply to selected'",
            why,
            click("#select-all"),
            select("#action", action),
            click("#begin"),
        ),
    )


def _state_script(connection: Connection, values: Values) -> Script:
    state = _STATES[values["state"]]
    return (
        *_select_all(
            values["word"],
            "Update attributes",
            "'Change status' only enables and disables products; 'Update attributes' has the"
            " fields for price, stock and sale.",
        ),
        step(state.step, "What is left empty stays as it is.", state.move),
        press("Save attributes", "#save", "Only then are the products changed."),
        finish(),
    )


def _disable_values(connection: Connection) -> Sequence[Values]:
    return [
        {"word": word}
        for word in words_for_many(connection)
        if _changes(connection, word, _DISABLED)
    ]


def _disable_script(connection: Connection, values: Values) -> Script:
    return (
        *_select_all(
            values["word"],
            "Change status",
            "The store shows enabled products only, and this action enables and disables them.",
        ),
        step(_DISABLED.step, "Disabled products are not shown in the store.", _DISABLED.move),
        press("Save status", "#save", "Only then are the products changed."),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        514,
        SITES,
        "All products with '{word}' in their names are to be {state}. Change them in the catalog.",
        _state_values,
        lambda db, values: _evaluation(db, values["word"], _STATES[values["state"]]),
        _state_script,
        subjects=("word",),
        test=2,
    ),
    IntentTemplate(
        537,
        SITES,
        "Disable every product that has '{word}' in its name, so that the store does not show it.",
        _disable_values,
        lambda db, values: _evaluation(db, values["word"], _DISABLED),
        _disable_script,
        subjects=("word",),
        unseen=True,
    ),
)
"""Tasks that a mass action solves."""
