from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from planact.sandbox.app import create_app
from planact.sandbox.state import EpisodeStates
from tests.sandbox.storefront import ROOT, plain_product, redirected, shown


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(EpisodeStates(0))) as client:
        yield client


@pytest.fixture
def product() -> dict[str, str]:
    return dict(plain_product())


def test_a_visitor_who_is_not_signed_in_sees_products_and_is_asked_for_the_rest(
    client: TestClient, product: dict[str, str]
) -> None:
    assert "Sign Out" in client.get(f"{ROOT}/").text
    client.get(f"{ROOT}/logout")
    front = client.get(f"{ROOT}/").text
    assert "Sign In" in front
    assert "My Cart (" not in front
    assert client.get(f"{ROOT}/product/{product['slug']}/reviews").status_code == 200
    for path in ("account", "account/orders/40181", "cart", "checkout", "wishlist", "contact"):
        assert redirected(client, path) == f"login?next={quote(f'{ROOT}/{path}')}"
    client.post(f"{ROOT}/cart/add/{product['slug']}", data={"quantity": "2"})
    client.post(f"{ROOT}/account/orders/40208/cancel")
    account = {"user": "nora.whitfield@mail.example", "password": "seashell-42"}
    signed_in = client.post(f"{ROOT}/login?next={ROOT}/cart", data=account)
    assert "My Cart" in signed_in.text
    assert f'data-product="{product["slug"]}"' not in signed_in.text
    assert "Cancel Order" in client.get(f"{ROOT}/account/orders/40208").text


def test_an_order_that_was_not_sent_can_be_canceled(client: TestClient) -> None:
    pending = client.get(f"{ROOT}/account/orders?status=Pending").text
    number = re.findall(r"orders/(\d+)", pending)[0]
    order = f"{ROOT}/account/orders/{number}"
    assert f"Order {number} was canceled." in client.post(f"{order}/cancel").text
    canceled = client.get(order).text
    assert "Cancel Order" not in canceled
    assert f"orders/{number}" in client.get(f"{ROOT}/account/orders?status=Canceled").text
    assert "can no longer be canceled" in client.post(f"{order}/cancel").text


def test_adding_to_the_cart_says_so_once_and_adds_up(
    client: TestClient, product: dict[str, str]
) -> None:
    add = f"{ROOT}/cart/add/{product['slug']}"
    confirmation = f"You added {product['name']} to your cart."
    assert confirmation in client.post(add, data={"quantity": "2"}).text
    assert confirmation not in client.get(f"{ROOT}/cart").text
    client.post(add, data={"quantity": "3"})
    row = client.get(f"{ROOT}/cart").text.split(f'data-product="{product["slug"]}"')[1]
    assert re.search(r'value="(\d+)"', row)[1] == "5"  # type: ignore[index]


@pytest.mark.parametrize("quantity", ["0", "-1", "many", "", "1000", "1.5", "9" * 5000])
def test_an_impossible_quantity_is_refused(
    client: TestClient, product: dict[str, str], quantity: str
) -> None:
    html = client.post(f"{ROOT}/cart/add/{product['slug']}", data={"quantity": quantity}).text
    assert "Enter a quantity from 1 to" in html
    assert f'data-product="{product["slug"]}"' not in client.get(f"{ROOT}/cart").text


def test_a_product_with_sizes_asks_for_one(client: TestClient) -> None:
    (slug, *_) = re.findall(
        r"/shopping/product/([^\"]+)", client.get(f"{ROOT}/category/jackets").text
    )
    colors = re.findall(
        r'name="Color">.*?value="([A-Z][a-z]+)"', client.get(f"{ROOT}/product/{slug}").text, re.S
    )
    chosen = {"quantity": "1", "Color": colors[0]}
    assert "Choose a size first." in client.post(f"{ROOT}/cart/add/{slug}", data=chosen).text
    client.post(f"{ROOT}/cart/add/{slug}", data=chosen | {"Size": "Medium"})
    assert f"Color: {colors[0]}, Size: Medium" in client.get(f"{ROOT}/cart").text


def test_an_order_takes_over_the_cart_and_joins_the_orders(client: TestClient) -> None:
    names = re.findall(r'Quantity of ([^"]+)"', client.get(f"{ROOT}/cart").text)
    done = client.post(f"{ROOT}/checkout", data={"shipping": "Express", "payment": "Gift card"})
    number = re.search(r"Its number is (\d+)", done.text)
    assert number is not None
    assert len(names) == 5
    assert all(name in done.text for name in names)
    assert "Your cart is empty." in client.get(f"{ROOT}/cart").text
    assert f">{number[1]}</a>" in client.get(f"{ROOT}/account/orders").text
    assert "Your cart is empty." in client.get(f"{ROOT}/checkout").text


def test_checkout_without_shipping_places_no_order(client: TestClient) -> None:
    before = client.get(f"{ROOT}/account/orders").text
    refused = client.post(f"{ROOT}/checkout", data={"shipping": "", "payment": "Invoice"}).text
    assert "Choose how to ship and how to pay." in refused
    assert client.get(f"{ROOT}/account/orders").text == before


def test_reordering_fills_the_cart(client: TestClient) -> None:
    order = client.get(f"{ROOT}/account/orders/40181").text
    names = re.findall(r"/shopping/product/[^>]+>([^<]+)</a>", order)
    client.post(f"{ROOT}/account/orders/40181/reorder")
    cart = client.get(f"{ROOT}/cart").text
    assert names
    assert all(name in cart for name in names)


@pytest.mark.parametrize(
    ("path", "form", "problem"),
    [
        ("contact", {"subject": "Hello"}, "Fill in subject and message."),
        ("account/address", {"street": "1 Long Row"}, "Fill in every field."),
        ("account/information", {"phone": " "}, "Fill in every field."),
    ],
)
def test_an_unfinished_form_is_refused(
    client: TestClient, path: str, form: dict[str, str], problem: str
) -> None:
    assert problem in client.post(f"{ROOT}/{path}", data=form).text


def test_saved_settings_are_shown_again(client: TestClient) -> None:
    address = {"street": "5 Elm Court", "city": "Colvale", "postcode": "123", "country": "Austria"}
    client.post(f"{ROOT}/account/address", data=address)
    assert "<dd>5 Elm Court, Colvale, 123, Austria</dd>" in client.get(f"{ROOT}/account").text
    saved = client.post(f"{ROOT}/account/newsletters", data={"newsletter-3": "Weekly"}).text
    third = saved.split('id="newsletter-3"')[1].split("</select>")[0]
    assert '<option value="Weekly" selected>' in third


def test_a_message_to_the_shop_is_kept(client: TestClient) -> None:
    message = {"subject": "Opening hours", "message": "Are you open on Sunday?"}
    assert "Your message was sent." in client.post(f"{ROOT}/contact", data=message).text
    messages = shown(client.get(f"{ROOT}/account/messages").text)
    assert "Opening hours Are you open on Sunday?" in messages
