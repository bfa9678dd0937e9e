"""A reproduction pack checked: it is whole, and scoring it again gives the numbers it states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from planact.core.errors import UserError
from planact.grid import SWEEP
from planact.report.archive import opened_archive
from planact.report.check import Check, Wrong, checked, listed
from planact.report.finished import RESULTS
from planact.report.pack import INDEX, SCHEMA, Index, file_sha
from planact.report.run_checks import VerifiedRun, check_run
from planact.report.sweep import Sweep


@dataclass(frozen=True)
class Verified:
    """What came out of a pack.

    Attributes:
        checks: Whether it holds what it says, unchanged, and its sweep says what its runs do.
        runs: Its runs with their checks, by their folders in the pack.
        sweep: The sweep that they are of, if any.
    """

    checks: tuple[Check, ...]
    runs: dict[str, VerifiedRun]
    sweep: Sweep | None

    @property
    def holds(self) -> bool:
        """Whether no check failed."""
        whole = all(check.outcome != "failed" for check in self.checks)
        return whole and all(run.holds for run in self.runs.values())


def verify(path: Path) -> Verified:
    """Check a pack and score its runs again; nothing is asked, browsed or downloaded.

    Raises:
        UserError: It is no pack, it is damaged, or it holds what no pack may.
    """
    with opened_archive(path) as folder:
        index = _read_index(path, folder)
        checks = [checked("files", partial(_files, folder, index))]
        runs = {inside: check_run(folder / inside) for inside in index.runs}
        if sweep := _read_sweep(path, folder):
            checks.append(checked("cells", partial(_cells, sweep, runs)))
    return Verified(tuple(checks), runs, sweep)


def _read_index(path: Path, folder: Path) -> Index:
    if not (folder / INDEX).is_file():
        raise UserError(f"{path} is no reproduction pack: it holds no {INDEX}")
    try:
        index = Index.model_validate_json((folder / INDEX).read_bytes())
    except ValidationError as error:
        raise UserError(f"{path}: its {INDEX} is not of version {SCHEMA}") from error
    for inside in index.runs:
        # Or somebody's pack would have us read whatever else lies on the disk.
        if not (folder / inside).resolve().is_relative_to(folder.resolve()):
            raise UserError(f"{path}: its run {inside!r} lies outside of it")
    if not index.runs:
        raise UserError(f"{path} holds no run")
    return index


def _read_sweep(path: Path, folder: Path) -> Sweep | None:
    if not (folder / SWEEP).is_file():
        return None
    try:
        return Sweep.model_validate_json((folder / SWEEP).read_bytes())
    except ValidationError as error:
        raise UserError(f"{path}: its {SWEEP} is no sweep of ours") from error


def _files(folder: Path, index: Index) -> str:
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    there.remove(INDEX)
    changed = [
        name
        for name in sorted(there & index.files.keys())
        if file_sha(folder / name) != index.files[name]
    ]
    _none("changed since they were packed", changed)
    _none("missing", sorted(index.files.keys() - there))
    _none(f"not in {INDEX}", sorted(there - index.files.keys()))
    return f"{len(there)} files, each with the SHA-256 that {INDEX} gives"


def _cells(sweep: Sweep, runs: Mapping[str, VerifiedRun]) -> str:
    finished = [cell for cell in sweep.cells if cell.folder]
    for cell in finished:
        said = (cell.planner, cell.executor, cell.seed, cell.success_rate)
        run = runs.get(str(cell.folder))
        stated = run and run.stated
        if stated and said != (stated.planner, stated.executor, stated.seed, stated.success_rate):
            raise Wrong(f"{SWEEP} says of {cell.folder} what its {RESULTS} does not")
    _none("without their run", [str(c.folder) for c in finished if c.folder not in runs])
    return f"{len(finished)} of {len(sweep.cells)} have a run, which says the same"


def _none(fault: str, names: Sequence[str]) -> None:
    if names:
        raise Wrong(f"{fault}: {listed(names)}")
