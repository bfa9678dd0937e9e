"""Reviews: the grid, and the page where a review is read and judged."""

from __future__ import annotations

import sqlite3

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.addresses import with_query
from planact.sandbox.site import database, redirect
from planact.sandbox.sites.shopping.catalog import REVIEW_STATUSES
from planact.sandbox.sites.shopping_admin.filters import Filter, phrase
from planact.sandbox.sites.shopping_admin.grid import Column, Grid, open_grid
from planact.sandbox.sites.shopping_admin.view import ROOT, notify, render, staff_route

REVIEWS = Grid(
    "reviews",
    "shopping_admin_review",
    "id",
    (
        Column("ID", "id"),
        Column("Title", "title"),
        Column("Stars", "stars"),
        Column("Product", "product"),
        Column("Status", "status"),
        Column("Date", "written"),
    ),
    "-written",
    (
        phrase("Product", "product"),
        Filter("status", "Status", "status = :status", REVIEW_STATUSES),
        Filter("stars", "Stars", "stars = CAST(:stars AS INTEGER)", ("1", "2", "3", "4", "5")),
    ),
)

VERDICTS = {"Approve": "Approved", "Reject": "Not approved", "Set to pending": "Pending"}
"""The buttons of a review, with the status that each gives it."""


async def _reviews(request: Request) -> Response:
    return render(request, "reviews.html", view=open_grid(request, REVIEWS))


async def _review(request: Request) -> Response:
    review = _find_review(request)
    verdicts = {label: status for label, status in VERDICTS.items() if status != review["status"]}
    siblings = with_query(f"{ROOT}/marketing/reviews", {"q": review["product"]})
    return render(request, "review.html", review=review, verdicts=verdicts, siblings=siblings)


async def _judge(request: Request) -> Response:
    form = await request.form()
    connection = database(request)
    review = _find_review(request)
    status = str(form.get("status", ""))
    if status in REVIEW_STATUSES:
        connection.execute(
            "UPDATE shopping_review SET status = ? WHERE id = ?", (status, review["id"])
        )
        notify(connection, f"The review is {status.lower()} now.")
    else:
        notify(connection, "Choose what to do with the review.", error=True)
    return redirect(f"{ROOT}/marketing/reviews/{review['id']}")


async def _delete(request: Request) -> Response:
    connection = database(request)
    review = _find_review(request)
    connection.execute("DELETE FROM shopping_review WHERE id = ?", (review["id"],))
    notify(connection, f"The review '{review['title']}' was deleted.")
    return redirect(f"{ROOT}/marketing/reviews")


def _find_review(request: Request) -> sqlite3.Row:
    review: sqlite3.Row | None = (
        database(request)
        .execute(
            "SELECT * FROM shopping_admin_review WHERE id = ?", (request.path_params["review"],)
        )
        .fetchone()
    )
    if review is None:
        raise HTTPException(404)
    return review


ROUTES = (
    staff_route("/marketing/reviews", _reviews),
    staff_route("/marketing/reviews/{review}", _review),
    staff_route("/marketing/reviews/{review}", _judge, "POST"),
    staff_route("/marketing/reviews/{review}/delete", _delete, "POST"),
)
