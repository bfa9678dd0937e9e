"""What a dataset teaches, whichever stage made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planact.core.errors import UserError
from planact.core.plan import Plan
from planact.core.trajectory import Trajectory
from planact.data.cot import Thought, thoughts_by_place
from planact.data.grounded_plans import GroundedPlan, planned
from planact.data.plan_pairs import PlanPair, pages_behind
from planact.data.replans import Replan, replans_by_task
from planact.data.stage import DataContext, read_dataset
from planact.data.stages import find_stage
from planact.store import Artifact
from planact.training.dataset import Example
from planact.training.examples import (
    executor_examples,
    planner_examples,
    planner_pair_examples,
    replanner_examples,
)


def examples_of(name: str, context: DataContext) -> Mapping[str, Iterable[Example]]:
    """By role, the examples that the stage's dataset gives.

    Trajectories teach the executor to act without a plan; grounded plans teach the planner, and the
    executor to act on them; replans teach the planner to plan anew; thoughts teach both to think
    first; pairs teach the planner.

    Args:
        name: The stage; its dataset and those it was made from are among ``context.datasets``.
        context: The wording, and the datasets.

    Raises:
        UserError: Nothing is said of such rows, or a dataset is damaged.
    """
    stage, prompts, datasets = find_stage(name), context.prompts, context.datasets
    if stage.row is Trajectory:
        rows = read_dataset(datasets[name], Trajectory)
        return {"executor": executor_examples(prompts, rows, None, stage=name)}
    if stage.row is GroundedPlan:
        (source,) = stage.inputs
        rows, plans = _planned(datasets, source)
        return {
            "planner": planner_examples(prompts, rows, plans, stage=source),
            "executor": executor_examples(prompts, rows, plans, stage=source),
        }
    if stage.row is Replan:
        source, _ = stage.inputs
        rows, plans = _planned(datasets, source)
        replans = replans_by_task(read_dataset(datasets[name], Replan))
        return {"planner": replanner_examples(prompts, rows, plans, replans, stage=source)}
    if stage.row is Thought:
        source, _ = stage.inputs
        rows, plans = _planned(datasets, source)
        thoughts = thoughts_by_place(read_dataset(datasets[name], Thought))
        return {
            "planner": planner_examples(prompts, rows, plans, thoughts, stage=source),
            "executor": executor_examples(prompts, rows, plans, thoughts, stage=source),
        }
    if stage.row is PlanPair:
        pairs = read_dataset(datasets[name], PlanPair)
        pages = pages_behind(pairs, datasets)
        return {"planner": planner_pair_examples(prompts, pairs, pages, stage=name)}
    raise UserError(f"{name}: planact/training/lessons.py does not say what its rows teach")


def _planned(
    datasets: Mapping[str, Artifact], trajectories: str
) -> tuple[list[Trajectory], dict[int, Plan]]:
    """The trajectories that have a plan, and the plans by task."""
    both = planned(datasets, trajectories)
    return [row for row, _ in both], {row.task_id: plan for row, plan in both}
