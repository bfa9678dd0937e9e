"""Who demonstrates new queries (4.1): the benchmark's oracle, or a model acting ReAct-style."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

from planact.agent.agent import Agent
from planact.agent.executor import Executor
from planact.browser.errors import BrowserError
from planact.config.schema import TeacherKind
from planact.core.errors import UserError
from planact.core.task import Task
from planact.core.trajectory import Trajectory
from planact.data.budget import Budget
from planact.data.demonstrate import Demonstration, demonstrate
from planact.data.demonstrations import Attempt
from planact.data.stage import DataContext
from planact.data.teacher import Teacher, teacher_config
from planact.llm.chat import Completion, Message
from planact.llm.grammar import Grammar
from planact.rollout.episode import run_episode

ROLE = "demonstrator"


@asynccontextmanager
async def demonstrator(context: DataContext) -> AsyncIterator[Attempt]:
    """The demonstrator that the config names.

    Raises:
        UserError: It cannot be asked, or only by the Batch API.
    """
    chosen = teacher_config(ROLE, context.config)
    if chosen.kind is TeacherKind.oracle:
        yield partial(_by_oracle, context)
        return
    if chosen.batch:
        raise UserError(
            f"the {ROLE} {chosen.name} needs an answer before every action, and batch=true makes "
            f"it wait up to a day for each: give teachers.{ROLE} without batch"
        )
    teacher = context.teacher(ROLE)
    try:
        yield partial(_by_model, context, teacher)
    finally:
        await teacher.model.close()


class _Paid:
    """A teacher's model, whose calls count against what may be spent."""

    def __init__(self, teacher: Teacher, budget: Budget) -> None:
        self.name = teacher.model.name
        self._teacher, self._budget = teacher, budget

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: Grammar | None = None,
        yes_or_no: bool = False,
    ) -> Completion:
        async with self._budget.reserved(self._teacher, messages) as spend:
            said = await self._teacher.model.chat(
                messages, max_tokens=max_tokens, temperature=temperature, grammar=grammar
            )
            spend(said.usage)
        return said

    async def close(self) -> None:
        """Whoever opened the teacher closes it."""


async def _by_oracle(context: DataContext, task: Task, number: int) -> Demonstration:
    config = context.config
    return await demonstrate(
        context.environment,
        task,
        f"synthetic-{task.task_id}-{number}",
        config.env.observation,
        config.data.max_rounds,
        config.data.mistakes,
    )


async def _by_model(
    context: DataContext, teacher: Teacher, task: Task, number: int
) -> Demonstration:
    """Have the model act without a plan.

    Raises:
        BrowserError: The environment failed.
        UserError: The model could not be asked.
    """
    config, told = context.config, teacher.config
    model = _Paid(teacher, context.budget)
    executor = Executor(model, context.prompts, told.max_tokens, told.temperature, role=ROLE)
    limits = replace(config.rollout, max_rounds=config.data.max_rounds)
    episode = await run_episode(
        task, context.environment, Agent(executor), config.env.observation, limits
    )
    if episode.status == "error":
        if episode.stop_reason in (BrowserError.__name__, "time-out"):
            raise BrowserError(episode.error)
        raise UserError(
            f"teacher {told.name}: {episode.error}; what was demonstrated so far is kept, "
            "run the same command again to go on"
        )
    return Demonstration(
        trajectory=Trajectory.model_validate(episode.model_dump(include=set(_FIELDS))),
        stop_reason=episode.stop_reason,
        score=episode.evaluation.score if episode.evaluation else None,
        seconds=episode.seconds,
    )


_FIELDS = Trajectory.model_fields
