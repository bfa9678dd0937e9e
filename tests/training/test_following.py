"""Executor and planner are trained on the very prompts that a rollout of their row asks with."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from planact.agent.agent import Agent
from planact.agent.executor import Executor
from planact.agent.planner import Planner
from planact.agent.replanning import POLICIES, executor_role
from planact.config.schema import ReplanWhen
from planact.core.action import parse_action
from planact.core.plan import Plan, parse_plan
from planact.core.trajectory import Round
from planact.llm.prompts import Prompts
from planact.llm.tokens import prompt_ids
from planact.training.dataset import Example
from planact.training.examples import executor_examples, planner_examples, replanner_examples
from tests.agent.test_agent import Replies
from tests.data.course_parts import left, plan, trajectory
from tests.training.test_examples import TOKENIZER, trained_prompt

TRAJECTORY = trajectory(3)
EXACT = "Open the first result: 'Kettle, copper'"
REPLANS = [
    parse_plan(
        left(1, "Results are shown.").replace("Open the first result", EXACT), grounded=True
    ),
    parse_plan(left(2, "It is open."), grounded=True),
    parse_plan(left(3, "It was noted."), grounded=True),
]
PLACES = [*(("plan", number) for number in range(4)), *(("action", number) for number in range(4))]
THOUGHTS = {(3, before, number): f"{before} {number} it is." for before, number in PLACES}

STYLES = pytest.mark.parametrize("style", ["compact", "paper"])
THINKING = pytest.mark.parametrize("thinks", [False, True], ids=["plainly", "thinking"])


def acting(
    style: str,
    replan: ReplanWhen,
    replans: Sequence[Plan] = REPLANS,
    *,
    thinks: bool = False,
) -> list[Example]:
    thoughts = THOUGHTS if thinks else None
    return list(
        executor_examples(
            Prompts(style),
            [TRAJECTORY],
            {3: plan()},
            thoughts,
            stage="seed",
            replans={3: replans},
            replan=replan,
        )
    )


def planning(style: str, *, thinks: bool) -> list[Example]:
    prompts, thoughts = Prompts(style), THOUGHTS if thinks else None
    first = planner_examples(prompts, [TRAJECTORY], {3: plan()}, thoughts, stage="seed")
    anew = replanner_examples(
        prompts, [TRAJECTORY], {3: plan()}, {3: REPLANS}, thoughts, stage="seed"
    )
    return [*first, *anew]


def reply_of(example: Example) -> str:
    return example.messages[-1].content


def plan_steps(example: Example) -> list[str]:
    """The steps of the plan in a compact prompt."""
    section = example.messages[0].content.partition("## Plan\n")[2].partition("## Actions")[0]
    return section.splitlines()


@STYLES
@THINKING
@pytest.mark.parametrize("replan", list(ReplanWhen))
async def test_training_sees_the_prompts_of_a_rollout_token_for_token(
    style: str, replan: ReplanWhen, thinks: bool
) -> None:
    prompts, examples = Prompts(style), acting(style, replan, thinks=thinks)
    plans, executor = planning(style, thinks=thinks), Replies(*map(reply_of, examples))
    by_round = {example.meta.get("round", 0): example for example in plans}
    needed = rounds_with_a_new_plan(style, replan)
    planner = Replies(*(reply_of(by_round[number]) for number in needed))
    agent = Agent(
        Executor(executor, prompts, 64, 0.0, role=executor_role(replan), thinks=thinks),
        Planner(planner, prompts, 64, 0.0, thinks=thinks),
        POLICIES[replan],
    )
    await agent.begin(TRAJECTORY.intent, TRAJECTORY.rounds[0].observation)
    lived: list[Round] = []
    for taken in TRAJECTORY.rounds:
        reply = await agent.act(TRAJECTORY.intent, lived, taken.observation)
        said = {"reply": reply.text, "step": parse_action(reply.text).step}
        lived.append(taken.model_copy(update=said))
    assert [made.round for made in agent.plans] == needed
    asked = [prompt_ids(TOKENIZER, messages) for messages in executor.asked]
    assert asked == [trained_prompt(example) for example in examples]
    if replan is ReplanWhen.every_round:
        asked = [prompt_ids(TOKENIZER, messages) for messages in planner.asked]
        assert asked == [trained_prompt(example) for example in plans]


def rounds_with_a_new_plan(style: str, replan: ReplanWhen) -> list[int]:
    """In the compact style the executor says its step, by which the rule sees one done."""
    by_rule = [0, 2] if style == "compact" else [0]
    return {
        ReplanWhen.never: [0],
        ReplanWhen.every_round: [0, 1, 2, 3],
        ReplanWhen.asked: [0, 1],
        ReplanWhen.rule: by_rule,
    }[replan]


def test_each_round_names_its_step_of_the_plan_that_is_followed_in_it() -> None:
    examples = acting("compact", ReplanWhen.every_round)
    assert [parse_action(reply_of(example)).step for example in examples] == [1, 1, 1, 1]
    assert [plan_steps(example)[0] for example in examples] == [
        "# Step 1. Search for 'kettle'",
        f"# Step 1. {EXACT}",
        "# Step 1. Note its price and return it",
        "# Step 1. Note its price and return it",
    ]
    assert [len(plan_steps(example)) for example in examples] == [3, 2, 1, 1]


def test_without_a_replan_of_a_round_the_plan_there_was_is_followed_on() -> None:
    examples = acting("compact", ReplanWhen.every_round, REPLANS[:1])
    assert [len(plan_steps(example)) for example in examples] == [3, 2, 2, 2]
    assert parse_action(reply_of(examples[-1])).step == 2
    never = acting("compact", ReplanWhen.never)
    assert acting("compact", ReplanWhen.every_round, []) == never


@STYLES
def test_the_executor_asks_where_the_next_page_decides_what_its_plan_leaves_open(
    style: str,
) -> None:
    asking = [parse_action(reply_of(one)).replan for one in acting(style, ReplanWhen.asked)]
    assert asking == ["Open the first result", None, None, None]


def test_who_is_not_to_ask_never_does() -> None:
    for replan in set(ReplanWhen) - {ReplanWhen.asked}:
        assert not any("Replan" in reply_of(one) for one in acting("compact", replan))
