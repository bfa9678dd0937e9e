"""Back-office tasks that approve or delete reviews."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import reduce

from planact.sandbox.evaluation import Evaluation, both, page_shows, text_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping_admin.ratings import (
    lone_ratings,
    rated_review,
    reach_lone_rating,
)
from planact.sandbox.intents.shopping_admin.steps import (
    SITES,
    assignments,
    link,
    narrow,
    open_reviews,
    press,
)
from planact.sandbox.oracle import Script, click, finish, step
from planact.sandbox.sites.shopping_admin.reviews import REVIEWS
from planact.sandbox.sites.shopping_admin.view import NAME

Connection = sqlite3.Connection

# Approve


def _pending(connection: Connection, product: str) -> list[int]:
    rows = connection.execute(
        "SELECT id FROM shopping_admin_review WHERE product = ? AND status = 'Pending'"
        " ORDER BY written DESC, id",
        (product,),
    )
    return [found["id"] for found in rows]


def _pending_values(connection: Connection) -> Sequence[Values]:
    return assignments(
        connection.execute(
            "SELECT product FROM shopping_admin_review WHERE status = 'Pending'"
            " GROUP BY product HAVING count(*) > 1 ORDER BY product"
        )
    )


def _approved(connection: Connection, values: Values) -> Evaluation:
    checks = [
        page_shows(NAME, f"/marketing/reviews/{review}", text_of("#status"), exact_match="Approved")
        for review in _pending(connection, values["product"])
    ]
    return reduce(both, checks)


def _approve_script(connection: Connection, values: Values) -> Script:
    product = values["product"]
    first, *others = _pending(connection, product)
    approve = click("button[value='Approved']")
    again = tuple(
        step(
            "Open 'All reviews of this product' and approve the next pending one",
            "The list shows which reviews are pending still.",
            click("#siblings"),
            click(link(f"/marketing/reviews/{review}")),
            approve,
        )
        for review in others
    )
    return (
        open_reviews(),
        narrow(
            REVIEWS.filters,
            {"q": product, "status": "Pending"},
            "Apply filters",
            "The grid then shows the reviews that wait.",
        ),
        step(
            "Open the first review and press 'Approve'",
            "Every review is approved on its own page.",
            click(link(f"/marketing/reviews/{first}")),
            approve,
        ),
        *again,
        finish(),
    )


# Delete


def _deleted(connection: Connection, values: Values) -> Evaluation:
    path = f"/marketing/reviews/{rated_review(connection, values)['id']}"
    return page_shows(NAME, path, text_of("h1"), exact_match="Page not found")


def _delete_script(connection: Connection, values: Values) -> Script:
    return (
        *reach_lone_rating(rated_review(connection, values)),
        press("Delete review", "#delete", "The review is to be gone."),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        515,
        SITES,
        "Approve all reviews of the {product} that are pending.",
        _pending_values,
        _approved,
        _approve_script,
    ),
    IntentTemplate(
        535,
        SITES,
        "The only review of the {product} with {stars} of 5 stars breaks our rules. Delete it.",
        lambda db: lone_ratings(db, known=True),
        _deleted,
        _delete_script,
        unseen=True,
    ),
)
"""Tasks that press the buttons of a review."""
