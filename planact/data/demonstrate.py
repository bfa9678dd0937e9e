"""One demonstration: a task solved by somebody who knows how, recorded as a trajectory."""

from __future__ import annotations

import time

from planact.browser.observation import Observation
from planact.browser.session import Session
from planact.config.schema import ObservationConfig
from planact.core.action import Action, ActionKind
from planact.core.errors import UserError
from planact.core.task import Task
from planact.core.trajectory import Record, Round, Trajectory
from planact.envs.environment import Environment
from planact.envs.evidence import Ending
from planact.llm.chat import ChatError


class Demonstration(Record):
    """A recorded attempt.

    Attributes:
        trajectory: What was recorded.
        stop_reason: ``exit``, or the limit that stopped it, such as ``rounds``.
        score: What it scored; None where the task names no evaluator.
        seconds: Wall time.
    """

    trajectory: Trajectory
    stop_reason: str
    score: float | None
    seconds: float

    @property
    def finished(self) -> bool:
        """Whether it came to its exit."""
        return self.stop_reason == "exit"


async def demonstrate(
    environment: Environment,
    task: Task,
    episode: str,
    observation: ObservationConfig,
    max_rounds: int,
    mistakes: float = 0.0,
) -> Demonstration:
    """Have the environment's demonstrator solve the task, and score the result.

    Args:
        environment: A started environment.
        task: The task.
        episode: Name of the episode, whose state is thrown away afterwards.
        observation: How pages become text.
        max_rounds: Actions after which the demonstration ends unfinished.
        mistakes: Share of the demonstrator's actions that go wrong.

    Raises:
        BrowserError: The environment failed, or the demonstrator does not fit it.
        UserError: The score needs a judge who cannot be asked.
    """
    started = time.monotonic()
    try:
        session = await environment.open(task, episode)
        try:
            trajectory = await record(environment, task, session, observation, max_rounds, mistakes)
            score = await _score(environment, task, trajectory, session)
        except ChatError as error:
            raise UserError(f"task {task.task_id}: {error}") from error
        finally:
            await session.close()
    finally:
        await environment.discard(episode)
    exited = (trajectory.rounds[-1].action or "").startswith("exit(")
    return Demonstration(
        trajectory=trajectory,
        stop_reason="exit" if exited else "rounds",
        score=score,
        seconds=round(time.monotonic() - started, 3),
    )


async def record(
    environment: Environment,
    task: Task,
    session: Session,
    observation: ObservationConfig,
    max_rounds: int,
    mistakes: float = 0.0,
) -> Trajectory:
    """Have the environment's demonstrator play in the session, up to its exit or the limit.

    Raises:
        BrowserError: As `demonstrate`.
    """
    demonstrator = environment.demonstrator(task, mistakes)
    rounds: list[Round] = []
    answer: str | None = None
    while len(rounds) < max_rounds:
        page = await session.observe(observation.style, observation.max_chars)
        action = await demonstrator.reply(page, session)
        started = time.monotonic()
        is_last = action.kind is ActionKind.EXIT
        error = None if is_last else await session.act(action)
        seconds = round(time.monotonic() - started, 4)
        rounds.append(_round(page, environment.urls.abstract(page.url), action, error, seconds))
        if is_last:
            answer = action.argument
            break
    return Trajectory(
        task_id=task.task_id,
        template_id=task.intent_template_id,
        intent=task.intent,
        sites=task.sites,
        rounds=tuple(rounds),
        answer=answer,
    )


async def _score(
    environment: Environment, task: Task, trajectory: Trajectory, session: Session
) -> float | None:
    if not task.eval.eval_types:
        return None
    ending = Ending.of(trajectory.rounds, trajectory.answer)
    return (await environment.score(task, ending, session)).score


def _round(page: Observation, url: str, action: Action, error: str | None, seconds: float) -> Round:
    return Round(
        observation=page.text,
        reply=action.render(),
        action=action.call(),
        element=page.labels.get(action.element or ""),
        note=action.note,
        error=error,
        url=url,
        observe_seconds=round(page.seconds, 4),
        act_seconds=seconds,
    )
