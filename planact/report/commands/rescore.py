"""Score a finished run by other rules, or with another judge, without browsing.

Writes results.<scorer>.json beside its results.json.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from rich.console import Console

from planact.report.rescore import Rescored, rescore
from planact.report.table import results_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("path", type=Path, help="a run's folder, or its results or episodes")
    parser.add_argument(
        "overrides",
        nargs="*",
        default=[],
        metavar="KEY=VALUE",
        help="scorer=vab|browsergym|release, judge=strict|openai, judge.model=..., ...",
    )
    parser.add_argument("--json", action="store_true", help="end with one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Score again; returns the exit code."""
    rescored = rescore(arguments.path, arguments.overrides)
    Console().print(results_table(rescored.results))
    for line in _lines(rescored):
        print(line)
    if arguments.json:
        print(json.dumps(_plain(rescored)))
    return 0


def _lines(rescored: Rescored) -> list[str]:
    """The new rate beside the old one, and the tasks that make the difference."""
    new, flipped = rescored.results, len(rescored.gained) + len(rescored.lost)
    lines = [
        f"{rescored.old_scorer} {rescored.old_success_rate:.1%}, "
        f"{new['scorer']} (judge={new['judge']}) {new['success_rate']:.1%}; "
        f"{flipped} of {new['n']} tasks flipped"
    ]
    for title, tasks in (("solved now", rescored.gained), ("no longer solved", rescored.lost)):
        if tasks:
            lines.append(f"{title}: {', '.join(map(str, tasks))}")
    return [*lines, f"results: {rescored.file}"]


def _plain(rescored: Rescored) -> dict[str, object]:
    return {
        "scorer": rescored.results["scorer"],
        "judge": rescored.results["judge"],
        "success_rate": rescored.results["success_rate"],
        "n": rescored.results["n"],
        "errors": len(rescored.results["errors"]),
        "old_scorer": rescored.old_scorer,
        "old_success_rate": rescored.old_success_rate,
        "gained": rescored.gained,
        "lost": rescored.lost,
        "file": str(rescored.file),
    }
