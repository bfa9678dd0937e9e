"""What goes wrong around an episode on the sandbox, and whose fault it is."""

from __future__ import annotations

import asyncio
import contextlib
import threading

import pytest
from playwright.async_api import Error

from planact.browser import Browser, BrowserError
from planact.config.schema import BrowserConfig
from planact.core.errors import UserError
from planact.core.task import Task
from planact.envs.environment import make_environment
from planact.envs.evidence import Ending
from planact.envs.oracle import OracleAgent
from planact.envs.sandbox import SandboxEnvironment
from planact.sandbox.oracle import answer, click, step
from planact.sandbox.server import SandboxServer

from .conftest import TASKS, config, first_of_each_template, of_template, play, scores


async def crash(environment: SandboxEnvironment) -> None:
    """Crash the environment's browser, and wait until that is known."""
    assert environment._browser is not None
    chromium = environment._browser._chromium
    gone = asyncio.Event()
    chromium.on("disconnected", lambda _: gone.set())
    protocol = await chromium.new_browser_cdp_session()
    with contextlib.suppress(Error):
        await protocol.send("Browser.crash")
    await gone.wait()


async def test_a_script_that_does_not_fit_the_site_is_a_fault_of_the_environment(
    sandbox: SandboxEnvironment,
) -> None:
    script = (step("Press what is not there", "", click("#nowhere")), step("End", "", answer()))
    with pytest.raises(BrowserError, match="#nowhere"):
        await play(sandbox, of_template(209), OracleAgent(script), "misfit")


async def test_a_site_that_answers_500_is_a_fault_of_the_environment(
    sandbox: SandboxEnvironment,
) -> None:
    task = of_template(209)
    server = sandbox._server
    assert server is not None
    server.states.get("broken").execute("DROP TABLE reddit_votes")
    server.states.get("broken").execute("DROP VIEW reddit_listing")
    with pytest.raises(BrowserError, match="answered with status 500"):
        await sandbox.open(task, "broken")
    await sandbox.discard("broken")


def test_unknown_names_are_refused_before_anything_starts() -> None:
    with pytest.raises(UserError, match=r"env\.name=webarena is not known"):
        make_environment(config(name="webarena"))
    with pytest.raises(UserError, match=r"env\.scorer=best is not known"):
        make_environment(config(scorer="best"))
    with pytest.raises(UserError, match="no split 'dev'"):
        make_environment(config()).tasks("dev")


async def test_a_taken_port_leaves_nothing_running(sandbox: SandboxEnvironment) -> None:
    taken = int(sandbox.urls.hosts[0].rsplit(":", 1)[1])
    second = SandboxEnvironment(config(port=taken))
    with pytest.raises(UserError, match=r"env\.port"):
        await second.start()
    await second.stop()


async def test_a_crashed_browser_is_replaced_once_and_the_next_episodes_work(
    sandbox: SandboxEnvironment, monkeypatch: pytest.MonkeyPatch
) -> None:
    launched: list[Browser] = []
    launch = Browser.launch

    async def counted(browser: BrowserConfig) -> Browser:
        launched.append(await launch(browser))
        return launched[-1]

    monkeypatch.setattr(Browser, "launch", counted)
    session = await sandbox.open(of_template(209), "crashed")
    await crash(sandbox)
    with pytest.raises(BrowserError):
        await session.observe("compact")
    await session.close()
    tasks = [task for task in first_of_each_template("test") if "reddit" in task.sites][:3]
    assert set((await scores(sandbox, tasks, sandbox.demonstrator)).values()) == {1.0}
    assert len(launched) == 1


async def test_a_browser_that_does_not_come_back_is_a_fault_of_the_environment(
    sandbox: SandboxEnvironment, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(browser: BrowserConfig) -> Browser:
        raise UserError("the browser does not start")

    task = of_template(209)
    with monkeypatch.context() as patch:
        patch.setattr(Browser, "launch", refuse)
        await crash(sandbox)
        with pytest.raises(BrowserError, match=r"^after a crash the browser does not start$"):
            await sandbox.open(task, "no browser")
    session = await sandbox.open(task, "a browser again")
    await session.close()


async def test_a_check_of_a_page_that_fails_is_no_failure_of_the_agent(
    sandbox: SandboxEnvironment,
) -> None:
    upvote = of_template(221)
    session = await sandbox.open(upvote, "broken")
    assert sandbox._server is not None
    sandbox._server.states.get("broken").execute("DROP TABLE reddit_votes")
    with pytest.raises(BrowserError, match="answered with status 500"):
        await sandbox.score(upvote, Ending(), session)
    await session.close()
    await sandbox.discard("broken")


def test_a_task_that_cannot_be_scored_is_refused_before_anything_starts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    evaluation = {"eval_types": ["string_match"], "reference_answers": {"sounds_like": "x"}}
    unknown = Task.model_validate(TASKS["test"][-1].model_dump() | {"eval": evaluation})
    tasks = {"test": [*TASKS["test"][:-1], unknown]}
    monkeypatch.setattr("planact.envs.sandbox.make_tasks", lambda seed: tasks)
    with pytest.raises(UserError, match=f"task {unknown.task_id} cannot be scored: unknown"):
        make_environment(config()).tasks("test")


async def test_everything_is_taken_down_whichever_part_of_it_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = set(threading.enumerate())
    no_browser = SandboxEnvironment(config(browser=BrowserConfig(executable="/no/such")))
    with pytest.raises(UserError, match="no browser at /no/such"):
        await no_browser.start()
    await no_browser.stop()

    def interrupted(server: SandboxServer) -> None:
        raise KeyboardInterrupt

    half_served = SandboxEnvironment(config())
    with monkeypatch.context() as patch:
        patch.setattr(SandboxServer, "_ask", interrupted)
        with pytest.raises(KeyboardInterrupt):
            await half_served.start()
    await half_served.stop()

    stuck = SandboxEnvironment(config())
    await stuck.start()
    assert stuck._browser is not None
    stop = stuck._browser._playwright.stop

    async def stop_and_fail() -> None:
        await stop()
        raise BrowserError("stuck")

    monkeypatch.setattr(stuck._browser._playwright, "stop", stop_and_fail)
    with pytest.raises(BrowserError, match="stuck"):
        await stuck.stop()
    sandboxes = {each for each in threading.enumerate() if each.name == "sandbox"}
    assert sandboxes <= before
