"""Signing in to a site and out of it: pages that every site with accounts has."""

from __future__ import annotations

import sqlite3
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.site import Site, database, page, path_and_query, redirect

SCHEMA = "CREATE TABLE sandbox_signed_in (site TEXT PRIMARY KEY, user TEXT NOT NULL);"

SIGN_OUT = "/logout"
"""Path below a site that signs out and asks who is there: tasks may begin so."""


def sign_in_first(connection: sqlite3.Connection, site: Site) -> None:
    """Sign in the site's first account, as every episode begins."""
    if site.accounts:
        _sign_in(connection, site.name, site.accounts[0].user)


def signed_in(request: Request, site: str) -> str | None:
    """The user name of who is signed in to the site, if anybody is."""
    found = (
        database(request)
        .execute("SELECT user FROM sandbox_signed_in WHERE site = ?", (site,))
        .fetchone()
    )
    return found["user"] if found else None


def required_user(request: Request, site: str) -> str:
    """The user name of who is signed in.

    Raises:
        HTTPException: Nobody is: the answer sends the browser to the site's login page, and from
            there back to the page it asked for (to the site's start after a form).
    """
    user = signed_in(request, site)
    if user is None:
        asked = path_and_query(request) if request.method == "GET" else f"/{site}/"
        raise HTTPException(303, headers={"Location": f"/{site}/login?next={quote(asked)}"})
    return user


def routes(site: Site) -> list[Route]:
    """The site's login and logout; none for a site without accounts."""
    if not site.accounts:
        return []
    home = f"/{site.name}/"

    async def form(request: Request) -> Response:
        return page(request, "login.html", site=site, next=_next(request, home), error=None)

    async def sign_in(request: Request) -> Response:
        entered = await request.form()
        user = str(entered.get("user", "")).strip()
        known = {account.user: account.password for account in site.accounts}
        if user not in known or known[user] != str(entered.get("password", "")).strip():
            error = "The user name or the password is wrong."
            return page(
                request, "login.html", 422, site=site, next=_next(request, home), error=error
            )
        _sign_in(database(request), site.name, user)
        return redirect(_next(request, home))

    async def sign_out(request: Request) -> Response:
        database(request).execute("DELETE FROM sandbox_signed_in WHERE site = ?", (site.name,))
        return redirect(f"{home}login")

    return [
        Route("/login", form),
        Route("/login", sign_in, methods=["POST"]),
        Route(SIGN_OUT, sign_out),
    ]


def _sign_in(connection: sqlite3.Connection, site: str, user: str) -> None:
    connection.execute("INSERT OR REPLACE INTO sandbox_signed_in VALUES (?, ?)", (site, user))


def _next(request: Request, home: str) -> str:
    """The page to go on to: below the site, whatever the address says."""
    wanted = request.query_params.get("next", home)
    return wanted if wanted.startswith(home) else home
