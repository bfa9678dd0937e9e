"""Replans and thoughts are trained with the very prompts that inference will ask with."""

from __future__ import annotations

import pytest

from planact.core.action import parse_action
from planact.core.plan import Plan, parse_plan
from planact.llm.prompts import Prompts
from planact.training.dataset import Example
from planact.training.examples import (
    executor_examples,
    planner_examples,
    replanner_examples,
)
from tests.data.course_parts import left, plan, trajectory

TRAJECTORY = trajectory(3)
REPLANS = [parse_plan(left(done, f"{done} are done."), grounded=True) for done in (1, 2, 3)]
STYLES = pytest.mark.parametrize("style", ["compact", "paper"])
THOUGHTS = {
    (3, "plan", 0): "There is a search.",
    **{(3, "action", number): f"This is thought {number}." for number in range(4)},
}


def replanned(style: str, replans: list[Plan] = REPLANS) -> list[Example]:
    return list(
        replanner_examples(Prompts(style), [TRAJECTORY], {3: plan()}, {3: replans}, stage="seed")
    )


def prompt_of(example: Example) -> list[dict[str, str]]:
    return [turn.model_dump() for turn in example.messages[:-1]]


@STYLES
def test_a_replanner_is_trained_on_the_prompt_that_its_own_replies_lead_to(style: str) -> None:
    prompts = Prompts(style)
    examples = replanned(style)
    assert [example.meta["round"] for example in examples] == [1, 2, 3]
    # As a planner goes on: its past replies, raw, and the plan they hold.
    said = [prompts.text("planner", "assistant", plan=plan())]
    for number, example in enumerate(examples, start=1):
        rounds = [
            taken.model_copy(update={"reply": reply})
            for taken, reply in zip(TRAJECTORY.rounds, said, strict=False)
        ]
        asked = prompts.messages(
            "planner",
            intent=TRAJECTORY.intent,
            observation=TRAJECTORY.rounds[number].observation,
            previous=parse_plan(said[-1]),
            rounds=rounds,
        )
        assert prompt_of(example) == asked
        said.append(example.messages[-1].content)


@STYLES
def test_what_a_replanner_learns_is_the_plan_of_what_is_left(style: str) -> None:
    for example, made in zip(replanned(style), REPLANS, strict=True):
        read = parse_plan(example.messages[-1].content)
        assert [step.step for step in read.steps] == [step.step for step in made.steps]


def test_in_the_papers_style_each_past_round_is_a_pair_without_its_page() -> None:
    system, *turns = replanned("paper")[1].messages
    assert system.content.endswith(TRAJECTORY.intent)
    assert [turn.role for turn in turns] == ["user", "assistant"] * 3
    assert "** Simplified html **" in turns[0].content
    assert turns[1].content == plan().render()
    assert turns[3].content == REPLANS[0].render()
    assert TRAJECTORY.rounds[2].observation in turns[4].content
    assert TRAJECTORY.rounds[0].action in turns[4].content


def test_replans_that_break_off_give_the_examples_there_are() -> None:
    assert len(replanned("compact", REPLANS[:1])) == 1
    assert not replanned("compact", [])


@STYLES
def test_a_thought_comes_before_the_plan_and_is_asked_for(style: str) -> None:
    prompts = Prompts(style)
    [plain] = planner_examples(prompts, [TRAJECTORY], {3: plan()}, stage="seed")
    [thinking] = planner_examples(prompts, [TRAJECTORY], {3: plan()}, THOUGHTS, stage="seed")
    reply = thinking.messages[-1].content
    assert reply == f"Thought: There is a search.\n\n{plain.messages[-1].content}"
    assert prompt_of(thinking) != prompt_of(plain)
    assert prompt_of(thinking) == prompts.messages(
        "planner",
        intent=TRAJECTORY.intent,
        observation=TRAJECTORY.rounds[0].observation,
        thought="",
    )


@STYLES
def test_a_thought_comes_before_each_action_and_stays_in_the_past_replies(style: str) -> None:
    prompts = Prompts(style)
    examples = list(executor_examples(prompts, [TRAJECTORY], {3: plan()}, THOUGHTS, stage="seed"))
    for number, (example, taken) in enumerate(zip(examples, TRAJECTORY.rounds, strict=True)):
        reply = example.messages[-1].content
        assert reply.startswith(f"# Thought: This is thought {number}.\n")
        assert parse_action(reply).call() == taken.action
    said = [turn.content for turn in examples[-1].messages if turn.role == "assistant"]
    if style == "paper":
        assert said == [example.messages[-1].content for example in examples]


@STYLES
def test_where_a_thought_is_missing_there_is_no_example_of_it(style: str) -> None:
    prompts = Prompts(style)
    some = {place: text for place, text in THOUGHTS.items() if place[1:] != ("action", 1)}
    examples = list(executor_examples(prompts, [TRAJECTORY], {3: plan()}, some, stage="seed"))
    assert [example.meta["round"] for example in examples] == [0, 2, 3]
    assert not list(planner_examples(prompts, [TRAJECTORY], {3: plan()}, {}, stage="seed"))
