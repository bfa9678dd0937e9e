"""The stage `grounded_plans` (4.2, A.5): a teacher writes the plan behind each trajectory.

Every step of such a plan names the actions it covers, so that the plan is known to fit what was
really done.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from planact.core.errors import PlanError, UserError
from planact.core.plan import Plan, parse_plan
from planact.core.trajectory import Record, Trajectory, Usage
from planact.data.stage import DATASET, DataContext, Inputs, Stage, read_dataset
from planact.llm.chat import ChatError, ChatModel, Completion, ContextError, Message
from planact.llm.refusals import answers
from planact.rollout.work import Tally, work_through
from planact.store import append_jsonl, read_jsonl, write_jsonl

ROLE = "plan_annotator"
JOURNAL = "answers.jsonl"
VERSION = 1


class Answer(Record):
    """A line of the journal: one answer of the teacher, and why it was refused, if it was.

    Attributes:
        task_id: The task of the trajectory it is about.
        text: What the teacher said.
        refusal: Why that is no acceptable plan; None where it is one.
        usage: Tokens and seconds of the call.
        final: Whether the teacher could not even be asked, and asking again cannot help.
    """

    task_id: int
    text: str
    refusal: str | None
    usage: Usage
    final: bool = False


class GroundedPlan(Record):
    """A row of the dataset.

    Attributes:
        task_id: The task of the annotated trajectory.
        intent: Its instruction.
        sites: Its sites.
        text: The plan in the grounded text format (A.5).
        answers: Answers it took, refused ones included.
        usage: Tokens and seconds of all of them.
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


def stage(trajectories: str) -> Stage:
    """The stage that annotates the trajectories of the named stage."""

    def make(context: DataContext, inputs: Inputs, folder: Path) -> dict[str, Any]:
        rows = read_dataset(inputs[trajectories], Trajectory)
        return _make(context, rows, folder, plans_of(trajectories))

    return Stage(
        plans_of(trajectories),
        version=VERSION,
        key=_key,
        make=make,
        inputs=(trajectories,),
        roles=(ROLE,),
    )


def read_grounded_plan(text: str, action_count: int) -> Plan:
    """Read a teacher's answer and check that its steps cover the trajectory's actions in order.

    Raises:
        PlanError: It is not such a plan; the text says why.
    """
    plan = parse_plan(text, grounded=True)
    plan.check_grounding(action_count)
    return plan


def _key(context: DataContext) -> dict[str, Any]:
    teacher = context.config.teacher
    return {
        "teacher": teacher.name,
        "kind": str(teacher.kind),
        "base_url": teacher.base_url,
        "temperature": teacher.temperature,
        "max_tokens": teacher.max_tokens,
        "plan_retries": context.config.data.plan_retries,
    }


def _make(context: DataContext, rows: list[Trajectory], folder: Path, title: str) -> dict[str, Any]:
    journal = folder / JOURNAL
    asyncio.run(_annotate_all(context, rows, journal, title))
    given = _by_task(read_jsonl(journal, Answer))
    plans = [
        _plan_row(row, given[row.task_id]) for row in rows if given[row.task_id][-1].refusal is None
    ]
    every = [answer for of_task in given.values() for answer in of_task]
    refusals = Counter(_general(answer.refusal) for answer in every if answer.refusal is not None)
    if not plans:
        raise UserError(
            f"teacher {context.config.teacher.name} annotated none of {len(rows)} trajectories: "
            f"{refusals.most_common(1)[0][0]}"
        )
    write_jsonl(folder / DATASET, plans)
    return {
        "trajectories": len(rows),
        "kept": len(plans),
        "answers": sum(not answer.final for answer in every),
        "refused": dict(refusals.most_common()),
        "steps": sum(len(row.plan().steps) for row in plans),
        "usage": Usage.total(answer.usage for answer in every).model_dump(),
    }


async def _annotate_all(
    context: DataContext, rows: list[Trajectory], journal: Path, title: str
) -> None:
    """Annotate the trajectories that the journal has no last word on yet."""
    journaled = _by_task(read_jsonl(journal, Answer))
    teacher = context.teacher()

    async def work(row: Trajectory) -> None:
        given = journaled.setdefault(row.task_id, [])
        async for answer in _ask(context, teacher, row, given):
            append_jsonl(journal, answer)
            given.append(answer)
        tally.count(given[-1].refusal is None)

    try:
        with Tally(title, len(rows)) as tally:
            await work_through(rows, work, context.config.data.concurrency)
    finally:
        await teacher.close()


async def _ask(
    context: DataContext, teacher: ChatModel, row: Trajectory, given: Sequence[Answer]
) -> AsyncIterator[Answer]:
    """Ask the teacher on from the answers already given until there is a last word."""
    if given and (given[-1].refusal is None or given[-1].final):
        return
    config, refused = context.config.teacher, list(given)
    messages: list[Message] = context.prompts.messages(
        ROLE,
        intent=row.intent,
        observation=row.rounds[0].observation,
        actions=[taken.reply for taken in row.rounds],
    )
    for earlier in refused:
        messages += context.prompts.refusal(ROLE, earlier.text, str(earlier.refusal))

    async def ask(conversation: Sequence[Message]) -> Completion:
        return await teacher.chat(
            conversation, max_tokens=config.max_tokens, temperature=config.temperature
        )

    def refusal_of(completion: Completion) -> str | None:
        return _refusal(completion, len(row.rounds))

    left = 1 + context.config.data.plan_retries - len(refused)
    try:
        async for said, refusal in answers(ask, refusal_of, messages, context.prompts, ROLE, left):
            yield Answer(task_id=row.task_id, text=said.text, refusal=refusal, usage=said.usage)
    except ContextError as error:
        yield Answer(task_id=row.task_id, text="", refusal=str(error), usage=Usage(), final=True)
    except ChatError as error:
        raise UserError(
            f"teacher {config.name}: {error}; its answers so far are kept, "
            "run the same command again to go on"
        ) from error


def _refusal(completion: Completion, action_count: int) -> str | None:
    """Why the answer is no acceptable plan, or None."""
    if completion.finish_reason == "length":
        return "the answer is too long and was cut off; write a shorter plan"
    try:
        read_grounded_plan(completion.text, action_count)
    except PlanError as error:
        return str(error)
    return None


def _plan_row(row: Trajectory, given: list[Answer]) -> GroundedPlan:
    plan = read_grounded_plan(given[-1].text, len(row.rounds))
    return GroundedPlan(
        task_id=row.task_id,
        intent=row.intent,
        sites=row.sites,
        text=plan.render(grounded=True),
        answers=len(given),
        usage=Usage.total(answer.usage for answer in given),
    )


def _by_task(journaled: list[Answer]) -> dict[int, list[Answer]]:
    grouped: dict[int, list[Answer]] = {}
    for answer in journaled:
        grouped.setdefault(answer.task_id, []).append(answer)
    return grouped


def _general(reason: str) -> str:
    """The reason with its numbers taken out, so that like reasons are counted together."""
    return re.sub(r"\[[\d, ]*\]", "[..]", re.sub(r"\b\d+\b", "N", reason)).replace("[N]", "[..]")
