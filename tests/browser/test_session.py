"""A session: what it may reach, its tabs, its boxes, its errors, what evaluators read."""

from __future__ import annotations

import time

import pytest

from planact.browser import Browser, BrowserError
from planact.config.schema import BrowserConfig

from .conftest import Open, Site, act, compact

CLICK = 'do(action="Click", element="0")'


# ---- Hosts ---------------------------------------------------------------------------------------


async def test_nothing_but_the_sessions_hosts_is_reached(
    open_page: Open, site: Site, other_site: Site
) -> None:
    other = other_site.url
    other_site.page("/", "<h1>Forbidden</h1>", headers={"access-control-allow-origin": "*"})
    for path in ("/away", "/away.png"):
        site.page(path, "", status=302, headers={"location": other + "/"})
    session = await open_page(
        f"""<img src="{other}/image.png"><iframe src="{other}/frame"></iframe>
        <link rel="stylesheet" href="{other}/style.css"><script src="{other}/script.js"></script>
        <link rel="prefetch" href="{other}/prefetch"><img src="/away.png">
        <iframe src="/away"></iframe><img src="http://localhost:{site.host.partition(":")[2]}/l">
        <script>
        const tries = [fetch("{other}/fetch", {{ mode: "no-cors" }}), fetch("/away"),
          new Promise((ok, no) => {{ const s = new WebSocket("ws://{other_site.host}/socket");
            s.onopen = ok; s.onerror = no }}),
          new Promise((ok, no) => {{ const s = new EventSource("{other}/events");
            s.onopen = ok; s.onerror = no }})];
        navigator.sendBeacon("{other}/beacon");
        Promise.allSettled(tries).then((r) => document.title = r.map((x) => x.status).join());
        </script>"""
    )
    observation = await session.observe("compact")
    assert observation.title == "rejected,rejected,rejected,rejected"
    assert other_site.paths() == []
    assert "/l" not in site.paths()
    assert other_site.host in session.refused


async def test_a_web_socket_to_the_sessions_own_host_is_let_through(
    open_page: Open, site: Site
) -> None:
    session = await open_page(
        f"<script>new WebSocket('ws://{site.host}/socket').onerror = () => 0</script>"
    )
    await session.observe()
    assert "/socket" in site.paths()


@pytest.mark.parametrize("path", ["link", "redirect", "popup"])
async def test_a_link_that_leads_outside_is_refused_and_the_page_stays(
    open_page: Open, site: Site, other_site: Site, path: str
) -> None:
    site.page("/away", "", status=302, headers={"location": other_site.url + "/"})
    href = "/away" if path == "redirect" else other_site.url + "/"
    target = 'target="_blank"' if path == "popup" else ""
    session = await open_page(f'<a href="{href}" {target}>Away</a>')
    fault = await act(session, CLICK)
    assert fault == (
        f"{other_site.url}/ cannot be opened: only {site.host} can be reached from here"
    )
    assert session.url == site.url + "/"
    assert await compact(session) == ["<a>Away [0]</a>"]
    assert other_site.paths() == []


async def test_headers_go_with_every_request(browser: Browser, site: Site) -> None:
    site.page("/", '<img src="/image.png">')
    session = await browser.open(site.url, hosts=[site.host], headers={"x-episode": "seven"})
    await session.close()
    assert {"/", "/image.png"} <= set(site.paths())
    assert {headers.get("x-episode") for _, headers in site.requests} == {"seven"}


async def test_sessions_share_no_cookies(open_page: Open) -> None:
    first = await open_page("<script>document.cookie = 'name=first'</script>")
    second = await open_page("text")
    assert await first.read("document.cookie") == "name=first"
    assert await second.read("document.cookie") == ""


# ---- Tabs, boxes, files --------------------------------------------------------------------------


async def test_a_new_tab_becomes_the_current_one_until_it_closes(
    open_page: Open, site: Site
) -> None:
    site.page("/new", "<button onclick='window.close()'>Close</button>")
    session = await open_page('<a href="/new" target="_blank" rel="noopener">New tab</a>')
    assert await act(session, CLICK) is None
    assert session.url == site.url + "/new"
    text = (await session.observe("full")).text
    assert "Tabs: / | /new (current)" in text
    assert await act(session, CLICK) is None
    assert session.url == site.url + "/"


async def test_going_back_from_a_new_tab_returns_to_its_opener(open_page: Open, site: Site) -> None:
    site.page("/new", "<h1>New</h1>")
    session = await open_page("""<button onclick="window.open('/new')">Open</button>""")
    assert await act(session, CLICK) is None
    assert await compact(session) == ["<h1>New</h1>"]
    assert await act(session, "go_backward()") is None
    assert await compact(session) == ["<button>Open [0]</button>"]


async def test_message_boxes_are_answered_and_their_text_is_told(open_page: Open) -> None:
    session = await open_page(
        """<button onclick="alert('Choose a size\\nfirst')">Buy</button>
        <button onclick="document.title = confirm('Sure?')">Delete</button>
        <button onclick="document.title = prompt('Name?', 'Ann')">Ask</button>"""
    )
    assert await act(session, CLICK) == "the page says: Choose a size first"
    assert await act(session, 'do(action="Click", element="1")') is None
    assert await session.read("document.title") == "true"
    assert await act(session, 'do(action="Click", element="2")') is None
    assert await session.read("document.title") == "Ann"


async def test_files_are_not_downloaded(open_page: Open, site: Site) -> None:
    site.page("/file", "text", headers={"content-disposition": "attachment; filename=list.csv"})
    session = await open_page('<a href="/file">File</a>')
    assert await act(session, CLICK) == "the file list.csv was not downloaded"
    assert session.url == site.url + "/"


# ---- Status and faults ---------------------------------------------------------------------------


async def test_the_status_of_the_page_is_kept(open_page: Open, site: Site) -> None:
    site.page("/broken", "<h1>Error</h1>", status=500)
    session = await open_page('<a href="/broken">Broken</a>')
    assert session.last_status == 200
    assert await act(session, CLICK) is None
    assert session.last_status == 500


async def test_a_server_that_is_not_there_is_the_environments_fault(
    browser: Browser, site: Site
) -> None:
    gone = Site()
    gone.close()
    with pytest.raises(BrowserError, match=r"cannot be opened: ERR_CONNECTION_REFUSED$"):
        await browser.open(gone.url, hosts=[gone.host])
    page = site.page("/", f'<a href="{gone.url}/next">Next</a>')
    session = await browser.open(page, hosts=[site.host, gone.host])
    with pytest.raises(BrowserError, match="/next cannot be opened: ERR_CONNECTION_REFUSED"):
        await act(session, CLICK)
    await session.close()


async def test_a_page_in_an_endless_loop_is_the_environments_fault(site: Site) -> None:
    start = site.page("/", "<button onclick='for (;;);'>Loop</button>")
    browser = await Browser.launch(BrowserConfig(load_seconds=2))
    session = await browser.open(start, hosts=[site.host])
    with pytest.raises(BrowserError, match="Click failed: no answer within 2 s"):
        await act(session, CLICK)
    await browser.close()


async def test_a_crashed_page_is_the_environments_fault(browser: Browser, site: Site) -> None:
    session = await browser.open(site.page("/", "text"), hosts=[site.host])
    with pytest.raises(BrowserError):
        await session.read("1", url="chrome://crash")
    await session.close()


async def test_a_page_that_goes_elsewhere_by_itself_is_looked_at_when_it_got_there(
    open_page: Open, site: Site
) -> None:
    site.page("/there", "<h1>There</h1>")
    session = await open_page("<script>setTimeout(() => location = '/there', 150)</script>")
    seen = [await compact(session) for _ in range(20)]
    assert await act(session, 'do(action="Wait")') is None
    assert seen[-1] in ([], ["<h1>There</h1>"])
    assert await compact(session) == ["<h1>There</h1>"]


# ---- Reading -------------------------------------------------------------------------------------


async def test_evaluators_read_the_current_page_or_another_one(open_page: Open, site: Site) -> None:
    site.page("/cart", "<p class='total'>$5.00</p>")
    session = await open_page("<h1>Shop</h1>")
    assert await session.read("document.querySelector('h1').textContent") == "Shop"
    assert await session.read("document.querySelector('h2').textContent") == ""
    assert await session.read("document.querySelector('h2')") == ""
    assert await session.read("syntax error") == ""
    total = "document.querySelector('.total').textContent"
    assert await session.read(total, url=site.url + "/cart") == "$5.00"
    assert "<h1>Shop</h1>" in await session.read("")
    assert session.url == site.url + "/"


async def test_a_page_that_a_script_renders_is_read_when_it_has_settled(
    open_page: Open, site: Site
) -> None:
    site.page("/data", "$5.00", before=lambda: time.sleep(0.3))
    site.page(
        "/cart",
        """<p></p><script>setTimeout(() => fetch('/data').then((r) => r.text()).then((text) => {
          document.querySelector('p').textContent = text.split('>').pop() }), 1)</script>""",
    )
    session = await open_page("<h1>Shop</h1>")
    read = await session.read("document.querySelector('p').textContent", url=site.url + "/cart")
    assert read == "$5.00"


async def test_a_page_to_read_that_fails_is_the_environments_fault(
    open_page: Open, site: Site
) -> None:
    broken = site.page("/cart", "<p>Something went wrong</p>", status=500)
    session = await open_page("<h1>Shop</h1>")
    with pytest.raises(BrowserError, match=r"/cart answered with status 500: the site is broken$"):
        await session.read("document.querySelector('.total').textContent", url=broken)
    assert await session.read("document.title", url=site.url + "/nowhere") == ""
    assert session.url == site.url + "/"
