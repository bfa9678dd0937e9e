"""Tasks of templates that training has, beside the others."""

from __future__ import annotations

from experiments.grid import Grid
from experiments.sheets import Record, Sheet
from experiments.wording import NONE, cell_text, with_interval


def templates(grid: Grid) -> Sheet:
    """Tasks of templates that training has beside those of templates that it has not."""
    rows, records = [], list[Record]()
    for cell in grid.in_order():
        texts, record = list[str](), Record()
        for kind in ("seen", "unseen"):
            found = cell.template_figures(kind)
            tasks, rate, low, high = found or (None, None, None, None)
            texts += [str(found[0]), with_interval(*found[1:])] if found else [NONE, NONE]
            record |= {f"{kind}_n": tasks, f"{kind}_rate": rate}
            record |= {f"{kind}_low": low, f"{kind}_high": high}
        rows.append((cell_text(cell.name), *texts))
        records.append({"planner": cell.name.planner, "executor": cell.name.executor, **record})
    return Sheet(
        name="templates",
        title="Templates that training has, and others: success rates in %",
        headings=("Cell", "Seen: tasks", "Success rate", "Unseen: tasks", "Success rate"),
        rows=tuple(rows),
        records=tuple(records),
    )
