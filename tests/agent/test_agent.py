"""Plan-and-Act: the planner is asked once, the executor every round, past pages left out."""

from collections.abc import Sequence

import pytest

from planact.agent.agent import Agent
from planact.agent.executor import Executor
from planact.agent.known_plan import KnownPlan
from planact.agent.planner import MAX_REFUSALS, Planner
from planact.core.errors import PlanError
from planact.core.plan import parse_plan
from planact.core.trajectory import Round, Usage
from planact.llm.chat import ChatError, Completion, Message
from planact.llm.grammar import Grammar
from planact.llm.prompts import Prompts

PLAN = "## Step 1\nReasoning: The page lists forums.\nStep: Open the forum 'books'"
CLICK = 'do(action="Click", element="3")'


class Replies:
    """A chat model that gives prepared replies and keeps what it was asked."""

    def __init__(self, *replies: str) -> None:
        self.name = "prepared"
        self.asked: list[list[Message]] = []
        self.grammars: list[Grammar | None] = []
        self._replies = list(replies)

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: Grammar | None = None,
    ) -> Completion:
        self.asked.append(list(messages))
        self.grammars.append(grammar)
        return Completion(self._replies.pop(0), prompt_tokens=10, completion_tokens=2, seconds=0.5)

    async def close(self) -> None: ...


def agent_of(planner: Replies | None, executor: Replies, style: str = "paper") -> Agent:
    prompts = Prompts(style)
    return Agent(
        Executor(executor, prompts, 64, 0.0),
        Planner(planner, prompts, 64, 0.0) if planner else None,
    )


def round_of(observation: str, error: str | None = None) -> Round:
    return Round(observation=observation, reply=CLICK, action=CLICK, error=error)


async def test_the_plan_reaches_the_executor() -> None:
    planner, executor = Replies(PLAN), Replies(CLICK)
    agent = agent_of(planner, executor)
    await agent.begin("Find a bookstore", "<html> the first page </html>")
    reply = await agent.act("Find a bookstore", [], "<html> the first page </html>")
    assert reply.text == CLICK
    assert "the first page" in planner.asked[0][-1]["content"]
    assert "Open the forum 'books'" in executor.asked[0][0]["content"]
    assert [plan.text for plan in agent.plans] == [PLAN]


async def test_a_known_plan_reaches_the_executor_and_costs_nothing() -> None:
    executor = Replies(CLICK)
    agent = Agent(Executor(executor, Prompts("paper"), 64, 0.0), KnownPlan(parse_plan(PLAN)))
    await agent.begin("Find a bookstore", "<html> the first page </html>")
    await agent.act("Find a bookstore", [], "<html> the first page </html>")
    assert "Open the forum 'books'" in executor.asked[0][0]["content"]
    assert [(plan.text, plan.usage) for plan in agent.plans] == [(PLAN, Usage())]


async def test_without_a_planner_no_plan_is_spoken_of() -> None:
    executor = Replies(CLICK)
    agent = agent_of(None, executor)
    await agent.begin("Find a bookstore", "<html> a page </html>")
    await agent.act("Find a bookstore", [], "<html> a page </html>")
    assert "Plan" not in executor.asked[0][0]["content"]
    assert agent.plans == []


async def test_past_rounds_are_pairs_without_their_pages() -> None:
    executor = Replies(CLICK)
    rounds = [
        round_of("<html> first </html>"),
        round_of("<html> second </html>", error="it is gone"),
    ]
    await agent_of(None, executor).act("Find it", rounds, "<html> third </html>")
    _, *turns = executor.asked[0]
    assert [turn["role"] for turn in turns] == ["user", "assistant"] * 2 + ["user"]
    text = "\n".join(turn["content"] for turn in turns)
    assert "first" not in text
    assert "second" not in text
    assert "** Simplified html **" in turns[0]["content"]
    assert "third" in turns[-1]["content"]
    assert "it is gone" in turns[-1]["content"]


async def test_the_compact_style_puts_everything_into_one_turn() -> None:
    planner, executor = Replies(PLAN), Replies(CLICK)
    agent = agent_of(planner, executor, style="compact")
    await agent.begin("Find a bookstore", "<a>books [3]</a>")
    await agent.act("Find a bookstore", [round_of("<a>old page [1]</a>")], "<a>books [3]</a>")
    (turn,) = executor.asked[0]
    assert "1. Open the forum 'books'" in turn["content"]
    assert CLICK in turn["content"]
    assert "old page" not in turn["content"]


async def test_page_content_that_looks_like_a_template_stays_as_it_is() -> None:
    executor = Replies(CLICK)
    page = "<p>{{ intent }} {% for x in y %} {{ 7 * 7 }}</p>"
    await agent_of(None, executor).act("Find it", [], page)
    assert page in executor.asked[0][-1]["content"]


async def test_an_unreadable_plan_is_sent_back_with_the_reason() -> None:
    planner = Replies("I would click.", PLAN)
    agent = agent_of(planner, Replies())
    await agent.begin("Find a bookstore", "<html></html>")
    assert planner.asked[1][-2]["content"] == "I would click."
    assert "no '## Step 1' header" in planner.asked[1][-1]["content"]
    refused, accepted = agent.plans
    assert (refused.text, accepted.text) == ("I would click.", PLAN)
    assert "no '## Step 1' header" in str(refused.error)
    assert accepted.error is None
    assert refused.prompt_sha != accepted.prompt_sha
    assert [made.usage.prompt_tokens for made in agent.plans] == [10, 10]


async def test_a_planner_that_never_plans_fails() -> None:
    planner = Replies(*["no plan"] * (MAX_REFUSALS + 1))
    agent = agent_of(planner, Replies())
    with pytest.raises(PlanError):
        await agent.begin("Find a bookstore", "<html></html>")
    assert len(planner.asked) == MAX_REFUSALS + 1
    assert [made.text for made in agent.plans] == ["no plan"] * (MAX_REFUSALS + 1)
    assert all(made.error and made.prompt_sha for made in agent.plans)
    assert Usage.total(made.usage for made in agent.plans).prompt_tokens == 10 * len(agent.plans)


async def test_a_refused_plan_is_recorded_also_when_the_planner_cannot_be_asked_again() -> None:
    class Cut(Replies):
        async def chat(
            self,
            messages: Sequence[Message],
            *,
            max_tokens: int,
            temperature: float = 0.0,
            grammar: Grammar | None = None,
        ) -> Completion:
            if self.asked:
                raise ChatError("gone")
            return await super().chat(messages, max_tokens=max_tokens)

    agent = agent_of(Cut("no plan"), Replies())
    with pytest.raises(ChatError):
        await agent.begin("Find a bookstore", "<html></html>")
    assert [made.text for made in agent.plans] == ["no plan"]
