"""Table 2: models with and without chain of thought."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.grid import Grid
from experiments.sheets import Record, Sheet
from experiments.tables.records import rate_record
from experiments.wording import MISSING, printed, with_interval
from planact.report.cell_runs import CellName
from planact.report.comparison import Cell, cells_of
from planact.report.setting import BENCHMARK, TASKS, Setting

WITHOUT_COT, WITH_COT = "+replanning", "+cot"


def table2(grid: Grid, settings: Sequence[Setting]) -> Sheet:
    """Models with and without chain of thought, with the executor of Table 1's last column.

    Args:
        grid: The cells of Table 1.
        settings: All settings; those on the same tasks by the same rules give the other models.
    """
    models = _models(grid, settings)
    paper = {(row.model, row.cot): row for row in grid.paper.table2.rows}
    ours = [(model, cot) for model in models for cot in (False, True)]
    rows, records = [], list[Record]()
    for model, cot in [*paper, *(key for key in ours if key not in paper)]:
        row = paper.get((model, cot))
        cell = models.get(model, {}).get(cot)
        figures = cell.figures() if cell else None
        shown = with_interval(figures.rate, figures.low, figures.high) if figures else MISSING
        name = row.name if row else model
        rows.append((name, "yes" if cot else "no", printed(row.rate if row else None), shown))
        records.append(
            {
                "model": model,
                "cot": cot,
                "paper_percent": row.rate if row else None,
                **rate_record(figures),
            }
        )
    return Sheet(
        name="table2",
        title="Table 2: models with and without chain of thought, success rates in %",
        headings=("Base model", "CoT", "paper", "ours"),
        rows=tuple(rows),
        records=tuple(records),
        rule_after=len(paper),
        notes=(
            f"Ours: planner={WITHOUT_COT} and planner={WITH_COT} with executor="
            f"{grid.last_column}. The paper: {grid.paper.table2.source}.",
        ),
    )


def _models(grid: Grid, settings: Sequence[Setting]) -> dict[str, dict[bool, Cell]]:
    """By model, its cell without and with thoughts, on the same tasks by the same rules."""
    setting = grid.setting
    found = dict[str, dict[bool, Cell]]()
    for one in settings:
        same = all(one.values[key] == setting.values[key] for key in (*BENCHMARK, TASKS))
        model = one.values["model.name"]
        if same and one.runs[0].tasks == setting.runs[0].tasks and model not in found:
            cells = cells_of(one)
            found[model] = {
                cot: cell
                for cot, planner in ((False, WITHOUT_COT), (True, WITH_COT))
                if (cell := cells.get(CellName(planner, grid.last_column)))
            }
    return found
