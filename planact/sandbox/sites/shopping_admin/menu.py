"""Pages of the menu's sections: what lies below each, and two short lists."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.site import database
from planact.sandbox.sites.shopping_admin.sections import SECTIONS
from planact.sandbox.sites.shopping_admin.view import ROOT, render, staff_route


async def _section(request: Request) -> Response:
    path = request.url.path.removeprefix(ROOT)
    section = next(section for section in SECTIONS if section.path == path)
    return render(request, "section.html", section=section)


async def _categories(request: Request) -> Response:
    categories = database(request).execute(
        "SELECT category.name, parent.name AS department, count(product.id) AS products,"
        " sum(NOT product.enabled) AS disabled FROM shopping_category AS category"
        " JOIN shopping_category AS parent ON parent.id = category.parent_id"
        " JOIN shopping_product AS product ON product.category_id = category.id"
        " GROUP BY category.id ORDER BY category.id"
    )
    return render(request, "categories.html", categories=categories.fetchall())


async def _groups(request: Request) -> Response:
    groups = database(request).execute(
        "SELECT segment, count(*) AS customers FROM shopping_customer GROUP BY segment"
    )
    return render(request, "groups.html", groups=groups.fetchall())


ROUTES = (
    *(staff_route(section.path, _section) for section in SECTIONS),
    staff_route("/catalog/categories", _categories),
    staff_route("/customers/groups", _groups),
)
