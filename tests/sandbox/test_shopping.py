from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from planact.sandbox.app import create_app
from planact.sandbox.state import EpisodeStates, initial_database, open_database
from tests.sandbox.crawl import crawl

ROOT = "/shopping"


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(EpisodeStates(0))) as client:
        yield client


@pytest.fixture
def product() -> dict[str, str]:
    """A product that is in stock, needs no choices and is in neither cart nor wish list."""
    row = (
        open_database(initial_database(0))
        .execute(
            "SELECT * FROM shopping_product WHERE stock > 0"
            " AND id NOT IN (SELECT product_id FROM shopping_choice)"
            " AND id NOT IN (SELECT product_id FROM shopping_cart)"
            " AND id NOT IN (SELECT product_id FROM shopping_wish) ORDER BY id"
        )
        .fetchone()
    )
    return dict(row)


def shown(html: str) -> str:
    """What a person reads: the text without markup, white space collapsed."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def listed(html: str) -> list[str]:
    """Names of the products of a list, in order."""
    cards = html.split('<ul class="cards">')[1].split("</ul>")[0]
    return re.findall(r"<a [^>]+>([^<]+)</a>", cards)


def listed_prices(html: str) -> list[float]:
    cards = html.split('<ul class="cards">')[1].split("</ul>")[0]
    return [float(text) for text in re.findall(r"\$([\d.]+)", cards)]


def test_every_link_of_the_store_leads_to_a_page(client: TestClient) -> None:
    pages = crawl(client, f"{ROOT}/")
    assert {path for path, (status, _) in pages.items() if status != 200} == set()
    assert sum(re.fullmatch(rf"{ROOT}/product/[^/]+", path) is not None for path in pages) > 200
    for path in (
        "cart",
        "checkout",
        "wishlist",
        "contact",
        "account/orders",
        "account/newsletters",
    ):
        assert f"{ROOT}/{path}" in pages


def test_every_control_of_a_form_has_a_label(client: TestClient) -> None:
    for path, (_, html) in crawl(client, f"{ROOT}/account").items():
        fields = re.findall(r'<(?:input|select|textarea) (?![^>]*type="hidden")[^>]+>', html)
        for field in fields:
            identity = re.search(r'id="([^"]+)"', field)
            labelled = identity and f'<label for="{identity[1]}">' in html
            assert labelled or "aria-label=" in field, (path, field)


def test_a_list_is_sorted_as_asked(client: TestClient) -> None:
    low = client.get(f"{ROOT}/category/cookware?sort=price-low").text
    high = client.get(f"{ROOT}/category/cookware?sort=price-high").text
    assert listed_prices(low) == sorted(listed_prices(low))
    assert listed_prices(high) == sorted(listed_prices(high), reverse=True)
    by_name = client.get(f"{ROOT}/category/cookware?sort=name").text
    assert listed(by_name) == sorted(listed(by_name))


def test_the_pages_of_a_list_hold_every_product_once(client: TestClient) -> None:
    first = client.get(f"{ROOT}/category/kitchen?sort=name").text
    numbers = re.findall(r"page=(\d+)", first)
    names = listed(first)
    for number in numbers:
        names += listed(client.get(f"{ROOT}/category/kitchen?sort=name&page={number}").text)
    (total,) = re.findall(r"Items 1-9 of (\d+)", first)
    assert len(names) == len(set(names)) == int(total)
    assert names == sorted(names)


@pytest.mark.parametrize("query", ["sort=unknown", "page=0", "page=99", "page=two"])
def test_a_list_that_is_not_there_is_a_404(client: TestClient, query: str) -> None:
    assert client.get(f"{ROOT}/category/kitchen?{query}").status_code == 404


@pytest.mark.parametrize(
    "path", ["product/none", "category/none", "account/orders/1", f"account/orders/{'9' * 30}"]
)
def test_what_does_not_exist_is_a_404(client: TestClient, path: str) -> None:
    assert client.get(f"{ROOT}/{path}").status_code == 404


def test_search_finds_products_by_all_words_in_any_case(
    client: TestClient, product: dict[str, str]
) -> None:
    html = client.get(f"{ROOT}/search", params={"q": product["name"].upper()}).text
    assert listed(html) == [product["name"]]
    nothing = client.get(f"{ROOT}/search", params={"q": f"{product['name']} submarine"}).text
    assert "Your search returned no results." in nothing


def test_what_visitors_type_is_shown_and_never_markup(client: TestClient) -> None:
    html = client.get(f"{ROOT}/search", params={"q": "<script>alert(1)</script> '; DROP"}).text
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


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


def test_a_review_appears_and_counts(client: TestClient, product: dict[str, str]) -> None:
    address = f"{ROOT}/product/{product['slug']}/reviews"
    before = int(re.search(r"Reviews \((\d+)\)", client.get(address).text)[1])  # type: ignore[index]
    review = {"stars": "4", "title": "Sound & solid", "text": "Holds <all> of it."}
    text = client.post(address, data=review).text
    assert f"Reviews ({before + 1})" in text
    assert "Nora Whitfield 4 of 5 stars Sound &amp; solid Holds &lt;all&gt; of it." in shown(text)


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
    assert "5 Elm Court, Colvale, 123, Austria" in client.get(f"{ROOT}/account").text
    saved = client.post(f"{ROOT}/account/newsletters", data={"newsletter-3": "Weekly"}).text
    third = saved.split('id="newsletter-3"')[1].split("</select>")[0]
    assert '<option value="Weekly" selected>' in third


def test_a_message_to_the_shop_is_kept(client: TestClient) -> None:
    message = {"subject": "Opening hours", "message": "Are you open on Sunday?"}
    assert "Your message was sent." in client.post(f"{ROOT}/contact", data=message).text
    messages = shown(client.get(f"{ROOT}/account/messages").text)
    assert "Opening hours Are you open on Sunday?" in messages
