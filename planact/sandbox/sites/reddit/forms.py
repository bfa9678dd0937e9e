"""The forum site's forms: everything that writes."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.site import NOW, database, redirect
from planact.sandbox.sites.reddit import posts as posts
from planact.sandbox.sites.reddit.content import ACCOUNT, slug
from planact.sandbox.sites.reddit.pages import (
    find_forum,
    find_post,
    find_user,
    show,
    show_post,
    show_submit,
)


async def submit(request: Request) -> Response:
    """Submit a post: a title with a text or a link."""
    entered = await _entered(request, "forum", "title", "url", "body")
    connection = database(request)
    if posts.one(connection, "reddit_forums", "name", entered["forum"]) is None:
        return show_submit(request, entered, "Choose a forum.")
    if not slug(entered["title"]):
        return show_submit(request, entered, "Enter a title.")
    if entered["url"] and not re.match(r"https?://\S+$", entered["url"]):
        return show_submit(request, entered, "The URL must begin with http:// or https://.")
    cursor = connection.execute(
        "INSERT INTO reddit_posts (forum, author, title, slug, url, body, created, score)"
        " VALUES (:forum, :author, :title, :slug, :url, :body, :created, 1)",
        {
            **entered,
            "url": entered["url"] or None,
            "author": ACCOUNT,
            "slug": slug(entered["title"]),
            "created": _now(),
        },
    )
    post = posts.one(connection, "reddit_listing", "id", cursor.lastrowid)
    assert post is not None
    return redirect(post["path"])


async def create_forum(request: Request) -> Response:
    """Create a forum and subscribe to it."""
    entered = await _entered(request, "name", "title", "description")
    connection = database(request)
    error = None
    if not re.fullmatch(r"\w{3,25}", entered["name"], re.ASCII):
        error = "The name must have 3 to 25 letters, digits or underscores."
    elif not entered["title"]:
        error = "Enter a title."
    elif posts.one(connection, "reddit_forums", "name", entered["name"]):
        error = "There is a forum of this name already."
    if error:
        return show(request, "create_forum.html", status=422, error=error, entered=entered)
    connection.execute(
        "INSERT INTO reddit_forums (name, title, description, subscribers)"
        " VALUES (:name, :title, :description, 1)",
        entered,
    )
    connection.execute(
        "INSERT INTO reddit_subscriptions (user, forum) VALUES (?, ?)", (ACCOUNT, entered["name"])
    )
    return redirect(f"/reddit/f/{entered['name']}")


async def subscribe(request: Request) -> Response:
    """Subscribe to the forum, or no longer."""
    forum = find_forum(request)["name"]
    connection = database(request)
    if posts.has(connection, "reddit_subscriptions", ACCOUNT, "forum", forum):
        change = -1
        connection.execute(
            "DELETE FROM reddit_subscriptions WHERE user = ? AND forum = ?", (ACCOUNT, forum)
        )
    else:
        change = 1
        connection.execute(
            "INSERT INTO reddit_subscriptions (user, forum) VALUES (?, ?)", (ACCOUNT, forum)
        )
    connection.execute(
        "UPDATE reddit_forums SET subscribers = subscribers + ? WHERE name = ?", (change, forum)
    )
    return redirect(f"/reddit/f/{forum}")


async def vote(request: Request) -> Response:
    """Vote the post up or down; the same vote again takes it back."""
    post = find_post(request)
    choice = (await _entered(request, "choice"))["choice"]
    if choice not in ("1", "-1"):
        raise HTTPException(400)
    connection = database(request)
    before = posts.vote_of(connection, ACCOUNT, post["id"])
    after = 0 if int(choice) == before else int(choice)
    connection.execute(
        "INSERT OR REPLACE INTO reddit_votes (user, post, value) VALUES (?, ?, ?)",
        (ACCOUNT, post["id"], after),
    )
    connection.execute(
        "UPDATE reddit_posts SET score = score + ? WHERE id = ?", (after - before, post["id"])
    )
    return redirect(post["path"])


async def save(request: Request) -> Response:
    """Save the post, or no longer."""
    post = find_post(request)
    connection = database(request)
    if posts.has(connection, "reddit_saved", ACCOUNT, "post", post["id"]):
        statement = "DELETE FROM reddit_saved WHERE user = ? AND post = ?"
    else:
        statement = "INSERT INTO reddit_saved (user, post) VALUES (?, ?)"
    connection.execute(statement, (ACCOUNT, post["id"]))
    return redirect(post["path"])


async def comment(request: Request) -> Response:
    """Comment on the post, or reply to one of its comments."""
    post = find_post(request)
    entered = await _entered(request, "body", "parent")
    connection = database(request)
    if not entered["body"]:
        return show_post(request, post, "A comment needs some text.")
    parent = None
    if entered["parent"]:
        parent = posts.one(connection, "reddit_comments", "id", entered["parent"])
        if parent is None or parent["post"] != post["id"]:
            raise HTTPException(400)
    connection.execute(
        "INSERT INTO reddit_comments (post, parent, author, body, created) VALUES (?, ?, ?, ?, ?)",
        (post["id"], parent["id"] if parent else None, ACCOUNT, entered["body"], _now()),
    )
    return redirect(post["path"])


async def edit_bio(request: Request) -> Response:
    """Change one's own biography."""
    if find_user(request)["name"] != ACCOUNT:
        raise HTTPException(404)
    entered = await _entered(request, "bio")
    database(request).execute(
        "UPDATE reddit_users SET bio = ? WHERE name = ?", (entered["bio"], ACCOUNT)
    )
    return redirect(f"/reddit/user/{ACCOUNT}")


async def _entered(request: Request, *names: str) -> dict[str, str]:
    """The form's fields, trimmed; a field that was not sent is empty."""
    form = await request.form()
    return {name: str(form.get(name, "")).strip() for name in names}


def _now() -> str:
    return NOW.isoformat(" ", "minutes")
