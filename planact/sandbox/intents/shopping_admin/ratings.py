"""Reviews that a product and a number of stars name, and the way to them."""

from __future__ import annotations

import sqlite3

from planact.sandbox.intent import Values
from planact.sandbox.intents.shopping_admin.steps import (
    assignments,
    link,
    narrow,
    open_reviews,
    row,
)
from planact.sandbox.oracle import ScriptStep, click, step
from planact.sandbox.sites.shopping_admin.reviews import REVIEWS

Connection = sqlite3.Connection

_LONE = (
    "SELECT product, stars FROM shopping_admin_review GROUP BY product, stars"
    " HAVING count(*) = 1 AND max(customer_id IS NOT NULL) = {known} ORDER BY product, stars"
)


def lone_ratings(connection: Connection, *, known: bool) -> list[Values]:
    """Products with the stars of a lone review; by a customer if ``known``, else by a guest."""
    return assignments(connection.execute(_LONE.format(known=int(known))))


def rated_review(connection: Connection, values: Values) -> sqlite3.Row:
    """The review of the product with these stars, and its author's email."""
    return row(
        connection,
        "SELECT review.*, customer.email FROM shopping_admin_review AS review"
        " LEFT JOIN shopping_customer AS customer ON customer.id = review.customer_id"
        " WHERE review.product = ? AND review.stars = ?",
        values["product"],
        values["stars"],
    )


def reach_rating(review: sqlite3.Row, search: str, why: str, which: str) -> tuple[ScriptStep, ...]:
    """From the dashboard to a review that is known by its product and its stars."""
    return (
        open_reviews(),
        narrow(
            REVIEWS.filters,
            {"q": search, "stars": str(review["stars"])},
            "Apply filters",
            why,
        ),
        step(
            f"Open {which}",
            "The grid shows neither the author nor the text; the review's page does.",
            click(link(f"/marketing/reviews/{review['id']}")),
        ),
    )


def reach_lone_rating(review: sqlite3.Row) -> tuple[ScriptStep, ...]:
    """The same where the task gives the product's full name."""
    why = "Only one review of the product has so many stars."
    return reach_rating(review, review["product"], why, "the review that is found")
