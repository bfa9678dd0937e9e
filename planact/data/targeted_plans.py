"""The stage `targeted_plans` (4.3, A.7, A.8): more of what the planner trained so far gets wrong.

Its failures on the validation tasks say which classes of failures matter, and how much. The pairs
that it has learned are sorted into the same classes, and those that fit one are varied.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from planact.config.paths import FAILURE_CLASSES
from planact.data.asking import asking
from planact.data.classification import ROLE as CLASSIFIER
from planact.data.classification import classification, classify
from planact.data.failure_classes import FailureClass, failure_classes_sha, find_failure_classes
from planact.data.failures import Failure, failures
from planact.data.grounded_plans import plans_of
from planact.data.new_pairs import NewPair, Offer, Standard, standard_key
from planact.data.plan_pairs import KnownPair, PlanPair, Source, made_pairs, read_lessons
from planact.data.question import Question, asking_key
from planact.data.stage import (
    DATASET,
    VALIDATION_EPISODES,
    DataContext,
    Forecast,
    Inputs,
    Size,
    Stage,
    read_dataset,
)
from planact.data.waves import Share, Waves
from planact.rollout.episodes import read_episodes
from planact.store import write_jsonl

ROLE = "targeted_generator"
ROLES = (CLASSIFIER, ROLE)
VERSION = 1

Classes = Mapping[str, Sequence[FailureClass]]
"""The classes of failures by the group of sites."""

log = logging.getLogger(__name__)


def stage(
    name: str, trajectories: Sequence[str], expansion: str, classes: Path = FAILURE_CLASSES
) -> Stage:
    """The stage of that name.

    Args:
        name: Its name.
        trajectories: Stages whose trajectories' plans the planner has learned.
        expansion: Stage whose pairs it has learned.
        classes: Folder of the classes of failures, a file for each site.
    """

    def make(context: DataContext, inputs: Inputs, folder: Path) -> dict[str, Any]:
        lessons = read_lessons(inputs, trajectories)
        expanded = read_dataset(inputs[expansion], PlanPair)
        known = [*lessons.pairs, *made_pairs(expansion, expanded, lessons.pages)]
        standard = Standard(context, (pair.intent for pair in known), lessons.seen)
        rows = read_episodes(inputs[VALIDATION_EPISODES])
        failed = failures(rows)
        found = _classes({failure.group for failure in failed}, classes)
        told = asyncio.run(_target(context, folder, name, known, failed, found, standard))
        return {"known": len(known), "episodes": len(rows), **told}

    plans = tuple(map(plans_of, trajectories))

    def forecast(context: DataContext, sizes: Mapping[str, Size]) -> Forecast:
        wanted = context.config.data.targeted_plans
        classified = sum(sizes[source].rows for source in (*plans, expansion))
        classified += len(context.environment.tasks("validation"))
        return Forecast(Size(wanted), {CLASSIFIER: classified, ROLE: wanted})

    return Stage(
        name,
        version=VERSION,
        key=partial(_key, classes=classes),
        make=make,
        inputs=(*trajectories, *plans, expansion, VALIDATION_EPISODES),
        roles=ROLES,
        row=PlanPair,
        forecast=forecast,
    )


def _key(context: DataContext, classes: Path) -> dict[str, Any]:
    return {
        **asking_key(context, ROLES),
        **standard_key(context),
        "targeted_plans": context.config.data.targeted_plans,
        "failure_classes": failure_classes_sha(classes),
        "seed": context.config.seed,
    }


def _classes(groups: Iterable[str], folder: Path) -> Classes:
    found: dict[str, Sequence[FailureClass]] = {}
    for group in sorted(groups):
        classes = find_failure_classes(group, folder)
        if classes is None:
            log.warning("failures on %s count for nothing: %s has no file for it", group, folder)
        else:
            found[group] = classes
    return found


async def _target(
    context: DataContext,
    folder: Path,
    title: str,
    known: Sequence[KnownPair],
    failed: Sequence[Failure],
    classes: Classes,
    standard: Standard,
) -> dict[str, Any]:
    data = context.config.data
    failed = [failure for failure in failed if failure.group in classes]
    known = [pair for pair in known if pair.group in classes]
    async with asking(context, folder, title, len(failed) + len(known)) as asker:
        questions = [*_of_failures(failed, classes), *_of_pairs(known, classes)]
        labels = await classify(asker, questions)
        fell = Counter(f"{one.group}/{labels[_failure_key(one)]}" for one in failed)
        fitting: defaultdict[str, list[KnownPair]] = defaultdict(list)
        for pair in known:
            fitting[f"{pair.group}/{labels[_pair_key(pair)]}"].append(pair)
        shares = list(_shares(context, classes, fell, fitting, standard))
        waves = Waves(data.targeted_plans, 1, shares, data.near_duplicate)
        await waves.run(asker)
    write_jsonl(folder / DATASET, waves.rows())
    return {
        "failed": dict(sorted(fell.items())),
        "fitting": {name: len(pairs) for name, pairs in sorted(fitting.items())},
        **waves.summary(),
        **asker.summary(),
    }


def _of_failures(failed: Iterable[Failure], classes: Classes) -> Iterator[Question[str]]:
    for failure in failed:
        group = failure.group
        yield classification(
            *(_failure_key(failure), group, classes[group], failure.intent, failure.plan),
            failed=True,
        )


def _of_pairs(known: Iterable[KnownPair], classes: Classes) -> Iterator[Question[str]]:
    for pair in known:
        group = pair.group
        yield classification(
            _pair_key(pair), group, classes[group], pair.intent, pair.plan.render()
        )


def _failure_key(failure: Failure) -> str:
    return f"failure/{failure.task_id}"


def _pair_key(pair: KnownPair) -> str:
    return f"pair/{pair.source.stage}/{pair.source.number}"


def _shares(
    context: DataContext,
    classes: Classes,
    fell: Mapping[str, int],
    fitting: Mapping[str, Sequence[KnownPair]],
    standard: Standard,
) -> Iterator[_Class]:
    """Each class that some pair fits; the more failures fell into it, the more it gets."""
    for group, known in classes.items():
        names = [f"{group}/{one.id}" for one in known]
        if not any(fitting.get(name) for name in names):
            log.warning("no pair of %s fits any of its classes of failures", group)
        for name in names:
            if pairs := fitting.get(name):
                # One more than fell into it: the class is there because plans have failed so.
                yield _Class(name, 1 + fell[name], pairs, context, standard)


class _Class(Share):
    """The new pairs against one class: each request varies one of those that fit it, in turn."""

    def __init__(
        self,
        name: str,
        weight: float,
        fitting: Sequence[KnownPair],
        context: DataContext,
        standard: Standard,
    ) -> None:
        # None is varied twice in a wave: the second time, the first variation has to be known.
        super().__init__(name, weight, at_once=len(fitting), failure_class=name)
        self._fitting = list(fitting)
        random.Random(f"{context.config.seed}/targeted_plans/{name}").shuffle(self._fitting)
        self._standard = standard
        self._asked = 0
        self._made: defaultdict[Source, list[str]] = defaultdict(list)

    def ask(self, number: int) -> Question[Offer]:
        time, place = divmod(self._asked, len(self._fitting))
        self._asked += 1
        example = self._fitting[place]
        return Question(
            key=f"new/{number}",
            role=ROLE,
            values={
                "example": example,
                "made": tuple(self._made[example.source]),
                # Another one whenever it is the same example's turn again.
                "turn": place + time,
            },
            read=partial(self._standard.read, examples=[example]),
        )

    def keep(self, pair: NewPair) -> None:
        self._made[pair.seeds[0]].append(pair.intent)
