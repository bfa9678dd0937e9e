"""Finished runs as comparisons need them: what each was a run of, and each task's figures."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException
from pydantic import BaseModel, Field, ValidationError
from yaml import YAMLError  # type: ignore[import-untyped]

from planact.core.errors import UserError
from planact.core.task import site_group
from planact.core.trajectory import Status, Usage
from planact.grid import SWEEP
from planact.report.finished import CONFIG, EPISODES, RESULTS
from planact.report.sweep import read_sweep
from planact.store.jsonl import read_jsonl

OVERRIDES = Path(".hydra/overrides.yaml")

Read = TypeVar("Read", bound=BaseModel)

VARIANT_KEYS = {
    "planner": ("planner.", "model.planner"),
    "executor": ("executor.", "model.executor"),
}
"""Overrides that make another row, or column, of the planner or executor that is named."""


class CellName(NamedTuple):
    """A row and a column of Table 1, as after ``planner=`` and ``executor=`` on a command line.

    What it changed of an option, but for its name, is added: ``+adaptive planner.replan=asked``.
    """

    planner: str
    executor: str


class ModelCall(BaseModel):
    """A plan or a round, as the call that it took; ``prompt_sha`` is empty where no model did."""

    usage: Usage = Usage()
    prompt_sha: str = ""


class _Score(BaseModel):
    score: float


class EpisodeFigures(BaseModel):
    """As much of an episode as is counted; the rest, and later versions' keys, are left unread."""

    task_id: int
    sites: tuple[str, ...]
    status: Status
    rounds: tuple[ModelCall, ...]
    plans: tuple[ModelCall, ...] = ()
    evaluation: _Score | None = None
    seconds: float = 0.0

    @property
    def solved(self) -> bool:
        """Whether the task was solved; one that ended in an error was not."""
        return self.evaluation is not None and self.evaluation.score == 1

    @property
    def site(self) -> str:
        """The row of Figure 4 that it counts in."""
        return site_group(self.sites)

    @property
    def planner_calls(self) -> list[ModelCall]:
        """Calls of the planner, refused ones too; plans that were given took none."""
        return [plan for plan in self.plans if plan.prompt_sha]


class TemplateCounts(BaseModel):
    """Of the tasks of seen, or of unseen, templates: how many, and how many were solved."""

    n: int = Field(ge=0)
    successes: int = Field(ge=0)


class _Results(BaseModel):
    n: int = Field(gt=0)
    templates: dict[str, TemplateCounts]


@dataclass(frozen=True)
class CellRun:
    """A finished run.

    Attributes:
        folder: Where it lies.
        finished: When its results were written, in seconds since 1970.
        config: Every config value by its dotted key, written as on the command line.
        overrides: What its command line changed of the config.
        episodes: One a task.
        templates: Counts for ``seen`` and ``unseen`` templates, where the benchmark tells them.
    """

    folder: Path
    finished: float
    config: Mapping[str, str]
    overrides: tuple[str, ...]
    episodes: tuple[EpisodeFigures, ...]
    templates: Mapping[str, TemplateCounts]

    @cached_property
    def name(self) -> CellName:
        """The cell that it is a run of."""
        return CellName(self._variant("planner"), self._variant("executor"))

    @property
    def seed(self) -> int:
        """The seed of training and sampling."""
        return int(self.config["seed"])

    def _variant(self, role: str) -> str:
        given = {each: each.lstrip("+").partition("=") for each in self.overrides}
        chosen = [value for key, _, value in given.values() if key == role]
        changed = sorted(
            each
            for each, (key, _, _) in given.items()
            if key.startswith(VARIANT_KEYS[role]) and key != f"{role}.name"
        )
        option = chosen[-1] if chosen else self.config[f"{role}.name"]
        return " ".join([option, *map(shlex.quote, changed)])

    @cached_property
    def tasks(self) -> frozenset[int]:
        """Numbers of the tasks that it tried."""
        return frozenset(episode.task_id for episode in self.episodes)


def find_runs(paths: Sequence[Path], outputs: Path) -> list[CellRun]:
    """The finished runs at some paths, each once.

    Args:
        paths: Folders of runs, of sweeps, or with runs below them; none stands for all of
            ``outputs``.
        outputs: The folder of all outputs.

    Raises:
        UserError: A path holds no finished run, there is none at all, or one's file is corrupt.
    """
    if paths:
        folders = [folder for path in paths for folder in _folders(path)]
    else:
        folders = _below(outputs / "runs")
    if not folders:
        raise UserError(
            f"no finished run below {outputs / 'runs'}: run a cell (python run.py planner=none "
            "executor=base), or give the folders of runs or sweeps"
        )
    unique = {folder.resolve(): folder for folder in folders}
    return [read_run(folder) for folder in unique.values()]


def read_run(folder: Path) -> CellRun:
    """The finished run in a folder.

    Raises:
        UserError: A file is missing or corrupt; the text names it.
    """
    for name in (RESULTS, CONFIG, EPISODES):
        if not (folder / name).is_file():
            raise UserError(f"{folder} holds no finished run: {name} is missing")
    results = _read_json(folder / RESULTS, _Results)
    episodes = tuple(read_jsonl(folder / EPISODES, EpisodeFigures))
    if len(episodes) != results.n:
        raise UserError(
            f"{folder / EPISODES} holds {len(episodes)} episodes and {RESULTS} tells of "
            f"{results.n}: run the cell again"
        )
    return CellRun(
        folder=folder,
        finished=(folder / RESULTS).stat().st_mtime,
        config=_read_config(folder / CONFIG),
        overrides=_read_overrides(folder / OVERRIDES),
        episodes=episodes,
        templates=results.templates,
    )


def _folders(path: Path) -> list[Path]:
    if (path / RESULTS).is_file():
        return [path]
    if (path / SWEEP).is_file():
        return read_sweep(path).finished
    if not path.is_dir():
        raise UserError(f"{path}: no such folder; give a run's, or a sweep's, below outputs")
    if not (found := _below(path)):
        raise UserError(f"{path} holds no finished run, no sweep of such, and none below it")
    return found


def _below(folder: Path) -> list[Path]:
    """Finished runs below a folder, but for those of a single task, made to look at it."""
    found = [results.parent for results in sorted(folder.rglob(RESULTS))]
    return [
        run
        for run in found
        if not (run / CONFIG).is_file() or _read_config(run / CONFIG).get("task") == "null"
    ]


def _read_json(path: Path, model: type[Read]) -> Read:
    try:
        return model.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        reason = f"{where}: {first['msg']}" if where else first["msg"]
        raise UserError(f"{path} is corrupt ({reason}); mend it, or delete its folder") from error


def _read_yaml(path: Path) -> Any:
    try:
        return OmegaConf.to_container(OmegaConf.load(path))
    except (OmegaConfBaseException, YAMLError, OSError, UnicodeError) as error:
        line = str(error).splitlines()[0]
        raise UserError(f"{path} is corrupt ({line}); mend it, or delete its folder") from error


def _read_config(path: Path) -> dict[str, str]:
    config = dict(_flat(_read_yaml(path)))
    for key in ("planner.name", "executor.name", "seed"):
        if key not in config:
            raise UserError(f"{path} is no run's config: {key} is missing")
    return config


def _read_overrides(path: Path) -> tuple[str, ...]:
    return tuple(_read_yaml(path)) if path.is_file() else ()


def _flat(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _flat(item, f"{key}.{name}" if key else str(name))
    else:
        yield key, value if isinstance(value, str) else json.dumps(value)
