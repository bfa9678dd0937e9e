"""A post's page and its comments: reading, writing, changing one's own."""

from __future__ import annotations

import sqlite3

from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.listing import paginate
from planact.sandbox.site import database, redirect
from planact.sandbox.sites.reddit import posts, threads, votes
from planact.sandbox.sites.reddit.view import (
    chosen_sort,
    entered,
    find_comment,
    find_post,
    member,
    own,
    post_at,
    say,
    show,
    visitor,
)

THREADS_PER_PAGE = 8
_NO_TEXT = "A comment needs some text."


async def post(request: Request) -> Response:
    """One post with its comments, or the notice that it was deleted."""
    row = post_at(request, "reddit_posts")
    if row["deleted"]:
        return show(request, "deleted_post.html", post=row)
    return _show_post(request)


async def comment(request: Request) -> Response:
    """One comment with the replies to it, and the form for another."""
    return _show_comment(request)


async def add_comment(request: Request) -> Response:
    """Comment on the post."""
    user = member(request)
    found = find_post(request)
    body = (await entered(request, "body"))["body"]
    if not body:
        return _show_post(request, _NO_TEXT)
    _insert(database(request), found["id"], None, user, body)
    say(request, "Your comment was posted.")
    return redirect(f"{found['path']}?sort=new")


async def reply(request: Request) -> Response:
    """Reply to a comment."""
    user = member(request)
    found = find_post(request)
    parent = find_comment(request, found)
    body = (await entered(request, "body"))["body"]
    if not body:
        return _show_comment(request, _NO_TEXT)
    _insert(database(request), found["id"], parent["id"], user, body)
    say(request, "Your reply was posted.")
    return redirect(f"{found['path']}/comment/{parent['id']}")


async def edit_comment(request: Request) -> Response:
    """The form for changes of one's own comment."""
    found = find_post(request)
    written = own(request, find_comment(request, found))
    return show(request, "edit_comment.html", post=found, text=written["body"], error=None)


async def change_comment(request: Request) -> Response:
    """Change one's own comment."""
    found = find_post(request)
    written = own(request, find_comment(request, found))
    body = (await entered(request, "body"))["body"]
    if not body:
        return show(request, "edit_comment.html", 422, post=found, text="", error=_NO_TEXT)
    database(request).execute(
        "UPDATE reddit_comments SET body = ? WHERE id = ?", (body, written["id"])
    )
    say(request, "The comment was changed.")
    return redirect(f"{found['path']}/comment/{written['id']}")


async def confirm_deletion(request: Request) -> Response:
    """The question whether one's own comment shall go."""
    found = find_post(request)
    written = own(request, find_comment(request, found))
    return show(request, "delete.html", what="comment", text=written["body"], back=found["path"])


async def delete_comment(request: Request) -> Response:
    """Delete one's own comment; the replies to it stay."""
    found = find_post(request)
    written = own(request, find_comment(request, found))
    database(request).execute(
        "UPDATE reddit_comments SET deleted = 1 WHERE id = ?", (written["id"],)
    )
    say(request, "The comment was deleted.")
    return redirect(found["path"])


def _insert(
    connection: sqlite3.Connection, post: int, parent: int | None, author: str, body: str
) -> None:
    connection.execute(
        "INSERT INTO reddit_comments (post, parent, author, body, created, score)"
        " VALUES (?, ?, ?, ?, ?, 1)",
        (post, parent, author, body, posts.now()),
    )


def _show_post(request: Request, error: str | None = None) -> Response:
    connection, found = database(request), find_post(request)
    user = visitor(request)
    sort = chosen_sort(request, threads.SORTS, threads.USUAL_SORT)
    listing = paginate(
        request, threads.first_comments(connection, found["id"], sort), THREADS_PER_PAGE
    )
    original = posts.one(connection, "reddit_listing", "id", found["original"])
    return show(
        request,
        "post.html",
        status=422 if error else 200,
        post=found,
        original=original,
        vote=votes.vote_of(connection, "post", user, found["id"]),
        saved=posts.has(connection, "reddit_saved", user, "post", found["id"]),
        sorts=threads.SORTS,
        sort=sort,
        usual=threads.USUAL_SORT,
        listing=listing,
        comments=threads.with_replies(connection, found["id"], listing.rows),
        error=error,
    )


def _show_comment(request: Request, error: str | None = None) -> Response:
    connection, found = database(request), find_post(request)
    asked = find_comment(request, found)
    (_, *replies) = threads.with_replies(connection, found["id"], [asked])
    return show(
        request,
        "comment.html",
        status=422 if error else 200,
        post=found,
        comment=asked,
        replies=replies,
        vote=votes.vote_of(connection, "comment", visitor(request), asked["id"]),
        error=error,
    )
