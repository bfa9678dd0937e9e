"""A plan is made anew when the policy says so; where none comes of it, the old one stays."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from planact.agent.agent import Agent
from planact.agent.executor import Executor
from planact.agent.planner import MAX_REFUSALS, Planner
from planact.agent.replanning import POLICIES, executor_role, under_plan
from planact.config.schema import ReplanWhen
from planact.core.action import parse_action
from planact.core.plan import parse_plan
from planact.core.trajectory import Round
from planact.llm.prompts import Prompts
from tests.agent.test_agent import CLICK, PLAN, Replies

FIRST = f"{PLAN}\n\n## Step 2\nReasoning: It is asked for.\nStep: Read the title"
LEFT = "## Step 1\nReasoning: The forum is open.\nStep: Read the title 'Ships'"
THOUGHT = "Thought: I am nearly there.\n\n"
HOME, FORUM, THREAD = "<a>books [3]</a>", "<a>Ships [3]</a>", "<h1>Ships</h1>"
STYLES = pytest.mark.parametrize("style", ["compact", "paper"])


def taken(
    reply: str = CLICK, page: str = HOME, step: int | None = None, error: str | None = None
) -> Round:
    is_action = "(" in reply
    action = parse_action(reply).call() if is_action else None
    return Round(observation=page, reply=reply, action=action, step=step, error=error)


def reason(replan: ReplanWhen, *since: Round, page: str = FORUM) -> str | None:
    return POLICIES[replan].reason(parse_plan(FIRST), since, page)


def agent_of(
    planner: Replies,
    executor: Replies,
    replan: ReplanWhen = ReplanWhen.every_round,
    style: str = "paper",
    *,
    thinks: bool = False,
) -> Agent:
    prompts, role = Prompts(style), executor_role(replan)
    return Agent(
        Executor(executor, prompts, 64, 0.0, role=role, thinks=thinks),
        Planner(planner, prompts, 64, 0.0, thinks=thinks),
        POLICIES[replan],
    )


async def live(agent: Agent, pages: Sequence[str]) -> None:
    """Plan on the first page, act on each, clicking all the way."""
    await agent.begin("Find it", pages[0])
    rounds: list[Round] = []
    for page in pages:
        reply = await agent.act("Find it", rounds, page)
        rounds.append(taken(reply.text, page))


def test_every_policy_has_its_class() -> None:
    assert set(POLICIES) == set(ReplanWhen)


def test_never_and_every_round_look_at_nothing() -> None:
    assert reason(ReplanWhen.never, taken(error="it is gone")) is None
    assert reason(ReplanWhen.every_round, taken()) == "a round is over"


def test_the_executor_gets_the_plan_it_asks_for() -> None:
    asking = f"# Replan: the list is empty\n{CLICK}"
    assert reason(ReplanWhen.asked, taken(asking)) == "the list is empty"
    assert reason(ReplanWhen.asked, taken(asking), taken()) is None
    assert reason(ReplanWhen.asked, taken("I would replan")) is None


@pytest.mark.parametrize(
    ("since", "page", "why"),
    [
        ([taken("I click.")], FORUM, "the last reply was refused"),
        ([taken(error="it is gone")], FORUM, "the last action failed: it is gone"),
        ([taken()], HOME, "the last action changed nothing"),
        ([taken(step=1), taken(step=2)], FORUM, "step 1 is done"),
        ([taken(step=2)], FORUM, "step 1 is done"),
        ([taken(step=2), taken(step=9)], FORUM, "step 2 is done"),
        ([taken(step=1), taken(step=1)], FORUM, None),
        ([taken(step=2), taken(step=2)], FORUM, None),
        ([taken(step=2), taken(step=1)], FORUM, None),
        ([taken()], FORUM, None),
    ],
)
def test_the_rule_notices_trouble_and_progress(
    since: list[Round], page: str, why: str | None
) -> None:
    assert reason(ReplanWhen.rule, *since, page=page) == why


async def test_after_every_round_the_executor_gets_the_newest_plan() -> None:
    planner, executor = Replies(FIRST, LEFT, LEFT), Replies(CLICK, CLICK, CLICK)
    agent = agent_of(planner, executor)
    await live(agent, [HOME, FORUM, THREAD])
    assert [(made.round, made.reason) for made in agent.plans] == [
        (0, ""),
        (1, "a round is over"),
        (2, "a round is over"),
    ]
    systems = [asked[0]["content"] for asked in executor.asked]
    assert ["title 'Ships'" in text for text in systems] == [False, True, True]
    assert ["Open the forum" in text for text in systems] == [True, False, False]


def test_steps_of_earlier_plans_mean_nothing_under_a_new_one() -> None:
    rounds = [taken(step=1), taken(step=2), taken(step=1)]
    assert [one.step for one in under_plan(rounds, 2)] == [None, None, 1]
    assert under_plan(rounds, 0) == rounds


async def test_in_the_papers_style_past_plans_are_pairs_and_only_the_new_page_is_shown() -> None:
    planner = Replies(FIRST, LEFT, LEFT)
    await live(agent_of(planner, Replies(CLICK, CLICK, CLICK)), [HOME, FORUM, THREAD])
    _, *turns = planner.asked[2]
    assert [turn["content"] for turn in turns if turn["role"] == "assistant"] == [FIRST, LEFT]
    text = "\n".join(turn["content"] for turn in turns)
    assert THREAD in text
    assert FORUM not in text
    assert HOME not in text


async def test_in_the_compact_style_previous_plan_and_actions_stand_in_one_turn() -> None:
    planner = Replies(FIRST, LEFT)
    agent = agent_of(planner, Replies(CLICK, CLICK), style="compact")
    await live(agent, [HOME, FORUM])
    (turn,) = planner.asked[1]
    assert "## Plan so far\n# Step 1. Open the forum 'books'" in turn["content"]
    assert CLICK in turn["content"]


async def test_a_replan_that_cannot_be_read_leaves_the_plan_there_was() -> None:
    refused = ["no plan"] * (MAX_REFUSALS + 1)
    planner, executor = Replies(FIRST, *refused, LEFT), Replies(CLICK, CLICK, CLICK)
    agent = agent_of(planner, executor)
    await live(agent, [HOME, FORUM, THREAD])
    assert [made.round for made in agent.plans] == [0, 1, 1, 1, 2]
    assert [made.error is None for made in agent.plans] == [True, False, False, False, True]
    assert "Open the forum" in executor.asked[1][0]["content"]
    assert "title 'Ships'" in executor.asked[2][0]["content"]
    # To the planner it looks as if it had kept to its plan.
    said = [turn["content"] for turn in planner.asked[-1] if turn["role"] == "assistant"]
    assert said == [FIRST, FIRST]


async def test_a_round_without_a_new_plan_repeats_the_one_that_was_followed() -> None:
    planner = Replies(FIRST, LEFT)
    executor = Replies(CLICK, f"# Replan: it is open\n{CLICK}", CLICK)
    agent = agent_of(planner, executor, ReplanWhen.asked)
    await live(agent, [HOME, FORUM, THREAD])
    assert [(made.round, made.reason) for made in agent.plans] == [(0, ""), (2, "it is open")]
    said = [turn["content"] for turn in planner.asked[1] if turn["role"] == "assistant"]
    assert said == [FIRST, FIRST]


def test_only_who_may_ask_is_told_how() -> None:
    told = [
        Prompts("paper").text(executor_role(replan), "system", intent="Find it", plan=None)
        for replan in ReplanWhen
    ]
    assert ["# Replan:" in text for text in told] == [
        replan is ReplanWhen.asked for replan in ReplanWhen
    ]


@STYLES
async def test_who_thinks_is_asked_for_a_thought_which_stays_on_record(style: str) -> None:
    acting = f"# Thought: There it is.\n{CLICK}"
    planner, executor = Replies(THOUGHT + FIRST, THOUGHT + LEFT), Replies(acting, acting)
    agent = agent_of(planner, executor, style=style, thinks=True)
    await live(agent, [HOME, FORUM])
    assert [made.text for made in agent.plans] == [THOUGHT + FIRST, THOUGHT + LEFT]
    for asked in (*planner.asked, *executor.asked):
        assert "thought" in "\n".join(turn["content"] for turn in asked).lower()
    assert THOUGHT.strip() not in executor.asked[0][0]["content"]


async def test_what_a_reasoning_model_thinks_is_not_repeated_to_it() -> None:
    thinking = "<think>Perhaps ## Step 1 is wrong?</think>\n\n"
    planner = Replies(thinking + FIRST, thinking + LEFT)
    executor = Replies(thinking + CLICK, thinking + CLICK)
    agent = agent_of(planner, executor)
    await live(agent, [HOME, FORUM])
    for asked in (planner.asked[1], executor.asked[1]):
        assert "Perhaps" not in "\n".join(turn["content"] for turn in asked)
    assert agent.plans[1].text == thinking + LEFT
