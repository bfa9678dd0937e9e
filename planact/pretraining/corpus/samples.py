"""From websites to conversations: every role's examples, in the prompts of inference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any

from planact.core.plan import Plan
from planact.llm.prompts import Prompts
from planact.pretraining.corpus.draw import Draw, Split
from planact.pretraining.corpus.lookups import INTENT, Lookup, lookups
from planact.pretraining.corpus.tasks.play import Played, TooLongError
from planact.pretraining.corpus.thoughts import before_action, before_plan
from planact.pretraining.corpus.world import World
from planact.training.dataset import Example, Turn
from planact.training.rendering import executor_example, planner_example, step_number

ROLES = ("executor", "react", "planner", "replanner", "thinker", "lookup")

TASKS = 3
"""Tasks on each website."""


@dataclass(frozen=True)
class Mixture:
    """How often each kind of example is drawn.

    Attributes:
        executor: Of the rounds, with the plan.
        react: Of the rounds, without a plan.
        planner: Of the tasks.
        replanner: Of the tasks.
        thinker: Of the tasks, a plan or an action with a thought before it.
        lookup: Of the tasks, a page with dense questions.
        small: Of the websites, those whose pages are short.
    """

    executor: float = 0.45
    react: float = 0.15
    planner: float = 1.0
    replanner: float = 0.2
    thinker: float = 0.15
    lookup: float = 0.5
    small: float = 0.3


@dataclass(frozen=True)
class Sample:
    """A conversation to learn from.

    Attributes:
        role: One of `ROLES`.
        kind: Name of the task's template.
        example: The conversation.
        given: Spans of the reply that are given, not learned.
    """

    role: str
    kind: str
    example: Example
    given: tuple[tuple[int, int], ...] = ()


class Sampler:
    """Makes the samples of websites.

    Args:
        split: What may be drawn.
        mixture: How much of what.
    """

    def __init__(self, split: Split, mixture: Mixture) -> None:
        self._split = split
        self._mixture = mixture
        self._prompts = Prompts("compact")

    def website(self, seed: str) -> list[Sample]:
        """Every sample of one website, but of tasks that take too long."""
        world = World(Random(seed), self._split, self._mixture.small)
        samples: list[Sample] = []
        for task in world.tasks(TASKS):
            with suppress(TooLongError):
                samples += self._samples(world.play(task), world.draw)
        return samples

    def _samples(self, played: Played, draw: Draw) -> Iterator[Sample]:
        mixture = self._mixture
        plan = played.plan()
        if draw.chance(mixture.planner):
            yield self._sample("planner", played, self._planner(played, plan))
        for index in self._learned(played):
            if draw.chance(mixture.executor):
                said = plan if draw.chance(0.5) else played.plan(draw)
                at = draw.count(1, index) if index and draw.chance(0.2) else 0
                example = self._executor(played, index, _left(said, at), made_in=at)
                yield self._sample("executor", played, example)
            if draw.chance(mixture.react):
                yield self._sample("react", played, self._executor(played, index, None))
        if draw.chance(mixture.replanner) and len(played.trajectory.rounds) > 2:
            yield self._sample("replanner", played, self._replanner(played, plan, draw))
        if draw.chance(mixture.thinker):
            yield self._sample("thinker", played, self._thinker(played, plan, draw))
        if draw.chance(mixture.lookup):
            yield from self._lookups(played, draw)

    def _sample(self, role: str, played: Played, example: Example) -> Sample:
        return Sample(role, played.task.kind, example)

    def _learned(self, played: Played) -> list[int]:
        return [i for i in range(len(played.trajectory.rounds)) if i not in played.slips]

    def _planner(self, played: Played, plan: Plan, **more: Any) -> Example:
        return planner_example(self._prompts, played.trajectory, plan, meta={}, **more)

    def _executor(
        self, played: Played, index: int, plan: Plan | None, made_in: int = 0, **more: Any
    ) -> Example:
        """The action of a round, by a plan that was made when so many rounds were over."""
        trajectory = played.trajectory
        past = [
            round.model_copy(
                update={
                    "step": step_number(plan, number)
                    if round.action and number >= made_in
                    else None
                }
            )
            for number, round in enumerate(trajectory.rounds[:index])
        ]
        return executor_example(self._prompts, trajectory, index, past, plan, meta={}, **more)

    def _replanner(self, played: Played, plan: Plan, draw: Draw) -> Example:
        """What is left of the plan in the middle of the episode."""
        rounds = played.trajectory.rounds
        at = draw.count(1, len(rounds) - 1)
        previous = plan if draw.chance(0.5) else played.plan(draw)
        more: dict[str, Any] = {"previous": previous, "rounds": list(rounds[:at])}
        return self._planner(played, _left(plan, at), at=at, **more)

    def _thinker(self, played: Played, plan: Plan, draw: Draw) -> Example:
        """A plan or an action with a thought before it."""
        if draw.chance(0.4):
            return self._planner(played, plan, thought=before_plan(plan, draw))
        index = draw.one(self._learned(played))
        step = next(s.step for s in plan.steps if s.actions and index in s.actions)
        given = plan if draw.chance(0.7) else None
        thought = before_action(
            played.trajectory.rounds[index], step if given is not None else None, draw
        )
        return self._executor(played, index, given, thought=thought)

    def _lookups(self, played: Played, draw: Draw) -> Iterator[Sample]:
        seen = draw.one(played.pages)
        asked = lookups(seen, draw)
        if asked:
            yield _lookup_sample(self._prompts, seen.text, asked, draw)


def _left(plan: Plan, at: int) -> Plan:
    """What is left of a grounded plan when so many actions are taken."""
    return Plan(tuple(step for step in plan.steps if step.actions and step.actions[-1] >= at))


def _lookup_sample(prompts: Prompts, page: str, asked: Sequence[Lookup], draw: Draw) -> Sample:
    """A plan of all the questions; the reply takes the step of it that each given number names."""
    plan = Plan(tuple(lookup.as_step for lookup in asked))
    messages = prompts.messages(
        "executor", intent=INTENT, plan=plan, rounds=[], observation=page, error=None
    )
    reply, given = "", []
    for number, lookup in draw.some(list(enumerate(asked, start=1)), len(asked)):
        text = prompts.text(
            "executor",
            "assistant",
            action=lookup.action,
            label=lookup.label,
            step=lookup.as_step,
            step_number=number,
        )
        reply += "\n" if reply else ""
        given.append((len(reply), len(reply) + text.index(".")))
        reply += text
    turns = (*(Turn(**message) for message in messages), Turn(role="assistant", content=reply))
    return Sample("lookup", "lookup", Example(messages=turns), tuple(given))
