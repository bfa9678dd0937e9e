"""Storefront intents about what others say of a product."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from planact.sandbox.evaluation import answer_is, page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.parts import SITES, product, products
from planact.sandbox.intents.shopping.steps import filter_reviews, open_reviews, reach_product
from planact.sandbox.oracle import Script, answer, finish, step
from planact.sandbox.sites.shopping.catalog import slug
from planact.sandbox.sites.shopping.reviews import REVIEWS_PER_PAGE, STARS

_AT_MOST = 2


def _reviewers(connection: sqlite3.Connection, name: str, stars: int) -> list[str]:
    """Who gave the product so many stars, latest first."""
    rows = connection.execute(
        "SELECT author FROM shopping_review WHERE product_id = ? AND stars = ?"
        " AND status = 'Approved' ORDER BY written DESC, id DESC",
        (product(connection, name)["id"], stars),
    )
    return [row["author"] for row in rows]


def _ratings(connection: sqlite3.Connection, counts: Iterable[int]) -> Sequence[Values]:
    """Products with several pages of reviews and a rating that so many reviews give."""
    return [
        {"product": row["name"], "stars": stars}
        for row in _discussed(connection)
        for stars in range(1, 6)
        if len(_reviewers(connection, row["name"], stars)) in counts
    ]


def _discussed(connection: sqlite3.Connection) -> list[sqlite3.Row]:
    return [row for row in products(connection) if row["review_count"] > REVIEWS_PER_PAGE]


# Author of the one review with a rating


def _lone_ratings(connection: sqlite3.Connection) -> Sequence[Values]:
    return _ratings(connection, (1,))


def _reviewer_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    (author,) = _reviewers(connection, values["product"], values["stars"])
    return answer_is(exact_match=author)


def _reviewer_script(connection: sqlite3.Connection, values: Values) -> Script:
    row = product(connection, values["product"])
    (author,) = _reviewers(connection, values["product"], values["stars"])
    return (
        *reach_product(row),
        open_reviews(row),
        filter_reviews(values["stars"]),
        step("Answer with the author of the review", "Only one is left.", answer(author)),
    )


# Number of reviews with a rating


def _shared_ratings(connection: sqlite3.Connection) -> Sequence[Values]:
    return _ratings(connection, range(2, 20))


def _count_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    count = len(_reviewers(connection, values["product"], values["stars"]))
    return answer_is(exact_match=str(count))


def _count_script(connection: sqlite3.Connection, values: Values) -> Script:
    row = product(connection, values["product"])
    count = len(_reviewers(connection, values["product"], values["stars"]))
    return (
        *reach_product(row),
        open_reviews(row),
        filter_reviews(values["stars"]),
        step(
            "Read how many reviews the list has in all and answer with the number",
            "It stands above the list, whatever fits on a page.",
            answer(str(count)),
        ),
    )


# Reviews with a rating


def _rated(connection: sqlite3.Connection) -> Sequence[Values]:
    return [
        {"product": values["product"], "rating": STARS[str(values["stars"])]}
        for values in _ratings(connection, range(1, 20))
    ]


def _stars(values: Values) -> int:
    return next(int(stars) for stars, text in STARS.items() if text == values["rating"])


def _rated_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    path = f"/product/{slug(values['product'])}/reviews?stars={_stars(values)}"
    return page_is("shopping", path)


def _rated_script(connection: sqlite3.Connection, values: Values) -> Script:
    row = product(connection, values["product"])
    return (*reach_product(row), open_reviews(row), filter_reviews(_stars(values)), finish())


# Everybody who is dissatisfied


def _disliked(connection: sqlite3.Connection) -> Sequence[Values]:
    """Products that got one star from some people and two from others, and a page holds each."""
    return [
        {"product": row["name"], "stars": _AT_MOST}
        for row in products(connection)
        if all(
            1 <= len(_reviewers(connection, row["name"], stars)) <= REVIEWS_PER_PAGE
            for stars in range(1, _AT_MOST + 1)
        )
    ]


def _critics(connection: sqlite3.Connection, values: Values) -> list[list[str]]:
    """The reviewers by number of stars, fewest first."""
    return [
        _reviewers(connection, values["product"], stars) for stars in range(1, values["stars"] + 1)
    ]


def _critics_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    critics = [name for group in _critics(connection, values) for name in group]
    others = {
        name for stars in (3, 4, 5) for name in _reviewers(connection, values["product"], stars)
    }
    return answer_is(must_include=critics, must_exclude=sorted(others - set(critics)))


def _critics_script(connection: sqlite3.Connection, values: Values) -> Script:
    row = product(connection, values["product"])
    worst, bad = _critics(connection, values)
    return (
        *reach_product(row),
        open_reviews(row),
        filter_reviews(1),
        filter_reviews(2, note=f"1 star from {', '.join(worst)}"),
        step(
            "Answer with the noted authors and with those of this list",
            "One and two stars are all that counts here.",
            answer(", ".join(worst + bad)),
        ),
    )


REVIEWS = (
    IntentTemplate(
        103,
        SITES,
        "Who rated the {product} with {stars} of 5 stars? Answer with the name alone.",
        _lone_ratings,
        _reviewer_eval,
        _reviewer_script,
    ),
    IntentTemplate(
        128,
        SITES,
        "How many reviews of the {product} give {stars} of 5 stars? Answer with the number alone.",
        _shared_ratings,
        _count_eval,
        _count_script,
        test=2,
    ),
    IntentTemplate(
        142,
        SITES,
        "I want to read just those reviews of the {product} that have the rating '{rating}'.",
        _rated,
        _rated_eval,
        _rated_script,
    ),
    IntentTemplate(
        152,
        SITES,
        "Give me the names of all reviewers who gave the {product} {stars} stars or less.",
        _disliked,
        _critics_eval,
        _critics_script,
        test=3,
        unseen=True,
    ),
)
"""Intents that ask for reviews."""
