"""The stages `cot_of_...` (4.2.2): a teacher writes the thoughts before plans and actions.

Before a plan it is given the query, the page, the actions so far and the plan; before an action the
query, the plan, the actions so far, the page and that action. What it writes is what somebody could
have thought who had neither the plan nor the action, and knew no later page.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from planact.core.errors import UserError
from planact.core.plan import Plan
from planact.core.trajectory import Record, Trajectory, Usage
from planact.data.answers import Answer, tokens
from planact.data.asking import asking
from planact.data.grounded_plans import planned, plans_of
from planact.data.leaks import History
from planact.data.question import Question, asking_key
from planact.data.replans import Replan, replans_by_task, replans_of
from planact.data.stage import (
    DATASET,
    DataContext,
    Forecast,
    Inputs,
    Size,
    Stage,
    read_dataset,
)
from planact.data.teacher import teacher_config
from planact.data.thought_format import Rules, read_thought
from planact.store import write_jsonl

ROLE = "cot_annotator"
VERSION = 1

Before = Literal["plan", "action"]


class Thought(Record):
    """A row of the dataset.

    Attributes:
        task_id: The task of the annotated trajectory.
        before: What it precedes: the plan made in ``round``, or its action.
        round: The round at whose page it is thought, counted from 0.
        intent: The task's instruction.
        sites: Its sites.
        text: The thought, on one line.
        answers: Answers it took, refused ones included.
        usage: Tokens of all of them.
    """

    task_id: int
    before: Before
    round: int
    intent: str
    sites: tuple[str, ...]
    text: str
    answers: int
    usage: Usage


def thoughts_by_place(rows: Iterable[Thought]) -> dict[tuple[int, str, int], str]:
    """The thoughts by task, what they precede, and round."""
    return {(row.task_id, row.before, row.round): row.text for row in rows}


def cot_of(source: str) -> str:
    """Name of the stage that writes thoughts along the trajectories, or replans, of a stage."""
    return f"cot_of_{source}"


def stage(trajectories: str) -> Stage:
    """The stage that thinks before the first plans and the actions of the named stage's rows."""

    def make(context: DataContext, inputs: Inputs, folder: Path) -> dict[str, Any]:
        rows, rules = planned(inputs, trajectories), _rules(context)
        asked = [_Thinker(row, rules).before_plan_and_actions(plan) for row, plan in rows]
        return _make(context, asked, folder, cot_of(trajectories))

    def forecast(context: DataContext, sizes: Mapping[str, Size]) -> Forecast:
        rows = sizes[trajectories].actions + sizes[trajectories].rows
        return Forecast(Size(rows), {ROLE: rows})

    return Stage(
        cot_of(trajectories),
        version=VERSION,
        key=_key,
        make=make,
        inputs=(trajectories, plans_of(trajectories)),
        roles=(ROLE,),
        row=Thought,
        forecast=forecast,
    )


def replan_stage(trajectories: str) -> Stage:
    """The stage that thinks before the replans along the trajectories of the named stage."""
    source = replans_of(trajectories)

    def make(context: DataContext, inputs: Inputs, folder: Path) -> dict[str, Any]:
        rows, rules = read_dataset(inputs[trajectories], Trajectory), _rules(context)
        plans = replans_by_task(read_dataset(inputs[source], Replan))
        asked = [
            _Thinker(row, rules).before_replans(plans[row.task_id])
            for row in rows
            if row.task_id in plans
        ]
        return _make(context, asked, folder, cot_of(source))

    def forecast(context: DataContext, sizes: Mapping[str, Size]) -> Forecast:
        rows = sizes[source].rows
        return Forecast(Size(rows), {ROLE: rows})

    return Stage(
        cot_of(source),
        version=VERSION,
        key=_key,
        make=make,
        inputs=(trajectories, source),
        roles=(ROLE,),
        row=Thought,
        forecast=forecast,
    )


@dataclass(frozen=True)
class _Asked:
    """A question for a thought, and what it is about."""

    trajectory: Trajectory
    before: Before
    round: int
    question: Question[str]

    def row(self, text: str, given: Sequence[Answer]) -> Thought:
        return Thought(
            task_id=self.trajectory.task_id,
            before=self.before,
            round=self.round,
            intent=self.trajectory.intent,
            sites=self.trajectory.sites,
            text=text,
            answers=len(given),
            usage=tokens(given),
        )


@dataclass(frozen=True)
class _Thinker:
    """Whoever thinks along a trajectory, and keeps to the rules."""

    trajectory: Trajectory
    rules: Rules

    @cached_property
    def history(self) -> History:
        return History(self.trajectory)

    def before_plan_and_actions(self, plan: Plan) -> Iterator[_Asked]:
        """The questions before the first plan, then before each action."""
        yield self._asked("plan", 0, plan)
        for number, taken in enumerate(self.trajectory.rounds):
            if taken.action is not None:
                yield self._asked(
                    "action",
                    number,
                    plan,
                    action=taken.reply,
                    taken=self.trajectory.rounds[:number],
                    step_number=plan.step_of(number),
                )

    def before_replans(self, plans: Sequence[Plan]) -> Iterator[_Asked]:
        """The questions before the plans made after the first, second, ... round."""
        for number, plan in enumerate(plans, start=1):
            yield self._asked("plan", number, plan, taken=self.trajectory.rounds[:number])

    def _asked(self, before: Before, number: int, plan: Plan, **values: Any) -> _Asked:
        known = plan.render()

        def read(text: str) -> str:
            thought = read_thought(text, self.rules)
            self.history.check(thought, number, known)
            return thought

        values |= {
            "intent": self.trajectory.intent,
            "observation": self.trajectory.rounds[number].observation,
            "plan": plan,
            "rules": self.rules,
        }
        key = f"{self.trajectory.task_id}/{before}/{number}"
        return _Asked(self.trajectory, before, number, Question(key, ROLE, values, read))


def _rules(context: DataContext) -> Rules:
    """The config's length, and the phrases of the role's ``forbidden.md``, one a line."""
    lines = (line.strip() for line in context.prompts.text(ROLE, "forbidden").splitlines())
    return Rules(context.config.data.thought_words, tuple(filter(None, lines)))


def _key(context: DataContext) -> dict[str, Any]:
    words = context.config.data.thought_words
    return {**asking_key(context, (ROLE,)), "thought_words": words}


def _make(
    context: DataContext, asked: Sequence[Iterable[_Asked]], folder: Path, title: str
) -> dict[str, Any]:
    """Ask what there is to ask along each trajectory."""
    every = [*chain.from_iterable(asked)]
    rows, told = asyncio.run(_think_all(context, every, folder, title))
    if not rows:
        reason = next(iter(told["refused_answers"]), "there are none")
        teacher = teacher_config(ROLE, context.config).name
        raise UserError(
            f"teacher {teacher} wrote no thought for {len(asked)} trajectories: {reason}"
        )
    write_jsonl(folder / DATASET, rows)
    return {
        "trajectories": len(asked),
        "wanted": len(every),
        "kept": len(rows),
        "before": dict(Counter(row.before for row in rows)),
        "words": sum(len(row.text.split()) for row in rows),
        **told,
    }


async def _think_all(
    context: DataContext, every: Sequence[_Asked], folder: Path, title: str
) -> tuple[list[Thought], dict[str, Any]]:
    """The thoughts that could be had, in the order asked for, and what they took."""
    async with asking(context, folder, title, len(every)) as asker:
        said = await asker.accepted(asked.question for asked in every)
        rows = [
            asked.row(said[asked.question.key], asker.answers(asked.question.key))
            for asked in every
            if asked.question.key in said
        ]
    return rows, asker.summary()
