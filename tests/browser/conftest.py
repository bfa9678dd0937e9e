"""A real Chromium for the whole session, and a small web server whose pages each test writes."""

from __future__ import annotations

import inspect
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import pytest_asyncio

from planact.browser import Browser, Session
from planact.config.schema import BrowserConfig
from planact.core.action import parse_action


@dataclass
class Answer:
    """What the server sends for a path; ``before`` is called first, in the request's own thread."""

    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    before: Callable[[], object] | None = None


class Site:
    """A web server on a free loopback port."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.requests.append((self.path, dict(self.headers)))
                answer = site.answers.get(self.path.partition("?")[0], Answer("none", 404))
                if answer.before is not None:
                    answer.before()
                body = answer.body.encode()
                self.send_response(answer.status)
                headers = {"content-type": "text/html; charset=utf-8"} | answer.headers
                for name, value in (headers | {"content-length": str(len(body))}).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET

            def log_message(self, *_: object) -> None:
                """Be silent."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A browser that closes its connection is no error."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.url = f"http://{self.host}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def page(self, path: str, body: str, **answer: object) -> str:
        """Put a page below the path; returns its address."""
        html = f"<!doctype html><title>{path}</title>{body}"
        self.answers[path] = Answer(html, **answer)  # type: ignore[arg-type]
        return self.url + path

    def paths(self) -> list[str]:
        """Paths asked for so far."""
        return [path for path, _ in self.requests]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def other_site() -> Iterator[Site]:
    """A server that sessions may not reach."""
    site = Site()
    yield site
    site.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    browser = await Browser.launch(BrowserConfig(load_seconds=5, settle_seconds=1.5))
    yield browser
    await browser.close()


Open = Callable[..., Awaitable[Session]]


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser, site: Site) -> AsyncIterator[Open]:
    """Opens a session at a page with the given body, or at an address of the test's site."""
    sessions: list[Session] = []

    async def open_page(body: str = "", url: str | None = None) -> Session:
        address = url or site.page("/", body)
        sessions.append(await browser.open(address, hosts=[site.host]))
        return sessions[-1]

    yield open_page
    for session in sessions:
        await session.close()


Show = Callable[[str], Awaitable[Session]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_session(browser: Browser) -> AsyncIterator[Session]:
    blank = Path(__file__).parent / "pages" / "blank.html"
    session = await browser.open(blank.as_uri(), hosts=[])
    yield session
    await session.close()


@pytest.fixture
def show(shared_session: Session) -> Show:
    """Puts a body into one shared page: faster than `open_page`, for what only stands there."""

    async def show(body: str) -> Session:
        await shared_session.read(f"document.body.innerHTML = {json.dumps(body)}")
        await shared_session.scroll_to(0)
        return shared_session

    return show


async def act(session: Session, line: str) -> str | None:
    """Look at the page, then act on it, as an agent does."""
    await session.observe("compact")
    return await act_unseen(session, line)


async def act_unseen(session: Session, line: str) -> str | None:
    """Act on what the last observation showed."""
    return await session.act(parse_action(line))


async def compact(session: Session) -> list[str]:
    """The lines of the compact observation."""
    return (await session.observe("compact")).text.splitlines()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for all tests here, since the browser lives in it."""
    for item in items:
        is_async = inspect.iscoroutinefunction(getattr(item, "function", None))
        if is_async and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
