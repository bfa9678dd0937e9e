from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from planact.sandbox.app import create_app
from planact.sandbox.state import EpisodeStates
from tests.sandbox.crawl import crawl
from tests.sandbox.storefront import ROOT, listed, listed_prices, plain_product, redirected, shown


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(EpisodeStates(0))) as client:
        yield client


@pytest.fixture
def product() -> dict[str, str]:
    return dict(plain_product())


def test_every_link_of_the_store_leads_to_a_page(client: TestClient) -> None:
    pages = crawl(client, f"{ROOT}/")
    assert {path for path, (status, _) in pages.items() if status != 200} == set()
    assert sum(re.fullmatch(rf"{ROOT}/product/[^/]+", path) is not None for path in pages) > 200
    for path in (
        "cart",
        "checkout",
        "wishlist",
        "contact",
        "advanced",
        "account/orders",
        "account/newsletters",
    ):
        assert f"{ROOT}/{path}" in pages


def test_every_control_of_a_form_has_a_label(client: TestClient) -> None:
    pages = crawl(client, f"{ROOT}/account") | crawl(client, f"{ROOT}/advanced")
    for path, (_, html) in pages.items():
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


@pytest.mark.parametrize(
    "path",
    [
        "category/kitchen?sort=unknown",
        "category/kitchen?page=0",
        "category/kitchen?page=99",
        "category/kitchen?page=two",
        "advanced/result?category=none",
        "advanced/result?brand=none&price_to=5",
        "advanced/result?rating=9",
        "account/orders?status=Lost",
        "product/none/reviews",
    ],
)
def test_a_list_that_is_not_there_is_a_404(client: TestClient, path: str) -> None:
    assert client.get(f"{ROOT}/{path}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "settled"),
    [
        ("category/kitchen?sort=position&page=1", "category/kitchen"),
        ("category/kitchen?page=2&sort=name", "category/kitchen?sort=name&page=2"),
        ("search?q=tent&sort=", "search?q=tent"),
        ("account/orders?status=&page=2", "account/orders?page=2"),
        (
            "advanced/result?name=&category=&brand=Dalby&price_from=&price_to=%2430.00&rating=",
            "advanced/result?brand=Dalby&price_to=30",
        ),
        (
            "advanced/result?price_to=7.5&category=kitchen",
            "advanced/result?category=kitchen&price_to=7.50",
        ),
    ],
)
def test_what_is_shown_has_one_address(client: TestClient, asked: str, settled: str) -> None:
    assert redirected(client, asked) == settled
    assert redirected(client, settled) == settled


def test_the_advanced_search_combines_its_fields(client: TestClient) -> None:
    both = client.get(f"{ROOT}/advanced/result?category=kitchen&price_from=20&price_to=60").text
    prices = listed_prices(both)
    assert "Category: Kitchen; Price from: $20; Price to: $60." in both
    assert prices
    assert all(20 <= price <= 60 for price in prices)
    rated = client.get(f"{ROOT}/advanced/result?rating=4&sort=rating").text
    stars = [float(text) for text in re.findall(r"([\d.]+) of 5 stars", rated)]
    assert stars == sorted(stars, reverse=True)
    on_sale = client.get(f"{ROOT}/advanced/result?stock=1&sale=1").text
    assert on_sale.count('class="sale"') == len(listed(on_sale))
    assert "out of stock" not in on_sale
    assert "No products meet all of this." in client.get(f"{ROOT}/advanced/result?name=zz").text


def test_the_advanced_search_asks_again_for_what_it_does_not_understand(client: TestClient) -> None:
    asked = client.get(f"{ROOT}/advanced/result?name=wok&price_to=cheap")
    assert asked.status_code == 422
    assert "Enter prices as numbers" in asked.text
    assert 'value="cheap"' in asked.text
    assert "Fill in at least one field." in client.get(f"{ROOT}/advanced/result?name=+").text


def test_reviews_go_over_pages_and_are_filtered_by_rating(client: TestClient) -> None:
    """The product with most reviews stands first on the front page."""
    (first, *_) = re.findall(
        r'<a href="/shopping/product/([^"]+)', client.get(f"{ROOT}/").text.split("cards")[1]
    )
    address = f"{ROOT}/product/{first}/reviews"
    html = client.get(address).text
    (total,) = re.findall(r"Reviews 1-6 of (\d+)", html)
    counts = [0] * 6
    for stars in range(1, 6):
        shown_stars = client.get(f"{address}?stars={stars}").text
        found = re.search(r"Reviews 1-\d+ of (\d+)", shown_stars)
        counts[stars] = int(found[1]) if found else 0
        assert set(re.findall(r"<td>(\d) of 5 stars", shown_stars)) <= {str(stars)}
    assert sum(counts) == int(total) > 12


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


@pytest.mark.parametrize("path", ["search?q=", "advanced/result?name="])
def test_a_search_for_very_many_words_is_answered(client: TestClient, path: str) -> None:
    assert client.get(f"{ROOT}/{path}{'+'.join(['tent'] * 5000)}").status_code == 200


def test_what_visitors_type_is_shown_and_never_markup(client: TestClient) -> None:
    html = client.get(f"{ROOT}/search", params={"q": "<script>alert(1)</script> '; DROP"}).text
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_review_appears_and_counts(client: TestClient, product: dict[str, str]) -> None:
    address = f"{ROOT}/product/{product['slug']}/reviews"
    before = int(re.search(r"Reviews \((\d+)\)", client.get(address).text)[1])  # type: ignore[index]
    review = {"stars": "4", "title": "Sound & solid", "text": "Holds <all> of it."}
    text = client.post(address, data=review).text
    assert f"Reviews ({before + 1})" in text
    assert "Nora Whitfield 4 of 5 stars Sound &amp; solid Holds &lt;all&gt; of it." in shown(text)
