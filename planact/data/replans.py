"""The stages `replans_of_...` (4.2.1, A.9): a teacher plans anew after each round of a trajectory.

It knows the plans made before, the current page, the actions so far and those still to come; what
it writes may tell nothing that only later pages show.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from planact.core.errors import UserError
from planact.core.plan import Plan, parse_plan
from planact.core.trajectory import Record, Trajectory, Usage
from planact.data.answers import Answer, tokens
from planact.data.asking import asking
from planact.data.grounded_plans import planned, plans_of, read_grounded_plan
from planact.data.leaks import History
from planact.data.question import Question, asking_key
from planact.data.stage import (
    DATASET,
    DataContext,
    Forecast,
    Inputs,
    Size,
    Stage,
)
from planact.data.teacher import teacher_config
from planact.store import write_jsonl

ROLE = "replan_annotator"
VERSION = 1


class Replan(Record):
    """A row of the dataset.

    Attributes:
        task_id: The task of the annotated trajectory.
        round: Rounds that were over when the plan was made, 1 or more.
        intent: The task's instruction.
        sites: Its sites.
        text: The plan in the grounded text format (A.5); its action 0 is that of ``round``.
        answers: Answers it took, refused ones included.
        usage: Tokens of all of them.
    """

    task_id: int
    round: int
    intent: str
    sites: tuple[str, ...]
    text: str
    answers: int
    usage: Usage

    def plan(self) -> Plan:
        """The plan, each step with its description and the indices of actions to come."""
        return parse_plan(self.text, grounded=True)


def replans_by_task(rows: Iterable[Replan]) -> dict[int, list[Plan]]:
    """The plans after the first, second, ... round of each task's trajectory."""
    grouped: dict[int, list[Plan]] = {}
    for row in sorted(rows, key=lambda row: row.round):
        grouped.setdefault(row.task_id, []).append(row.plan())
    return grouped


def replans_of(trajectories: str) -> str:
    """Name of the stage that replans along the trajectories of the named stage."""
    return f"replans_of_{trajectories}"


def stage(trajectories: str) -> Stage:
    """The stage that replans along the trajectories of the named stage, from their first plans."""

    def make(context: DataContext, inputs: Inputs, folder: Path) -> dict[str, Any]:
        course = [Course(row, [plan]) for row, plan in planned(inputs, trajectories)]
        return _make(context, course, folder, replans_of(trajectories))

    def forecast(context: DataContext, sizes: Mapping[str, Size]) -> Forecast:
        rows = sizes[trajectories].actions - sizes[trajectories].rows
        return Forecast(Size(rows), {ROLE: rows})

    return Stage(
        replans_of(trajectories),
        version=VERSION,
        key=partial(asking_key, roles=(ROLE,)),
        make=make,
        inputs=(trajectories, plans_of(trajectories)),
        roles=(ROLE,),
        row=Replan,
        forecast=forecast,
    )


@dataclass
class Course:
    """A trajectory and the plans along it: the first one, then one for each round that is over.

    Attributes:
        trajectory: The trajectory.
        plans: The plans so far; ``plans[n]`` was made on the page of round n.
    """

    trajectory: Trajectory
    plans: list[Plan]
    history: History = field(init=False)

    def __post_init__(self) -> None:
        self.history = History(self.trajectory)

    def key(self, number: int) -> str:
        """Key of the question for the plan of that round."""
        return f"{self.trajectory.task_id}/{number}"

    def next_question(self) -> Question[Plan] | None:
        """The question for the next plan; None where no action is left."""
        number, rounds = len(self.plans), self.trajectory.rounds
        if number == len(rounds):
            return None
        made = zip(rounds, self.plans, strict=False)
        return Question(
            key=self.key(number),
            role=ROLE,
            values={
                "intent": self.trajectory.intent,
                "rounds": [
                    taken.model_copy(update={"reply": plan.render(grounded=True)})
                    for taken, plan in made
                ],
                "taken": rounds[:number],
                "observation": rounds[number].observation,
                "actions": [coming.reply for coming in rounds[number:]],
            },
            read=partial(self._read, number),
        )

    def _read(self, number: int, text: str) -> Plan:
        """Read the answer for a round: it covers the actions to come, and knows only what it may.

        Raises:
            PlanError: It is not such a plan.
            AnswerError: It tells what only later pages show.
        """
        plan = read_grounded_plan(text, len(self.trajectory.rounds) - number)
        earlier = "\n".join(made.render() for made in self.plans[:number])
        said = "\n".join(f"{step.reasoning}\n{step.step}" for step in plan.steps)
        self.history.check(said, number, earlier)
        return plan

    def row(self, number: int, given: Sequence[Answer]) -> Replan:
        """The dataset's row for a round, made by these answers."""
        return Replan(
            task_id=self.trajectory.task_id,
            round=number,
            intent=self.trajectory.intent,
            sites=self.trajectory.sites,
            text=self.plans[number].render(grounded=True),
            answers=len(given),
            usage=tokens(given),
        )


def _make(context: DataContext, courses: list[Course], folder: Path, title: str) -> dict[str, Any]:
    rows, told = asyncio.run(_replan_all(context, courses, folder, title))
    if not rows:
        reason = next(iter(told["refused_answers"]), "none has a second round")
        teacher = teacher_config(ROLE, context.config).name
        raise UserError(
            f"teacher {teacher} replanned in none of {len(courses)} trajectories: {reason}"
        )
    write_jsonl(folder / DATASET, rows)
    return {
        "trajectories": len(courses),
        "broken_off": sum(len(one.plans) < len(one.trajectory.rounds) for one in courses),
        "kept": len(rows),
        "steps": sum(len(row.plan().steps) for row in rows),
        **told,
    }


async def _replan_all(
    context: DataContext, courses: Sequence[Course], folder: Path, title: str
) -> tuple[list[Replan], dict[str, Any]]:
    """The plans of all rounds, and what they took.

    A plan is asked for with those before it: a trajectory's end at the first round without one.
    """
    first = [(course, question) for course in courses if (question := course.next_question())]
    course_of = {question.key: course for course, question in first}

    def go_on(question: Question[Plan], plan: Plan | None) -> Question[Plan] | None:
        if plan is None:
            return None
        course = course_of[question.key]
        course.plans.append(plan)
        following = course.next_question()
        if following is not None:
            course_of[following.key] = course
        return following

    total = sum(len(course.trajectory.rounds) - 1 for course in courses)
    async with asking(context, folder, title, total) as asker:
        await asker.ask_all((question for _, question in first), go_on)
        rows = [
            course.row(number, asker.answers(course.key(number)))
            for course in courses
            for number in range(1, len(course.plans))
        ]
    return rows, asker.summary()
