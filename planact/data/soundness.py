"""Are the sandbox's tasks sound? Every oracle is played in the browser, under every scorer."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planact.browser import Session
from planact.browser.errors import BrowserError
from planact.config.schema import EnvConfig, ObservationConfig, ObservationStyle
from planact.core.errors import UserError
from planact.core.task import Task
from planact.core.trajectory import Evidence, Trajectory
from planact.data.demonstrate import record
from planact.envs.evaluators import Scorer
from planact.envs.evidence import Ending, collect_evidence
from planact.envs.rules import SCORERS
from planact.envs.sandbox import SandboxEnvironment
from planact.rollout.choice import spread
from planact.rollout.work import Tally, work_through
from planact.sandbox.intents import TEMPLATES
from planact.sandbox.splits import SPLITS
from planact.sandbox.tasks import make_tasks

MOST_ROUNDS = 20
FEWEST_ROUNDS = 2

OBSERVATION = ObservationConfig(style=ObservationStyle.compact)


@dataclass(frozen=True)
class Finding:
    """What came out for one task.

    Attributes:
        task: The task.
        rounds: Actions that the oracle took, the exit included.
        faults: What is wrong with it; none for a sound task.
    """

    task: Task
    rounds: int
    faults: tuple[str, ...]


def check_tasks(
    seed: int, split: str | None = None, sample: int | None = None, jobs: int = 4
) -> list[Finding]:
    """Check tasks, with a progress bar.

    A task is sound if its oracle scores 1 under every scorer in 2 to 20 actions none of which
    fails; if doing nothing and saying nothing scores 0; if what solves it does not solve another
    task of its template; if its intent is its own; and if no test value is a training value.

    Args:
        seed: Seed of content and tasks.
        split: Only the tasks of this split.
        sample: Only so many tasks, spread evenly.
        jobs: Tasks at a time.

    Raises:
        UserError: A number is not positive, or the browser does not start.
    """
    for name, number in (("--sample", sample), ("--jobs", jobs)):
        if number is not None and number < 1:
            raise UserError(f"{name} must be 1 or more, not {number}")
    tasks = make_tasks(seed)
    faults = _faults_of_the_set(tasks)
    chosen = [task for name in SPLITS if split in (None, name) for task in tasks[name]]
    chosen = spread(chosen, sample)
    others = _others([task for name in SPLITS for task in tasks[name]])
    played = asyncio.run(_play_all(seed, chosen, others, jobs))
    return [
        Finding(one.task, one.rounds, tuple(faults.get(one.task.task_id, ())) + one.faults)
        for one in played
    ]


# ---- What can be seen without a browser --------------------------------------------------------


def _faults_of_the_set(tasks: Mapping[str, Sequence[Task]]) -> dict[int, list[str]]:
    """Faults by task: an intent that is given twice, a value that is in two splits."""
    faults: dict[int, list[str]] = {}
    intents = Counter(task.intent for listed in tasks.values() for task in listed)
    tested = {name for task in tasks["test"] for name in _subjects(task)}
    for split, listed in tasks.items():
        for task in listed:
            found = faults.setdefault(task.task_id, [])
            if intents[task.intent] > 1:
                found.append("another task has the same intent")
            if split != "test":
                found += [f"'{name}' is tested" for name in _subjects(task) if name in tested]
    return faults


def _subjects(task: Task) -> list[str]:
    template = TEMPLATES[task.intent_template_id]
    return [name.lower() for name in template.subjects_of(task.instantiation_dict)]


def _others(tasks: Iterable[Task]) -> dict[int, Task]:
    """For each task another of its template that asks for something else, if there is one."""
    by_template: dict[int, list[Task]] = {}
    for task in tasks:
        by_template.setdefault(task.intent_template_id, []).append(task)
    others: dict[int, Task] = {}
    for listed in by_template.values():
        for position, task in enumerate(listed):
            rest = listed[position + 1 :] + listed[:position]
            other = next((one for one in rest if _wanted(one) != _wanted(task)), None)
            if other is not None:
                others[task.task_id] = other
    return others


def _wanted(task: Task) -> tuple[Any, ...]:
    """What the task's checks compare with: of all that is impossible, the same."""
    return task.eval.reference_answers, task.eval.reference_url, task.eval.program_html


# ---- What the browser shows --------------------------------------------------------------------


async def _play_all(
    seed: int, tasks: list[Task], others: Mapping[int, Task], jobs: int
) -> list[Finding]:
    environment = SandboxEnvironment(EnvConfig(name="sandbox", seed=seed, observation=OBSERVATION))
    found: dict[int, Finding] = {}

    async def work(task: Task) -> None:
        found[task.task_id] = await _play(environment, task, others.get(task.task_id))
        tally.count(not found[task.task_id].faults)

    with Tally("tasks", len(tasks), good="sound") as tally:
        try:
            await environment.start()
            await work_through(tasks, work, jobs)
        finally:
            await environment.stop()
    return [found[task.task_id] for task in tasks]


async def _play(environment: SandboxEnvironment, task: Task, other: Task | None) -> Finding:
    episode = f"check-{task.task_id}"
    try:
        session = await environment.open(task, episode)
        try:
            before = await collect_evidence(task, Ending(), session, environment.urls)
            played = await record(environment, task, session, OBSERVATION, MOST_ROUNDS + 1)
            faults = _faults_of_the_path(played)
            faults += await _faults_of_the_scores(environment, task, other, session, before, played)
        finally:
            await session.close()
    except BrowserError as error:
        return Finding(task, 0, (str(error),))
    finally:
        await environment.discard(episode)
    return Finding(task, len(played.rounds), tuple(faults))


def _faults_of_the_path(played: Trajectory) -> list[str]:
    faults = [f"round {n}: {taken.error}" for n, taken in enumerate(played.rounds) if taken.error]
    if not FEWEST_ROUNDS <= len(played.rounds) <= MOST_ROUNDS:
        faults.append(f"the oracle takes {len(played.rounds)} actions")
    return faults


async def _faults_of_the_scores(
    environment: SandboxEnvironment,
    task: Task,
    other: Task | None,
    session: Session,
    before: Evidence,
    played: Trajectory,
) -> list[str]:
    """Under every scorer: the oracle's end is a success, and nothing else is."""
    ending = Ending.of(played.rounds, played.answer)
    after = await collect_evidence(task, ending, session, environment.urls)
    silent = after.model_copy(update={"answer": None, "reply": ""})
    wanted = [("the oracle", task, after, 1.0), ("doing nothing", task, before, 0.0)]
    if "string_match" in task.eval.eval_types:
        wanted.append(("no answer", task, silent, 0.0))
    if other is not None:
        elsewhere = await collect_evidence(other, ending, session, environment.urls)
        what = f"what solves it, taken for task {other.task_id},"
        wanted.append((what, other, elsewhere, 0.0))
    faults = []
    for name in SCORERS:
        scorer = Scorer(name)
        for what, asked, evidence, score in wanted:
            if (await scorer.score(asked, evidence)).score != score:
                faults.append(f"{what} does not score {score:g} under {name}")
    return faults
