"""The map as its visitors see it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from html import unescape

import pytest
from starlette.testclient import TestClient

from planact.sandbox.app import create_app
from planact.sandbox.sites.map.browse import CATEGORY_SLUGS
from planact.sandbox.sites.map.network import Network
from planact.sandbox.sites.map.roads import PROFILES
from planact.sandbox.sites.map.search import place_called
from planact.sandbox.state import EpisodeStates, initial_database, open_database
from tests.sandbox.crawl import crawl


@pytest.fixture
def visitor() -> Iterator[TestClient]:
    with TestClient(create_app(EpisodeStates(0))) as client:
        yield client


@pytest.fixture(scope="module", params=[0, 1, 2])
def content(request: pytest.FixtureRequest) -> sqlite3.Connection:
    return open_database(initial_database(request.param))


@pytest.fixture(scope="module")
def places() -> list[sqlite3.Row]:
    rows = open_database(initial_database(0)).execute("SELECT * FROM map_spot ORDER BY name")
    return rows.fetchall()


def listed(html: str) -> list[str]:
    """Names of the places in a page's list, in order."""
    return [unescape(name) for name in re.findall(r'<li><a href="/map/place/[^>]*>([^<]+)', html)]


def summary(html: str) -> str | None:
    found = re.search(r'id="summary">([^<]*)<', html)
    return found[1] if found else None


def test_the_region_has_about_200_places_of_20_categories(content: sqlite3.Connection) -> None:
    names = [row["name"] for row in content.execute("SELECT name FROM map_place")]
    assert 190 <= len(names) <= 230
    categories = content.execute("SELECT count(DISTINCT category) FROM map_place").fetchone()[0]
    assert categories == len(CATEGORY_SLUGS) >= 14


def test_no_name_holds_another_and_no_address_is_there_twice(content: sqlite3.Connection) -> None:
    names = [row["name"].lower() for row in content.execute("SELECT name FROM map_place")]
    assert [(a, b) for a in names for b in names if a != b and a in b] == []
    streets = {row["street"].lower() for row in content.execute("SELECT street FROM map_way")}
    assert not streets & set(names)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_place_can_be_reached_from_every_other(
    content: sqlite3.Connection, profile: str
) -> None:
    nodes = {row["name"]: row["node"] for row in content.execute("SELECT * FROM map_place")}
    reached = Network(content, profile).routes(next(iter(nodes.values())), nodes)
    assert reached.keys() == nodes.keys()


def test_a_route_is_the_shortest_on_foot(content: sqlite3.Connection) -> None:
    network = Network(content, "foot")
    nodes = {row["name"]: row["node"] for row in content.execute("SELECT * FROM map_place")}
    first, second, third = list(nodes.values())[::70][:3]
    whole, start, rest = (
        network.route(*ends) for ends in ((first, third), (first, second), (second, third))
    )
    assert whole is not None
    assert start is not None
    assert rest is not None
    assert whole.meters <= start.meters + rest.meters


def test_nobody_drives_over_the_footbridge_or_walks_on_the_expressway(
    content: sqlite3.Connection,
) -> None:
    nodes = {row["name"]: row["node"] for row in content.execute("SELECT * FROM map_place")}
    start = nodes["Milbrook Station"]
    for profile, closed in (("car", "Ropewalk Bridge"), ("foot", "Vale Expressway")):
        routes = Network(content, profile).routes(start, nodes).values()
        assert closed not in {leg.street for route in routes for leg in route.legs}


def test_a_search_needs_every_word(visitor: TestClient) -> None:
    assert listed(visitor.get("/map/search?q=library+at+Fenwick+University").text) == []
    found = listed(visitor.get("/map/search?q=library+Fenwick+University").text)
    assert found == ["Botany Library", "Calloway Library", "Merriman Law Library"]


def test_a_search_by_name_category_or_address_finds_a_place(
    visitor: TestClient, places: list[sqlite3.Row]
) -> None:
    for place in places[::20]:
        for query in (place["name"].upper(), f"{place['category']} {place['street']}"):
            assert place["name"] in listed(visitor.get("/map/search", params={"q": query}).text)


def test_near_lists_by_distance(visitor: TestClient) -> None:
    html = visitor.get("/map/search?q=cafes+near+milbrook+station").text
    shown = re.findall(r"([\d.]+) (k?m) away", html)
    meters = [float(number) * (1000 if unit == "km" else 1) for number, unit in shown]
    assert len(meters) == 10
    assert meters == sorted(meters)


def test_near_an_ambiguous_place_nothing_is_found(visitor: TestClient) -> None:
    html = visitor.get("/map/search?q=cafe+near+station").text
    assert listed(html) == []
    assert "is not the full name of a place: 9 places match" in html


def test_directions_have_one_address_and_lead_from_street_to_street(visitor: TestClient) -> None:
    response = visitor.get("/map/directions?to=KILBRAE+station&from=milbrook++station&by=foot")
    wanted = "/map/directions?from=Milbrook+Station&to=Kilbrae+Station&by=foot"
    assert str(response.url).endswith(wanted)
    found = re.fullmatch(r"Foot: ([\d.]+) km, 1 h \d+ min", summary(response.text) or "")
    assert found is not None
    turns = re.findall(r"<li>(.*) \(([\d.]+) (k?m)\)</li>", response.text)
    meters = [float(number) * (1000 if unit == "km" else 1) for _, number, unit in turns]
    assert round(sum(meters)) == round(float(found[1]) * 1000)
    assert all(
        re.match(r"(Head|Turn (left|right) onto|Continue onto) ", text) for text, *_ in turns
    )


@pytest.mark.parametrize(
    "name", ["station", "library at Fenwick University", "Milbrook", "x" * 999]
)
def test_directions_refuse_what_is_no_full_name(visitor: TestClient, name: str) -> None:
    html = visitor.get("/map/directions", params={"from": name, "to": "Milbrook Station"}).text
    assert summary(html) is None
    assert "Directions need the full names of places" in html


def test_a_place_says_what_is_known_of_it(visitor: TestClient, places: list[sqlite3.Row]) -> None:
    for place in places[::9]:
        html = visitor.get(f"/map/place/{place['slug']}").text
        assert ("<dt>Phone</dt>" in html) == (place["phone"] is not None)
        assert ("<dt>Website</dt>" in html) == (place["website"] is not None)
        assert f"<dd>{place['address']}</dd>" in html


def test_a_place_is_saved_moved_and_removed(visitor: TestClient) -> None:
    place = "/map/place/corvale-station"
    visitor.post(f"{place}/save", data={"list": "Errands", "note": "Fetch <Bea>"})
    assert "Saved in 'Errands': Fetch &lt;Bea&gt;" in visitor.get(place).text
    visitor.post(f"{place}/save", data={"list": "Favorites", "note": ""})
    assert "Corvale Station" in visitor.get("/map/saved?list=favorites").text
    assert "Corvale Station" not in visitor.get("/map/saved?list=errands").text
    visitor.post(f"{place}/remove")
    assert 'id="saved"' not in visitor.get(place).text


def test_a_report_needs_a_kind_and_a_description(visitor: TestClient) -> None:
    place = "/map/place/corvale-station"
    refused = visitor.post(f"{place}/report", data={"kind": "Nonsense", "text": "It moved"})
    assert "Choose what is wrong" in refused.text
    accepted = visitor.post(f"{place}/report", data={"kind": "Wrong address", "text": "It moved"})
    assert "Wrong address: It moved (2025-06-16)" in accepted.text


def test_filters_combine(visitor: TestClient, places: list[sqlite3.Row]) -> None:
    html = visitor.get("/map/explore?category=cafe&area=milbrook&wheelchair=Yes&sort=street").text
    wanted = [
        row
        for row in places
        if (row["category"], row["town"], row["wheelchair"]) == ("Cafe", "Milbrook", "Yes")
    ]
    rows = re.findall(r'<tr><td><a href="[^"]*">([^<]+)', html)
    assert rows == [row["name"] for row in sorted(wanted, key=lambda row: row["street"])]


@pytest.mark.parametrize(
    "path",
    [
        "place/nowhere", "place/nowhere/nearby", "explore?category=zoo", "explore?page=0",
        "explore?page=99999999999999999999", "search?q=cafe&page=9", "saved?list=no",
        "directions?by=boat", "place/corvale-station/nearby?within=7", "picture.svg?from=zoo",
    ],
)  # fmt: skip
def test_odd_addresses_are_not_found(visitor: TestClient, path: str) -> None:
    assert visitor.get(f"/map/{path}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "settled"),
    [
        ("explore?category=&area=&wheelchair=&sort=", "explore"),
        ("place/corvale-station/nearby?within=&category=cafe&page=1",
         "place/corvale-station/nearby?category=cafe"),
        ("directions?from=&to=&by=", "directions"),
    ],
)  # fmt: skip
def test_empty_parameters_mean_the_usual(visitor: TestClient, asked: str, settled: str) -> None:
    response = visitor.get(f"/map/{asked}")
    assert response.status_code == 200
    assert str(response.url).endswith(f"/map/{settled}")


@pytest.mark.parametrize("query", ["", "?", " ", "near", "cafe near ", "é ☂", "a" * 3000, "'\""])
def test_odd_searches_find_nothing(visitor: TestClient, query: str) -> None:
    response = visitor.get("/map/search", params={"q": query})
    assert response.status_code == 200
    assert listed(response.text) == []


def test_forms_without_their_fields_are_refused(visitor: TestClient) -> None:
    for path in ("save", "report"):
        assert visitor.post(f"/map/place/corvale-station/{path}").status_code == 200
        assert visitor.post(f"/map/place/nowhere/{path}").status_code == 404


def test_the_picture_shows_places_and_a_route(visitor: TestClient) -> None:
    region = visitor.get("/map/picture.svg").text
    assert region.count("<text") == 7
    route = visitor.get("/map/picture.svg?from=Milbrook+Station&to=Kilbrae+Station&by=foot").text
    assert ">A</text>" in route
    assert ">B</text>" in route


def test_every_link_leads_to_a_page(visitor: TestClient) -> None:
    pages = crawl(visitor, "/map/")
    assert len(pages) > 1000
    assert {status for status, _ in pages.values()} == {200}


def test_names_are_resolved_whatever_their_case(content: sqlite3.Connection) -> None:
    found = place_called(content, "milbrook  STATION")
    assert found is not None
    assert found["name"] == "Milbrook Station"
    assert place_called(content, "station") is None
