"""Back-office tasks about single products."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import cycle

from planact.sandbox.evaluation import Evaluation, answer_is, both, page_is, page_shows, value_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping_admin.products import first_word, product_named, with_brands
from planact.sandbox.intents.shopping_admin.steps import (
    SITES,
    link,
    narrow,
    open_products,
    search_broadly,
    sort_by,
)
from planact.sandbox.oracle import (
    Script,
    ScriptStep,
    answer_with,
    click,
    fill,
    finish,
    select,
    sign_in,
    step,
)
from planact.sandbox.signing import SIGN_OUT
from planact.sandbox.sites.shopping.departments import DEPARTMENTS
from planact.sandbox.sites.shopping.view import money
from planact.sandbox.sites.shopping_admin.content import PASSWORD, USER
from planact.sandbox.sites.shopping_admin.grid import find_records
from planact.sandbox.sites.shopping_admin.products import PRODUCTS
from planact.sandbox.sites.shopping_admin.view import NAME

Connection = sqlite3.Connection

# Fewest and most pieces of a category

_EXTREMES = {"fewest": "stock", "most": "-stock"}


def _extreme_values(connection: Connection) -> Sequence[Values]:
    candidates = [
        {"extreme": extreme, "category": category.name}
        for categories in DEPARTMENTS.values()
        for category in categories
        for extreme in _EXTREMES
    ]
    return [values for values in candidates if _is_clear(connection, values)]


def _ranked(connection: Connection, values: Values) -> list[sqlite3.Row]:
    sort = _EXTREMES[values["extreme"]]
    return find_records(connection, PRODUCTS, {"category": values["category"], "sort": sort})


def _is_clear(connection: Connection, values: Values) -> bool:
    first, second, *_ = _ranked(connection, values)
    return bool(first["stock"] != second["stock"])


def _extreme_script(connection: Connection, values: Values) -> Script:
    return (
        sign_in(USER, PASSWORD),
        open_products(),
        narrow(
            PRODUCTS.filters,
            {"category": values["category"]},
            "Apply filters",
            "The question is about one category.",
        ),
        sort_by(
            "Quantity",
            "stock",
            descending=values["extreme"] == "most",
            why=f"The product with the {values['extreme']} pieces then comes first.",
        ),
        answer_with("the name of the first product", _ranked(connection, values)[0]["name"]),
    )


# Price


def _price_values(connection: Connection) -> Sequence[Values]:
    changes = cycle((("Raise", 3), ("Lower", 2), ("Raise", 12), ("Lower", 3), ("Raise", 7)))
    return [
        {"verb": verb, "dollars": dollars, **name}
        for name, (verb, dollars) in zip(with_brands(connection), changes, strict=False)
    ]


def _new_price(connection: Connection, values: Values) -> str:
    change = values["dollars"] * (100 if values["verb"] == "Raise" else -100)
    return f"{(product_named(connection, values['product'])['cents'] + change) / 100:.2f}"


def _price_eval(connection: Connection, values: Values) -> Evaluation:
    return _field_is(connection, values, "price", _new_price(connection, values))


def _field_is(connection: Connection, values: Values, field: str, value: str) -> Evaluation:
    path = f"/catalog/products/{product_named(connection, values['product'])['id']}"
    return page_shows(NAME, path, value_of(f"#{field}"), exact_match=value)


def _price_script(connection: Connection, values: Values) -> Script:
    before = money(product_named(connection, values["product"])["cents"])
    verb = "Add" if values["verb"] == "Raise" else "Subtract"
    preposition = "to" if values["verb"] == "Raise" else "from"
    return (
        *_reach(connection, values),
        step(
            f"{verb} {values['dollars']} dollars {preposition} the price that the form shows"
            " and enter the result as 'Price'",
            "The new price depends on the present one.",
            fill("#price", _new_price(connection, values), note=f"the price was {before}"),
        ),
        _save(),
        finish(),
    )


def _reach(connection: Connection, values: Values) -> tuple[ScriptStep, ...]:
    """From the dashboard to the form of a product that is named with its brand."""
    product = product_named(connection, values["product"])
    return (
        open_products(),
        search_broadly("products", first_word(values["product"])),
        step(
            f"Open '{values['product']}'",
            "Only one of the names found has all of these words.",
            click(link(f"/catalog/products/{product['id']}")),
        ),
    )


def _save() -> ScriptStep:
    return step("Press 'Save product'", "Only then is the change kept.", click("#save"))


# Stock and sale


def _stock_values(connection: Connection) -> Sequence[Values]:
    """What is not on sale yet, with a quantity and a lower price."""
    rows = connection.execute("SELECT name, cents FROM shopping_admin_product WHERE sale = 'No'")
    prices = {row["name"]: row["cents"] for row in rows}
    names = [name for name in with_brands(connection) if name["product"] in prices]
    return [
        {
            "quantity": 83 + 17 * place % 140,
            "price": f"{prices[name['product']] * 4 // 500}.90",
            **name,
        }
        for place, name in enumerate(names)
    ]


def _stock_eval(connection: Connection, values: Values) -> Evaluation:
    page = f"/catalog/products/{product_named(connection, values['product'])['id']}"
    numbers = both(
        _field_is(connection, values, "price", values["price"]),
        _field_is(connection, values, "quantity", str(values["quantity"])),
    )
    sale = _field_is(connection, values, "sale", "Yes")
    return both(page_is(NAME, page), both(numbers, sale))


def _stock_script(connection: Connection, values: Values) -> Script:
    quantity, price = str(values["quantity"]), values["price"]
    return (
        *_reach(connection, values),
        step(
            f"Enter the price '{price}' and the quantity '{quantity}' and set 'On sale' to 'Yes'",
            "All three are fields of the product's form.",
            fill("#price", price),
            fill("#quantity", quantity),
            select("#sale", "Yes"),
        ),
        _save(),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        510,
        SITES,
        f"Sign in as '{USER}' with the password '{PASSWORD}' and tell me which product of the"
        " category {category} we have the {extreme} pieces of.",
        _extreme_values,
        lambda db, values: answer_is(must_include=[_ranked(db, values)[0]["name"]]),
        _extreme_script,
        subjects=("category",),
        start=SIGN_OUT,
    ),
    IntentTemplate(
        511,
        SITES,
        "{verb} the price of the {brand} {product} by ${dollars}.",
        _price_values,
        _price_eval,
        _price_script,
        subjects=("product",),
    ),
    IntentTemplate(
        518,
        SITES,
        "We have {quantity} pieces of the {brand} {product}, which go on sale for ${price} each."
        " Enter all of this and leave me on the product's page.",
        _stock_values,
        _stock_eval,
        _stock_script,
        subjects=("product",),
    ),
)
"""Tasks on the grid of products and on the form of a product."""
