"""The stage `grounded_plans` (4.2, A.5): a teacher writes the plan behind each trajectory.

Every step of such a plan names the actions it covers, so that the plan is known to fit what was
really done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from planact.core.errors import UserError
from planact.core.plan import Plan, parse_plan
from planact.core.trajectory import Record, Trajectory, Usage
from planact.data.answers import Answer, tokens
from planact.data.asking import asking
from planact.data.question import Question, asking_key
from planact.data.stage import DATASET, DataContext, Inputs, Stage, read_dataset
from planact.data.teacher import teacher_config
from planact.store import write_jsonl

ROLE = "plan_annotator"
VERSION = 2


class GroundedPlan(Record):
    """A row of the dataset.

    Attributes:
        task_id: The task of the annotated trajectory.
        intent: Its instruction.
        sites: Its sites.
        text: The plan in the grounded text format (A.5).
        answers: Answers it took, refused ones included.
        usage: Tokens of all of them.
    """

    task_id: int
    intent: str
    sites: tuple[str, ...]
    text: str
    answers: int
    usage: Usage

    def plan(self) -> Plan:
        """The plan, each step with its description and action indices."""
        return parse_plan(self.text, grounded=True)


def plans_of(trajectories: str) -> str:
    """Name of the stage that annotates the trajectories of the named stage."""
    return f"grounded_plans_of_{trajectories}"


def planned(inputs: Inputs, trajectories: str) -> list[tuple[Trajectory, Plan]]:
    """The trajectories of the named stage that have a grounded plan, each with its plan.

    Raises:
        UserError: A dataset is damaged; the text names the file.
    """
    plans = read_dataset(inputs[plans_of(trajectories)], GroundedPlan)
    plan_of = {row.task_id: row.plan() for row in plans}
    rows = read_dataset(inputs[trajectories], Trajectory)
    return [(row, plan_of[row.task_id]) for row in rows if row.task_id in plan_of]


def stage(trajectories: str) -> Stage:
    """The stage that annotates the trajectories of the named stage."""

    def make(context: DataContext, inputs: Inputs, folder: Path) -> dict[str, Any]:
        rows = read_dataset(inputs[trajectories], Trajectory)
        return _make(context, rows, folder, plans_of(trajectories))

    return Stage(
        plans_of(trajectories),
        version=VERSION,
        key=partial(asking_key, roles=(ROLE,)),
        make=make,
        inputs=(trajectories,),
        roles=(ROLE,),
        row=GroundedPlan,
    )


def read_grounded_plan(text: str, action_count: int) -> Plan:
    """Read a teacher's answer and check that its steps cover the trajectory's actions in order.

    Raises:
        PlanError: It is not such a plan; the text says why.
    """
    plan = parse_plan(text, grounded=True)
    plan.check_grounding(action_count)
    return plan


def _make(context: DataContext, rows: list[Trajectory], folder: Path, title: str) -> dict[str, Any]:
    plans, told = asyncio.run(_annotate_all(context, rows, folder, title))
    if not plans:
        reason = next(iter(told["refused_answers"]), "there are none")
        teacher = teacher_config(ROLE, context.config).name
        raise UserError(f"teacher {teacher} annotated none of {len(rows)} trajectories: {reason}")
    write_jsonl(folder / DATASET, plans)
    return {
        "trajectories": len(rows),
        "kept": len(plans),
        **told,
    }


async def _annotate_all(
    context: DataContext, rows: list[Trajectory], folder: Path, title: str
) -> tuple[list[GroundedPlan], dict[str, Any]]:
    """The plans of the trajectories that could be annotated, and what it took."""
    by_key = {str(row.task_id): row for row in rows}
    made: dict[str, GroundedPlan] = {}
    steps = 0

    async with asking(context, folder, title, len(rows)) as asker:

        def keep(question: Question[Plan], plan: Plan | None) -> None:
            nonlocal steps
            if plan is not None:
                row, given = by_key[question.key], asker.answers(question.key)
                made[question.key] = _plan_row(row, plan, given)
                steps += len(plan.steps)

        await asker.ask_all((_question(row) for row in rows), keep)
    plans = [made[key] for key in by_key if key in made]
    return plans, {"steps": steps, **asker.summary()}


def _question(row: Trajectory) -> Question[Plan]:
    return Question(
        key=str(row.task_id),
        role=ROLE,
        values={
            "intent": row.intent,
            "observation": row.rounds[0].observation,
            "actions": [taken.reply for taken in row.rounds],
        },
        read=partial(read_grounded_plan, action_count=len(row.rounds)),
    )


def _plan_row(row: Trajectory, plan: Plan, given: Sequence[Answer]) -> GroundedPlan:
    return GroundedPlan(
        task_id=row.task_id,
        intent=row.intent,
        sites=row.sites,
        text=plan.render(grounded=True),
        answers=len(given),
        usage=tokens(given),
    )
