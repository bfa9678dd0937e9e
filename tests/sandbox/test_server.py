"""The sandbox behind its port: what is served, to whom, and what happens when it cannot be."""

from __future__ import annotations

import http.client
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from planact.core.errors import UserError
from planact.sandbox import __main__ as command
from planact.sandbox.app import EPISODE_HEADER, create_app
from planact.sandbox.server import SandboxServer
from planact.sandbox.site import database
from planact.sandbox.sites import SITES
from planact.sandbox.state import EpisodeStates


@pytest.fixture(scope="module")
def server() -> Iterator[SandboxServer]:
    server = SandboxServer(seed=0)
    server.start()
    yield server
    server.stop()


def ask(server: SandboxServer, path: str, episode: str, form: str | None = None) -> tuple[int, str]:
    """Status and text of one request in an episode; a form makes it a POST."""
    connection = http.client.HTTPConnection(urlsplit(server.base_url).netloc, timeout=10)
    headers = {EPISODE_HEADER: episode, "content-type": "application/x-www-form-urlencoded"}
    connection.request("GET" if form is None else "POST", path, form, headers)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, text


def test_the_overview_leads_to_every_site(server: SandboxServer) -> None:
    status, text = ask(server, "/", "overview")
    assert status == 200
    for site in SITES.values():
        assert f'href="/{site.name}/"' in text
        assert ask(server, f"/{site.name}/", "overview")[0] == 200


def test_two_servers_with_one_seed_give_identical_pages(server: SandboxServer) -> None:
    other = SandboxServer(seed=0)
    other.start()
    paths = [
        "/",
        "/shopping/",
        "/shopping/category/cookware",
        "/shopping/account/orders",
        "/reddit/",
    ]
    pages = [[ask(each, path, "same") for path in paths] for each in (server, other)]
    other.stop()
    assert pages[0] == pages[1]


def test_sixteen_episodes_change_one_record_and_never_see_each_other(
    server: SandboxServer,
) -> None:
    def episode(number: int) -> str:
        name = f"parallel-{number}"
        for turn in range(3):
            form = f"first_name=Nora&last_name=Whitfield&email=n%40x.example&phone={number}-{turn}"
            assert ask(server, "/shopping/account/information", name, form)[0] == 303
            text = ask(server, "/shopping/account/information", name)[1]
            assert f'value="{number}-{turn}"' in text
        return ask(server, "/shopping/account", name)[1]

    with ThreadPoolExecutor(16) as pool:
        accounts = list(pool.map(episode, range(16)))
    for number, text in enumerate(accounts):
        assert f"<dd>{number}-2</dd>" in text
    assert "<dd>555-0142</dd>" in ask(server, "/shopping/account", "untouched")[1]


def test_a_discarded_episode_starts_afresh(server: SandboxServer) -> None:
    _, before = ask(server, "/shopping/wishlist", "discarded")
    slug = before.split('href="/shopping/product/')[1].split('"')[0]
    ask(server, f"/shopping/wishlist/remove/{slug}", "discarded", "")
    assert f"/product/{slug}" not in ask(server, "/shopping/wishlist", "discarded")[1]
    server.states.discard("discarded")
    assert ask(server, "/shopping/wishlist", "discarded")[1] == before


def test_an_unknown_page_is_a_404_that_leads_back_to_its_site(server: SandboxServer) -> None:
    for path, way_back in (("/shopping/nowhere", "/shopping/"), ("/nowhere/at/all", "/")):
        status, text = ask(server, path, "lost")
        assert status == 404
        assert f'<a href="{way_back}">' in text


def test_a_port_that_is_taken_is_an_error_that_names_the_setting(server: SandboxServer) -> None:
    taken = urlsplit(server.base_url).port
    assert taken is not None
    with pytest.raises(UserError, match=rf"port {taken}.*env\.port"):
        SandboxServer(seed=0, port=taken).start()


def test_a_port_that_is_taken_at_the_last_moment_is_the_same_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.socket() as rival:
        rival.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        rival.bind(("127.0.0.1", 0))
        port = rival.getsockname()[1]

        class Overtaken(socket.socket):
            def listen(self, backlog: int = 128) -> None:
                rival.listen()
                super().listen(backlog)

        monkeypatch.setattr("planact.sandbox.server.socket.socket", Overtaken)
        with pytest.raises(UserError, match=rf"port {port}.*env\.port"):
            SandboxServer(seed=0, port=port).start()


def test_a_server_that_does_not_answer_is_an_error_and_is_not_left_running(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def listen_and_say_nothing(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        while not server.should_exit:
            time.sleep(0.01)

    before = set(threading.enumerate())
    monkeypatch.setattr(uvicorn.Server, "run", listen_and_say_nothing)
    monkeypatch.setattr("planact.sandbox.server._ANSWER_SECONDS", 0.2)
    with pytest.raises(UserError, match=r"the sandbox at http://\S+ does not answer \(timed out\)"):
        SandboxServer(seed=0).start()
    assert {each for each in threading.enumerate() if each.name == "sandbox"} <= before


def test_a_stopped_server_frees_its_port() -> None:
    first = SandboxServer(seed=0)
    first.start()
    port = urlsplit(first.base_url).port
    assert port is not None
    first.stop()
    first.stop()
    second = SandboxServer(seed=0, port=port)
    second.start()
    assert ask(second, "/", "again")[0] == 200
    second.stop()


@pytest.fixture
def failing() -> tuple[Starlette, EpisodeStates]:
    async def fail(request: Request) -> Response:
        database(request).execute("UPDATE shopping_customer SET phone = 'broken'")
        raise sqlite3.OperationalError("disk I/O error")

    states = EpisodeStates(0)
    app = create_app(states)
    app.add_route("/fail", fail)
    return app, states


def test_a_failing_handler_gives_an_error_page_and_changes_nothing(
    failing: tuple[Starlette, EpisodeStates],
) -> None:
    app, states = failing
    with TestClient(app, raise_server_exceptions=False) as client:
        response = client.get("/fail", headers={EPISODE_HEADER: "broken"})
    assert response.status_code == 500
    assert "Something went wrong" in response.text
    phone = states.get("broken").execute("SELECT phone FROM shopping_customer").fetchone()
    assert phone["phone"] == "555-0142"


def test_the_task_listing_shows_every_test_task(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["tasks", "--split", "test"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 165
    assert all(set(line.split()[1].split(",")) <= set(SITES) for line in lines)


@pytest.mark.parametrize("arguments", [["--port", "many"], ["tusks"], ["tasks", "--split", "all"]])
def test_bad_arguments_are_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error: ")
