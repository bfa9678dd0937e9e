"""Steps that the scripts of the storefront's intent templates share."""

from __future__ import annotations

import math
import sqlite3

from planact.sandbox.intents.shopping.parts import category_named, orders
from planact.sandbox.oracle import Move, ScriptStep, answer, click, fill, search, select, step
from planact.sandbox.sites.shopping.browse import SORT_ORDERS
from planact.sandbox.sites.shopping.customer import SHIPPING
from planact.sandbox.sites.shopping.orders import ORDERS_PER_PAGE
from planact.sandbox.sites.shopping.reviews import STARS
from planact.sandbox.sites.shopping.view import ROOT, money

Steps = tuple[ScriptStep, ...]

ORDERS = f"{ROOT}/account/orders"

# Products


def reach_product(row: sqlite3.Row) -> Steps:
    """From any page to a product's page, by search."""
    name = row["name"]
    return (
        step(
            f"Search for '{name}'",
            "A search by name leads straight to it.",
            search("#search", name),
        ),
        step(
            f"Open the page of '{name}'",
            "Its page says more than the list.",
            click(card(row)),
        ),
    )


def card(row: sqlite3.Row) -> str:
    """Selector of a product's link in a list of products."""
    return f'.cards a[href="{ROOT}/product/{row["slug"]}"]'


def open_reviews(row: sqlite3.Row) -> ScriptStep:
    """From a product's page to its reviews."""
    return step(
        "Open the tab 'Reviews'",
        "The reviews have a tab of their own beside the details.",
        click(f'.tabs a[href="{ROOT}/product/{row["slug"]}/reviews"]'),
    )


def filter_reviews(stars: int, note: str | None = None) -> ScriptStep:
    """Show the reviews of one rating."""
    rating = STARS[str(stars)]
    return step(
        f"Show only the reviews with the rating '{rating}'",
        "The reviews go over several pages, and the filter leaves those that matter.",
        select("#stars", rating, note=note),
    )


def reach_category(connection: sqlite3.Connection, name: str) -> Steps:
    """From any page to the list of a department's or a category's products."""
    row = category_named(connection, name)
    department = step(
        f"Open the department '{row['parent'] or name}'",
        "Departments are listed at the top of every page.",
        click(f'.sections a[href="{ROOT}/category/{row["parent_slug"] or row["slug"]}"]'),
    )
    if row["parent"] is None:
        return (department,)
    category = step(
        f"Open the category '{name}'",
        "The department lists its categories.",
        click(f'.side a[href="{ROOT}/category/{row["slug"]}"]'),
    )
    return department, category


def sort_by(key: str, why: str) -> ScriptStep:
    """Sort a list of products."""
    label = SORT_ORDERS[key][0]
    return step(f"Sort the list by '{label}'", why, select("#sort", label))


def open_first(row: sqlite3.Row) -> ScriptStep:
    """Open the product that a sorted list begins with: a plan cannot know its name beforehand."""
    return step("Open the first product of the list", "It is the one wanted.", click(card(row)))


def answer_count(count: int) -> ScriptStep:
    """On a list of products: answer with how many there are."""
    return step(
        "Read the number of items found and answer with it",
        "It stands above the list, whatever fits on a page.",
        answer(str(count)),
    )


# Account


def reach_account(panel: str, path: str) -> Steps:
    """From any page to a panel of the account, named as its link is."""
    return (
        step(
            "Open 'My Account'",
            "It holds everything about the customer.",
            click(f'.links a[href="{ROOT}/account"]'),
        ),
        step(
            f"Open '{panel}'",
            "The account lists its panels.",
            click(f'.side a[href="{ROOT}/account/{path}"]'),
        ),
    )


def reach_orders() -> Steps:
    """From any page to the first page of the list of orders."""
    return reach_account("My Orders", "orders")


def reach_order(connection: sqlite3.Connection, number: int) -> Steps:
    """From any page to an order's page."""
    find = step(
        f"Find order '{number}' in the list and open it",
        "The list begins with the newest order and may go over several pages.",
        *turn_pages(connection, number),
        click(f'#orders a[href="{ORDERS}/{number}"]'),
    )
    return (*reach_orders(), find)


def turn_pages(connection: sqlite3.Connection, number: int) -> tuple[Move, ...]:
    """From the first page of the list of orders to the page that shows the order."""
    last = orders_page(connection, number)
    return tuple(click(page_of_orders(turn)) for turn in range(2, last + 1))


def orders_page(connection: sqlite3.Connection, number: int) -> int:
    """Which page of the list shows the order."""
    newer: int = sum(order["number"] > number for order in orders(connection))
    return math.ceil((newer + 1) / ORDERS_PER_PAGE)


def page_of_orders(number: int) -> str:
    """Selector of the link to a page of the list of orders."""
    return f'.pages a[href="{ORDERS}?page={number}"]'


# Cart


def open_cart() -> ScriptStep:
    """From any page to the cart."""
    return step(
        "Open 'My Cart'", "It lists what is to be bought.", click(f'.links a[href="{ROOT}/cart"]')
    )


def add_to_cart(what: str) -> ScriptStep:
    """On a product's page; ``what`` says in words which product it is."""
    return step(f"Add {what} to the cart", "It is to be in the cart.", click("#add-to-cart"))


def set_quantity(quantity: int) -> ScriptStep:
    """On a product's page, before it is added."""
    return step(
        f"Set the quantity to '{quantity}'",
        "The page offers a single piece otherwise.",
        fill("#quantity", str(quantity)),
    )


def check_out(shipping: str, payment: str) -> Steps:
    """From any page to the page of the order that was placed."""
    return (
        open_cart(),
        step(
            "Go to the checkout",
            "Orders are placed there.",
            click(f'a.button[href="{ROOT}/checkout"]'),
        ),
        step(
            f"Choose the shipping '{shipping}' and the payment '{payment}'",
            "The order needs both.",
            select("#shipping", f"{shipping}, {money(SHIPPING[shipping])}"),
            select("#payment", payment),
        ),
        step("Place the order", "Everything is filled in.", click("#place-order")),
    )


def save_address(street: str, city: str, postcode: str, country: str) -> ScriptStep:
    """In the address book: fill in a new address and save it."""
    return step(
        f"Fill in the street '{street}', the city '{city}', the postcode '{postcode}'"
        f" and the country '{country}', and save the address",
        "All four are new, and only saving keeps them.",
        fill("#street", street),
        fill("#city", city),
        fill("#postcode", postcode),
        select("#country", country),
        click("#save"),
    )


def write_review(row: sqlite3.Row, stars: int, title: str, text: str) -> Steps:
    """From the tab of a product's reviews to the published review."""
    rating = STARS[str(stars)]
    return (
        step(
            "Press 'Write a Review'",
            "It leads to the form for a new review.",
            click(f'a.button[href="{ROOT}/product/{row["slug"]}/reviews/new"]'),
        ),
        step(
            f"Choose the rating '{rating}', fill in the title '{title}' and the review '{text}',"
            " and submit the review",
            "The form asks for all three, and only submitting publishes them.",
            select("#stars", rating),
            fill("#title", title),
            fill("#text", text),
            click("#submit-review"),
        ),
    )
