"""Simulated pages look just as the real browser shows such pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from planact.browser import Browser, Session
from planact.config.schema import BrowserConfig
from planact.pretraining.corpus.pages.tab import Tab
from planact.pretraining.corpus.tasks.play import Played
from planact.pretraining.corpus.world import World
from tests.pretraining.html import html

WEBSITES = range(40)


@pytest.fixture(scope="module")
async def session(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Session]:
    blank: Path = tmp_path_factory.mktemp("blank") / "blank.html"
    blank.write_text("<!doctype html><body></body>")
    # Tall enough for every page: what the viewport cuts is not compared here.
    browser = await Browser.launch(BrowserConfig(width=1600, height=9000))
    session = await browser.open(blank.as_uri(), hosts=[])
    yield session
    await browser.close()


@pytest.mark.parametrize("number", WEBSITES)
@pytest.mark.parametrize("covered", [False, True], ids=["free", "covered"])
async def test_a_page_reads_as_in_the_browser(session: Session, number: int, covered: bool) -> None:
    rng = Random(f"rendering/{number}")
    world = World(rng, "held")
    for played in map(world.play, world.tasks(1)):
        for blocks in _pages(played):
            tab = Tab(lambda blocks=blocks: blocks, rng, 10_000, shuffled=False)
            tab.notice = world.site.notice(world.draw) if covered else None
            body = html(blocks, tab.notice)
            await session.read(f"document.body.innerHTML = {body!r}")
            seen = await session.observe("compact")
            simulated = tab.seen()
            assert seen.text == simulated.text
            assert {id: seen.labels[id] for id in seen.labels} == simulated.labels


def _pages(played: Played) -> list:
    return [page.blocks for page in played.pages]
