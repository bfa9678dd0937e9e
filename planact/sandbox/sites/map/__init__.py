"""A street map of an invented region: places, search, directions, and places one has saved."""

from __future__ import annotations

from planact.sandbox.site import Site
from planact.sandbox.sites.map import browse, content, directing, own, view

SITE = Site(
    name=view.NAME,
    title=view.TITLE,
    schema=content.SCHEMA,
    fill=content.fill,
    routes=(*browse.ROUTES, *directing.ROUTES, *own.ROUTES),
    accounts=(),
    advert="Wayside Atlas is drawn by volunteers. Thank you for reporting what has changed.",
    about="A street map of Millow Vale: search for places, get directions, keep lists of places.",
)
