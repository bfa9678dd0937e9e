"""Score a reproduction pack again from its evidence and say whether its numbers hold.

Needs no browser, GPU, key or network. Exit code 0 if they hold, 1 if not.
"""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from planact.report.check import Check
from planact.report.console import wide_console
from planact.report.pack import file_sha
from planact.report.run_checks import VerifiedRun
from planact.report.sweep import Sweep
from planact.report.verify import Verified, verify


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("path", type=Path, help="the archive that `pack` wrote")


def run(arguments: argparse.Namespace) -> int:
    """Verify; returns the exit code."""
    verified = verify(arguments.path)
    print(f"{arguments.path}: sha256 {file_sha(arguments.path)}")
    _show(verified.checks)
    for folder, one in verified.runs.items():
        print(f"\n{_plain(folder)}")
        _show_origin(one)
        _show(one.checks)
    if verified.sweep:
        print(f"\n{_words(verified.sweep.command)}")
        wide_console().print(_cells(verified, verified.sweep))
    print(f"\n{'the numbers hold' if verified.holds else 'the numbers do not hold'}")
    return 0 if verified.holds else 1


def _show(checks: tuple[Check, ...]) -> None:
    for check in checks:
        print(f"  {check.outcome:8}{check.name:14}{_plain(check.text)}")


def _show_origin(one: VerifiedRun) -> None:
    """What the run says of itself, which nothing here can check."""
    if one.stated is None:
        return
    commit, _, changes = (one.stated.git_commit or "unknown").partition("+")
    code = f"{commit}{', with uncommitted changes' if changes else ''}"
    packages = [
        f"{name} {version}"
        for name, version in one.stated.versions.items()
        if version and name != "git_commit"
    ]
    print(f"  command {_words(one.command)}")
    print(f"  code    {_plain('; '.join([code, ', '.join(packages)]))}")


def _cells(verified: Verified, sweep: Sweep) -> Table:
    table = Table(title="Cells")
    for column in ("planner", "executor", "seed", "state", "success rate", "95 % interval", "n"):
        table.add_column(column)
    table.add_column("holds")
    for cell in sweep.cells:
        one = verified.runs.get(cell.folder or "")
        name = (cell.planner, cell.executor, str(cell.seed), cell.state)
        table.add_row(*(escape(_plain(each)) for each in (*name, *_figures(one))))
    return table


def _figures(one: VerifiedRun | None) -> tuple[str, str, str, str]:
    if one is None or one.stated is None:
        return "-", "-", "-", "-" if one is None else "no"
    low, high = one.stated.interval
    rate = f"{one.stated.success_rate:.2%}"
    return rate, f"{low:.1%} - {high:.1%}", str(one.stated.n), "yes" if one.holds else "no"


def _words(command: str | list[str] | tuple[str, ...]) -> str:
    return _plain(command if isinstance(command, str) else shlex.join(command))


def _plain(text: str) -> str:
    """What anybody's pack says, without what a terminal would take for a command."""
    return "".join(char if char.isprintable() else "?" for char in text)
