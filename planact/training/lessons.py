"""What a dataset teaches, whichever stage made it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from planact.config.schema import ReplanWhen
from planact.core.errors import UserError
from planact.core.plan import Plan
from planact.core.trajectory import Trajectory
from planact.data.cot import Thought, cot_of, thoughts_by_place
from planact.data.grounded_plans import GroundedPlan, planned
from planact.data.plan_pairs import PlanPair, pages_behind
from planact.data.replans import Replan, replans_by_task, replans_of
from planact.data.stage import DataContext, read_dataset
from planact.data.stages import find_stage
from planact.training.dataset import Example
from planact.training.examples import (
    Thoughts,
    executor_examples,
    planner_examples,
    planner_pair_examples,
    replanner_examples,
)
from planact.training.following import NO_REPLANS


def examples_of(
    name: str, context: DataContext, replan: ReplanWhen = ReplanWhen.never
) -> Mapping[str, Iterable[Example]]:
    """By role, the examples that the stage's dataset gives.

    Trajectories teach the executor to act without a plan; grounded plans teach the planner, and the
    executor to act on them; replans teach the planner to plan anew, and the executor to act on the
    plan that is followed in each round; thoughts teach both to think first; pairs teach the
    planner.

    Args:
        name: The stage; its dataset and those it was made from are among ``context.datasets``.
        context: The wording, and the datasets.
        replan: When the executor's planner plans anew; for replans on their own, every round.

    Raises:
        UserError: Nothing is said of such rows, or a dataset is damaged.
    """
    stage, prompts, datasets = find_stage(name), context.prompts, context.datasets
    if stage.row is Trajectory:
        rows = read_dataset(datasets[name], Trajectory)
        return {"executor": executor_examples(prompts, rows, None, stage=name)}
    if stage.row is PlanPair:
        pairs = read_dataset(datasets[name], PlanPair)
        pages = pages_behind(pairs, datasets)
        return {"planner": planner_pair_examples(prompts, pairs, pages, stage=name)}
    if stage.row not in (GroundedPlan, Replan, Thought):
        raise UserError(f"{name}: planact/training/lessons.py does not say what its rows teach")
    along = _Along(context, stage.inputs[0])
    if stage.row is GroundedPlan:
        return {"planner": along.plans(), "executor": along.actions(ReplanWhen.never)}
    if stage.row is Replan:
        acting = ReplanWhen.every_round if replan is ReplanWhen.never else replan
        return {"planner": along.replans(), "executor": along.actions(acting)}
    if name == cot_of(along.source):
        acts = along.actions(replan, thinking=True)
        return {"planner": along.plans(thinking=True), "executor": acts}
    return {"planner": along.replans(thinking=True)}


@dataclass(frozen=True)
class _Along:
    """What is there along the trajectories of a stage.

    Attributes:
        context: The wording, and the datasets.
        source: The stage that made the trajectories.
    """

    context: DataContext
    source: str

    def plans(self, *, thinking: bool = False) -> Iterator[Example]:
        """The planner's examples of first plans."""
        rows, plans = self._planned
        return planner_examples(
            self.context.prompts, rows, plans, self._thoughts(thinking), stage=self.source
        )

    def replans(self, *, thinking: bool = False) -> Iterator[Example]:
        """The planner's examples of planning anew."""
        rows, plans = self._planned
        return replanner_examples(
            self.context.prompts,
            rows,
            plans,
            self._replans(),
            self._thoughts(thinking),
            stage=self.source,
        )

    def actions(self, acting: ReplanWhen, *, thinking: bool = False) -> Iterator[Example]:
        """The executor's examples, with the plans that are followed under such a policy."""
        rows, plans = self._planned
        return executor_examples(
            self.context.prompts,
            rows,
            plans,
            self._thoughts(thinking),
            stage=self.source,
            replans=NO_REPLANS if acting is ReplanWhen.never else self._replans(),
            replan=acting,
        )

    @cached_property
    def _planned(self) -> tuple[list[Trajectory], dict[int, Plan]]:
        """The trajectories that have a plan, and the plans by task."""
        both = planned(self.context.datasets, self.source)
        return [row for row, _ in both], {row.task_id: plan for row, plan in both}

    def _replans(self) -> dict[int, list[Plan]]:
        return replans_by_task(read_dataset(self.context.datasets[replans_of(self.source)], Replan))

    def _thoughts(self, thinking: bool) -> Thoughts | None:
        """The thoughts before first plans, replans and actions; None for who does not think."""
        if not thinking:
            return None
        names = (cot_of(self.source), cot_of(replans_of(self.source)))
        made = [self.context.datasets[name] for name in names if name in self.context.datasets]
        return thoughts_by_place(row for one in made for row in read_dataset(one, Thought))
