"""Steps and look-ups that the back office's intent templates share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from planact.core.action import ActionKind
from planact.sandbox.intent import Values
from planact.sandbox.oracle import Move, ScriptStep, click, fill, search, select, step
from planact.sandbox.sites.shopping.view import money
from planact.sandbox.sites.shopping_admin.filters import Filter
from planact.sandbox.sites.shopping_admin.sections import SECTIONS
from planact.sandbox.sites.shopping_admin.view import NAME, ROOT

SITES = (NAME,)
"""Where the tasks are done."""


def open_entry(section: str, entry: str, why: str) -> ScriptStep:
    """Go to a page of the menu, from any page of another section."""
    found = next(each for each in SECTIONS if each.title == section)
    path = next(each.path for each in found.entries if each.title == entry)
    return step(
        f"Open '{section}' in the menu and then '{entry}'",
        why,
        click(f".menu {link(found.path)}"),
        click(f".menu {link(path)}"),
    )


def open_orders() -> ScriptStep:
    """Go to the grid of orders."""
    return open_entry("Sales", "Orders", "The grid lists the orders of all customers.")


def open_products() -> ScriptStep:
    """Go to the grid of products."""
    return open_entry("Catalog", "Products", "Products are found and changed there.")


def open_customers() -> ScriptStep:
    """Go to the grid of customers."""
    return open_entry("Customers", "All Customers", "Every customer has a page of their own.")


def open_reviews() -> ScriptStep:
    """Go to the grid of reviews."""
    return open_entry("Marketing", "Reviews", "The grid lists the reviews of all products.")


def search_for(what: str, text: str) -> ScriptStep:
    """Search a grid by its text field alone."""
    return step(
        f"Search the {what} for '{text}'",
        "The search field above the grid narrows it down.",
        search("#q", text),
    )


def search_broadly(what: str, word: str) -> ScriptStep:
    """Search a grid by the first word of a product that the task names with its brand."""
    return step(
        f"Search the {what} for '{word}'",
        "The search takes the phrase as it is and knows the name without the brand: the name's"
        " first word alone finds the product.",
        search("#q", word),
    )


def narrow(
    fields: Sequence[Filter], values: Mapping[str, str], button: str, why: str
) -> ScriptStep:
    """Set filters above a grid or a report and apply them.

    Args:
        fields: The filters there are.
        values: What to set, by the filters' names.
        button: Text of the button that applies the filters.
        why: The reason.
    """
    wanted = [field for field in fields if field.name in values]
    words = ", ".join(f"'{field.label}' to '{values[field.name]}'" for field in wanted)
    moves = [
        (select if field.options else fill)(f"#{field.name}", values[field.name])
        for field in wanted
    ]
    return step(f"Set {words} and press '{button}'", why, *moves, click("#apply"))


def sort_by(column: str, name: str, *, descending: bool, why: str) -> ScriptStep:
    """Sort a grid by the header of one of its columns."""
    header = f'#grid th a[href*="sort={name}"]'
    turn = click(f'#grid th a[href*="sort=-{name}"]')
    once = f"Sort the grid by '{column}'"
    if not descending:
        return step(once, why, click(header))
    return step(
        f"{once}, from high to low", f"{why} The second click turns it.", click(header), turn
    )


def open_order(number: int, which: str) -> ScriptStep:
    """Open an order from a grid; ``which`` says in words which one."""
    return step(
        f"Open {which}",
        "The order's page has its customer, items and buttons.",
        click(link(f"/sales/orders/{number}")),
    )


def reach_order(number: int) -> tuple[ScriptStep, ...]:
    """From the dashboard to an order whose number is known."""
    return (
        open_orders(),
        search_for("orders", str(number)),
        open_order(number, f"order '{number}'"),
    )


def reach_customer(connection: sqlite3.Connection, name: str) -> tuple[ScriptStep, ...]:
    """From the dashboard to a customer's page."""
    customer = row(connection, "SELECT id FROM shopping_customer WHERE name = ?", name)
    return (
        open_customers(),
        search_for("customers", name),
        step(
            f"Open the customer '{name}'",
            "The customer's page shows the account, the orders and the reviews.",
            click(link(f"/customers/all/{customer['id']}")),
        ),
    )


def press(label: str, css: str, why: str) -> ScriptStep:
    """Press a button of the page."""
    return step(f"Press '{label}'", why, click(css))


def scroll_down() -> Move:
    """Look further down a long page."""
    return Move(ActionKind.SCROLL_DOWN)


def go_back(note: str | None = None) -> Move:
    """Return to the page before."""
    return Move(ActionKind.GO_BACKWARD, note=note)


def link(path: str) -> str:
    """Selector of the link to a path below the site."""
    return f"a[href='{ROOT}{path}']"


def amount(cents: int) -> str:
    """An amount without its currency sign, as references hold it."""
    return money(cents).removeprefix("$")


def row(connection: sqlite3.Connection, sql: str, *values: Any) -> sqlite3.Row:
    """The query's first row."""
    found: sqlite3.Row = connection.execute(sql, values).fetchone()
    return found


def assignments(rows: Iterable[sqlite3.Row]) -> list[Values]:
    """Rows as assignments of values, columns in order."""
    return [dict(zip(found.keys(), found, strict=True)) for found in rows]
