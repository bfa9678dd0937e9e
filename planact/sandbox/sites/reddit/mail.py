"""The messages that people send each other."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.listing import paginate
from planact.sandbox.site import database, redirect
from planact.sandbox.sites.reddit import posts
from planact.sandbox.sites.reddit.view import entered, find_another, member, say, show

MESSAGES_PER_PAGE = 12


async def inbox(request: Request) -> Response:
    """The messages one has received, newest first."""
    return _mail(request, "recipient", "Inbox")


async def sent(request: Request) -> Response:
    """The messages one has sent, newest first."""
    return _mail(request, "sender", "Sent messages")


async def new_message(request: Request) -> Response:
    """The form for a message to somebody."""
    member(request)
    return show(request, "message.html", person=find_another(request), error=None, body="")


async def send_message(request: Request) -> Response:
    """Send a message; not to whom one has blocked."""
    me, other = member(request), find_another(request)
    body = (await entered(request, "body"))["body"]
    connection = database(request)
    error = None
    if posts.has(connection, "reddit_blocked", me, "blocked", other["name"]):
        error = f"You have blocked {other['name']}."
    elif not body:
        error = "A message needs some text."
    if error:
        return show(request, "message.html", 422, person=other, error=error, body=body)
    connection.execute(
        "INSERT INTO reddit_messages (sender, recipient, body, created) VALUES (?, ?, ?, ?)",
        (me, other["name"], body, posts.now()),
    )
    say(request, f"Your message to {other['name']} was sent.")
    return redirect("/reddit/messages/sent")


def _mail(request: Request, role: str, heading: str) -> Response:
    rows = database(request).execute(
        f"SELECT * FROM reddit_messages WHERE {role} = ? ORDER BY created DESC, id DESC",
        (member(request),),
    )
    listing = paginate(request, rows.fetchall(), MESSAGES_PER_PAGE)
    return show(request, "messages.html", listing=listing, heading=heading)
