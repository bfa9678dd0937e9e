"""One plan after every round: each asked with those before it, each told only what is known."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from planact.core.errors import UserError
from planact.core.plan import parse_plan
from planact.data.replans import Replan, replans_by_task, replans_of
from planact.data.stage import DataContext, read_dataset
from planact.data.stages import make_dataset
from planact.llm.chat import Message
from planact.store import Artifact
from tests.data.course_parts import ACTIONS, KETTLE, RESULTS, STEPS, left, plan, prepared
from tests.data.pair_parts import SEEDS, Teacher
from tests.data.parts import FakeTeacher
from tests.store.processes import run

LEAKING = left(1, "The price will be $86.50.")


def replan(context: DataContext) -> Artifact:
    return make_dataset(replans_of(SEEDS), context)


def rows(artifact: Artifact) -> list[Replan]:
    return read_dataset(artifact, Replan)


def round_asked(messages: Sequence[Message]) -> int:
    """The round that a conversation asks about."""
    asked = [m["content"] for m in messages if m["content"].startswith("## Round")]
    found = re.match(r"## Round (\d+)", asked[-1])
    assert found is not None
    return int(found[1])


def diligent() -> Teacher:
    return Teacher(
        lambda messages: left(round_asked(messages), f"{round_asked(messages)} are done.")
    )


def test_every_round_but_the_first_gets_a_plan_of_what_is_left(tmp_path: Path) -> None:
    made = rows(replan(prepared(tmp_path, diligent(), tasks=2)))
    assert [(row.task_id, row.round) for row in made] == [(t, r) for t in (0, 1) for r in (1, 2, 3)]
    assert [[step.step for step in row.plan().steps] for row in made[:3]] == [
        list(STEPS[1:]),
        list(STEPS[2:]),
        list(STEPS[2:]),
    ]
    assert [[step.actions for step in row.plan().steps] for row in made[:3]] == [
        [(0,), (1, 2)],
        [(0, 1)],
        [(0,)],
    ]
    assert {row.answers for row in made} == {1}


def test_the_teacher_sees_earlier_rounds_with_their_plans_and_this_one_with_its_page(
    tmp_path: Path,
) -> None:
    teacher = diligent()
    replan(prepared(tmp_path, teacher))
    system, *turns = teacher.asked[1]
    assert system["content"].endswith("What does kettle 0 cost?")
    assert [turn["role"] for turn in turns] == ["user", "assistant", "user", "assistant", "user"]
    assert ACTIONS[0] in turns[0]["content"]
    assert "<h1>" not in turns[0]["content"]
    assert parse_plan(turns[1]["content"], grounded=True) == plan()
    assert ACTIONS[1] in turns[2]["content"]
    assert parse_plan(turns[3]["content"], grounded=True).steps[0].reasoning == "1 are done."
    assert KETTLE in turns[4]["content"]
    assert f"[0] {ACTIONS[2]}" in turns[4]["content"]
    assert f"[1] {ACTIONS[3]}" in turns[4]["content"]
    assert RESULTS not in turns[4]["content"]


def test_a_plan_that_tells_what_a_later_page_shows_goes_back_with_the_value(tmp_path: Path) -> None:
    teacher = FakeTeacher([LEAKING, left(1), left(2), left(3)])
    artifact = replan(prepared(tmp_path, teacher))
    assert '"86.50"' in teacher.asked[1][-1]["content"]
    assert [row.answers for row in rows(artifact)] == [2, 1, 1]
    [reason] = artifact.summary["refused_answers"]
    assert reason.startswith("it tells what only later pages show")


def test_what_was_seen_or_noted_may_be_carried_on(tmp_path: Path) -> None:
    noted = left(3, "The price is $86.50, as noted.")
    made = rows(replan(prepared(tmp_path, FakeTeacher([left(1), left(2), noted]))))
    assert "as noted" in made[-1].text
    assert made[-1].answers == 1


def test_the_steps_must_cover_exactly_the_actions_to_come(tmp_path: Path) -> None:
    teacher = FakeTeacher([left(0), left(1), left(2), left(3)])
    assert [row.answers for row in rows(replan(prepared(tmp_path, teacher)))] == [2, 1, 1]
    assert "which has 0 to 2" in teacher.asked[1][-1]["content"]


def test_a_trajectory_ends_at_the_first_round_without_a_plan(tmp_path: Path) -> None:
    answers = [left(1), *["no plan"] * 3, left(1), left(2), left(3)]
    artifact = replan(prepared(tmp_path, FakeTeacher(answers), tasks=2, at_once=1))
    assert [(row.task_id, row.round) for row in rows(artifact)] == [(0, 1), (1, 1), (1, 2), (1, 3)]
    assert artifact.summary["broken_off"] == 1


def test_a_teacher_that_never_gives_a_plan_is_an_error_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="replanned in none of 2 trajectories: no '## Step N'"):
        replan(prepared(tmp_path, FakeTeacher(["Well, let me see."]), tasks=2))


def test_a_killed_stage_goes_on_where_it_was_and_ends_as_if_undisturbed(tmp_path: Path) -> None:
    undisturbed = rows(replan(prepared(tmp_path / "calm", diligent(), tasks=4)))

    class Killer(Teacher):
        async def chat(self, *args, **kwargs):  # type: ignore[no-untyped-def]
            if len(self.asked) == 5:
                os.kill(os.getpid(), signal.SIGKILL)
            return await super().chat(*args, **kwargs)

    killer = prepared(tmp_path / "killed", Killer(diligent().say), tasks=4, at_once=2)
    assert run(replan, killer) == -signal.SIGKILL
    teacher = diligent()
    resumed = rows(replan(prepared(tmp_path / "killed", teacher, tasks=4)))
    assert len(teacher.asked) < 12
    assert resumed == undisturbed


def test_the_plans_are_found_by_task_in_the_order_of_rounds(tmp_path: Path) -> None:
    made = rows(replan(prepared(tmp_path, diligent(), tasks=2)))
    by_task = replans_by_task(reversed(made))
    assert by_task[1] == [row.plan() for row in made[3:]]
