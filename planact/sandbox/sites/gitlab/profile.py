"""The settings of one's own profile."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.site import database, redirect
from planact.sandbox.sites.gitlab.access import required_viewer
from planact.sandbox.sites.gitlab.view import ROOT, entered, notify, render

_FIELDS = ("status", "name", "job", "location", "bio")


async def _edit(request: Request) -> Response:
    required_viewer(request)
    return render(request, "edit_profile.html")


async def _save(request: Request) -> Response:
    username = required_viewer(request)
    form = await entered(request, *_FIELDS)
    connection = database(request)
    taken = connection.execute(
        "SELECT 1 FROM gitlab_users WHERE name = ? AND username != ?", (form["name"], username)
    ).fetchone()
    if taken or not form["name"]:
        notify(connection, "Enter a name that nobody else has.", error=True)
    else:
        assignments = ", ".join(f"{name} = :{name}" for name in _FIELDS)
        connection.execute(
            f"UPDATE gitlab_users SET {assignments} WHERE username = :username",
            {**form, "username": username},
        )
        notify(connection, "Your profile was saved.")
    return redirect(f"{ROOT}/settings/profile")


ROUTES = (
    Route("/settings/profile", _edit),
    Route("/settings/profile", _save, methods=["POST"]),
)
