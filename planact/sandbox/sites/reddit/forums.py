"""Forms that create a forum and subscribe to one."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.site import database, redirect
from planact.sandbox.sites.reddit import posts
from planact.sandbox.sites.reddit.view import entered, find_forum, member, say, show

_FIELDS = ("name", "title", "description")


async def new_forum(request: Request) -> Response:
    """The form for a new forum."""
    member(request)
    return show(request, "create_forum.html", error=None, entered=dict.fromkeys(_FIELDS, ""))


async def create_forum(request: Request) -> Response:
    """Create a forum, subscribe to it and moderate it."""
    user = member(request)
    given = await entered(request, *_FIELDS)
    connection = database(request)
    error = None
    if not re.fullmatch(r"\w{3,25}", given["name"], re.ASCII):
        error = "The name must have 3 to 25 letters, digits or underscores."
    elif not given["title"]:
        error = "Enter a title."
    elif posts.one(connection, "reddit_forums", "name", given["name"]):
        error = "There is a forum of this name already."
    if error:
        return show(request, "create_forum.html", status=422, error=error, entered=given)
    connection.execute(
        "INSERT INTO reddit_forums (name, title, description, subscribers)"
        " VALUES (:name, :title, :description, 1)",
        given,
    )
    for table in ("reddit_subscriptions", "reddit_moderators"):
        connection.execute(
            f"INSERT INTO {table} (user, forum) VALUES (?, ?)", (user, given["name"])
        )
    say(request, f"The forum {given['name']} was created.")
    return redirect(f"/reddit/f/{given['name']}")


async def subscribe(request: Request) -> Response:
    """Subscribe to the forum, or no longer; back to the page that the button was on."""
    user = member(request)
    forum = find_forum(request)["name"]
    given = await entered(request, "from")
    connection = database(request)
    added = posts.switch(connection, "reddit_subscriptions", user, "forum", forum)
    connection.execute(
        "UPDATE reddit_forums SET subscribers = subscribers + ? WHERE name = ?",
        (1 if added else -1, forum),
    )
    came_from_list = given["from"] == "subscriptions"
    return redirect("/reddit/subscriptions" if came_from_list else f"/reddit/f/{forum}")
