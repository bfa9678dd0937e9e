"""The forum site's pages: everything that only reads."""

from __future__ import annotations

import sqlite3
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.site import database, page
from planact.sandbox.sites.reddit import posts as posts
from planact.sandbox.sites.reddit.content import ACCOUNT


async def front(request: Request) -> Response:
    """The posts of all forums."""
    sort = _sort(request)
    listing = posts.list_posts(database(request), sort=sort, page=_page_number(request))
    return show(request, "front.html", listing=listing, sort=sort, base="/reddit")


async def forum(request: Request) -> Response:
    """One forum and its posts."""
    connection = database(request)
    found = find_forum(request)
    sort = _sort(request)
    name = found["name"]
    listing = posts.list_posts(connection, "forum = ?", (name,), sort, _page_number(request))
    return show(
        request,
        "forum.html",
        forum=found,
        listing=listing,
        sort=sort,
        base=f"/reddit/f/{name}",
        subscribed=posts.has(connection, "reddit_subscriptions", ACCOUNT, "forum", name),
    )


async def forums(request: Request) -> Response:
    """All forums."""
    rows = database(request).execute(
        "SELECT *, (SELECT count(*) FROM reddit_posts WHERE forum = reddit_forums.name) AS posts"
        " FROM reddit_forums ORDER BY name"
    )
    return show(request, "forums.html", forums=rows.fetchall())


async def post(request: Request) -> Response:
    """One post with its comments."""
    return show_post(request, find_post(request))


async def comment(request: Request) -> Response:
    """One comment, to reply to."""
    found = find_post(request)
    row = posts.one(database(request), "reddit_comments", "id", request.path_params["comment"])
    if row is None or row["post"] != found["id"]:
        raise HTTPException(404)
    return show(request, "comment.html", post=found, comment=row, error=None)


async def user(request: Request) -> Response:
    """A person and their posts."""
    found = find_user(request)
    listing = posts.list_posts(
        database(request), "author = ?", (found["name"],), "new", _page_number(request)
    )
    return show(
        request, "user.html", person=found, listing=listing, base=f"/reddit/user/{found['name']}"
    )


async def user_comments(request: Request) -> Response:
    """A person's comments, newest first."""
    found = find_user(request)
    rows = database(request).execute(
        "SELECT reddit_comments.*, title, path FROM reddit_comments"
        " JOIN reddit_listing ON reddit_listing.id = post"
        " WHERE reddit_comments.author = ? ORDER BY reddit_comments.id DESC LIMIT 25",
        (found["name"],),
    )
    return show(request, "user_comments.html", person=found, comments=rows.fetchall())


async def edit_bio(request: Request) -> Response:
    """The form for one's own biography."""
    found = find_user(request)
    if found["name"] != ACCOUNT:
        raise HTTPException(404)
    return show(request, "edit_bio.html", person=found)


async def search(request: Request) -> Response:
    """Forums, people and posts that hold all words of the query."""
    connection = database(request)
    query = request.query_params.get("q", "").strip()
    condition, values = posts.matching(query, "title")
    listing = posts.list_posts(connection, condition, values, "top", _page_number(request))
    return show(
        request,
        "search.html",
        query=query,
        listing=listing,
        forums=_named(connection, "reddit_forums", query),
        people=_named(connection, "reddit_users", query),
    )


async def saved(request: Request) -> Response:
    """The posts one has saved."""
    condition = "id IN (SELECT post FROM reddit_saved WHERE user = ?)"
    listing = posts.list_posts(
        database(request), condition, (ACCOUNT,), "new", _page_number(request)
    )
    return show(request, "saved.html", listing=listing, base="/reddit/saved")


async def submit(request: Request) -> Response:
    """The form for a new post."""
    entered = {"forum": request.path_params.get("forum", ""), "title": "", "url": "", "body": ""}
    return show_submit(request, entered)


async def create_forum(request: Request) -> Response:
    """The form for a new forum."""
    return show(request, "create_forum.html", error=None, entered={})


def show(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """Render one of the forum site's templates."""
    return page(
        request, f"reddit/{template}", status, account=ACCOUNT, sorts=posts.SORTS, **context
    )


def show_post(request: Request, found: sqlite3.Row, error: str | None = None) -> Response:
    """The post's page, with a message where a comment was refused."""
    connection = database(request)
    return show(
        request,
        "post.html",
        status=422 if error else 200,
        post=found,
        thread=posts.thread(connection, found["id"]),
        vote=posts.vote_of(connection, ACCOUNT, found["id"]),
        saved=posts.has(connection, "reddit_saved", ACCOUNT, "post", found["id"]),
        error=error,
    )


def show_submit(request: Request, entered: dict[str, str], error: str | None = None) -> Response:
    """The form for a new post with what was entered, and why it was refused."""
    names = database(request).execute("SELECT name FROM reddit_forums ORDER BY name")
    return show(
        request,
        "submit.html",
        status=422 if error else 200,
        forums=[row["name"] for row in names],
        entered=entered,
        error=error,
    )


def find_forum(request: Request) -> sqlite3.Row:
    """The forum in the address; 404 if there is none."""
    return _found(
        posts.one(database(request), "reddit_forums", "name", request.path_params["forum"])
    )


def find_post(request: Request) -> sqlite3.Row:
    """The post in the address; 404 if there is none in that forum."""
    found = _found(posts.one(database(request), "reddit_listing", "id", request.path_params["id"]))
    if found["forum"] != request.path_params["forum"]:
        raise HTTPException(404)
    return found


def find_user(request: Request) -> sqlite3.Row:
    """The person in the address, with how much they wrote; 404 if there is none."""
    return _found(
        database(request)
        .execute(
            "SELECT *,"
            " (SELECT count(*) FROM reddit_posts WHERE author = reddit_users.name) AS posts,"
            " (SELECT count(*) FROM reddit_comments WHERE author = reddit_users.name) AS comments"
            " FROM reddit_users WHERE name = ?",
            (request.path_params["name"],),
        )
        .fetchone()
    )


def _found(row: sqlite3.Row | None) -> sqlite3.Row:
    if row is None:
        raise HTTPException(404)
    return row


def _named(connection: sqlite3.Connection, table: str, query: str) -> list[sqlite3.Row]:
    condition, values = posts.matching(query, "name")
    rows: list[sqlite3.Row] = connection.execute(
        f"SELECT * FROM {table} WHERE {condition} ORDER BY name", values
    ).fetchall()
    return rows


def _sort(request: Request) -> str:
    sort = request.path_params.get("sort", "hot")
    if sort not in posts.SORTS:
        raise HTTPException(404)
    return str(sort)


def _page_number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
