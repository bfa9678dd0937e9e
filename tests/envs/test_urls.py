"""Addresses of the sites, the placeholders for them, and how addresses are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planact.envs.urls import SiteUrls, covers_url, holds_url, same_url


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


@pytest.mark.parametrize("written", ["http://localhost:80", "http://127.0.0.1:80"])
@pytest.mark.parametrize("seen", ["http://localhost:80/f", "http://127.0.0.1:80/f"])
def test_loopback_has_two_names(written: str, seen: str) -> None:
    assert SiteUrls({"reddit": written}).abstract(seen) == "__REDDIT__/f"


@pytest.mark.parametrize(
    "url", ["http://h:12/f", "http://h:1.example/f", "http://h:1-2/f", "http://other:1/f"]
)
def test_an_address_that_only_begins_alike_is_another(url: str) -> None:
    assert SiteUrls({"reddit": "http://h:1"}).abstract(url) == url


sites = st.lists(st.sampled_from(["a", "b", "c_d"]), min_size=1, unique=True)
paths = st.lists(st.sampled_from(["f", "books", "x.html"]), max_size=3).map(
    lambda parts: "".join(f"/{part}" for part in parts)
)


@given(sites, paths)
def test_a_placeholder_stands_for_the_address_it_came_from(names: list[str], path: str) -> None:
    urls = SiteUrls({name: f"http://h:1/{name}" for name in names})
    for name in names:
        written = f"__{name.upper()}__{path}"
        assert urls.abstract(urls.resolve(written)) == written
        assert urls.abstract(written) == written


@pytest.mark.parametrize(
    ("references", "url", "covered"),
    [
        (["__G__/issues?sort=a&state=open"], "__G__/issues?state=open&sort=a&page=2", True),
        (["__G__/issues?sort=a"], "__G__/issues?sort=b", False),
        (["__G__/issues?sort=a"], "__G__/issues", False),
        (["__G__/issues?label%5B%5D=help%20wanted"], "__G__/issues?label[]=help+wanted", True),
        (["__G__/a", "__G__/b?q=1"], "__G__/a", False),
        (["__G__/a?q=1", "__G__/b?q=2"], "__G__/a?q=2", True),
        (["__G__/a/"], "__G__/a", True),
        (["__G__/a?q=1#top"], "__G__/a?q=1", True),
    ],
)
def test_an_address_covers_a_path_and_the_parameters_that_references_name(
    references: list[str], url: str, covered: bool
) -> None:
    assert covers_url(references, url) is covered
