"""The list of stages, and the making of a dataset with everything it is made from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planact.core.errors import UserError
from planact.data import grounded_plans, seed_trajectories
from planact.data.stage import DataContext, Stage
from planact.store import Artifact, Key

TRAJECTORIES = (seed_trajectories.STAGE,)
"""The stages that make trajectories, each of which can be annotated with plans."""

STAGES: dict[str, Stage] = {
    stage.name: stage
    for stage in (*TRAJECTORIES, *(grounded_plans.stage(made.name) for made in TRAJECTORIES))
}


def make_dataset(name: str, context: DataContext) -> Artifact:
    """The stage's dataset, made if it is not in the store, its inputs first.

    Raises:
        UserError: There is no such stage, or what it needs is missing.
    """
    stage = find_stage(name)
    inputs = {needed: make_dataset(needed, context) for needed in stage.inputs}
    key = Key(
        config=stage.key(context),
        inputs=tuple(inputs.values()),
        prompts={role: context.prompts.sha(role) for role in stage.roles},
        version=stage.version,
    )

    def make(folder: Path) -> dict[str, Any]:
        return stage.make(context, inputs, folder)

    return context.store.get_or_make("datasets", name, key, make)


def find_stage(name: str) -> Stage:
    """The stage of that name.

    Raises:
        UserError: There is none; the text lists those there are.
    """
    if name not in STAGES:
        known = ", ".join(made.name for made in TRAJECTORIES)
        raise UserError(f"no stage makes '{name}': planner and executor may take {known}")
    return STAGES[name]
