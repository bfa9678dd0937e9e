"""When planning anew pays: success against planner calls."""

from __future__ import annotations

from experiments.grid import Grid
from experiments.sheets import Record, Sheet
from experiments.tables.records import rate_record
from experiments.wording import MISSING, NONE, average, cell_text, gain, with_interval
from planact.report.cell_runs import CellName
from planact.report.comparison import Cell, difference

NEVER, EVERY_ROUND, ADAPTIVE = "+targeted", "+replanning", "+adaptive"
"""The planners that plan once, after every round, and when that is needed."""


def replanning(grid: Grid) -> Sheet:
    """Success against planner calls: planning once, when needed, and after every round."""
    rows, records = [], list[Record]()
    for name in replanning_cells(grid):
        cell = grid.cells.get(name)
        never, always = (grid.cell(other, name.executor) for other in (NEVER, EVERY_ROUND))
        if cell is None:
            rows.append((cell_text(name), MISSING, NONE, NONE, NONE))
        else:
            figures = cell.figures()
            rows.append(
                (
                    cell_text(name),
                    with_interval(figures.rate, figures.low, figures.high),
                    average(cell.cost().planner_calls),
                    _gain_over(cell, never),
                    _gain_over(cell, always),
                )
            )
        records.append(
            {
                "planner": name.planner,
                "executor": name.executor,
                **rate_record(cell.figures() if cell else None),
                "planner_calls": cell.cost().planner_calls if cell else None,
                **_difference_record("never", cell, never),
                **_difference_record("every_round", cell, always),
            }
        )
    return Sheet(
        name="replanning",
        title="When to plan anew: success rates in % against planner calls an episode",
        headings=(
            "Cell",
            "Success rate",
            "Planner calls",
            f"Over {NEVER} (never)",
            f"Over {EVERY_ROUND} (every round)",
        ),
        rows=tuple(rows),
        records=tuple(records),
    )


def replanning_cells(grid: Grid) -> list[CellName]:
    """Cells that plan never, sometimes or always anew, whether or not they were run.

    Those of the last column, and of every other in which an adaptive one was run.
    """
    adaptive = [name for name in grid.cells if name.planner.split()[0] == ADAPTIVE]
    variants = sorted({name.planner for name in adaptive}) or [ADAPTIVE]
    columns = {name.executor for name in adaptive} | {grid.last_column}
    return [
        CellName(planner, executor)
        for executor in grid.columns
        if executor in columns
        for planner in (NEVER, *variants, EVERY_ROUND)
    ]


def _gain_over(cell: Cell, other: Cell | None) -> str:
    found = difference(cell, other) if other and other is not cell else None
    return gain(found) if found else NONE


def _difference_record(name: str, cell: Cell | None, other: Cell | None) -> Record:
    found = difference(cell, other) if cell and other and other is not cell else None
    return {
        f"over_{name}": found.rate if found else None,
        f"over_{name}_low": found.low if found else None,
        f"over_{name}_high": found.high if found else None,
        f"over_{name}_p": found.p if found else None,
    }
