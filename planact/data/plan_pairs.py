"""Pairs of a query and a plan: the rows of `plan_expansion` and `targeted_plans` (4.3).

Such a plan was never carried out: it begins on the first page of a trajectory that is there, and
all else about it is the teacher's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planact.core.plan import Plan, Step, parse_plan
from planact.core.task import site_group
from planact.core.trajectory import Record, Trajectory
from planact.data.grounded_plans import GroundedPlan, plans_of
from planact.data.named_elements import SeenPages
from planact.data.stage import Inputs, read_dataset


class Source(Record):
    """A row of another dataset.

    Attributes:
        stage: The stage that made it.
        number: Which row: a trajectory's task id, a pair's number.
    """

    stage: str
    number: int


class PlanPair(Record):
    """A query and its plan, made by a teacher from pairs that are known to be right.

    Attributes:
        number: Its number in its dataset, counted from 0.
        intent: The query.
        sites: Its sites: those of the trajectory whose page it begins on.
        text: The plan in the text format of A.3.
        page: The trajectory on whose first page it begins.
        seeds: The pairs that the teacher was shown.
        failure_class: The class of failures it is made against, such as ``shopping/B``; None for
            one that only widens the data.
        question: Key of the question it answers, as in the stage's journal.
    """

    number: int
    intent: str
    sites: tuple[str, ...]
    text: str
    page: Source
    seeds: tuple[Source, ...]
    failure_class: str | None = None
    question: str

    def plan(self) -> Plan:
        """The plan."""
        return parse_plan(self.text)


@dataclass(frozen=True)
class KnownPair:
    """A pair that the planner learns already, from whichever stage: the seed of new ones.

    Attributes:
        source: The row it is.
        intent: The query.
        sites: Its sites.
        plan: The plan, without the actions behind it.
        page: The trajectory on whose first page it begins.
        observation: That page.
    """

    source: Source
    intent: str
    sites: tuple[str, ...]
    plan: Plan
    page: Source
    observation: str

    @property
    def group(self) -> str:
        """The group of sites that it counts in."""
        return site_group(self.sites)


FirstPages = Mapping[Source, str]
"""What each trajectory begins on, as it was observed."""


@dataclass(frozen=True)
class Lessons:
    """What the planner learns from annotated trajectories.

    Attributes:
        pairs: Its pairs.
        pages: The page that each of the trajectories begins on.
        seen: What all pages of the trajectories say.
    """

    pairs: tuple[KnownPair, ...]
    pages: FirstPages
    seen: SeenPages


def read_lessons(inputs: Inputs, stages: Sequence[str]) -> Lessons:
    """The lessons of the trajectories that the stages made.

    Args:
        inputs: Holds the datasets of the stages, and of those that annotate them.
        stages: Stages that make trajectories.

    Raises:
        UserError: A dataset was damaged.
    """
    pairs: list[KnownPair] = []
    pages: dict[Source, str] = {}
    every: list[Trajectory] = []
    for stage in stages:
        trajectories = read_dataset(inputs[stage], Trajectory)
        plans = read_dataset(inputs[plans_of(stage)], GroundedPlan)
        every += trajectories
        pages |= first_pages(stage, trajectories)
        pairs += (_grounded_pair(stage, row, pages) for row in plans)
    return Lessons(tuple(pairs), pages, SeenPages(every))


def first_pages(stage: str, trajectories: Iterable[Trajectory]) -> dict[Source, str]:
    """The first page of each trajectory that the stage made."""
    return {
        Source(stage=stage, number=trajectory.task_id): trajectory.rounds[0].observation
        for trajectory in trajectories
    }


def pages_behind(pairs: Iterable[PlanPair], datasets: Inputs) -> FirstPages:
    """The pages that the pairs begin on, out of the datasets of the trajectories."""
    pages: dict[Source, str] = {}
    for stage in dict.fromkeys(pair.page.stage for pair in pairs):
        pages |= first_pages(stage, read_dataset(datasets[stage], Trajectory))
    return pages


def made_pairs(stage: str, pairs: Iterable[PlanPair], pages: FirstPages) -> Iterator[KnownPair]:
    """The pairs that a stage of this kind made."""
    for row in pairs:
        source = Source(stage=stage, number=row.number)
        yield KnownPair(source, row.intent, row.sites, row.plan(), row.page, pages[row.page])


def _grounded_pair(stage: str, row: GroundedPlan, pages: FirstPages) -> KnownPair:
    source = Source(stage=stage, number=row.task_id)
    plan = Plan(tuple(Step(step.reasoning, step.step) for step in row.plan().steps))
    return KnownPair(source, row.intent, row.sites, plan, source, pages[source])
