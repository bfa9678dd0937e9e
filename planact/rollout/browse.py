"""From a config to episodes: the agent it describes, and the tasks it is put to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from planact.agent.agent import Agent, PlanMaker
from planact.agent.executor import Executor
from planact.agent.known_plan import KnownPlan
from planact.agent.planner import Planner
from planact.agent.replies import Replies
from planact.config.schema import PlanSource, RunConfig
from planact.core.plan import Plan
from planact.core.task import Task
from planact.core.trajectory import Episode
from planact.envs.environment import Environment
from planact.llm.prompts import Prompts
from planact.llm.registry import make_chat
from planact.report.rounds import print_plan, print_round
from planact.rollout.episode import SILENT, Watch
from planact.rollout.rollout import rollout
from planact.store import Artifact

NO_PLANS: Mapping[int, Plan] = MappingProxyType({})

P = TypeVar("P", Planner, Executor)


async def browse(
    config: RunConfig,
    environment: Environment,
    prompts: Prompts,
    tasks: Sequence[Task],
    planner: Artifact | None,
    executor: Artifact | None,
    journal: Path,
    known: Mapping[int, Plan] = NO_PLANS,
) -> list[Episode]:
    """Run the config's agent on the tasks, with environment and models up for just that long.

    Args:
        config: Who plans and acts, how models answer, and the limits of an episode.
        environment: The benchmark, not started.
        prompts: The wording.
        tasks: The tasks.
        planner: The planner's checkpoint; None for the model as it is.
        executor: The executor's checkpoint; likewise.
        journal: Where finished episodes lie; those that lie there are not run again.
        known: The plans by task, where no planner makes them.

    Returns:
        One episode per task, in the order of the tasks.

    Raises:
        UserError: The models cannot be loaded or asked, or the environment cannot be started.
    """
    replies = Replies(prompts) if config.serving.constrain else None
    asked = (planner, executor) if config.planner.plans is PlanSource.model else (executor,)
    folders = {artifact.folder if artifact else None for artifact in asked}
    models = {
        folder: make_chat(config.model, config.serving, folder, seed=config.seed)
        for folder in folders
    }

    def part(made_of: type[P], artifact: Artifact | None) -> P:
        model = models[artifact.folder if artifact else None]
        return made_of(model, prompts, config.model.max_tokens, config.serving.temperature)

    def plan_maker(task: Task) -> PlanMaker | None:
        match config.planner.plans:
            case PlanSource.model:
                return part(Planner, planner)
            case PlanSource.oracle:
                return KnownPlan(known[task.task_id])
            case PlanSource.none:
                return None

    def new_agent(task: Task) -> Agent:
        return Agent(replace(part(Executor, executor), replies=replies), plan_maker(task))

    watch = Watch(print_plan, print_round) if config.task is not None else SILENT
    try:
        await environment.start()
        return await rollout(
            tasks,
            environment,
            new_agent,
            config.env.observation,
            config.rollout,
            journal,
            watch,
        )
    finally:
        for model in models.values():
            await model.close()
        await environment.stop()
