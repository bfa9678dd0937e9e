"""Which runs may stand in one table: those that differ in planner, executor and seed alone."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planact.core.errors import UserError
from planact.report.cell_runs import CellName, CellRun

BENCHMARK = ("env.name", "env.seed", "env.scorer", "judge.name")
"""What makes numbers comparable at all, the tasks besides."""

METHOD = (
    "env.observation.style",
    "model.name",
    "model.path",
    "data.name",
    "teacher.name",
    "trainer.name",
    "prompts.style",
    "serving.constrain",
)
"""What else all cells of one table share."""

TASKS = "tasks"
"""Stands for the number of a run's tasks, beside the keys of its config."""

_NO_MATTER = (
    "outputs",
    "env.tasks",
    "env.port",
    "env.browser.executable",
    "env.browser.headless",
    "rollout.screenshots",
    "serving.batch",
    "serving.threads",
)
_NO_MATTER_GROUPS = ("planner", "executor", "seed", "tracking", "teachers")
_NO_MATTER_NAMES = ("concurrency", "timeout", "retries", "save_steps", "micro_batch")


@dataclass(frozen=True)
class Setting:
    """Runs of one table.

    Attributes:
        values: What they share, by key.
        runs: The newest of each cell and seed.
        older: How many older ones of these cells and seeds there are.
    """

    values: Mapping[str, str]
    runs: tuple[CellRun, ...]
    older: int

    @property
    def cells(self) -> set[CellName]:
        """The cells there are runs of."""
        return {run.name for run in self.runs}


def settings(runs: Sequence[CellRun]) -> list[Setting]:
    """The runs, a setting each; that with the most cells first, among equals the newest."""
    groups = defaultdict[tuple[object, ...], list[CellRun]](list)
    for run in runs:
        groups[(*shared_values(run).values(), run.tasks)].append(run)
    found = [
        Setting(shared_values(group[0]), newest := _newest(group), len(group) - len(newest))
        for group in groups.values()
    ]
    return sorted(
        found, key=lambda one: (len(one.cells), max(run.finished for run in one.runs)), reverse=True
    )


def shared_values(run: CellRun) -> dict[str, str]:
    """What a run has in common with all others of its table."""
    values = {key: run.config.get(key, "unset") for key in (*BENCHMARK, *METHOD)}
    return values | {TASKS: str(len(run.tasks))}


def chosen(runs: Sequence[CellRun], where: Sequence[str]) -> list[CellRun]:
    """The runs with these values, as in ``data=laptop``, ``trainer.learning_rate=0.003``.

    A group stands for its name; ``tasks`` is how many tasks a run has.

    Raises:
        UserError: A condition is no KEY=VALUE, names a key that no run has, or nothing is left.
    """
    left = list(runs)
    for condition in where:
        key, equals, value = condition.partition("=")
        if not equals:
            raise UserError(f"--where {condition}: write KEY=VALUE, as in data=laptop")
        values = {_value(run, key) for run in left}
        if values == {None}:
            raise UserError(f"--where {condition}: no run's config has {key}")
        left = [run for run in left if _value(run, key) == value]
        if not left:
            known = ", ".join(sorted(v for v in values if v is not None))
            raise UserError(f"--where {condition}: no run; there are: {known}")
    return left


def telling(setting: Setting, others: Sequence[Setting]) -> str:
    """The ``--where`` options that tell a setting from others."""
    keys = [
        key
        for key, value in setting.values.items()
        if any(other.values[key] != value for other in others)
    ]
    conditions = (f"{key.removesuffix('.name')}={setting.values[key]}" for key in keys)
    return " ".join(f"--where {shlex.quote(condition)}" for condition in conditions)


def further_differences(setting: Setting) -> Iterator[str]:
    """What else differs between the runs of one table, a line a key."""
    for key in sorted({key for run in setting.runs for key in run.config}):
        if key in setting.values or _no_matter(key):
            continue
        cells = defaultdict[str, set[CellName]](set)
        for run in setting.runs:
            if key in run.config:
                cells[run.config[key]].add(run.name)
        if len(cells) > 1:
            rarest_first = sorted(cells.items(), key=lambda item: (len(item[1]), item[0]))
            *rare, (usual, _) = rarest_first
            told = "; ".join(f"{value} in {_listed(names)}" for value, names in rare)
            yield f"{key} is {usual}, but {told}"


def _listed(names: set[CellName]) -> str:
    return ", ".join(f"{name.planner} x {name.executor}" for name in sorted(names))


def _no_matter(key: str) -> bool:
    group, _, _ = key.partition(".")
    last = key.rpartition(".")[2]
    return key in _NO_MATTER or group in _NO_MATTER_GROUPS or last in _NO_MATTER_NAMES


def _newest(runs: Sequence[CellRun]) -> tuple[CellRun, ...]:
    oldest_first = sorted(runs, key=lambda run: (run.finished, run.folder.name))
    return tuple({(run.name, run.seed): run for run in oldest_first}.values())


def _value(run: CellRun, key: str) -> str | None:
    if key == TASKS:
        return str(len(run.tasks))
    return run.config.get(f"{key}.name", run.config.get(key))
