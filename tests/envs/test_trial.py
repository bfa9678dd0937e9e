"""A person tries a task in a real browser and is scored."""

from __future__ import annotations

import contextlib
import http.client
import socket
from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.async_api import Page, async_playwright

from planact.browser.browser import find_executable
from planact.config.schema import BrowserConfig
from planact.core.action import ActionKind
from planact.core.task import Task
from planact.envs.trial import trial_routes
from planact.sandbox.oracle import Move
from planact.sandbox.server import SandboxServer
from planact.sandbox.tasks import make_tasks, script_for


@pytest.fixture(scope="module")
def server() -> Iterator[SandboxServer]:
    server = SandboxServer(0, extra=trial_routes)
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def page(server: SandboxServer) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        path = find_executable(BrowserConfig(), playwright.chromium.executable_path)
        chromium = await playwright.chromium.launch(executable_path=path)
        page = await chromium.new_page(
            base_url=server.base_url, viewport={"width": 1280, "height": 720}
        )
        yield page
        await chromium.close()


def first_task(evaluation: str) -> Task:
    """A short test task of the forum that is evaluated so."""
    tasks = [
        task
        for task in make_tasks(0)["test"]
        if task.eval.eval_types == (evaluation,) and task.sites == ("reddit",)
    ]
    return min(tasks, key=lambda task: sum(len(step.moves) for step in script_for(task)))


def moves(task: Task) -> list[Move]:
    return [move for step in script_for(task) for move in step.moves]


async def solve(page: Page, task: Task) -> None:
    """Do in the frame what the script says, and give its answer."""
    frame = page.frame_locator("#site")
    for move in moves(task):
        if move.css is None:
            await page.get_by_label("Answer").fill(move.argument or "")
            continue
        close = frame.locator(".advert button")
        if await close.count():
            await close.click()
        target = frame.locator(move.css).first
        if move.kind is ActionKind.CLICK:
            await target.click()
        elif move.kind is ActionKind.SELECT:
            await target.select_option(label=move.argument)
        else:
            await target.fill(move.argument or "")
            if move.kind is ActionKind.SEARCH:
                await target.press("Enter")
        await page.wait_for_load_state("networkidle")


async def test_the_home_page_lists_sites_accounts_and_tasks(page: Page) -> None:
    await page.goto("/?site=reddit&split=validation")
    text = await page.inner_text("main")
    assert "Commons" in text
    assert "Thistle & Pine" in text
    assert "marlow" in text
    expected = [t for t in make_tasks(0)["validation"] if t.sites == ("reddit",)]
    assert await page.locator("table a").all_inner_texts() == [task.intent for task in expected]
    await page.select_option("#split", "test")
    await page.wait_for_url("**/?site=reddit&split=test")
    assert await page.locator("table a").count() == 19


@pytest.mark.parametrize("evaluation", ["string_match", "program_html", "url_match"])
async def test_whoever_does_what_is_asked_has_solved_it(page: Page, evaluation: str) -> None:
    task = first_task(evaluation)
    await page.goto(f"/try/{task.task_id}")
    assert task.intent in await page.inner_text("main")
    await solve(page, task)
    await page.get_by_role("button", name="Done").click()
    assert await page.get_by_role("status").inner_text() == "Solved"


@pytest.mark.parametrize("evaluation", ["string_match", "program_html", "url_match"])
async def test_whoever_does_nothing_sees_what_was_missing_and_one_way_to_do_it(
    page: Page, evaluation: str
) -> None:
    task = first_task(evaluation)
    await page.goto(f"/try/{task.task_id}")
    await page.get_by_role("button", name="Done").click()
    assert await page.get_by_role("status").inner_text() == "Not solved"
    assert script_for(task)[0].step in await page.inner_text("ol")


async def test_every_try_begins_on_fresh_copies_of_the_websites(page: Page) -> None:
    task = first_task("program_html")
    await page.goto(f"/try/{task.task_id}")
    await solve(page, task)
    await page.goto(f"/try/{task.task_id}")
    await page.get_by_role("button", name="Done").click()
    assert await page.get_by_role("status").inner_text() == "Not solved"


def post(server: SandboxServer, task: Task, last: str, host: str) -> tuple[int, str]:
    """Status and text of the answer to the form, sent to the server in another host's name."""
    connection = http.client.HTTPConnection(urlsplit(server.base_url).netloc, timeout=60)
    headers = {"host": host, "content-type": "application/x-www-form-urlencoded"}
    with contextlib.closing(connection):
        connection.request("POST", f"/try/{task.task_id}", urlencode({"last": last}), headers)
        response = connection.getresponse()
        return response.status, response.read().decode()


def test_no_page_of_another_server_is_ever_opened(server: SandboxServer) -> None:
    task = first_task("url_match")
    with socket.create_server(("127.0.0.1", 0)) as other:
        host = f"127.0.0.1:{other.getsockname()[1]}"
        assert post(server, task, f"http://{host}/reddit/", host)[0] == 422
        status, text = post(server, task, "/reddit/", host)
        other.settimeout(0)
        with pytest.raises(BlockingIOError):
            other.accept()
    assert status == 200
    assert "__REDDIT__/" in text
    assert host not in text


def test_who_has_no_browser_is_told_so(
    server: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANACT_BROWSER", "/no/such")
    status, text = post(server, first_task("url_match"), "/reddit/", "localhost")
    assert (status, text.split(": ")[0]) == (503, "This cannot be scored")
    assert "no browser at /no/such" in text


async def test_an_unknown_task_is_not_found(page: Page) -> None:
    answer = await page.goto("/try/1")
    assert answer is not None
    assert answer.status == 404
