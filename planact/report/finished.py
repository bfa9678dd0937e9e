"""A finished run as it lies on the disk: its config, its episodes with their evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException
from pydantic import BaseModel
from yaml import YAMLError  # type: ignore[import-untyped]

from planact.config.schema import EnvConfig, RunConfig
from planact.core.errors import UserError
from planact.core.task import Task
from planact.core.trajectory import EPISODE_SCHEMA, Episode, Evidence
from planact.envs.environment import make_environment
from planact.store.jsonl import read_jsonl

CONFIG = "config.yaml"
EPISODES = "episodes.jsonl"
RESULTS = "results.json"


@dataclass(frozen=True)
class FinishedRun:
    """A finished run: its folder, its config and its episodes."""

    folder: Path
    config: RunConfig
    episodes: list[Episode]


class RecordedEpisode(BaseModel):
    """As much of an episode as every version of us has written."""

    schema_version: int = 0


def read_run(path: Path) -> FinishedRun:
    """The run whose folder this is, or whose results or episodes.

    Raises:
        UserError: There is no such run, it is of another version, or it keeps no evidence.
    """
    if not path.exists():
        raise UserError(f"{path}: no such folder; give a run's, below outputs/runs")
    folder = path if path.is_dir() else path.parent
    for name in (CONFIG, EPISODES):
        if not (folder / name).is_file():
            raise UserError(f"{folder} holds no finished run: {name} is missing")
    return FinishedRun(folder, _read_config(folder / CONFIG), _read_episodes(folder / EPISODES))


def evidence_of(episode: Episode) -> Evidence | None:
    """What the episode left behind to be scored by, if anything."""
    return episode.evaluation.evidence if episode.evaluation else None


def benchmark_tasks(env: EnvConfig, wanted: Iterable[int]) -> dict[int, Task]:
    """The benchmark's tasks of these numbers, as they are now; those it has no more are left out.

    Raises:
        UserError: The benchmark is not known, or the scorer cannot score one of its tasks.
    """
    environment, numbers, known = make_environment(env), set(wanted), dict[int, Task]()
    for split in ("test", "validation", "train"):
        if not numbers <= known.keys():
            known |= {task.task_id: task for task in environment.tasks(split)}
    return {number: known[number] for number in numbers & known.keys()}


def _read_episodes(path: Path) -> list[Episode]:
    old = UserError(
        f"{path} holds no evidence to score again from, as runs of earlier versions "
        "do not: run the cell again"
    )
    if any(row.schema_version != EPISODE_SCHEMA for row in read_jsonl(path, RecordedEpisode)):
        raise old
    episodes = read_jsonl(path, Episode)
    if any(episode.evaluation and not evidence_of(episode) for episode in episodes):
        raise old
    return episodes


def _read_config(path: Path) -> RunConfig:
    try:
        config = OmegaConf.merge(OmegaConf.structured(RunConfig), OmegaConf.load(path))
        result = OmegaConf.to_object(config)
    except (OmegaConfBaseException, YAMLError, OSError, UnicodeError) as error:
        line = str(error).splitlines()[0]
        raise UserError(f"{path} is no config of this version: {line}") from error
    assert isinstance(result, RunConfig)
    return result
