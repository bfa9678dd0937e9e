"""Plans behind trajectories: asked for, checked, sent back with the reason, counted."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from planact.core.errors import UserError
from planact.data.grounded_plans import GroundedPlan, plans_of
from planact.data.stage import DataContext, read_dataset
from planact.data.stages import make_dataset
from planact.llm.chat import ChatError, Completion, ContextError
from planact.store import Artifact
from tests.data.parts import FakeEnvironment, FakeTeacher, context, task
from tests.store.processes import run

GOOD = """## Step 1
Reasoning: The reports are one click away.
Description: # Element: Reports do(action="Click", element="7")
Step: Open the reports
Actions: [0]

## Step 2
Reasoning: The price is shown.
Description: exit(message="$12")
Step: Read the price and return it
Actions: [1]"""
INCOMPLETE = GOOD.replace("Actions: [1]", "Actions: []")
NO_PLAN = "Sure! First click on Reports."


def annotate(given_context: DataContext) -> Artifact:
    return make_dataset(plans_of("seed_trajectories"), given_context)


def prepared(folder: Path, teacher: FakeTeacher, tasks: int = 1) -> DataContext:
    environment = FakeEnvironment([task(number) for number in range(tasks)])
    return context(folder, environment, teacher, at_once=1)


def test_a_good_answer_becomes_a_row_with_the_indices_of_its_actions(tmp_path: Path) -> None:
    teacher = FakeTeacher([f"Here it is:\n```\n{GOOD}\n```"])
    artifact = annotate(prepared(tmp_path, teacher))
    [row] = read_dataset(artifact, GroundedPlan)
    assert [step.actions for step in row.plan().steps] == [(0,), (1,)]
    assert row.text == GOOD
    assert (row.task_id, row.intent, row.answers) == (0, "How much is item 0?", 1)
    assert artifact.summary["kept"] == 1
    assert artifact.summary["steps"] == 2
    assert teacher.is_closed


def test_the_teacher_is_asked_with_intent_first_page_and_numbered_actions(tmp_path: Path) -> None:
    teacher = FakeTeacher([GOOD])
    annotate(prepared(tmp_path, teacher))
    assert teacher.asked[0][-1]["content"].rstrip().split("\n") == [
        "## User Query",
        "How much is item 0?",
        "",
        "## Initial HTML State",
        "<h1>0: page 0 in compact</h1>",
        "",
        "## Trajectory",
        "[0] # Element: Reports",
        'do(action="Click", element="7")',
        "[1] # Note: The price is $12",
        'exit(message="$12")',
    ]


def test_a_refused_answer_is_sent_back_with_the_reason(tmp_path: Path) -> None:
    teacher = FakeTeacher([NO_PLAN, INCOMPLETE, GOOD])
    artifact = annotate(prepared(tmp_path, teacher))
    conversation = teacher.asked[2]
    assert [message["role"] for message in conversation[-4:]] == ["assistant", "user"] * 2
    assert conversation[-4]["content"] == NO_PLAN
    assert "no '## Step 1' header found" in conversation[-3]["content"]
    assert conversation[-2]["content"] == INCOMPLETE
    assert "action indices [1] belong to no step" in conversation[-1]["content"]
    [row] = read_dataset(artifact, GroundedPlan)
    assert row.answers == 3
    assert row.usage.prompt_tokens == 300
    assert artifact.summary["answers"] == 3
    assert sum(artifact.summary["refused_answers"].values()) == 2


def test_after_the_last_retry_the_trajectory_is_left_out_and_the_reasons_counted(
    tmp_path: Path,
) -> None:
    teacher = FakeTeacher([NO_PLAN, NO_PLAN, NO_PLAN, GOOD])
    artifact = annotate(prepared(tmp_path, teacher, tasks=2))
    assert [row.task_id for row in read_dataset(artifact, GroundedPlan)] == [1]
    assert artifact.summary["trajectories"] == 2
    assert list(artifact.summary["refused_answers"].values()) == [3]


def test_like_reasons_are_counted_together_whatever_their_numbers(tmp_path: Path) -> None:
    first = GOOD.replace("Actions: [0]", "Actions: []")
    teacher = FakeTeacher([INCOMPLETE, first, GOOD])
    summary = annotate(prepared(tmp_path, teacher)).summary
    assert summary["refused_answers"] == {
        "action indices [..] belong to no step; every action needs one": 2
    }


def test_an_answer_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    teacher = FakeTeacher([Completion(GOOD, 1, 1, 0.1, finish_reason="length"), GOOD])
    annotate(prepared(tmp_path, teacher))
    assert "cut off" in teacher.asked[1][-1]["content"]


def test_a_teacher_that_never_gives_a_plan_is_an_error_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="annotated none of 2 trajectories: no '## Step N' header"):
        annotate(prepared(tmp_path, FakeTeacher([NO_PLAN]), tasks=2))


def test_when_the_endpoint_fails_the_answers_so_far_are_kept(tmp_path: Path) -> None:
    teacher = FakeTeacher([NO_PLAN, GOOD, NO_PLAN, ChatError("endpoint: 503")])
    with pytest.raises(UserError, match="teacher fake: endpoint: 503; its answers so far"):
        annotate(prepared(tmp_path, teacher, tasks=2))
    assert teacher.is_closed

    teacher = FakeTeacher([GOOD])
    artifact = annotate(prepared(tmp_path, teacher, tasks=2))
    # The first trajectory is done; the second's conversation goes on after its refused answer.
    [conversation] = teacher.asked
    assert conversation[-2]["content"] == NO_PLAN
    assert [row.answers for row in read_dataset(artifact, GroundedPlan)] == [2, 2]


@pytest.mark.parametrize("tries", [[], [NO_PLAN]], ids=["at once", "after a refusal"])
def test_a_trajectory_that_does_not_fit_the_teachers_context_is_left_out_for_good(
    tmp_path: Path, tries: list[str]
) -> None:
    teacher = FakeTeacher([*tries, ContextError("the prompt has 900 tokens"), GOOD])
    artifact = annotate(prepared(tmp_path, teacher, tasks=2))
    assert [row.task_id for row in read_dataset(artifact, GroundedPlan)] == [1]
    assert artifact.summary["refused_answers"]["the prompt has N tokens"] == 1
    assert artifact.summary["answers"] == len(tries) + 1
    assert len(teacher.asked) == len(tries) + 2


def test_a_resumed_stage_does_not_ask_again_what_does_not_fit(tmp_path: Path) -> None:
    teacher = FakeTeacher([ContextError("too long"), ChatError("endpoint: 503")])
    with pytest.raises(UserError, match="503"):
        annotate(prepared(tmp_path, teacher, tasks=2))
    teacher = FakeTeacher([GOOD])
    annotate(prepared(tmp_path, teacher, tasks=2))
    assert len(teacher.asked) == 1


def test_a_killed_stage_asks_only_for_what_is_left(tmp_path: Path) -> None:
    class Killer(FakeTeacher):
        async def chat(self, *args, **kwargs):  # type: ignore[no-untyped-def]
            if len(self.asked) == 2:
                os.kill(os.getpid(), signal.SIGKILL)
            return await super().chat(*args, **kwargs)

    assert run(annotate, prepared(tmp_path, Killer([GOOD]), tasks=3)) == -signal.SIGKILL
    teacher = FakeTeacher([GOOD])
    artifact = annotate(prepared(tmp_path, teacher, tasks=3))
    assert len(teacher.asked) == 1
    assert len(read_dataset(artifact, GroundedPlan)) == 3


def test_other_trajectories_and_another_prompt_make_other_plans(tmp_path: Path) -> None:
    first = annotate(prepared(tmp_path, FakeTeacher([GOOD])))
    others = annotate(prepared(tmp_path, FakeTeacher([GOOD]), tasks=2))
    template = tmp_path / "prompts" / "test" / "plan_annotator" / "user.md"
    template.write_text("Be brief.\n" + template.read_text())
    reworded = annotate(prepared(tmp_path, FakeTeacher([GOOD])))
    assert len({first.fingerprint, others.fingerprint, reworded.fingerprint}) == 3
    assert reworded.manifest.inputs == first.manifest.inputs


def test_a_corrupt_line_of_the_trajectories_is_named(tmp_path: Path) -> None:
    given_context = prepared(tmp_path, FakeTeacher([GOOD]), tasks=2)
    dataset = make_dataset("seed_trajectories", given_context).folder / "dataset.jsonl"
    dataset.write_bytes(b'{"task_id": 0}\n' + dataset.read_bytes())
    with pytest.raises(UserError, match=r"dataset\.jsonl:1: not a Trajectory \(.*Field required"):
        annotate(given_context)
