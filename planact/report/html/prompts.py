"""The prompts that an episode's models were sent, rendered anew as they were then.

Episodes keep a hash of every prompt, not its text, which is mostly the page again. The agent that
the config describes goes through the episode once more, its models giving the replies that are on
record; so every prompt comes from the code that rendered it the first time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from planact.agent.agent import Agent
from planact.agent.call import prompt_sha
from planact.config.schema import PlanSource
from planact.core.errors import PlanError
from planact.core.plan import Plan, parse_plan
from planact.core.trajectory import Episode
from planact.llm.chat import ChatModel, Completion, Message
from planact.llm.grammar import Grammar
from planact.llm.prompts import Prompts, config_prompts
from planact.report.finished import FinishedRun
from planact.report.provenance import PROMPTS
from planact.rollout.agents import agent_maker


@dataclass(frozen=True)
class Prompt:
    """A prompt as it is rendered now.

    Attributes:
        messages: The conversation.
        is_as_sent: Whether its hash is that of the prompt that was sent.
    """

    messages: Sequence[Message]
    is_as_sent: bool


@dataclass(frozen=True)
class EpisodePrompts:
    """The prompts of an episode; None where no model was asked, or it cannot be told what.

    Attributes:
        plans: One for each of the episode's plans.
        rounds: One for each of its rounds.
    """

    plans: Sequence[Prompt | None]
    rounds: Sequence[Prompt | None]


@dataclass
class _Recorded:
    """A model that gives the replies on record, in order, and keeps what it was asked."""

    replies: Sequence[str]
    name: str = "recorded"
    asked: list[Sequence[Message]] = field(default_factory=list)

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: Grammar | None = None,
        yes_or_no: bool = False,
    ) -> Completion:
        """The next reply; an empty one where there are no more."""
        self.asked.append(messages)
        number = len(self.asked) - 1
        text = self.replies[number] if number < len(self.replies) else ""
        return Completion(text, 0, 0, 0.0)

    async def close(self) -> None:
        """Nothing is held."""


def prompts_of(run: FinishedRun) -> Callable[[Episode], EpisodePrompts]:
    """A function that renders the prompts of the run's episodes.

    The wording is the run's own where its folder holds it, as that of newer runs does.

    Raises:
        UserError: The prompt style that the run's config names is gone.
    """
    # What a model may reply is no part of what it is asked.
    config = replace(run.config, serving=replace(run.config.serving, constrain=False))
    has_own = (run.folder / PROMPTS).is_dir()
    prompts = Prompts(PROMPTS, run.folder) if has_own else config_prompts(config)

    def render(episode: Episode) -> EpisodePrompts:
        if not episode.rounds:
            # No page is on record, so it cannot be told what was asked on the first one.
            return EpisodePrompts([None] * len(episode.plans), [])
        made = [plan for plan in episode.plans if plan.prompt_sha]
        planner = _Recorded([plan.text for plan in made])
        executor = _Recorded([taken.reply for taken in episode.rounds])
        models: dict[str, ChatModel] = {"planner": planner, "executor": executor}
        new_agent = agent_maker(config, prompts, models.__getitem__, _known_plan(run, episode))
        asyncio.run(_go_through(episode, new_agent(episode.task_id)))
        return EpisodePrompts(
            _matched(planner.asked, [plan.prompt_sha for plan in episode.plans]),
            _matched(executor.asked, [taken.prompt_sha for taken in episode.rounds]),
        )

    return render


async def _go_through(episode: Episode, agent: Agent) -> None:
    """Let the agent see the episode's pages in order; what it replies is on record already."""
    # A plan that was never made ends the episode here as it did then.
    with suppress(PlanError):
        await agent.begin(episode.intent, episode.rounds[0].observation)
        for number, taken in enumerate(episode.rounds):
            await agent.act(episode.intent, episode.rounds[:number], taken.observation)


def _known_plan(run: FinishedRun, episode: Episode) -> dict[int, Plan]:
    """The plan that the episode was given, where no planner made it."""
    if run.config.planner.plans is not PlanSource.oracle:
        return {}
    return {episode.task_id: parse_plan(episode.plans[0].text)}


def _matched(asked: Sequence[Sequence[Message]], shas: Sequence[str]) -> list[Prompt | None]:
    """For each hash on record its prompt, else what was asked in its place."""
    by_sha = {prompt_sha(messages): messages for messages in asked}
    sent = [sha for sha in shas if sha]
    found: dict[str, Prompt] = {}
    for number, sha in enumerate(sent):
        if sha in by_sha:
            found[sha] = Prompt(by_sha[sha], is_as_sent=True)
        elif number < len(asked):
            found[sha] = Prompt(asked[number], is_as_sent=False)
    return [found.get(sha) for sha in shas]
