"""The sandbox with a real browser, and playing its tasks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence

import pytest

from planact.config.schema import BrowserConfig, EnvConfig, ObservationConfig
from planact.core.action import Action, ActionKind
from planact.core.task import Task
from planact.core.trajectory import Evaluation
from planact.envs.environment import Demonstrator
from planact.envs.evidence import Ending
from planact.envs.sandbox import SandboxEnvironment
from planact.sandbox.tasks import make_tasks

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
                return await environment.score(task, Ending(action.argument), session)
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
