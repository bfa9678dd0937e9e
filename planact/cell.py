"""One cell of Table 1: data, planner, executor, episodes, results."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from omegaconf import OmegaConf
from rich.console import Console

from planact.agent.agent import Agent, PlanMaker
from planact.agent.executor import Executor
from planact.agent.known_plan import KnownPlan
from planact.agent.planner import Planner
from planact.agent.replies import Replies
from planact.config.schema import PlanSource, RunConfig
from planact.core.plan import Plan
from planact.core.task import Task
from planact.core.trajectory import Episode
from planact.data.stage import DataContext
from planact.data.teacher import make_teacher
from planact.envs.environment import Environment, make_environment
from planact.envs.judges import make_judge
from planact.llm.prompts import Prompts
from planact.llm.registry import make_chat
from planact.report.results import Results, score_run, summary_of
from planact.report.rounds import print_plan, print_round
from planact.report.table import results_table
from planact.report.tracking import Tracker, open_tracker
from planact.rollout.choice import choose_tasks
from planact.rollout.episode import SILENT, Watch
from planact.rollout.episodes import EPISODES, episodes_key, make_episodes
from planact.rollout.rollout import rollout
from planact.store import Artifact, Store, write_jsonl
from planact.store.disk import storage_errors, write_durably
from planact.store.masking import masked
from planact.training.checkpoint import Log, make_checkpoint, make_datasets

log = logging.getLogger(__name__)

CONFIG = "config.yaml"
RESULTS = "results.json"

P = TypeVar("P", Planner, Executor)


def run_cell(config: RunConfig, folder: Path) -> Results:
    """Run one cell; whatever the store has of it already is used again.

    Args:
        config: The run's config.
        folder: The run's own folder; receives ``config.yaml``, ``metrics.jsonl``,
            ``episodes.jsonl`` and ``results.json``.

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


def _run(config: RunConfig, folder: Path) -> Results:
    plain: Any = OmegaConf.to_container(OmegaConf.structured(config))
    write_durably(folder / CONFIG, OmegaConf.to_yaml(masked(plain)))
    outputs, prompts = Path(config.outputs).resolve(), Prompts(config.prompts.style)
    judge = make_judge(config.judge, config.serving, prompts, outputs)
    environment = make_environment(config.env, judge)
    tasks = choose_tasks(config, environment)
    known = _known_plans(config, environment, tasks)
    store = Store(outputs / "store")
    context = DataContext(
        store=store,
        config=config,
        environment=environment,
        teacher=lambda: make_teacher(config.teacher, config.serving, config.env),
        prompts=prompts,
    )
    clock = _Clock()

    def browse(journal: Path) -> list[Episode]:
        return asyncio.run(_browse(context, tasks, known, planner, executor, journal))

    with _tracking(config, folder, plain) as tracker:
        with clock.part("data"):
            plans, actions = make_datasets("planner", context), make_datasets("executor", context)
        with clock.part("training"):
            planner = make_checkpoint("planner", context, plans, _to(tracker, "planner"))
            executor = make_checkpoint("executor", context, actions, _to(tracker, "executor"))
        with clock.part("rollout"):
            # Whoever asks for one task wants to see it happen, however often.
            episodes = (
                make_episodes(
                    store,
                    f"{config.planner.name}__{config.executor.name}",
                    episodes_key(config, tasks, prompts, planner, executor, known),
                    browse,
                )
                if config.task is None
                else browse(folder / EPISODES)
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
        tracker.summary(summary_of(results))
        tracker.episodes(episodes)
    return results


def _known_plans(
    config: RunConfig, environment: Environment, tasks: Sequence[Task]
) -> dict[int, Plan]:
    """The benchmark's own plans by task, where the run takes those."""
    if config.planner.plans is not PlanSource.oracle:
        return {}
    return {task.task_id: environment.plan(task) for task in tasks}


async def _browse(
    context: DataContext,
    tasks: Sequence[Task],
    known: Mapping[int, Plan],
    planner: Artifact | None,
    executor: Artifact | None,
    journal: Path,
) -> list[Episode]:
    """Run the agent on the tasks, with the environment and the models up for just that long."""
    config = context.config
    replies = Replies(context.prompts) if config.serving.constrain else None
    asked = (planner, executor) if config.planner.plans is PlanSource.model else (executor,)
    folders = {artifact.folder if artifact else None for artifact in asked}
    models = {
        folder: make_chat(config.model, config.serving, folder, seed=config.seed)
        for folder in folders
    }

    def part(made_of: type[P], artifact: Artifact | None) -> P:
        model = models[artifact.folder if artifact else None]
        return made_of(model, context.prompts, config.model.max_tokens, config.serving.temperature)

    def plan_maker(task: Task) -> PlanMaker | None:
        match config.planner.plans:
            case PlanSource.model:
                return part(Planner, planner)
            case PlanSource.oracle:
                return KnownPlan(known[task.task_id])
            case PlanSource.none:
                return None

    def new_agent(task: Task) -> Agent:
        return Agent(replace(part(Executor, executor), replies=replies), plan_maker(task))

    watch = Watch(print_plan, print_round) if config.task is not None else SILENT
    try:
        await context.environment.start()
        return await rollout(
            tasks,
            context.environment,
            new_agent,
            config.env.observation,
            config.rollout,
            journal,
            watch,
        )
    finally:
        for model in models.values():
            await model.close()
        await context.environment.stop()


@contextmanager
def _tracking(config: RunConfig, folder: Path, plain: dict[str, Any]) -> Iterator[Tracker]:
    cell = f"{config.planner.name}__{config.executor.name}"
    tracker = open_tracker(
        config.tracking,
        folder,
        plain,
        name=f"{cell}/{folder.name}",
        group=config.env.name,
        tags=[config.planner.name, config.executor.name, config.model.name],
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
