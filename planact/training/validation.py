"""The planner trained so far on the validation tasks: what targeted plans start from (4.3)."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

from planact.config.schema import ReplanWhen
from planact.core.trajectory import Episode
from planact.data.stage import VALIDATION_EPISODES, DataContext
from planact.data.stages import find_stage
from planact.rollout.browse import browse
from planact.rollout.choice import spread
from planact.rollout.episodes import episodes_key, finished_episodes
from planact.store import Artifact
from planact.training.checkpoint import ROLES, make_checkpoint, make_datasets


def with_validation(context: DataContext) -> DataContext:
    """The context, in which stages can ask for `VALIDATION_EPISODES`."""

    def make() -> Artifact:
        return validation_episodes(context)

    return replace(context, others={**context.others, VALIDATION_EPISODES: make})


def validation_episodes(context: DataContext) -> Artifact:
    """The episodes of the run's planner on the validation tasks, before what it learns from them.

    The planner is that of the run without the pairs that are made of its failures; it is trained
    first where it is not in the store. The executor is the run's own.

    Raises:
        UserError: A model cannot be trained, or episodes ended in an error.
    """
    config = context.config
    pairs = {
        name: wanted and VALIDATION_EPISODES not in find_stage(name).inputs
        for name, wanted in config.planner.pairs.items()
    }
    # Every row from `+targeted` on starts from the same failures: those of its one plan.
    planner_so_far = replace(config.planner, pairs=pairs, replan=ReplanWhen.never, thoughts=False)
    # Nobody looks at these episodes, and what is learned from them is the same without pictures.
    plain = replace(config.rollout, screenshots=False)
    config = replace(config, planner=planner_so_far, rollout=plain)
    so_far = replace(context, config=config)
    planner, executor = (
        make_checkpoint(role, so_far, make_datasets(role, so_far), _unheard) for role in ROLES
    )
    tasks = spread(context.environment.tasks("validation"), config.env.tasks)

    def run_all(journal: Path) -> list[Episode]:
        return asyncio.run(
            browse(config, context.environment, context.prompts, tasks, planner, executor, journal)
        )

    key = episodes_key(config, tasks, context.prompts, planner, executor)
    return finished_episodes(context.store, VALIDATION_EPISODES, key, run_all)


def _unheard(metrics: dict[str, Any]) -> None:
    """Nobody asked for this training by name: its losses are in the checkpoint's summary."""
