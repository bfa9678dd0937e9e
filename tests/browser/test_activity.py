"""Waiting for what a page is doing."""

from __future__ import annotations

import threading
import time

import pytest

from planact.browser import Browser, BrowserError, Session
from planact.config.schema import BrowserConfig

from .conftest import Open, Site, act, compact

CLICK = 'do(action="Click", element="0")'


async def seconds_of(session: Session, line: str) -> float:
    await session.observe("compact")
    started = time.perf_counter()
    assert await act(session, line) is None
    return time.perf_counter() - started


async def test_a_page_that_does_nothing_is_not_waited_for(open_page: Open) -> None:
    session = await open_page("<button>Nothing</button>")
    assert min([await seconds_of(session, CLICK) for _ in range(3)]) < 0.5


async def test_a_slow_page_is_waited_for(open_page: Open, site: Site) -> None:
    site.page("/slow", "<h1>Here</h1>", before=lambda: time.sleep(2))
    session = await open_page('<a href="/slow">Slow</a>')
    assert await act(session, CLICK) is None
    assert await compact(session) == ["<h1>Here</h1>"]


async def test_a_form_that_is_redirected_is_waited_for(open_page: Open, site: Site) -> None:
    site.page("/do", "", status=303, headers={"location": "/done"}, before=lambda: time.sleep(0.3))
    site.page("/done", "<h1>Done</h1>", before=lambda: time.sleep(0.3))
    session = await open_page('<form method="post" action="/do"><button>Do</button></form>')
    assert await act(session, CLICK) is None
    assert await compact(session) == ["<h1>Done</h1>"]


async def test_what_a_page_fetches_and_shows_is_waited_for(open_page: Open, site: Site) -> None:
    site.page("/data", "fetched", before=lambda: time.sleep(0.5))
    session = await open_page(
        """<button onclick="fetch('/data').then(() => fetch('/data')).then(() => {
          document.querySelector('p').textContent = 'fetched twice' })">Fetch</button><p>-</p>"""
    )
    assert await act(session, CLICK) is None
    assert "<p>fetched twice</p>" in await compact(session)


async def test_changes_without_requests_are_waited_for(open_page: Open) -> None:
    session = await open_page(
        """<p>0</p><button onclick="let n = 0; const t = setInterval(() => {
          document.querySelector('p').textContent = ++n; if (n == 20) clearInterval(t) }, 20)">
          Count</button>"""
    )
    assert await act(session, CLICK) is None
    assert "<p>20</p>" in await compact(session)


async def test_a_page_that_polls_for_ever_is_waited_for_once(open_page: Open, site: Site) -> None:
    site.page("/poll", "x", before=lambda: time.sleep(0.1))
    session = await open_page(
        """<button>Nothing</button><script>
        (function poll() { fetch('/poll').then(poll) })()</script>"""
    )
    await seconds_of(session, CLICK)
    assert min([await seconds_of(session, CLICK) for _ in range(3)]) < 1


async def test_a_clock_that_never_stops_is_waited_for_once(open_page: Open) -> None:
    session = await open_page(
        """<button onclick="setTimeout(() => this.textContent = 'Clicked', 20)">Click</button>
        <p></p><script>
        setInterval(() => { document.querySelector('p').textContent = Date.now() }, 5)</script>"""
    )
    started = time.perf_counter()
    assert await act(session, CLICK) is None
    assert time.perf_counter() - started < 1.4
    assert (await session.observe("compact")).labels == {"0": "Clicked"}


async def test_a_request_that_never_ends_does_not_hold_up_other_actions(
    open_page: Open, site: Site
) -> None:
    release = threading.Event()
    site.page("/hang", "x", before=lambda: release.wait(20))
    session = await open_page(
        """<button onclick="fetch('/hang')">Hang</button><button>Nothing</button>"""
    )
    assert await seconds_of(session, CLICK) > 1.4
    assert await seconds_of(session, 'do(action="Click", element="1")') < 1
    release.set()


async def test_wait_gives_a_page_time_of_its_own(open_page: Open) -> None:
    session = await open_page(
        "<p>-</p><script>setTimeout(() => document.querySelector('p').textContent = 'later', 300)"
        "</script>"
    )
    assert await act(session, 'do(action="Wait")') is None
    assert await compact(session) == ["<p>later</p>"]


async def test_an_answer_without_a_page_leaves_the_page_as_it_is(
    open_page: Open, site: Site
) -> None:
    site.page("/nothing", "", status=204)
    session = await open_page('<a href="/nothing">Nothing</a>')
    assert await act(session, CLICK) is None
    assert await compact(session) == ["<a>Nothing [0]</a>"]


async def test_a_page_that_never_answers_is_the_environments_fault(site: Site) -> None:
    release = threading.Event()
    site.page("/never", "x", before=lambda: release.wait(30))
    start = site.page("/", '<a href="/never">Never</a>')
    browser = await Browser.launch(BrowserConfig(load_seconds=2))
    session = await browser.open(start, hosts=[site.host])
    with pytest.raises(
        BrowserError, match=r"/never did not load within 2 s|Click failed: no answer within 2 s"
    ):
        await act(session, CLICK)
    release.set()
    await browser.close()
