from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from planact.sandbox.app import create_app
from planact.sandbox.state import EpisodeStates, initial_database, open_database
from tests.sandbox.grid_html import column, found, shown

ROOT = "/shopping_admin"


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(EpisodeStates(0))) as client:
        yield client


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return open_database(initial_database(0))


def number_of(connection: sqlite3.Connection, status: str, condition: str = "1") -> int:
    """An order with a status."""
    query = f"SELECT number FROM shopping_order WHERE status = ? AND {condition} ORDER BY number"
    number: int = connection.execute(query, (status,)).fetchone()[0]
    return number


# Orders


def test_an_order_placed_in_the_store_is_the_latest_here(client: TestClient) -> None:
    placed = client.post("/shopping/checkout", data={"shipping": "Express", "payment": "Gift card"})
    (number,) = re.findall(r"Its number is (\d+)", placed.text)
    assert column(client.get(f"{ROOT}/sales/orders").text, 0)[0] == number
    assert "Nora Whitfield" in client.get(f"{ROOT}/sales/orders/{number}").text


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("Pending", "cancel", "Canceled"),
        ("Processing", "hold", "On hold"),
        ("On hold", "release", "Processing"),
        ("Complete", "refund", "Refunded"),
    ],
)
def test_a_status_changes_where_it_may_and_only_there(
    client: TestClient, connection: sqlite3.Connection, before: str, change: str, after: str
) -> None:
    page = f"{ROOT}/sales/orders/{number_of(connection, before)}"
    assert f'value="{change}"' in client.get(page).text
    done = client.post(f"{page}/status", data={"change": change}).text
    assert f'id="status">{after}<' in done
    assert f"Set to {after}." in done
    again = client.post(f"{page}/status", data={"change": change}).text
    assert "does not allow that" in again
    assert f'id="status">{after}<' in again


def test_shipping_needs_a_carrier_and_completes_the_order(
    client: TestClient, connection: sqlite3.Connection
) -> None:
    number = number_of(connection, "Pending", "shipping != 'Pickup'")
    page = f"{ROOT}/sales/orders/{number}"
    assert "Choose a carrier" in client.post(f"{page}/ship", data={"tracking": "NP1"}).text
    shipped = client.post(f"{page}/ship", data={"carrier": "Northpost", "tracking": "NP1"}).text
    assert 'id="status">Complete<' in shipped
    assert "Northpost, NP1" in shipped
    assert "does not allow that" in client.get(f"{page}/ship").text


def test_a_comment_joins_the_history(client: TestClient) -> None:
    page = f"{ROOT}/sales/orders/40181"
    said = client.post(f"{page}/comments", data={"comment": "Ring <twice>", "notify": "yes"})
    assert "Ring &lt;twice&gt;</td><td>Yes" in said.text
    assert "Write a comment first." in client.post(f"{page}/comments", data={}).text


# Products


def test_a_price_changed_here_shows_in_the_store(
    client: TestClient, connection: sqlite3.Connection
) -> None:
    product = connection.execute(
        "SELECT * FROM shopping_admin_product WHERE status = 'Enabled' AND sale = 'No'"
    ).fetchone()
    page = f"{ROOT}/catalog/products/{product['id']}"
    form = {"name": product["name"], "price": "1,017.20", "quantity": "9", "sale": "Yes",
            "status": "Enabled", "description": "New words."}  # fmt: skip
    assert "The product was saved." in client.post(page, data=form).text
    store = shown(client.get(f"/shopping/product/{product['slug']}").text)
    assert "$1,017.20 Sale" in store
    assert "New words." in store
    client.post(page, data=form | {"status": "Disabled"})
    assert client.get(f"/shopping/product/{product['slug']}").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{"price": "cheap"}, {"price": "0"}, {"quantity": "-1"}, {"quantity": "9" * 40}, {"name": " "},
     {"sale": "Maybe"}, {"status": ""}],
)  # fmt: skip
def test_a_product_is_not_saved_with_nonsense(client: TestClient, wrong: dict[str, str]) -> None:
    page = f"{ROOT}/catalog/products/3"
    before = client.get(page).text
    form = {"name": "A", "price": "5", "quantity": "5", "sale": "No", "status": "Enabled"}
    assert 'class="message error"' in client.post(page, data=form | wrong).text
    assert client.get(page).text == before


def test_attributes_of_selected_products_are_updated_together(client: TestClient) -> None:
    begin = {"product": ["4", "8"], "action": "Update attributes"}
    form = client.post(f"{ROOT}/catalog/products/selected", data=begin)
    assert "2 selected:" in form.text
    client.post(str(form.url), data={"price": "", "sale": "Yes", "stock": "Out of stock"})
    for product in ("4", "8"):
        page = client.get(f"{ROOT}/catalog/products/{product}").text
        assert 'name="quantity" type="text" value="0"' in page
        assert '<option value="Yes" selected>' in page
    again = client.post(str(form.url), data={"stock": "In stock"})
    assert "What is in stock needs a quantity." in again.text


def test_a_mass_action_wants_products_and_an_action(client: TestClient) -> None:
    for form in ({"product": "4"}, {"action": "Change status"}, {"product": "4", "action": "Sell"}):
        page = client.post(f"{ROOT}/catalog/products/selected", data=form)
        assert "Select products and choose an action." in page.text


def test_disabled_products_leave_the_store(client: TestClient) -> None:
    before = found(client.get(f"{ROOT}/catalog/products?status=Disabled").text)
    address = f"{ROOT}/catalog/products/status?ids=1,2"
    assert "Choose a status." in client.post(address, data={}).text
    client.post(address, data={"status": "Disabled"})
    assert found(client.get(f"{ROOT}/catalog/products?status=Disabled").text) == before + 2


# Customers, reviews, reports


def test_a_customer_is_edited_and_needs_an_email_of_their_own(
    client: TestClient, connection: sqlite3.Connection
) -> None:
    first, second = connection.execute("SELECT * FROM shopping_admin_customer LIMIT 2").fetchall()
    page = f"{ROOT}/customers/all/{first['id']}"
    form = {name: first[name] for name in first.keys() if name not in ("id", "name", "since")}  # noqa: SIM118
    saved = client.post(f"{page}/edit", data=form | {"phone": "555-0900", "city": "Newtown"})
    assert saved.url.path == page
    assert "555-0900" in saved.text
    assert "Newtown" in saved.text
    taken = client.post(f"{page}/edit", data=form | {"email": second["email"]})
    assert "Another customer has this email." in taken.text
    assert "Fill in every field." in client.post(f"{page}/edit", data={}).text


def test_an_approved_review_is_published_and_a_deleted_one_gone(
    client: TestClient, connection: sqlite3.Connection
) -> None:
    review = connection.execute(
        "SELECT review.id, review.body, product.slug FROM shopping_admin_review AS review"
        " JOIN shopping_product AS product ON product.id = review.product_id"
        " WHERE review.status = 'Pending' AND product.enabled"
    ).fetchone()
    page = f"{ROOT}/marketing/reviews/{review['id']}"
    in_store = f"/shopping/product/{review['slug']}/reviews"
    assert review["body"] not in shown(client.get(in_store).text)
    client.post(page, data={"status": "Approved"})
    assert review["body"] in shown(client.get(in_store).text)
    assert "was deleted" in client.post(f"{page}/delete").text
    assert client.get(page).status_code == 404


def test_the_orders_report_counts_by_interval(
    client: TestClient, connection: sqlite3.Connection
) -> None:
    query = "from=2024-11-01&to=2025-02-28&period=Month&status=Complete"
    html = client.get(f"{ROOT}/reports/orders?{query}").text
    rows = re.findall(r"<tr><td>(\w+ \d{4})</td><td>(\d+)</td>", html)
    wanted = connection.execute(
        "SELECT substr(placed, 1, 7) AS month, count(*) AS orders FROM shopping_order"
        " WHERE status = 'Complete' AND placed BETWEEN '2024-11-01' AND '2025-02-28'"
        " GROUP BY month ORDER BY month"
    ).fetchall()
    assert [count for _, count in rows] == [str(row["orders"]) for row in wanted]
    assert rows[0][0] == "November 2024"
    assert f"<td>{sum(row['orders'] for row in wanted)}</td>" in html


def test_bestsellers_leave_canceled_orders_out(
    client: TestClient, connection: sqlite3.Connection
) -> None:
    html = client.get(f"{ROOT}/reports/bestsellers?from=2024-01-01&to=2024-12-31&period=Year").text
    best = connection.execute(
        "SELECT product.name, sum(item.quantity) AS pieces FROM shopping_order_item AS item"
        " JOIN shopping_order AS sale USING (number) JOIN shopping_product AS product"
        " ON product.id = item.product_id WHERE placed LIKE '2024%' AND status != 'Canceled'"
        " GROUP BY product.id ORDER BY pieces DESC, product.name"
    ).fetchone()
    assert column(html, 1)[0] == best["name"]
    assert column(html, 3)[0] == str(best["pieces"])
    assert len(column(html, 1)) == 5
