"""New queries in the words of a teacher (4.1): asked for, filtered, and never twice the same."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from planact.core.task import Task, site_group
from planact.core.trajectory import Trajectory
from planact.data.asking import Asker
from planact.data.likeness import Likeness
from planact.data.query_format import Query, read_queries
from planact.data.question import Question
from planact.data.stage import DataContext
from planact.data.yes_no import YesNo, read_yes_no
from planact.rollout.work import work_through

GENERATOR = "query_generator"
FILTER = "query_filter"

EXAMPLES = 10
"""Queries that show the filter what is possible on the sites."""

PATIENCE = 10
"""Requests that may bring nothing new, one after the other, before no more is asked."""

T = TypeVar("T")


class Queries:
    """Tasks to demonstrate that nobody has thought of before, as many as are asked for.

    What is asked for depends on counts alone, and answers are gone through in the order of their
    requests, so that the same answers make the same tasks.

    Args:
        context: The benchmark, which knows what is held out, and the config.
        asker: Asks the teachers.
        seeds: What new queries are to be like.
    """

    def __init__(self, context: DataContext, asker: Asker, seeds: Sequence[Trajectory]) -> None:
        data = context.config.data
        self._context, self._asker, self._seeds = context, asker, seeds
        self._sites = {site for seed in seeds for site in seed.sites}
        self._groups = _grouped(seeds)
        self._known = {
            "like a seed's": Likeness(data.near_duplicate, {seed.intent for seed in seeds}),
            "like a held-out task's": Likeness(data.near_duplicate, held_out(context)),
            "like an earlier one": Likeness(data.near_duplicate),
        }
        self._waiting: list[Task] = []
        self._requests = self._generated = 0
        self._refused: Counter[str] = Counter()

    async def take(self, count: int) -> list[Task]:
        """The next so many tasks; fewer where the teacher has nothing new to say any more."""
        in_vain = 0
        while len(self._waiting) < count and in_vain < PATIENCE:
            each = self._context.config.data.new_per_request
            requests = math.ceil((count - len(self._waiting)) / each)
            found = await self._wave(requests)
            in_vain = 0 if found else in_vain + requests
            self._waiting += found
        taken, self._waiting = self._waiting[:count], self._waiting[count:]
        return taken

    def summary(self) -> dict[str, Any]:
        """For the manifest: how many were asked for and given, and why some are not used."""
        return {
            "requests": self._requests,
            "queries": self._generated,
            "refused_queries": dict(self._refused.most_common()),
        }

    async def _wave(self, requests: int) -> list[Task]:
        """The tasks that so many further requests give."""
        numbers = range(self._requests, self._requests + requests)
        self._requests += requests
        said = await self._answers([self._request(number) for number in numbers])
        proposed = [query for queries in said for query in queries or ()]
        self._generated += len(proposed)
        new = [query for query in proposed if self._is_new(query.intent)]
        verdicts = await self._answers([self._doubt(query) for query in new])
        return [
            task
            for query, verdict in zip(new, verdicts, strict=True)
            if (task := self._task(query, verdict)) is not None
        ]

    async def _answers(self, questions: Sequence[Question[T]]) -> list[T | None]:
        """What is said to each question, in their order."""
        said: dict[str, T | None] = {}

        async def work(question: Question[T]) -> None:
            answer = await self._asker.ask(question)
            said[question.key] = answer

        if questions:
            at_once = self._asker.at_once(questions[0].role, len(questions))
            await work_through(questions, work, at_once)
        return [said[question.key] for question in questions]

    def _request(self, number: int) -> Question[tuple[Query, ...]]:
        data = self._context.config.data
        draw = random.Random(f"{self._context.config.seed}/synthetic_trajectories/{number}")
        first = number * data.seeds_per_request
        examples = _evenly(self._groups, first, data.seeds_per_request, draw)
        count = data.new_per_request
        return Question(
            key=f"{GENERATOR} {number}",
            role=GENERATOR,
            values={"examples": examples, "sites": sorted(self._sites), "count": count},
            read=partial(read_queries, sites=self._sites, at_most=count),
        )

    def _doubt(self, query: Query) -> Question[YesNo]:
        alike = [seed for seed in self._seeds if set(seed.sites) & set(query.sites)]
        draw = random.Random(f"{self._context.config.seed}/{FILTER}/{query.intent}")
        examples = draw.sample(alike, min(EXAMPLES, len(alike)))
        return Question(
            key=f"{FILTER} {query.intent}",
            role=FILTER,
            values={"intent": query.intent, "sites": query.sites, "examples": examples},
            read=read_yes_no,
        )

    def _is_new(self, intent: str) -> bool:
        """Whether nothing is like it, which from now on something is."""
        for reason, known in self._known.items():
            if not known.is_new(intent):
                self._refused[reason] += 1
                return False
        self._known["like an earlier one"].add(intent)
        return True

    def _task(self, query: Query, verdict: YesNo | None) -> Task | None:
        if verdict is None or not verdict.yes:
            self._refused["impossible" if verdict else "the filter gave no verdict"] += 1
            return None
        task = self._context.environment.synthetic_task(query.intent, query.sites)
        if task is None:
            self._refused["unknown to the benchmark"] += 1
        return task


def held_out(context: DataContext) -> set[str]:
    """The intents of validation and test tasks, whose like must not be learned."""
    tasks = context.environment.tasks
    return {task.intent for split in ("validation", "test") for task in tasks(split)}


def _grouped(seeds: Iterable[Trajectory]) -> Mapping[str, Sequence[Trajectory]]:
    groups: dict[str, list[Trajectory]] = {}
    for seed in seeds:
        groups.setdefault(site_group(seed.sites), []).append(seed)
    return dict(sorted(groups.items()))


def _evenly(
    groups: Mapping[str, Sequence[Trajectory]], first: int, count: int, draw: random.Random
) -> list[Trajectory]:
    """So many seeds, each of the group whose turn it is; none twice where there are others.

    Args:
        groups: The seeds by group of sites.
        first: How many seeds were drawn before, so that all groups come equally often.
        count: How many to draw.
        draw: Draws them.
    """
    names = list(groups)
    turns = Counter(names[(first + turn) % len(names)] for turn in range(count))
    drawn = [
        seed
        for name, wanted in turns.items()
        for seed in draw.sample(groups[name], min(wanted, len(groups[name])))
    ]
    draw.shuffle(drawn)
    return drawn
