"""From a config to episodes: the agent it describes, and the tasks it is put to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from planact.config.models import asked_roles, model_key, model_of
from planact.config.schema import RunConfig
from planact.core.plan import Plan
from planact.core.task import Task
from planact.core.trajectory import Episode
from planact.envs.environment import Environment
from planact.llm.prompts import Prompts
from planact.llm.registry import make_chat
from planact.report.rounds import print_plan, print_round
from planact.rollout.agents import agent_maker
from planact.rollout.episode import SILENT, Watch
from planact.rollout.rollout import rollout
from planact.store import Artifact

NO_PLANS: Mapping[int, Plan] = MappingProxyType({})


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
    checkpoints = {"planner": planner, "executor": executor}

    def source(role: str) -> tuple[str, Path | None]:
        checkpoint = checkpoints[role]
        return repr(model_of(role, config)), checkpoint.folder if checkpoint else None

    # Roles that take the same model as it is share it.
    models = {
        made_from: make_chat(
            model_of(role, config),
            config.serving,
            made_from[1],
            seed=config.seed,
            key=model_key(role, config),
        )
        for made_from, role in {source(role): role for role in asked_roles(config)}.items()
    }

    new_agent = agent_maker(config, prompts, lambda role: models[source(role)], known)
    watch = Watch(print_plan, print_round) if config.task is not None else SILENT
    try:
        await environment.start()
        return await rollout(
            tasks,
            environment,
            lambda task: new_agent(task.task_id),
            config.env.observation,
            config.rollout,
            journal,
            watch,
        )
    finally:
        for model in models.values():
            await model.close()
        await environment.stop()
