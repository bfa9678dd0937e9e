"""What visitors write: their saved places with notes, and problems they report."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.listing import paginate
from planact.sandbox.site import NOW, database, redirect
from planact.sandbox.sites.map.content import LISTS
from planact.sandbox.sites.map.view import ROOT, elsewhere, find_place, notify, options, render
from planact.sandbox.sites.map.words import PROBLEMS

SAVED_PER_PAGE = 12

_SAVED = {"list": "", "page": "1"}


async def _saved(request: Request) -> Response:
    chosen = options(request, _SAVED)
    if chosen["list"] not in ("", *LISTS):
        raise HTTPException(404)
    if other := elsewhere(request, chosen, _SAVED):
        return other
    rows = database(request).execute(
        "SELECT map_spot.*, list, note FROM map_saved"
        " JOIN map_spot ON map_spot.id = map_saved.place WHERE ? IN ('', list) ORDER BY name",
        (LISTS.get(chosen["list"], ""),),
    )
    listing = paginate(request, rows.fetchall(), SAVED_PER_PAGE)
    return render(request, "saved.html", listing=listing, chosen=chosen["list"], lists=LISTS)


async def _save_form(request: Request) -> Response:
    place = find_place(request)
    saved = database(request).execute("SELECT * FROM map_saved WHERE place = ?", (place["id"],))
    return render(
        request, "save.html", place=place, saved=saved.fetchone(), lists=list(LISTS.values())
    )


async def _save(request: Request) -> Response:
    form = await request.form()
    place = find_place(request)
    connection = database(request)
    wanted, note = (str(form.get(name, "")).strip() for name in ("list", "note"))
    if wanted not in LISTS.values():
        notify(connection, "Choose a list.", error=True)
        return redirect(f"{ROOT}/place/{place['slug']}/save")
    connection.execute(
        "INSERT OR REPLACE INTO map_saved VALUES (?, ?, ?)", (place["id"], wanted, note)
    )
    notify(connection, f"{place['name']} is saved in '{wanted}'.")
    return redirect(f"{ROOT}/place/{place['slug']}")


async def _remove(request: Request) -> Response:
    place = find_place(request)
    connection = database(request)
    connection.execute("DELETE FROM map_saved WHERE place = ?", (place["id"],))
    notify(connection, f"{place['name']} is no longer saved.")
    return redirect(f"{ROOT}/place/{place['slug']}")


async def _report_form(request: Request) -> Response:
    return render(request, "report.html", place=find_place(request), kinds=list(PROBLEMS))


async def _report(request: Request) -> Response:
    form = await request.form()
    place = find_place(request)
    connection = database(request)
    kind, text = (str(form.get(name, "")).strip() for name in ("kind", "text"))
    if kind not in PROBLEMS or not text:
        notify(connection, "Choose what is wrong and describe it.", error=True)
        return redirect(f"{ROOT}/place/{place['slug']}/report")
    connection.execute(
        "INSERT INTO map_report (place, kind, text, day) VALUES (?, ?, ?, ?)",
        (place["id"], kind, text, NOW.date().isoformat()),
    )
    notify(connection, f"Thank you: the problem with {place['name']} is reported.")
    return redirect(f"{ROOT}/place/{place['slug']}")


ROUTES = (
    Route("/saved", _saved),
    Route("/place/{slug}/save", _save_form),
    Route("/place/{slug}/save", _save, methods=["POST"]),
    Route("/place/{slug}/remove", _remove, methods=["POST"]),
    Route("/place/{slug}/report", _report_form),
    Route("/place/{slug}/report", _report, methods=["POST"]),
)
