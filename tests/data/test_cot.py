"""Thoughts before plans and actions: short, plain, and none the wiser for what was handed over."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planact.core.errors import UserError
from planact.core.trajectory import Usage
from planact.data.answers import AnswerError
from planact.data.cot import Thought, cot_of, thoughts_by_place
from planact.data.replans import Replan, replans_of
from planact.data.stage import DataContext, read_dataset
from planact.data.stages import make_dataset
from planact.data.thought_format import Rules, read_thought
from planact.llm.chat import Message
from planact.llm.prompts import Prompts
from planact.store import Artifact
from tests.data.course_parts import ACTIONS, KETTLE, left, plan, prepared
from tests.data.pair_parts import SEEDS, Teacher, dataset
from tests.data.parts import FakeTeacher
from tests.store.processes import run

RULES = Rules(most_words=20, forbidden=("expected action", "the given action"))
GOOD = "The shop has a search field, so I look for a kettle there."


def think(context: DataContext) -> Artifact:
    return make_dataset(cot_of(SEEDS), context)


def rows(artifact: Artifact) -> list[Thought]:
    return read_dataset(artifact, Thought)


@pytest.mark.parametrize(
    "answer",
    [
        GOOD,
        f"Thought: {GOOD}",
        f"**Thought:** {GOOD}",
        f"# Thought: {GOOD}",
        f"Thoughts before the action:\n{GOOD}",
        f"```\n{GOOD}\n```",
        f'"{GOOD}"',
        f"  {GOOD.replace(', ', ',' + chr(10))}\r\n",
        f"<think>The expected action is do(action='Click').</think>\n\n{GOOD}",
    ],
)
def test_a_thought_is_read_however_a_model_dresses_it(answer: str) -> None:
    assert read_thought(answer, RULES) == GOOD


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("", "empty"),
        ("<think>Hm.</think>", "empty"),
        ("Thought:", "empty"),
        ('I search. do(action="Search", argument="kettle", element="1")', "action call"),
        ("All is done, so exit().", "action call"),
        ("I think.\n\n## Step 1\nReasoning: r\nStep: s", "a plan"),
        ("I think.\n**Step 1**\nI search.", "a plan"),
        ("The Expected Action is a search.", 'says "expected action"'),
        ("word " * 21, "21 words; write 20 at most"),
    ],
)
def test_what_is_no_plain_short_thought_is_refused_with_the_reason(
    answer: str, reason: str
) -> None:
    with pytest.raises(AnswerError, match=reason):
        read_thought(answer, RULES)


def test_quotes_that_belong_to_the_thought_stay() -> None:
    text = '"Kettles" is the page, and what I need is "Kettle, copper"'
    assert read_thought(text, RULES) == text


def test_words_that_only_look_like_calls_and_plans_are_no_reason() -> None:
    text = "The next step: what to do (a search) is clear, and step 2 exits the list."
    assert read_thought(text, RULES) == text


@given(st.text(max_size=200))
def test_any_text_is_read_as_one_line_or_refused(text: str) -> None:
    try:
        thought = read_thought(text, RULES)
    except AnswerError:
        return
    assert thought == " ".join(thought.split()) != ""
    assert read_thought(thought, RULES)


def test_the_plan_and_each_action_get_a_thought_in_the_order_of_rounds(tmp_path: Path) -> None:
    def say(messages: Sequence[Message]) -> str:
        return f"It is clear to me after {len(messages[1]['content'])} letters."

    made = rows(think(prepared(tmp_path, Teacher(say), tasks=2)))
    places = [(row.task_id, row.before, row.round) for row in made]
    one = [("plan", 0), *(("action", number) for number in range(4))]
    assert places == [(task, *place) for task in (0, 1) for place in one]
    assert thoughts_by_place(reversed(made))[1, "action", 2] == made[8].text


def test_each_replan_gets_a_thought_that_knows_what_was_done(tmp_path: Path) -> None:
    teacher = FakeTeacher([GOOD])
    plain = prepared(tmp_path, teacher, tasks=2, at_once=1)
    replans = [
        Replan(
            task_id=task,
            round=number,
            intent="What does it cost?",
            sites=("shopping",),
            text=left(number),
            answers=1,
            usage=Usage(),
        )
        for task, number in ((0, 1), (0, 2), (1, 1))
    ]
    name = replans_of(SEEDS)
    made = dataset(plain.store, name, replans)
    context = replace(plain, others={**plain.others, name: lambda: made})
    thought = rows(make_dataset(cot_of(name), context))
    places = [(row.task_id, row.before, row.round) for row in thought]
    assert places == [(0, "plan", 1), (0, "plan", 2), (1, "plan", 1)]
    asked = teacher.asked[1][-1]["content"]
    assert f"[1] {ACTIONS[1]}" in asked
    assert KETTLE in asked
    assert replans[1].plan().render() in asked
    assert ACTIONS[2] not in asked


def test_before_an_action_the_teacher_sees_all_that_led_to_it(tmp_path: Path) -> None:
    teacher = FakeTeacher([GOOD])
    think(prepared(tmp_path, teacher, at_once=1))
    asked = teacher.asked[3][-1]["content"]
    assert "What does kettle 0 cost?" in asked
    assert plan().render() in asked
    assert "Step 3 is under way." in asked
    assert f"[1] {ACTIONS[1]}" in asked
    assert KETTLE in asked
    assert ACTIONS[2] in asked.partition("## Next Action")[2]
    assert ACTIONS[3] not in asked


def test_before_the_plan_the_teacher_sees_the_first_page_and_the_plan_alone(tmp_path: Path) -> None:
    teacher = FakeTeacher([GOOD])
    think(prepared(tmp_path, teacher, at_once=1))
    asked = teacher.asked[0][-1]["content"]
    assert plan().render() in asked
    assert "Next Action" not in asked
    assert ACTIONS[0] not in asked


def test_a_thought_that_knows_a_later_page_goes_back_with_the_value(tmp_path: Path) -> None:
    teacher = FakeTeacher([GOOD, "The copper one will cost $86.50.", GOOD])
    made = rows(think(prepared(tmp_path, teacher, at_once=1)))
    assert '"86.50"' in teacher.asked[2][-1]["content"]
    assert [row.answers for row in made] == [1, 2, 1, 1, 1]


def test_the_answer_may_be_thought_of_where_it_is_given(tmp_path: Path) -> None:
    teacher = FakeTeacher([GOOD, GOOD, GOOD, "It costs $86.50, I see.", "It is $86.50."])
    made = rows(think(prepared(tmp_path, teacher, at_once=1)))
    assert [row.answers for row in made] == [1] * 5


def test_the_forbidden_phrases_are_the_templates_and_told_to_the_teacher(tmp_path: Path) -> None:
    folder = tmp_path / "prompts" / "mine" / "cot_annotator"
    folder.mkdir(parents=True)
    (folder / "system.md").write_text("Not: {{ rules.forbidden | join(', ') }}")
    (folder / "user.md").write_text("{{ observation }}")
    (folder / "refused.md").write_text("{{ reason }}")
    (folder / "forbidden.md").write_text("as you know\n\n  of course\n")
    teacher = FakeTeacher(["Of course I search.", GOOD])
    plain = prepared(tmp_path, teacher, at_once=1)
    made = think(replace(plain, prompts=Prompts("mine", tmp_path / "prompts")))
    assert teacher.asked[0][0]["content"] == "Not: as you know, of course"
    assert 'says "of course"' in teacher.asked[1][-1]["content"]
    assert rows(made)[0].text == GOOD


def test_a_thought_that_cannot_be_had_is_left_out(tmp_path: Path) -> None:
    teacher = FakeTeacher([*["exit()"] * 3, GOOD])
    artifact = think(prepared(tmp_path, teacher, at_once=1))
    assert [row.before for row in rows(artifact)] == ["action"] * 4
    assert artifact.summary["wanted"] == 5
    assert artifact.summary["refused_answers"] == {
        "it holds an action call; the action comes after the thought": 3
    }


def test_a_teacher_that_never_thinks_is_an_error_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="wrote no thought for 2 trajectories: it is empty"):
        think(prepared(tmp_path, FakeTeacher([""]), tasks=2))


def test_a_killed_stage_ends_as_if_undisturbed(tmp_path: Path) -> None:
    class Killer(FakeTeacher):
        async def chat(self, *args, **kwargs):  # type: ignore[no-untyped-def]
            if len(self.asked) == 6:
                os.kill(os.getpid(), signal.SIGKILL)
            return await super().chat(*args, **kwargs)

    killer = prepared(tmp_path, Killer([GOOD]), tasks=2, at_once=1)
    assert run(think, killer) == -signal.SIGKILL
    teacher = FakeTeacher([GOOD])
    made = rows(think(prepared(tmp_path, teacher, tasks=2)))
    assert len(teacher.asked) == 4
    assert [row.text for row in made] == [GOOD] * 10
