"""Demonstrating tasks, each once: journaled, and tried again where the environment failed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from planact.browser.errors import BrowserError
from planact.config.schema import RunConfig
from planact.core.task import Task
from planact.core.trajectory import Record, Trajectory
from planact.data.demonstrate import Demonstration
from planact.data.stage import DataContext
from planact.store import read_jsonl
from planact.store.journal import Journal

log = logging.getLogger(__name__)

JOURNAL = "demonstrations.jsonl"

Attempt = Callable[[Task, int], Awaitable[Demonstration]]
"""Demonstrates a task, for the so-manieth time; BrowserError where the environment fails."""


class Outcome(Record):
    """A line of the journal: a demonstrated task.

    Attributes:
        task_id: The task.
        trajectory: What was recorded, if anything.
        finished: Whether it came to its exit.
        refusal: Why it is no success; None where it is one, as far as the environment can tell.
        score: What it scored, where the environment could score it.
        seconds: Wall time of the demonstration.
    """

    task_id: int
    trajectory: Trajectory | None = None
    finished: bool = True
    refusal: str | None = None
    score: float | None = None
    seconds: float = 0.0

    @property
    def success(self) -> Trajectory | None:
        """What was recorded, if it is a success as far as the environment can tell."""
        return self.trajectory if self.refusal is None else None


class Demonstrations:
    """Demonstrates tasks whose outcome the journal does not hold; open it with `demonstrating`."""

    def __init__(self, context: DataContext, path: Path, attempt: Attempt) -> None:
        self._context = context
        self._attempt = attempt
        self._journal = Journal(path)
        self._known = {outcome.task_id: outcome for outcome in read_jsonl(path, Outcome)}
        self._starting = asyncio.Lock()
        self._has_started = False

    def known(self, task: Task) -> Outcome | None:
        """The task's outcome, if it was demonstrated before."""
        return self._known.get(task.task_id)

    async def outcome(self, task: Task) -> Outcome:
        """The task's outcome; the first to be demonstrated starts the environment.

        Raises:
            BrowserError: The environment failed in every attempt; the journal says nothing of it.
        """
        if found := self.known(task):
            return found
        async with self._starting:
            if not self._has_started:
                self._has_started = True
                await self._context.environment.start()
        return await self.settle(self._outcome_of(task, await self._attempted(task)))

    async def settle(self, outcome: Outcome) -> Outcome:
        """Have the journal hold this outcome of its task for good."""
        await self._journal.append(outcome)
        self._known[outcome.task_id] = outcome
        return outcome

    async def close(self) -> None:
        """Write what is under way, and stop the environment if it was started."""
        await self._journal.close()
        if self._has_started:
            await self._context.environment.stop()

    async def _attempted(self, task: Task) -> Demonstration:
        attempts = self._context.config.rollout.attempts
        for number in range(1, attempts + 1):
            try:
                return await self._attempt(task, number)
            except BrowserError as error:
                log.warning("demonstration of task %d, attempt %d: %s", task.task_id, number, error)
                if number == attempts:
                    raise
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _outcome_of(self, task: Task, shown: Demonstration) -> Outcome:
        return Outcome(
            task_id=task.task_id,
            trajectory=shown.trajectory,
            finished=shown.finished,
            refusal=_refusal(shown, self._context.config.data.max_rounds),
            score=shown.score,
            seconds=shown.seconds,
        )


@asynccontextmanager
async def demonstrating(
    context: DataContext, folder: Path, attempt: Attempt
) -> AsyncIterator[Demonstrations]:
    """`Demonstrations` whose journal lies in the folder."""
    demonstrations = Demonstrations(context, folder / JOURNAL, attempt)
    try:
        yield demonstrations
    finally:
        await demonstrations.close()


def browsing_key(config: RunConfig) -> dict[str, Any]:
    """The part of a stage's key that decides what is seen of a task in the browser."""
    env = config.env
    return {
        "env": env.name,
        "seed": env.seed,
        "scorer": env.scorer,
        "observation": {"style": env.observation.style, "max_chars": env.observation.max_chars},
        "viewport": [env.browser.width, env.browser.height],
        "max_rounds": config.data.max_rounds,
    }


def _refusal(shown: Demonstration, max_rounds: int) -> str | None:
    if shown.stop_reason == "rounds":
        return f"not finished in {max_rounds} rounds"
    if not shown.finished:
        return f"stopped: {shown.stop_reason}"
    return "scored 0" if shown.score == 0 else None
