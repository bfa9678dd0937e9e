from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from planact.sandbox.app import create_app
from planact.sandbox.sites.shopping_admin.content import PASSWORD, USER
from planact.sandbox.state import EpisodeStates, initial_database, open_database
from tests.sandbox.crawl import crawl
from tests.sandbox.grid_html import column, found, shown

ROOT = "/shopping_admin"


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(EpisodeStates(0))) as client:
        yield client


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return open_database(initial_database(0))


# Pages


def test_the_menu_and_the_dashboard_lead_to_pages_that_are_there(client: TestClient) -> None:
    html = client.get(f"{ROOT}/").text
    for link in set(re.findall(r'href="(/shopping_admin/[^"]*)"', html)) - {f"{ROOT}/logout"}:
        page = client.get(link)
        assert page.status_code == 200
        assert 'class="menu"' in page.text


@pytest.mark.parametrize("section", ["customers", "catalog", "reports", "sales/shipments"])
def test_every_link_of_a_section_leads_to_a_page(client: TestClient, section: str) -> None:
    pages = crawl(client, f"{ROOT}/{section}")
    assert {path for path, (status, _) in pages.items() if status != 200} == set()


def test_every_field_has_a_label(client: TestClient) -> None:
    for path in (
        "sales/orders",
        "sales/orders/40181",
        "catalog/products",
        "catalog/products/5",
        "catalog/products/attributes?ids=1,2",
        "customers/all/7/edit",
        "reports/orders",
    ):
        html = client.get(f"{ROOT}/{path}").text
        for field in re.findall(r'<(?:input|select|textarea) (?![^>]*type="hidden")[^>]+>', html):
            identity = re.search(r'id="([^"]+)"', field)
            labelled = identity and f'<label for="{identity[1]}">' in html
            assert labelled or "aria-label=" in field, (path, field)


def test_the_back_office_is_for_the_staff_alone(client: TestClient) -> None:
    client.get(f"{ROOT}/logout")
    page = client.get(f"{ROOT}/sales/orders?status=Pending")
    assert page.url.path == f"{ROOT}/login"
    signed_in = client.post(str(page.url), data={"user": USER, "password": PASSWORD})
    assert str(signed_in.url).endswith("/sales/orders?status=Pending")


@pytest.mark.parametrize(
    "path",
    [
        "sales/orders/1",
        f"sales/orders/{'9' * 30}",
        "catalog/products/none",
        f"catalog/products/{'9' * 30}",
        "catalog/products/status?ids=1,x",
        "catalog/products/attributes",
        "customers/all/999/edit",
        "marketing/reviews/0",
        "sales/orders?status=Lost",
        "sales/orders?sort=ship_to",
        "sales/orders?page=99",
    ],
)
def test_what_does_not_exist_is_a_404(client: TestClient, path: str) -> None:
    assert client.get(f"{ROOT}/{path}").status_code == 404


# Grids


def test_a_grid_has_one_address_for_one_choice(client: TestClient) -> None:
    roundabout = "to=20250531&sort=-placed&x=1&from=&status=Pending&q=&page=1"
    page = client.get(f"{ROOT}/sales/orders?{roundabout}")
    assert str(page.url).endswith("/sales/orders?status=Pending&to=2025-05-31")


def test_a_date_that_is_none_is_refused(client: TestClient) -> None:
    page = client.get(f"{ROOT}/sales/orders?from=yesterday&status=Complete")
    assert str(page.url).endswith("/sales/orders?status=Complete")
    assert "takes a date like" in page.text


def test_filters_sort_and_pages_work_together(
    client: TestClient, connection: sqlite3.Connection
) -> None:
    address = f"{ROOT}/sales/orders?status=Complete&from=2024-01-01&to=2024-12-31&sort=cents"
    numbers: list[str] = []
    next_page: str | None = address
    while next_page:
        html = client.get(next_page).text
        numbers += column(html, 0)
        link = re.search(r'id="next" href="([^"]+)"', html)
        next_page = link and link[1].replace("&amp;", "&")
    wanted = connection.execute(
        "SELECT number FROM shopping_order WHERE status = 'Complete'"
        " AND placed LIKE '2024%' ORDER BY cents"
    )
    assert numbers == [str(row["number"]) for row in wanted]


def test_search_takes_the_phrase_as_it_is(client: TestClient) -> None:
    (name, *_) = column(client.get(f"{ROOT}/catalog/products").text, 2)
    first, *_, last = name.split()
    assert found(client.get(f"{ROOT}/catalog/products", params={"q": name.lower()}).text) == 1
    assert found(client.get(f"{ROOT}/catalog/products", params={"q": f"{first} {last}"}).text) == 0
    assert found(client.get(f"{ROOT}/catalog/products", params={"q": first}).text) > 1


def test_the_grid_of_reviews_shows_neither_author_nor_text(
    client: TestClient, connection: sqlite3.Connection
) -> None:
    review = connection.execute(
        "SELECT * FROM shopping_admin_review ORDER BY written DESC, id"
    ).fetchone()
    grid, page = client.get(f"{ROOT}/marketing/reviews"), f"{ROOT}/marketing/reviews/{review['id']}"
    assert page in grid.text
    assert review["body"] not in grid.text
    assert review["body"] in shown(client.get(page).text)
