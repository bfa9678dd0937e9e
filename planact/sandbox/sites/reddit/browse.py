"""Pages that list posts and forums."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.listing import paginate
from planact.sandbox.site import database
from planact.sandbox.sites.reddit import posts
from planact.sandbox.sites.reddit.view import (
    chosen,
    existing,
    find_forum,
    member,
    show,
    visitor,
)

POSTS_PER_PAGE = 10
LONGEST_QUERY = 200


async def front(request: Request) -> Response:
    """The posts of all forums."""
    return _sorted_posts(request, "front.html", "1", (), base="/reddit", home="/reddit/")


async def forum(request: Request) -> Response:
    """One forum and its posts."""
    found = find_forum(request)
    connection, name = database(request), found["name"]
    moderators = connection.execute(
        "SELECT user FROM reddit_moderators WHERE forum = ? ORDER BY user", (name,)
    )
    return _sorted_posts(
        request,
        "forum.html",
        "forum = ?",
        (name,),
        base=f"/reddit/f/{name}",
        home=f"/reddit/f/{name}",
        forum=found,
        moderators=[row["user"] for row in moderators],
        subscribed=posts.has(connection, "reddit_subscriptions", visitor(request), "forum", name),
    )


async def forums(request: Request) -> Response:
    """All forums."""
    rows = database(request).execute(
        "SELECT *, (SELECT count(*) FROM reddit_listing WHERE forum = reddit_forums.name) AS posts"
        " FROM reddit_forums ORDER BY name"
    )
    return show(request, "forums.html", forums=rows.fetchall())


async def subscriptions(request: Request) -> Response:
    """The forums one has subscribed to."""
    rows = database(request).execute(
        "SELECT reddit_forums.* FROM reddit_subscriptions JOIN reddit_forums ON name = forum"
        " WHERE user = ? ORDER BY name",
        (member(request),),
    )
    return show(request, "subscriptions.html", forums=rows.fetchall())


async def saved(request: Request) -> Response:
    """The posts one has saved."""
    condition = "id IN (SELECT post FROM reddit_saved WHERE user = ?)"
    rows = posts.select_posts(database(request), condition, (member(request),), "new")
    return show(request, "saved.html", listing=paginate(request, rows, POSTS_PER_PAGE))


async def search(request: Request) -> Response:
    """Posts with all words of the query in their titles, of one forum or with names that fit."""
    connection = database(request)
    query = request.query_params.get("q", "").strip()[:LONGEST_QUERY]
    name = request.query_params.get("forum")
    condition, values = posts.in_title(query)
    if name is not None:
        existing(posts.one(connection, "reddit_forums", "name", name))
        condition, values = f"{condition} AND forum = ?", (*values, name)
    rows = posts.select_posts(connection, condition, values, "top")
    return show(
        request,
        "search.html",
        query=query,
        forum=name,
        listing=paginate(request, rows, POSTS_PER_PAGE),
        forums=[] if name else posts.named(connection, "reddit_forums", query),
        people=[] if name else posts.named(connection, "reddit_users", query),
    )


def _sorted_posts(
    request: Request, template: str, where: str, values: tuple[str, ...], **context: Any
) -> Response:
    """A list in the order that the path names, of the period that the query names."""
    sort = request.path_params.get("sort", posts.USUAL_SORT)
    period = chosen(request, "t", posts.PERIODS)
    # A list has one address alone: the usual order has no name in it.
    unknown = sort not in posts.SORTS or request.path_params.get("sort") == posts.USUAL_SORT
    if unknown or (period and sort not in posts.LIMITED_SORTS):
        raise HTTPException(404)
    rows = posts.select_posts(database(request), where, values, sort, period)
    return show(
        request,
        template,
        listing=paginate(request, rows, POSTS_PER_PAGE),
        sorts=posts.SORTS,
        sort=sort,
        periods=posts.PERIODS if sort in posts.LIMITED_SORTS else {},
        period=period,
        **context,
    )
