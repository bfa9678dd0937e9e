"""Trajectories of four rounds with their first plans, for the stages that annotate every round."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from planact.config.schema import DataConfig
from planact.core.action import parse_action
from planact.core.plan import Plan, Step
from planact.core.trajectory import Round, Trajectory, Usage
from planact.data.grounded_plans import GroundedPlan, plans_of
from planact.data.stage import DataContext
from planact.llm.prompts import Prompts
from tests.data.pair_parts import SEEDS, dataset
from tests.data.parts import FakeEnvironment, context

HOME = "<h1>Shop</h1>\n<input>Search the shop [1]</input>"
RESULTS = "<h1>Results for 'kettle'</h1>\n<a>Kettle, copper [4]</a>\n<a>Kettle, steel [5]</a>"
KETTLE = "<h1>Kettle, copper</h1>\n<p>The price is $86.50.</p>"
ACTIONS = (
    '# Element: Search the shop\ndo(action="Search", argument="kettle", element="1")',
    '# Element: Kettle, copper\ndo(action="Click", element="4")',
    '# Note: it costs $86.50\ndo(action="Go Backward")',
    'exit(message="$86.50")',
)
PAGES = (HOME, RESULTS, KETTLE, RESULTS)
STEPS = ("Search for 'kettle'", "Open the first result", "Note its price and return it")
COVERED = ((0,), (1,), (2, 3))


def round_of(page: str, reply: str, error: str | None = None) -> Round:
    action = parse_action(reply)
    return Round(
        observation=page,
        reply=reply,
        action=action.call(),
        element=action.target,
        note=action.note,
        error=error,
    )


def trajectory(number: int) -> Trajectory:
    return Trajectory(
        task_id=number,
        template_id=1,
        intent=f"What does kettle {number} cost?",
        sites=("shopping",),
        rounds=tuple(map(round_of, PAGES, ACTIONS)),
        answer="$86.50",
    )


def plan(reasoning: str = "It leads there.") -> Plan:
    return Plan(
        tuple(
            Step(reasoning, step, "as the trajectory has it", covered)
            for step, covered in zip(STEPS, COVERED, strict=True)
        )
    )


def left(done: int, reasoning: str = "It is left to do.") -> str:
    """A grounded plan of what is left when so many actions are done, as a teacher writes it."""
    steps = [
        replace(step, reasoning=reasoning, actions=tuple(index - done for index in ahead))
        for step in plan().steps
        if (ahead := [index for index in step.actions or () if index >= done])
    ]
    return Plan(tuple(steps)).render(grounded=True)


def prepared(
    folder: Path, teacher: Any, tasks: int = 1, at_once: int = 8, style: str = "paper"
) -> DataContext:
    """A context with so many annotated trajectories, and the real prompts of the style."""
    data = DataConfig(name="test", plan_retries=2)
    plain = context(folder, FakeEnvironment([]), teacher, data, at_once=at_once)
    rows = [trajectory(number) for number in range(tasks)]
    plans = [
        GroundedPlan(
            task_id=row.task_id,
            intent=row.intent,
            sites=row.sites,
            text=plan().render(grounded=True),
            answers=1,
            usage=Usage(),
        )
        for row in rows
    ]
    made = {
        SEEDS: dataset(plain.store, SEEDS, rows),
        plans_of(SEEDS): dataset(plain.store, plans_of(SEEDS), plans),
    }
    others = {name: (lambda made=artifact: made) for name, artifact in made.items()}
    return replace(plain, others=others, prompts=Prompts(style))
