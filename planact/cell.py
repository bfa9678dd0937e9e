"""One cell of Table 1: data, planner, executor, episodes, results."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf
from rich.console import Console

from planact.config.models import model_name
from planact.config.schema import PlanSource, RunConfig
from planact.core.plan import Plan
from planact.core.task import Task
from planact.core.trajectory import Episode
from planact.data.context import config_judge, make_context
from planact.data.estimate import estimate, estimate_table, estimated_cost
from planact.envs.environment import Environment
from planact.report.console import wide_console
from planact.report.datasets import datasets_table
from planact.report.finished import CONFIG, RESULTS, FinishedRun
from planact.report.html import write_report
from planact.report.provenance import write_provenance
from planact.report.results import ROLLOUT, Results, score_run
from planact.report.table import results_table
from planact.report.tracking import Tracker, open_tracker
from planact.rollout.browse import browse
from planact.rollout.choice import choose_tasks
from planact.rollout.episodes import EPISODES, episodes_key, make_episodes
from planact.store import write_jsonl
from planact.store.disk import storage_errors, write_durably
from planact.store.masking import masked
from planact.training.checkpoint import (
    ROLES,
    Log,
    dataset_names,
    make_checkpoint,
    make_datasets,
)
from planact.training.curriculum import curriculum, curriculum_table
from planact.training.validation import with_validation

log = logging.getLogger(__name__)


def run_cell(config: RunConfig, folder: Path) -> Results:
    """Run one cell; whatever the store has of it already is used again.

    Args:
        config: The run's config.
        folder: The run's own folder; receives ``config.yaml``, ``metrics.jsonl``,
            ``provenance.json``, ``prompts/``, ``episodes.jsonl`` and ``results.json``.

    Returns:
        The results, as in ``results.json``.

    Raises:
        UserError: Something the user can mend; what was made so far is kept.
    """
    with storage_errors(folder):
        results = _run(config, folder)
    Console().print(results_table(results))
    log.info("results: %s", folder / RESULTS)
    return results


def estimate_cell(config: RunConfig) -> str:
    """Print what trains the cell's models, and what making it will take; nothing is made or asked.

    Returns:
        The requests and their cost in a few words.

    Raises:
        UserError: The config names what is not there.
    """
    context = with_validation(make_context(config, config_judge(config)))
    lines = estimate(context, {role: dataset_names(role, context) for role in ROLES})
    if lessons := curriculum(context):
        wide_console().print(curriculum_table(lessons))
    if not all(line.made for line in lines):
        wide_console().print(estimate_table(lines))
    return estimated_cost(lines)


def _run(config: RunConfig, folder: Path) -> Results:
    plain: Any = OmegaConf.to_container(OmegaConf.structured(config))
    write_durably(folder / CONFIG, OmegaConf.to_yaml(masked(plain)))
    judge = config_judge(config)
    context = with_validation(make_context(config, judge))
    store, prompts, environment = context.store, context.prompts, context.environment
    tasks = choose_tasks(config, environment)
    known = _known_plans(config, environment, tasks)
    clock = _Clock()

    def run_all(journal: Path) -> list[Episode]:
        with clock.part(ROLLOUT):
            return asyncio.run(
                browse(config, environment, prompts, tasks, planner, executor, journal, known)
            )

    with _tracking(config, folder, plain) as tracker:
        with clock.part("data"):
            plans, actions = make_datasets("planner", context), make_datasets("executor", context)
        if made := list(context.datasets.values()):
            wide_console().print(datasets_table(made))
            tracker.datasets(made)
        with clock.part("training"):
            planner = make_checkpoint("planner", context, plans, _to(tracker, "planner"))
            executor = make_checkpoint("executor", context, actions, _to(tracker, "executor"))
        tracker.models([model for model in (planner, executor) if model is not None])
        cell = _cell_name(config)
        key = episodes_key(config, tasks, prompts, planner, executor, known)
        write_provenance(folder, context, cell, key)
        # Whoever asks for one task wants to see it happen, however often.
        episodes = (
            make_episodes(store, cell, key, run_all, folder)
            if config.task is None
            else run_all(folder / EPISODES)
        )
        write_jsonl(folder / EPISODES, episodes)
        results = score_run(
            episodes,
            tasks,
            config,
            judge=judge.name,
            seconds=clock.total(),
            parts=clock.parts,
        )
        write_durably(folder / RESULTS, json.dumps(results, indent=2) + "\n")
        tracker.results(results, episodes)
        write_report([FinishedRun(folder, config, episodes)], folder)
    return results


def _cell_name(config: RunConfig) -> str:
    """The cell, for people, as its runs' folder is called."""
    return f"{config.planner.name}__{config.executor.name}"


def _known_plans(
    config: RunConfig, environment: Environment, tasks: Sequence[Task]
) -> dict[int, Plan]:
    """The benchmark's own plans by task, where the run takes those."""
    if config.planner.plans is not PlanSource.oracle:
        return {}
    return {task.task_id: environment.plan(task) for task in tasks}


@contextmanager
def _tracking(config: RunConfig, folder: Path, plain: dict[str, Any]) -> Iterator[Tracker]:
    cell = _cell_name(config)
    tracker = open_tracker(
        config.tracking,
        folder,
        plain,
        name=f"{cell}/{folder.name}",
        group=config.env.name,
        tags=[config.planner.name, config.executor.name, model_name(config)],
    )
    failed = True
    try:
        yield tracker
        failed = False
    finally:
        tracker.close(failed=failed)


def _to(tracker: Tracker, role: str) -> Log:
    """A training's log, under the names ``<role>/step``, ``<role>/loss``, ..."""

    def record(metrics: dict[str, Any]) -> None:
        tracker.log({f"{role}/{name.removeprefix('train/')}": v for name, v in metrics.items()})

    return record


@dataclass
class _Clock:
    """Wall seconds of the run's parts."""

    parts: dict[str, float] = field(default_factory=dict)
    _started: float = field(default_factory=time.monotonic)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self.parts[name] = round(time.monotonic() - begun, 1)

    def total(self) -> float:
        return time.monotonic() - self._started
