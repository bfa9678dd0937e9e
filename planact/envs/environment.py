"""What a benchmark offers to whoever runs episodes on it, and the list of benchmarks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from planact.browser import Observation, Session
from planact.config.schema import EnvConfig
from planact.core.action import Action
from planact.core.errors import UserError
from planact.core.plan import Plan
from planact.core.task import Task
from planact.core.trajectory import Evaluation
from planact.envs.evidence import Ending
from planact.envs.judges import Judge
from planact.envs.urls import SiteUrls


class Demonstrator(Protocol):
    """Something that solves a task it knows by heart: the stand-in for a human's demonstration."""

    async def reply(self, observation: Observation, session: Session) -> Action:
        """The next action, for the page as it was just observed."""
        ...


class Environment(Protocol):
    """A benchmark: tasks, and for every episode a session of its own and a score."""

    name: str

    @property
    def urls(self) -> SiteUrls:
        """The sites' addresses; known once started."""
        ...

    def tasks(self, split: str) -> list[Task]:
        """The tasks of a split (train, validation, test); UserError for an unknown one."""
        ...

    async def start(self) -> None:
        """Bring up what episodes need."""
        ...

    async def stop(self) -> None:
        """Take it down again; also after a start that failed half-way."""
        ...

    async def open(self, task: Task, episode: str) -> Session:
        """A session at the task's start page, with state that no other episode sees.

        Raises:
            BrowserError: The page could not be opened, or the site answered with a server error.
        """
        ...

    async def score(self, task: Task, ending: Ending, session: Session) -> Evaluation:
        """The episode's score with its evidence.

        Raises:
            BrowserError: As `open`.
            JudgeError: The answer needs a verdict, and none can be had.
            UserError: None ever can: the judge's address, name or key is wrong.
        """
        ...

    async def discard(self, episode: str) -> None:
        """Throw the episode's state away."""
        ...

    def plan(self, task: Task) -> Plan:
        """The plan by which the task is known to be solved; UserError where none is known."""
        ...

    def demonstrator(self, task: Task, mistakes: float = 0.0) -> Demonstrator:
        """Who demonstrates the task; UserError where the benchmark has no demonstrations.

        Args:
            task: The task.
            mistakes: Share of the actions that go wrong, the same ones whenever it is asked.
        """
        ...

    def synthetic_task(self, intent: str, sites: Sequence[str]) -> Task | None:
        """The task that a query which somebody made up stands for, to browse and perhaps to score.

        Its ``eval`` names no evaluators where nobody knows what a success is.

        Args:
            intent: The query.
            sites: The sites it is meant for.

        Returns:
            None where the benchmark knows no such task and cannot make one.
        """
        ...


def make_environment(config: EnvConfig, judge: Judge | None = None) -> Environment:
    """The benchmark that the config names, not yet started.

    Args:
        config: Which benchmark.
        judge: Who judges answers in free words; without one only texts equal to a reference fit.

    Raises:
        UserError: There is no such benchmark.
    """
    if config.name not in _ENVIRONMENTS:
        known = ", ".join(sorted(_ENVIRONMENTS))
        raise UserError(f"env.name={config.name} is not known: use one of {known}")
    return _ENVIRONMENTS[config.name](config, judge)


def _sandbox(config: EnvConfig, judge: Judge | None) -> Environment:
    from planact.envs.sandbox import SandboxEnvironment

    return SandboxEnvironment(config, judge)


_ENVIRONMENTS: dict[str, Callable[[EnvConfig, Judge | None], Environment]] = {"sandbox": _sandbox}
