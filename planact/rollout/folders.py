"""Where a run lies: found again by its config, never shared by two runs at the same time."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from omegaconf import DictConfig, OmegaConf

from planact.config.paths import PROMPTS
from planact.store.disk import storage_errors
from planact.store.lock import Lock

RESULTS = "results.json"
EPISODES = "episodes.jsonl"
METRICS = "metrics.jsonl"
CONFIG = "config.yaml"

_NO_PART_OF_A_RESULT = ("hydra", "tracking", "outputs", "rerun", "dry_run")
_NO_PART_OF_THE_ENV = ("port", "browser")
_CLAIMS: dict[Path, Lock] = {}


def run_folder(config: DictConfig) -> Path:
    """The folder for a run of this config, claimed for this process until `release`.

    A run of the same config that was interrupted is continued, and one that is finished is found
    again, unless ``rerun`` is set. A folder that another live process works in is left to it.

    Returns:
        ``outputs/runs/<benchmark>/<planner>__<executor>/<time>-<short id>``, absolute.

    Raises:
        UserError: The folder cannot be written.
    """
    cell = f"{config.planner.name}__{config.executor.name}"
    if config.task is not None:
        cell = f"{cell}__task-{config.task}"
    parent = Path(config.outputs).resolve() / "runs" / config.env.name / cell
    short_id = _identity(config)[:8]
    with storage_errors(parent):
        parent.mkdir(parents=True, exist_ok=True)
        for folder in _earlier(parent, short_id):
            finished = (folder / RESULTS).exists()
            if not (config.rerun and finished) and _claim(folder):
                return folder
        return _fresh(parent, short_id)


@cache
def sweep_folder(outputs: str) -> Path:
    """A new folder for this process's multirun; its cells lie in their own run folders."""
    parent = Path(outputs).resolve() / "sweeps"
    with storage_errors(parent):
        parent.mkdir(parents=True, exist_ok=True)
        return next(_new_folders(parent, f"{_now()}"))


def release(folder: Path) -> None:
    """Let go of a run folder, so that the next run of its config may take it."""
    lock = _CLAIMS.pop(folder, None)
    if lock is not None:
        lock.release()


def _identity(config: DictConfig) -> str:
    """A hash of everything in config and prompts that can change the episodes."""
    plain: Any = OmegaConf.to_container(config, resolve=False)
    kept = {key: value for key, value in plain.items() if key not in _NO_PART_OF_A_RESULT}
    kept["env"] = {k: v for k, v in kept["env"].items() if k not in _NO_PART_OF_THE_ENV}
    for template in sorted((PROMPTS / config.prompts.style).rglob("*.md")):
        kept[f"prompts/{template.relative_to(PROMPTS)}"] = template.read_text(encoding="utf-8")
    return hashlib.sha256(json.dumps(kept, sort_keys=True, default=str).encode()).hexdigest()


def _earlier(parent: Path, short_id: str) -> list[Path]:
    return sorted((p for p in parent.glob(f"*-{short_id}*") if p.is_dir()), reverse=True)


def _fresh(parent: Path, short_id: str) -> Path:
    return next(f for f in _new_folders(parent, f"{_now()}-{short_id}") if _claim(f))


def _new_folders(parent: Path, name: str) -> Iterator[Path]:
    """Folders that this process made, and no other."""
    for number in itertools.count(1):
        folder = parent / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        yield folder


def _claim(folder: Path) -> bool:
    if folder in _CLAIMS:
        return True
    lock = Lock(folder / ".lock", f"the run in {folder}")
    if not lock.try_acquire():
        return False
    _CLAIMS[folder] = lock
    return True


def _now() -> str:
    return datetime.now().strftime("%Y-%m-%d_%H-%M-%S")
