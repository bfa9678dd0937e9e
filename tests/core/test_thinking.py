"""What a reasoning model thinks before its answer is no part of the answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planact.core.action import parse_action
from planact.core.plan import parse_plan
from planact.core.thinking import without_thinking

PLAN = "## Step 1\nReasoning: It is there.\nStep: Open the list"


@pytest.mark.parametrize(
    "text",
    [
        "<think>Hm.</think>\n\nexit()",
        "\n<think>\nHm,\nor not?\n</think>exit()",
        "The chat template opened the tag.\n</think>\n\nexit()",
        "exit()",
    ],
)
def test_the_answer_follows_the_thinking(text: str) -> None:
    assert without_thinking(text) == "exit()"


def test_thinking_that_never_ends_leaves_no_answer() -> None:
    assert without_thinking("<think>Should I exit()? Or do(action='Wait')?") == ""


def test_text_that_only_mentions_the_tag_is_left_alone() -> None:
    reply = 'do(action="Type", argument="a </think> b", element="3")'
    assert without_thinking(reply) == reply
    assert parse_action(reply).argument == "a </think> b"


def test_what_is_only_thought_of_is_neither_done_nor_planned() -> None:
    action = parse_action('<think># Note: 7\nexit(message="7")?</think>\ndo(action="Wait")')
    assert (action.call(), action.comments) == ('do(action="Wait")', ())
    draft = "## Step 1\nReasoning: a\nStep: b\n## Step 2\nReasoning: c\nStep: d"
    assert parse_plan(f"<think>\n{draft}\n</think>\n{PLAN}").render() == PLAN


def test_a_thought_may_precede_a_plan() -> None:
    assert parse_plan(f"Thought: The list has it.\n\n{PLAN}").render() == PLAN


@given(st.text(), st.text(alphabet="abc ()\n"))
def test_whatever_is_thought_the_answer_stays(thought: str, answer: str) -> None:
    text = f"<think>{thought.replace('</think>', '')}</think>{answer}"
    assert without_thinking(text) == answer.lstrip()
