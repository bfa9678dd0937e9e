"""The list of stages, and the making of a dataset with everything it is made from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from planact.core.errors import UserError
from planact.data import (
    cot,
    grounded_plans,
    plan_expansion,
    replans,
    seed_trajectories,
    synthetic_trajectories,
    targeted_plans,
)
from planact.data.quality import QUALITY, measure_dataset
from planact.data.stage import DataContext, Stage
from planact.store import Artifact, Key, NotMade

DATASETS = "datasets"
"""The folder of the store that holds them."""

TRAJECTORIES = (seed_trajectories.STAGE, synthetic_trajectories.STAGE)
"""The stages that make trajectories, each of which can be annotated with plans."""


def _pair_stages(ending: str, trajectories: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """The stages that make new pairs out of the plans of these trajectories."""
    sources = tuple(made.name for made in trajectories)
    expansion = plan_expansion.stage(f"plan_expansion{ending}", sources)
    return expansion, targeted_plans.stage(f"targeted_plans{ending}", sources, expansion.name)


PAIRS = (
    *_pair_stages("", TRAJECTORIES),
    *_pair_stages("_of_seed_trajectories", (seed_trajectories.STAGE,)),
)
"""The stages that make pairs of a query and a plan: from all trajectories, or from some alone."""

STAGES: dict[str, Stage] = {
    stage.name: stage
    for stage in (
        *TRAJECTORIES,
        *(grounded_plans.stage(made.name) for made in TRAJECTORIES),
        *(replans.stage(made.name) for made in TRAJECTORIES),
        *(cot.stage(made.name) for made in TRAJECTORIES),
        *(cot.replan_stage(made.name) for made in TRAJECTORIES),
        *PAIRS,
    )
}


def make_dataset(name: str, context: DataContext) -> Artifact:
    """The stage's dataset, made if it is not in the store, its inputs first.

    Raises:
        UserError: There is no such stage, or what it needs is missing.
    """
    stage = find_stage(name)
    inputs = {needed: _input(needed, context) for needed in stage.inputs}

    def make(folder: Path) -> dict[str, Any]:
        summary = stage.make(context, inputs, folder)
        quality = measure_dataset(stage, context, inputs, folder)
        return {**summary, QUALITY: quality.model_dump(mode="json")}

    key = Key(
        config=stage.key(context),
        inputs=tuple(inputs.values()),
        prompts={role: context.prompts.sha(role) for role in stage.roles},
        version=stage.version,
    )
    made = context.store.get_or_make(DATASETS, name, key, make)
    context.datasets[name] = made
    return made


def find_dataset(name: str, context: DataContext) -> Artifact | None:
    """The stage's dataset, if it is in the store with all it is made from; nothing is made.

    Raises:
        UserError: There is no such stage.
    """
    try:
        with context.store.looking():
            return make_dataset(name, replace(context, datasets={}))
    except NotMade:
        return None


def _input(name: str, context: DataContext) -> Artifact:
    return context.others[name]() if name in context.others else make_dataset(name, context)


def find_stage(name: str) -> Stage:
    """The stage of that name.

    Raises:
        UserError: There is none; the text lists those there are.
    """
    if name not in STAGES:
        raise UserError(f"no stage makes '{name}': there are {', '.join(STAGES)}")
    return STAGES[name]
