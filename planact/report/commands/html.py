"""Write finished runs as pages that open from the disk: tables, episodes, rounds, side by side.

A run's own report lies beside its results. Several runs, or a sweep, become one report, in which
one task can be looked at under two cells.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from planact.core.errors import UserError
from planact.grid import SWEEP
from planact.report.cell_runs import find_runs
from planact.report.finished import RESULTS, read_run
from planact.report.html import write_report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", type=Path, nargs="+", help="folders of runs or of sweeps")
    parser.add_argument(
        "--out", type=Path, help="folder for the report; of one run or sweep, its own by default"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the report; returns the exit code."""
    folders = [found.folder for found in find_runs(arguments.paths, Path())]
    out = arguments.out or _own(arguments.paths)
    print(f"report: {write_report([read_run(folder) for folder in folders], out)}")
    return 0


def _own(paths: list[Path]) -> Path:
    if len(paths) > 1:
        raise UserError("several folders were given: say by --out where their report goes")
    path: Path = paths[0]
    if path.is_dir() and ((path / RESULTS).is_file() or (path / SWEEP).is_file()):
        return path
    raise UserError(f"{path} is neither a run nor a sweep: say by --out where the report goes")
