"""Count which ability failed: labels of failed episodes, found by rules from their rounds."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from rich.table import Table

from planact.report.cell_runs import find_runs
from planact.report.console import wide_console
from planact.report.finished import read_run
from planact.report.labels import RULES, count_labels, label_run


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", type=Path, nargs="+", help="folders of runs or of sweeps")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print the labels' counts, a column a run; returns the exit code."""
    runs = [read_run(found.folder) for found in find_runs(arguments.paths, Path())]
    labels = [label_run(one.episodes) for one in runs]
    counts = [count_labels(of_run.values()) for of_run in labels]
    failed = [sum(one.score != 1 for one in run.episodes) for run in runs]
    table = Table("Failed episodes", title="Which ability failed")
    for one, total in zip(runs, failed, strict=True):
        name = f"{one.config.planner.name} × {one.config.executor.name}"
        table.add_column(f"{name}\n{total} failed", justify="right")
    for label in RULES:
        table.add_row(label, *(str(count.get(label, 0)) for count in counts))
    wide_console().print(table)
    if arguments.json:
        rows = zip(runs, counts, failed, strict=True)
        print(json.dumps([_plain(one.folder, count, total) for one, count, total in rows]))
    return 0


def _plain(folder: Path, counts: dict[str, int], failed: int) -> dict[str, object]:
    return {"run": str(folder), "failed": failed, "labels": counts}
