"""All the tables of one setting, from folders of finished runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.grid import Grid, Missing
from experiments.paper import the_paper
from experiments.sheets import Sheet
from experiments.tables.cells import table1
from experiments.tables.costs import costs
from experiments.tables.models import table2
from experiments.tables.replanning import replanning, replanning_cells
from experiments.tables.templates import templates
from experiments.tables.websites import shown_cell, websites
from planact.report.cell_runs import find_runs
from planact.report.comparison import Cell
from planact.report.setting import Setting, chosen, settings, telling


@dataclass(frozen=True)
class Report:
    """All tables of one setting, and what a reader is told beside them.

    Attributes:
        grid: The cells.
        sheets: The tables.
        cell: The one that is shown by website.
        missing: Cells that the tables lack.
        remarks: What else they leave out.
    """

    grid: Grid
    sheets: tuple[Sheet, ...]
    cell: Cell
    missing: tuple[Missing, ...]
    remarks: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        grid = self.grid
        return {
            "setting": dict(grid.setting.values),
            "seeds": grid.seeds,
            "cells": len(grid.cells),
            "tables": {sheet.name: sheet.records for sheet in self.sheets},
            "missing": [
                {**each.name._asdict(), "seeds": each.seeds, "command": each.command}
                for each in self.missing
            ],
            "remarks": self.remarks,
        }


def make_report(paths: Sequence[Path], outputs: Path, where: Sequence[str] = ()) -> Report:
    """The tables of the setting that has the most cells.

    Args:
        paths: Folders of runs or sweeps; none stands for all of ``outputs``.
        outputs: The folder of all outputs.
        where: Values that a run's config must have, such as ``data=laptop``.

    Raises:
        UserError: There is no such run, a run's file is corrupt, or a condition is wrong.
    """
    found = settings(chosen(find_runs(paths, outputs), where))
    setting, *others = found
    grid = Grid(the_paper(), setting)
    cell = shown_cell(grid)
    return Report(
        grid=grid,
        sheets=(
            table1(grid),
            table2(grid, found),
            websites(grid, cell),
            templates(grid),
            costs(grid),
            replanning(grid),
        ),
        cell=cell,
        missing=tuple(grid.missing(replanning_cells(grid))),
        remarks=tuple(_remarks(setting, others)),
    )


def _remarks(setting: Setting, others: Sequence[Setting]) -> Iterator[str]:
    """What the tables leave out."""
    if setting.older:
        yield f"left out: older runs of the same cells and seeds ({setting.older})"
    for other in others:
        rest = [one for one in (setting, *others) if one is not other]
        how = telling(other, rest) or "give their folders"
        yield f"left out: another setting (runs: {len(other.runs)}); to see it: {how}"
