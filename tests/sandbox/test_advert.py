"""The notice that covers some pages of every site."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from planact.sandbox.advert import ONE_PATH_IN, covers
from planact.sandbox.app import create_app
from planact.sandbox.sites import SITES
from planact.sandbox.state import EpisodeStates

PATHS = [f"/reddit/page/{number}" for number in range(4800)]


@pytest.fixture
def states() -> EpisodeStates:
    return EpisodeStates(0)


def covered(states: EpisodeStates, seed: int) -> list[str]:
    return [path for path in PATHS if covers(states.get(""), seed, "reddit", path)]


def test_a_seed_decides_which_pages_are_covered(states: EpisodeStates) -> None:
    pages = covered(states, 0)
    assert len(PATHS) / len(pages) == pytest.approx(ONE_PATH_IN, rel=0.3)
    assert pages == covered(states, 0) != covered(states, 1)


@pytest.mark.parametrize("site", SITES)
def test_the_front_page_is_never_covered(states: EpisodeStates, site: str) -> None:
    for seed in range(200):
        for path in (f"/{site}", f"/{site}/"):
            assert not covers(states.get(""), seed, site, path)


def test_once_closed_it_is_gone_from_the_whole_site_for_the_whole_episode(
    states: EpisodeStates,
) -> None:
    client = TestClient(create_app(states))
    places = states.get("").execute("SELECT slug FROM map_place ORDER BY id")
    paths = [f"/map/place/{place['slug']}" for place in places]
    path, other, *_ = [path for path in paths if covers(states.get(""), 0, "map", path)]
    for page in (path, other):
        assert client.get(page).text.count('role="dialog"') == 1
    closed = client.post("/map/dismiss", data={"back": path}, follow_redirects=False)
    assert closed.headers["location"] == path
    assert 'role="dialog"' not in client.get(path).text + client.get(other).text


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_closing_it_never_leads_away_from_the_site(states: EpisodeStates, back: str) -> None:
    client = TestClient(create_app(states), follow_redirects=False)
    closed = client.post("/reddit/dismiss", data={"back": back})
    assert closed.headers["location"] == "/reddit/"
