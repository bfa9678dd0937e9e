"""A product's reviews: reading them by rating and page, and writing one."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.listing import paginate, whole_number
from planact.sandbox.site import NOW, database, redirect
from planact.sandbox.sites.shopping.browse import product_by_slug
from planact.sandbox.sites.shopping.customer import CUSTOMER_ID, find_customer
from planact.sandbox.sites.shopping.view import (
    ROOT,
    notify,
    render,
    require_customer,
    settle_list,
)

REVIEWS_PER_PAGE = 6

STARS = {
    str(stars): f"{stars} star" if stars == 1 else f"{stars} stars" for stars in range(5, 0, -1)
}
"""Ratings as forms send them, with the text they are chosen by."""


async def _reviews(request: Request) -> Response:
    product = product_by_slug(request)
    stars = request.query_params.get("stars", "")
    if stars and stars not in STARS:
        raise HTTPException(404)
    settle_list(request, {"stars": stars})
    reviews = database(request).execute(
        "SELECT * FROM shopping_review WHERE product_id = :product AND status = 'Approved'"
        " AND (:stars = '' OR stars = :stars) ORDER BY written DESC, id DESC",
        {"product": product["id"], "stars": stars},
    )
    listing = paginate(request, reviews.fetchall(), REVIEWS_PER_PAGE)
    return render(
        request, "reviews.html", product=product, listing=listing, ratings=STARS, stars=stars
    )


async def _review_form(request: Request) -> Response:
    require_customer(request)
    return render(request, "review_form.html", product=product_by_slug(request), ratings=STARS)


async def _write_review(request: Request) -> Response:
    form = await request.form()
    require_customer(request)
    product = product_by_slug(request)
    connection = database(request)
    address = f"{ROOT}/product/{product['slug']}/reviews"
    stars = whole_number(form.get("stars"), 1, 5)
    title, body = (str(form.get(name, "")).strip() for name in ("title", "text"))
    if stars is None or not title or not body:
        notify(connection, "Choose a rating and fill in title and text.", error=True)
        return redirect(f"{address}/new")
    connection.execute(
        "INSERT INTO shopping_review"
        " (product_id, customer_id, author, stars, title, body, written)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            product["id"],
            CUSTOMER_ID,
            find_customer(connection)["name"],
            stars,
            title,
            body,
            NOW.date().isoformat(),
        ),
    )
    notify(connection, f"Thank you for your review of {product['name']}.")
    return redirect(address)


ROUTES = (
    Route("/product/{slug}/reviews", _reviews),
    Route("/product/{slug}/reviews", _write_review, methods=["POST"]),
    Route("/product/{slug}/reviews/new", _review_form),
)
