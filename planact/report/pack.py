"""The reproduction pack: one archive with all that another needs to check a run's numbers.

pack.json                 what is in it: the runs, and the SHA-256 of every other file
sweep.json                of a sweep: its command and its cells
runs/<...>/               a run each:
    config.yaml           resolved, secrets masked
    provenance.json       command, what decides the episodes, manifests of models and datasets
    prompts/<role>/       the wording of every role that had a part in it
    tasks.jsonl           the tasks, by which the evidence is scored
    episodes.jsonl        the episodes with their evidence
    judge/answers.jsonl   what a model that judged answered, where one did
    results.json          the numbers, with git commit and package versions
    screenshots/          where they are asked for
"""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from planact.config.schema import JudgeKind
from planact.core.errors import UserError
from planact.core.task import Task
from planact.core.trajectory import Record
from planact.envs.evaluators import Scorer
from planact.envs.judges import ANSWERS, JudgeError
from planact.grid import SWEEP
from planact.report.archive import write_archive
from planact.report.finished import CONFIG, EPISODES, RESULTS, FinishedRun, read_run
from planact.report.kept_judge import kept_judge
from planact.report.provenance import PROMPTS, PROVENANCE
from planact.report.rescore import outputs_of, score_again, tasks_of
from planact.report.sweep import Sweep, read_sweep
from planact.rollout.screenshots import SCREENSHOTS
from planact.store.disk import storage_errors
from planact.store.jsonl import write_jsonl
from planact.store.masking import environment_secrets

INDEX = "pack.json"
TASKS = "tasks.jsonl"
SCHEMA: Literal[1] = 1


class Index(Record):
    """The content of ``pack.json``.

    Attributes:
        schema_version: Of the pack's layout.
        runs: Folders of the runs, in the pack.
        files: SHA-256 of every other file, by its path in the pack.
    """

    schema_version: Literal[1] = SCHEMA
    runs: tuple[str, ...]
    files: dict[str, str]


@dataclass(frozen=True)
class Packed:
    """A pack that was written: where, how large, its SHA-256, and what it holds."""

    path: Path
    size: int
    sha: str
    runs: int
    files: int


def pack(path: Path, out: Path | None = None, *, screenshots: bool = False) -> Packed:
    """Write the reproduction pack of a run or of a sweep's finished runs.

    The same runs give the same bytes, whenever and wherever they are packed.

    Args:
        path: The folder of a run or of a sweep, or a file in it.
        out: The archive; without one ``pack.zip`` in the folder.
        screenshots: Whether the episodes' screenshots are packed too.

    Raises:
        UserError: There is no finished run, it is not whole, its tasks have changed since, or a
            file holds a secret.
    """
    if not path.exists():
        raise UserError(f"{path}: no such folder; give a run's or a sweep's, below outputs")
    path = path.parent if path.is_file() else path
    out = out or path / "pack.zip"
    if out.is_dir() or not out.parent.is_dir():
        raise UserError(f"{out}: must be a file in a folder that there is")
    sweep = read_sweep(path) if (path / SWEEP).is_file() else None
    folders = sweep.finished if sweep else [path]
    with storage_errors(out.parent), tempfile.TemporaryDirectory(prefix="planact-") as scratch:
        members: dict[str, Path] = {}
        for number, folder in enumerate(folders):
            made = Path(scratch) / str(number)
            made.mkdir()
            inside = packed_folder(folder)
            files = _run_files(folder, made, screenshots)
            members |= {f"{inside}/{name}": file for name, file in files.items()}
        if sweep:
            members[SWEEP] = _written(Path(scratch) / SWEEP, sweep.moved(packed_folder))
        _check_secrets(members)
        index = Index(
            runs=tuple(map(packed_folder, folders)),
            files={name: file_sha(file) for name, file in sorted(members.items())},
        )
        write_archive(out, members | {INDEX: _written(Path(scratch) / INDEX, index)})
    return Packed(out, out.stat().st_size, file_sha(out), len(folders), len(members) + 1)


def packed_folder(folder: Path) -> str:
    """Where in a pack a run lies: ``runs/<benchmark>/<cell>/<time>``, as below the outputs."""
    resolved = folder.resolve()
    above = [parent for parent in resolved.parents if parent.name == "runs"]
    return f"runs/{resolved.relative_to(above[0] if above else resolved.parent).as_posix()}"


def file_sha(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _run_files(folder: Path, scratch: Path, screenshots: bool) -> dict[str, Path]:
    """By their names, the run's files, and those that are made for the pack in ``scratch``."""
    run = read_run(folder)
    for name in (RESULTS, PROVENANCE):
        if not (folder / name).is_file():
            raise UserError(
                f"{folder} cannot be packed: {name} is missing, as of runs that are not finished "
                "or of earlier versions; run the cell again, what the store has is used again"
            )
    tasks = tasks_of(run.config, run.episodes)
    write_jsonl(scratch / TASKS, tasks)
    files = {name: folder / name for name in (CONFIG, PROVENANCE, EPISODES, RESULTS)}
    files[TASKS] = scratch / TASKS
    if run.config.judge.kind is JudgeKind.endpoint:
        files[ANSWERS.as_posix()] = _judge_answers(run, tasks, scratch)
    below = [PROMPTS, SCREENSHOTS] if screenshots else [PROMPTS]
    return files | {name: file for each in below for name, file in _below(folder, each)}


def _judge_answers(run: FinishedRun, tasks: Sequence[Task], scratch: Path) -> Path:
    """Those answers of the judge that the run's scores rest on, gathered by scoring again."""
    kept, used = outputs_of(run.folder) / ANSWERS, scratch / "answers.jsonl"
    scorer = Scorer(run.config.env.scorer, kept_judge(run.config, kept, used))
    try:
        asyncio.run(score_again(run.episodes, tasks, scorer, at_once=1))
    except JudgeError as error:
        raise UserError(
            f"{run.folder} cannot be packed: {error}; python -m planact.report rescore "
            f"{run.folder} asks the judge again"
        ) from error
    used.touch()
    return used


def _below(folder: Path, name: str) -> Iterator[tuple[str, Path]]:
    for file in sorted((folder / name).rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file


def _check_secrets(members: dict[str, Path]) -> None:
    """What came into a file by way of a page or a model is not masked: it is evidence."""
    secrets = [secret.encode() for secret in environment_secrets()]
    for name, file in members.items():
        content = file.read_bytes() if secrets else b""
        if any(secret in content for secret in secrets):
            raise UserError(
                f"{name} holds the content of an environment variable that is secret by its name, "
                "and is not packed: unset the variable if it is none"
            )


def _written(path: Path, record: Record | Sweep) -> Path:
    path.write_text(record.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return path
