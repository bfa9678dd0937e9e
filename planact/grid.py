"""A grid's cells: how each ended, told on the terminal and kept in ``sweep.json``."""

from __future__ import annotations

import json
import logging
import os
import shlex
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import Field
from rich.table import Table
from rich.text import Text

from planact.core.trajectory import Record
from planact.store.disk import write_durably
from planact.store.masking import masked

log = logging.getLogger("planact")

SWEEP = "sweep.json"
"""The file of a grid's folder that says how each cell ended."""

State = Literal["waiting", "running", "done", "reused", "failed", "left out", "estimated"]


class Cell(Record):
    """One cell of a grid.

    Attributes:
        planner: The planner variant.
        executor: The executor variant.
        seed: The seed of training and sampling.
        overrides: What ``run.py`` is told to run this cell alone.
        state: ``done``: its episodes were run; ``reused``: they were in the store already.
        folder: Where its run lies, as seen from the grid's folder; None where it never began.
        success_rate: Share of the tasks that were solved.
        n: Tasks, those that ended in an error included.
        interval: The success rate's 95 % interval.
        seconds: Wall time.
        error: What went wrong, or why it is left out.
        exit_code: What it makes of the process's exit status.
        estimate: Of a dry run, what making its datasets will take, in a few words.
    """

    planner: str
    executor: str
    seed: int
    overrides: tuple[str, ...] = ()
    state: State = "waiting"
    folder: str | None = None
    success_rate: float | None = None
    n: int | None = None
    interval: tuple[float, float] | None = None
    seconds: float | None = None
    error: str | None = None
    exit_code: int = Field(default=0, exclude=True)
    estimate: str = Field(default="", exclude=True)

    @property
    def name(self) -> str:
        """The cell as on a command line."""
        return f"planner={self.planner} executor={self.executor} seed={self.seed}"


class Grid:
    """The cells of one command, in the order in which they run.

    Args:
        command: The command line.
        cells: The cells; a single run is a grid of one.
        folder: Receives ``sweep.json``, written anew whenever a cell begins or ends; None keeps no
            record.
    """

    def __init__(self, command: str, cells: Sequence[Cell], folder: Path | None = None) -> None:
        self.command = command
        self.cells = list(cells)
        self._folder = folder
        self._began = 0.0
        self._number = 0

    def begin(self, number: int, folder: Path) -> None:
        """The cell of this number, counted from 0, runs in this folder from now on."""
        self._began, self._number = time.monotonic(), number
        seen = os.path.relpath(folder, self._folder) if self._folder else str(folder)
        self._update(state="running", folder=seen)
        if len(self.cells) > 1:
            run = [cell for cell in self.cells if cell.state != "left out"]
            begun = sum(cell.state != "waiting" for cell in run)
            name, left = self.cells[number].name, self._time_left()
            log.info("cell %d of %d: %s%s", begun, len(run), name, left)

    def end(self, **outcome: Any) -> None:
        """The cell that runs has ended like this: values of `Cell`."""
        self._update(seconds=round(time.monotonic() - self._began, 1), **outcome)

    def interrupted(self) -> None:
        """The cell that runs will go on another time."""
        if self.cells[self._number].state == "running":
            self._update(state="waiting")

    @property
    def further_commands(self) -> list[str]:
        """What makes the tables and the report of the cells; nothing where there are none."""
        if self._folder is None or not any(cell.state in ("done", "reused") for cell in self.cells):
            return []
        folder = shlex.quote(str(self._folder))
        return [
            f"tables: python -m experiments.table1 {folder}",
            f"report: python -m planact.report html {folder}",
        ]

    @property
    def exit_code(self) -> int:
        """The process's exit status."""
        return max((cell.exit_code for cell in self.cells), default=0)

    def _update(self, **values: Any) -> None:
        self.cells[self._number] = self.cells[self._number].model_copy(update=values)
        if self._folder is not None:
            cells = [cell.model_dump(mode="json") for cell in self.cells]
            record = masked({"command": self.command, "cells": cells})
            self._folder.mkdir(parents=True, exist_ok=True)
            write_durably(self._folder / SWEEP, json.dumps(record, indent=2) + "\n")

    def _time_left(self) -> str:
        """As long as the cells to come take if they take as long as those that were run."""
        took = [cell.seconds for cell in self.cells if cell.state == "done" and cell.seconds]
        to_come = sum(cell.state in ("waiting", "running") for cell in self.cells)
        if not took:
            return ""
        return f", about {_duration(sum(took) / len(took) * to_come)} left"


def grid_table(cells: Sequence[Cell]) -> Table:
    """One row a cell: how it ended, and the seconds."""
    table = Table(title="Cells")
    for column in ("Planner", "Executor", "Seed"):
        table.add_column(column, no_wrap=True)
    table.add_column("State", no_wrap=True)
    table.add_column("Success rate (95 % interval)", overflow="fold")
    table.add_column("Seconds", justify="right", no_wrap=True)
    for cell in cells:
        seconds = "-" if cell.seconds is None else f"{cell.seconds:,.1f}"
        names = (cell.planner, cell.executor, str(cell.seed))
        table.add_row(*names, cell.state, Text(_outcome(cell)), seconds)
    return table


def _outcome(cell: Cell) -> str:
    """What came out of a cell: a number, a reason, or both."""
    parts = [cell.estimate] if cell.estimate else []
    if cell.success_rate is not None and cell.interval is not None:
        low, high = (100 * bound for bound in cell.interval)
        parts.append(f"{100 * cell.success_rate:.1f} % ({low:.1f} - {high:.1f}), n = {cell.n}")
    return "; ".join([*parts, cell.error] if cell.error else parts)


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"
