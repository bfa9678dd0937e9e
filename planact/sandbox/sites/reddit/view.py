"""What the forum site's request handlers share."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox import notices
from planact.sandbox.listing import whole_number
from planact.sandbox.signing import required_user, signed_in
from planact.sandbox.site import database, page
from planact.sandbox.sites.reddit import posts

NAME = "reddit"


def show(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """Render one of the forum site's templates."""
    return page(
        request,
        f"reddit/{template}",
        status,
        account=visitor(request),
        notices=notices.take(database(request), NAME),
        **context,
    )


def say(request: Request, text: str) -> None:
    """Show the text on top of the next page."""
    notices.notify(database(request), NAME, text)


def visitor(request: Request) -> str | None:
    """Who is signed in, if anybody is."""
    return signed_in(request, NAME)


def member(request: Request) -> str:
    """Who is signed in; whoever is not is sent to the login page."""
    return required_user(request, NAME)


async def entered(request: Request, *names: str) -> dict[str, str]:
    """The form's fields, trimmed; a field that was not sent is empty."""
    form = await request.form()
    return {name: str(form.get(name, "")).strip() for name in names}


def chosen(request: Request, parameter: str, known: Mapping[str, Any]) -> str | None:
    """The parameter of the address, where it is given; 404 for an unknown value."""
    value = request.query_params.get(parameter)
    if value is not None and value not in known:
        raise HTTPException(404)
    return value


def chosen_sort(request: Request, known: Mapping[str, Any], usual: str) -> str:
    """The ``sort`` of the address, or the usual one; 404 for an unknown value."""
    sort = chosen(request, "sort", known)
    # A page has one address alone: what is usual is not named.
    if sort == usual:
        raise HTTPException(404)
    return sort or usual


def find_forum(request: Request) -> sqlite3.Row:
    """The forum in the address; 404 if there is none."""
    return existing(
        posts.one(database(request), "reddit_forums", "name", request.path_params["forum"])
    )


def find_post(request: Request) -> sqlite3.Row:
    """The post in the address; 404 if there is none at exactly this address."""
    return post_at(request, "reddit_listing")


def post_at(request: Request, table: str) -> sqlite3.Row:
    """The row of the address's post; 404 if there is none at exactly this address."""
    asked = request.path_params
    row = existing(posts.one(database(request), table, "id", _number(asked["id"])))
    if (row["forum"], row["slug"]) != (asked["forum"], asked["slug"]):
        raise HTTPException(404)
    return row


def find_own_post(request: Request) -> sqlite3.Row:
    """The post in the address if it is one's own; 404 otherwise."""
    return own(request, find_post(request))


def find_comment(request: Request, post: sqlite3.Row) -> sqlite3.Row:
    """The comment in the address; 404 if the post has no such comment."""
    number = _number(request.path_params["comment"])
    row = existing(posts.one(database(request), "reddit_comments", "id", number))
    if row["post"] != post["id"] or row["deleted"]:
        raise HTTPException(404)
    return row


def find_user(request: Request) -> sqlite3.Row:
    """The person in the address; 404 if there is none."""
    return existing(
        posts.one(database(request), "reddit_users", "name", request.path_params["name"])
    )


def find_another(request: Request) -> sqlite3.Row:
    """The person in the address if it is not oneself; 404 otherwise."""
    me, person = member(request), find_user(request)
    if person["name"] == me:
        raise HTTPException(404)
    return person


def own(request: Request, written: sqlite3.Row) -> sqlite3.Row:
    """The post or comment if whoever is signed in has written it; 404 otherwise."""
    if written["author"] != member(request):
        raise HTTPException(404)
    return written


def existing(row: sqlite3.Row | None) -> sqlite3.Row:
    """The row; 404 if there is none."""
    if row is None:
        raise HTTPException(404)
    return row


def forum_names(request: Request) -> list[str]:
    """The names of all forums, sorted."""
    rows = database(request).execute("SELECT name FROM reddit_forums ORDER BY name")
    return [row["name"] for row in rows]


def _number(text: str) -> int | None:
    return whole_number(text, 1, 10**8)
