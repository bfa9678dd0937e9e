"""A role's model: fine-tuned on the datasets its variant names, once for all cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from planact.agent.replanning import executor_role
from planact.config.models import model_of
from planact.config.schema import PlanSource, ReplanWhen, RunConfig
from planact.data.cot import cot_of
from planact.data.grounded_plans import plans_of
from planact.data.replans import replans_of
from planact.data.stage import DataContext
from planact.data.stages import make_dataset
from planact.llm.identity import model_identity
from planact.store import Artifact, Key
from planact.training import sft
from planact.training.dataset import Example, write_examples
from planact.training.lessons import examples_of

Role = Literal["planner", "executor"]
ROLES: tuple[Role, ...] = ("planner", "executor")
Log = Callable[[dict[str, Any]], None]

_NOT_LEARNED = ("name", "save_steps")

EXAMPLES = "examples.jsonl"
"""The file of a checkpoint's folder that holds what it was trained on."""


def make_datasets(role: Role, context: DataContext) -> dict[str, Artifact]:
    """The datasets that the role's variant names, by stage; none for a variant that is prompted.

    The planner learns the grounded plans of the trajectories its variant names, and its pairs; the
    executor learns the actions, given those plans where the run has a planner (Table 1's first row
    trains it without). Where the planner plans anew, it learns that too, and the executor is given
    the plan of each round; where both think, they learn thoughts with it.

    Raises:
        UserError: A dataset cannot be made.
    """
    return {name: make_dataset(name, context) for name in dataset_names(role, context)}


def dataset_names(role: Role, context: DataContext) -> list[str]:
    """The stages whose datasets the role's variant names; see `make_datasets`."""
    trajectories = _trajectories(role, context)
    along: list[str] = []
    if _plans_enter(context):
        along += map(plans_of, trajectories)
    if context.config.planner.replan is not ReplanWhen.never:
        along += map(replans_of, trajectories)
    return [*dict.fromkeys((*trajectories, *along, *taught(role, context)))]


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
    model = model_of(role, config)
    key = Key(
        config={
            "model": model_identity(model),
            "context": model.context,
            "trainer": {k: v for k, v in asdict(config.trainer).items() if k not in _NOT_LEARNED},
            "seed": config.seed,
            "plans": _plans_enter(context),
            **_followed(role, config),
        },
        inputs=tuple(inputs.values()),
        prompts={name: context.prompts.sha(name) for name in _wordings(role, config)},
        version=sft.VERSION,
    )

    def make(folder: Path) -> dict[str, Any]:
        examples = folder / EXAMPLES
        write_examples(examples, _examples(role, context))
        return sft.fine_tune(model, config.trainer, examples, folder, config.seed, log, name=role)

    return context.store.get_or_make("checkpoints", role, key, make)


def _examples(role: Role, context: DataContext) -> Iterator[Example]:
    for name in taught(role, context):
        yield from examples_of(name, context, context.config.planner.replan).get(role, ())


def taught(role: Role, context: DataContext) -> list[str]:
    """The stages whose rows the role learns from."""
    trajectories, planner = _trajectories(role, context), context.config.planner
    if not _plans_enter(context):
        return trajectories
    replans = [] if planner.replan is ReplanWhen.never else [*map(replans_of, trajectories)]
    plans = [*map(plans_of, trajectories)]
    if role == "executor":
        return [*map(cot_of, trajectories)] if planner.thoughts else replans or plans
    if planner.thoughts:
        plans, replans = [*map(cot_of, trajectories)], [*map(cot_of, replans)]
    return [*plans, *replans, *_wanted(planner.pairs)]


def _trajectories(role: Role, context: DataContext) -> list[str]:
    """The trajectory stages that the role's variant learns from."""
    return _wanted(getattr(context.config, role).trajectories)


def _followed(role: Role, config: RunConfig) -> dict[str, str]:
    """Which of its plans an executor gets to see, where there are several."""
    replan = config.planner.replan
    if role == "planner" or replan is ReplanWhen.never:
        return {}
    return {"replan": str(replan)}


def _wordings(role: Role, config: RunConfig) -> set[str]:
    """The roles whose templates word the model's examples."""
    return {role, executor_role(config.planner.replan)} if role == "executor" else {role}


def _wanted(stages: Mapping[str, bool]) -> list[str]:
    return [name for name, wanted in stages.items() if wanted]


def _plans_enter(context: DataContext) -> bool:
    return context.config.planner.plans is not PlanSource.none
