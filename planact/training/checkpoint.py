"""A role's model: fine-tuned on the datasets its variant names, once for all cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from planact.config.schema import PlanSource
from planact.core.plan import Plan
from planact.core.trajectory import Trajectory
from planact.data.grounded_plans import GroundedPlan, plans_of
from planact.data.stage import DataContext, read_dataset
from planact.data.stages import make_dataset
from planact.llm.identity import model_identity
from planact.store import Artifact, Key
from planact.training import sft
from planact.training.dataset import Example, write_examples
from planact.training.examples import executor_examples, planner_examples

Role = Literal["planner", "executor"]
Log = Callable[[dict[str, Any]], None]

_NOT_LEARNED = ("name", "save_steps")

EXAMPLES = "examples.jsonl"
"""The file of a checkpoint's folder that holds what it was trained on."""


def make_datasets(role: Role, context: DataContext) -> dict[str, Artifact]:
    """The datasets that the role's variant names, by stage; none for a variant that is prompted.

    The planner learns the grounded plans of the trajectories its variant names; the executor
    learns their actions, given those plans where the run has a planner (Table 1's first row
    trains it without).

    Raises:
        UserError: A dataset cannot be made.
    """
    sources = _sources(role, context)
    names = [*sources, *(plans_of(name) for name in sources if _plans_enter(context))]
    return {name: make_dataset(name, context) for name in names}


def make_checkpoint(
    role: Role, context: DataContext, inputs: Mapping[str, Artifact], log: Log
) -> Artifact | None:
    """The role's fine-tuned model, or None where its variant takes the model as it is.

    Args:
        role: Whose model.
        context: The run's config and store.
        inputs: The role's `make_datasets`.
        log: Receives training metrics; see `planact.training.sft.fine_tune`.

    Raises:
        UserError: The model cannot be trained as configured.
    """
    if not inputs:
        return None
    config = context.config
    key = Key(
        config={
            "model": model_identity(config.model),
            "context": config.model.context,
            "trainer": {k: v for k, v in asdict(config.trainer).items() if k not in _NOT_LEARNED},
            "seed": config.seed,
            "plans": _plans_enter(context),
        },
        inputs=tuple(inputs.values()),
        prompts={role: context.prompts.sha(role)},
        version=sft.VERSION,
    )

    def make(folder: Path) -> dict[str, Any]:
        examples = folder / EXAMPLES
        write_examples(examples, _examples(role, context, inputs))
        return sft.fine_tune(
            config.model, config.trainer, examples, folder, config.seed, log, name=role
        )

    return context.store.get_or_make("checkpoints", role, key, make)


def _examples(
    role: Role, context: DataContext, inputs: Mapping[str, Artifact]
) -> Iterator[Example]:
    for name in _sources(role, context):
        trajectories = read_dataset(inputs[name], Trajectory)
        plans = _plans(inputs[plans_of(name)]) if plans_of(name) in inputs else None
        if role == "executor":
            yield from executor_examples(context.prompts, trajectories, plans, stage=name)
        elif plans is not None:
            yield from planner_examples(context.prompts, trajectories, plans, stage=name)


def _plans_enter(context: DataContext) -> bool:
    return context.config.planner.plans is not PlanSource.none


def _sources(role: Role, context: DataContext) -> list[str]:
    """The trajectory stages that the role's variant learns from."""
    named: dict[str, bool] = getattr(context.config, role).trajectories
    return [name for name, wanted in named.items() if wanted]


def _plans(artifact: Artifact) -> dict[int, Plan]:
    return {row.task_id: row.plan() for row in read_dataset(artifact, GroundedPlan)}
