"""Addresses of the sites, the placeholders for them, and how addresses are compared."""

from __future__ import annotations

import pytest

from planact.envs.urls import SiteUrls, holds_url, same_url


def test_placeholders_become_addresses_and_back() -> None:
    urls = SiteUrls({"shopping": "http://h:1/", "shopping_admin": "http://h:1/admin"})
    assert urls.resolve("__SHOPPING__/cart") == "http://h:1/cart"
    assert urls.resolve("__SHOPPING_ADMIN__/x") == "http://h:1/admin/x"
    assert urls.abstract("http://h:1/admin/x") == "__SHOPPING_ADMIN__/x"
    assert urls.abstract("http://h:1/cart") == "__SHOPPING__/cart"


def test_sites_on_one_port_are_one_host() -> None:
    urls = SiteUrls({"shopping": "http://h:1/shopping", "reddit": "http://h:1/reddit"})
    assert urls.hosts == ("h:1",)


@pytest.mark.parametrize(
    ("reference", "url", "same", "held"),
    [
        ("http://h:1/f/books", "http://h:1/f/books", True, True),
        ("http://h:1/f/books/", "http://h:1/f/books", True, True),
        ("http://localhost:1/f/books", "http://127.0.0.1:1/f/books/", True, True),
        ("http://h:1/f/books", "http://h:1/f/books//", False, True),
        ("http://h:1/f/books", "http://h:1/f/books/top", False, True),
        ("http://h:1/s?q=a&b=c", "http://h:1/s?b=c&q=a", False, False),
        ("http://h:1/f/books", "http://h:1/f", False, False),
    ],
)
def test_addresses_are_compared_as_they_are_written_but_for_a_last_slash(
    reference: str, url: str, same: bool, held: bool
) -> None:
    for references in ([reference], ["http://h:1/elsewhere", reference]):
        assert same_url(references, url) is same
        assert holds_url(references, url) is held
