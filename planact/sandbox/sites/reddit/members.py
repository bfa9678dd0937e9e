"""People's pages: what they have written, who they are, and blocking them."""

from __future__ import annotations

import sqlite3
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.listing import paginate
from planact.sandbox.site import database, redirect
from planact.sandbox.sites.reddit import posts, threads
from planact.sandbox.sites.reddit.browse import POSTS_PER_PAGE
from planact.sandbox.sites.reddit.view import (
    chosen_sort,
    entered,
    find_another,
    find_user,
    member,
    say,
    show,
    visitor,
)

COMMENTS_PER_PAGE = 10
USUAL_COMMENT_SORT = "new"


async def user(request: Request) -> Response:
    """A person and their posts, newest first."""
    rows = posts.select_posts(
        database(request), "author = ?", (request.path_params["name"],), "new"
    )
    return _profile(request, "user.html", listing=paginate(request, rows, POSTS_PER_PAGE))


async def user_comments(request: Request) -> Response:
    """A person's comments."""
    sort = chosen_sort(request, threads.SORTS, USUAL_COMMENT_SORT)
    rows = threads.by_user(database(request), request.path_params["name"], sort)
    listing = paginate(request, rows, COMMENTS_PER_PAGE)
    return _profile(
        request,
        "user_comments.html",
        listing=listing,
        sorts=threads.SORTS,
        sort=sort,
        usual=USUAL_COMMENT_SORT,
    )


async def edit_bio(request: Request) -> Response:
    """The form for one's own biography."""
    return show(request, "edit_bio.html", person=_oneself(request))


async def change_bio(request: Request) -> Response:
    """Change one's own biography."""
    person = _oneself(request)
    bio = (await entered(request, "bio"))["bio"]
    database(request).execute(
        "UPDATE reddit_users SET bio = ? WHERE name = ?", (bio, person["name"])
    )
    say(request, "The biography was changed.")
    return redirect(f"/reddit/user/{person['name']}")


async def block(request: Request) -> Response:
    """Block the person, or no longer."""
    me, other = member(request), find_another(request)["name"]
    blocked = posts.switch(database(request), "reddit_blocked", me, "blocked", other)
    say(request, f"You have {'blocked' if blocked else 'unblocked'} {other}.")
    return redirect(f"/reddit/user/{other}")


def _profile(request: Request, template: str, **context: Any) -> Response:
    person, connection = find_user(request), database(request)
    me = visitor(request)
    counts = connection.execute(
        "SELECT (SELECT count(*) FROM reddit_listing WHERE author = :name) AS posts,"
        " (SELECT count(*) FROM reddit_comments AS comment JOIN reddit_listing AS post"
        " ON post.id = comment.post WHERE comment.author = :name AND NOT comment.deleted)"
        " AS comments",
        {"name": person["name"]},
    ).fetchone()
    forums = connection.execute(
        "SELECT forum FROM reddit_moderators WHERE user = ? ORDER BY forum", (person["name"],)
    )
    return show(
        request,
        template,
        person=person,
        counts=counts,
        moderates=[row["forum"] for row in forums],
        blocked=posts.has(connection, "reddit_blocked", me, "blocked", person["name"]),
        **context,
    )


def _oneself(request: Request) -> sqlite3.Row:
    me, person = member(request), find_user(request)
    if person["name"] != me:
        raise HTTPException(404)
    return person
