"""Episodes on the sandbox in a real browser: what oracles reach, and what others do not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence

import pytest

from planact.browser import BrowserError
from planact.config.schema import BrowserConfig, EnvConfig, ObservationConfig
from planact.core.action import Action, ActionKind
from planact.core.errors import UserError
from planact.core.task import Task
from planact.core.trajectory import Evaluation
from planact.envs.environment import Demonstrator, make_environment
from planact.envs.oracle import OracleAgent
from planact.envs.sandbox import SandboxEnvironment
from planact.sandbox.oracle import answer, click, step
from planact.sandbox.tasks import make_tasks, script_for

TASKS = make_tasks(0)
AT_A_TIME = 4


def config(**changes: object) -> EnvConfig:
    settings = {"name": "sandbox", "observation": ObservationConfig(style="compact"), **changes}
    return EnvConfig(**settings)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
async def sandbox() -> AsyncIterator[SandboxEnvironment]:
    environment = SandboxEnvironment(config(browser=BrowserConfig()))
    await environment.start()
    yield environment
    await environment.stop()


class GivesUp:
    """Ends every episode at once."""

    def __init__(self, message: str | None = None) -> None:
        self._message = message

    async def reply(self, observation: object, session: object) -> Action:
        return Action(ActionKind.EXIT, argument=self._message)


async def play(
    environment: SandboxEnvironment, task: Task, agent: Demonstrator, episode: str
) -> Evaluation:
    session = await environment.open(task, episode)
    try:
        for _ in range(30):
            observation = await session.observe("compact")
            action = await agent.reply(observation, session)
            if action.kind is ActionKind.EXIT:
                return await environment.score(task, action.argument, session)
            failure = await session.act(action)
            assert failure is None, f"task {task.task_id}: {action.call()}: {failure}"
        raise AssertionError(f"task {task.task_id} does not end")
    finally:
        await session.close()
        await environment.discard(episode)


async def scores(
    environment: SandboxEnvironment, tasks: Sequence[Task], agent: Callable[[Task], Demonstrator]
) -> dict[int, float]:
    """Each task's score, from an episode of its own; several episodes run at a time."""
    free = asyncio.Semaphore(AT_A_TIME)

    async def one(task: Task) -> tuple[int, float]:
        async with free:
            episode = f"{task.task_id}/{id(agent)}"
            return task.task_id, (await play(environment, task, agent(task), episode)).score

    return dict(await asyncio.gather(*(one(task) for task in tasks)))


def first_of_each_template(split: str) -> list[Task]:
    return list({task.intent_template_id: task for task in reversed(TASKS[split])}.values())


def of_template(template: int) -> Task:
    return next(task for task in TASKS["test"] if task.intent_template_id == template)


@pytest.mark.parametrize("site", ["shopping", "reddit"])
@pytest.mark.parametrize("split", ["test", "train"])
async def test_every_templates_oracle_scores(
    sandbox: SandboxEnvironment, split: str, site: str
) -> None:
    tasks = [task for task in first_of_each_template(split) if site in task.sites]
    assert await scores(sandbox, tasks, sandbox.demonstrator) == {
        task.task_id: 1.0 for task in tasks
    }


@pytest.mark.parametrize("site", ["shopping", "reddit"])
async def test_doing_nothing_never_scores_and_guessing_neither(
    sandbox: SandboxEnvironment, site: str
) -> None:
    tasks = [task for task in TASKS["test"] if site in task.sites]
    # Who does nothing changes nothing, so that one untouched episode stands for all.
    assert {task.start_url for task in tasks} == {f"__{site.upper()}__/"}
    session = await sandbox.open(tasks[0], "idle")
    scored = [
        (task.task_id, answer)
        for task in tasks
        for answer in (None, "", "Nobody knows.")
        if (await sandbox.score(task, answer, session)).score
    ]
    await session.close()
    assert scored == []


async def test_episodes_do_not_see_each_others_changes(sandbox: SandboxEnvironment) -> None:
    upvote = of_template(221)
    done = await play(sandbox, upvote, sandbox.demonstrator(upvote), "one")
    idle = await play(sandbox, upvote, GivesUp(), "two")
    again = await play(sandbox, upvote, sandbox.demonstrator(upvote), "one")
    assert (done.score, idle.score, again.score) == (1.0, 0.0, 1.0)


async def test_evidence_names_no_port(sandbox: SandboxEnvironment) -> None:
    task = of_template(209)
    evaluation = await play(sandbox, task, GivesUp(), "evidence")
    assert evaluation.checks[0]["found"] == "__REDDIT__/"


async def test_the_oracle_says_what_it_clicks_and_notes_what_it_read(
    sandbox: SandboxEnvironment,
) -> None:
    task = of_template(208)
    oracle = OracleAgent(script_for(task))
    session = await sandbox.open(task, "comments")
    said = []
    for _ in range(2):
        action = await oracle.reply(await session.observe("compact"), session)
        await session.act(action)
        said.append(action.comments)
    await session.close()
    first = task.instantiation_dict["first"]
    assert said[0] == ("Element: Search Commons",)
    assert said[1][0] == "Element: Search Commons"
    assert said[1][1].startswith(f"Note: {first}: ")


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
