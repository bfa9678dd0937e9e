"""Figure 4: success and steps by website."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.grid import Grid
from experiments.paper import Website
from experiments.sheets import Record, Sheet
from experiments.tables.records import rate_record
from experiments.wording import NONE, average, cell_text, with_interval
from planact.report.comparison import Cell, Figures, sites_of

OVERALL = "overall"


def websites(grid: Grid, cell: Cell) -> Sheet:
    """One cell by website beside the paper's Figure 4; the records have every cell."""
    paper = {row.site: row for row in grid.paper.figure4.rows}
    rows = [
        _row(site, figures, paper.get(site)) for site, figures in site_figures(grid, cell).items()
    ]
    kinds = ("Tasks", "Steps (all)", "Steps (success)", "Steps (fail)", "Success rate, %")
    figure = grid.paper.figure4
    return Sheet(
        name="websites",
        title=f"Figure 4: {cell_text(cell.name)} by website",
        headings=(
            "Website",
            *(f"{kind}\n{whose}" for kind in kinds for whose in ("ours", "paper")),
        ),
        rows=tuple(rows),
        records=tuple(_site_records(grid)),
        rule_after=1,
        notes=(
            f"Steps are averages. The paper: {figure.source}, {figure.planner} x "
            f"{figure.executor}.",
        ),
    )


def site_figures(grid: Grid, cell: Cell) -> dict[str, Figures]:
    """A cell's figures overall, then by site; the paper's sites come first, if empty too."""
    of_paper = [row.site for row in grid.paper.figure4.rows if row.site != OVERALL]
    sites = dict.fromkeys([*of_paper, *sites_of([cell])])
    return {OVERALL: cell.figures(), **{site: cell.figures(site) for site in sites}}


def shown_cell(grid: Grid) -> Cell:
    """The cell of the paper's Figure 4 if it was run, else that nearest to the table's end."""
    figure = grid.paper.figure4
    order = [*grid.other_rows, *grid.paper_rows]
    last = max(
        grid.cells.values(),
        key=lambda cell: (
            order.index(cell.name.planner),
            grid.columns.index(cell.name.executor),
        ),
    )
    return grid.cell(figure.planner, figure.executor) or last


def _row(site: str, ours: Figures, paper: Website | None) -> tuple[str, ...]:
    return (
        paper.name if paper else site,
        str(ours.tasks),
        str(paper.tasks) if paper else NONE,
        average(ours.steps),
        average(paper.steps if paper else None),
        average(ours.steps_success),
        average(paper.steps_success if paper else None),
        average(ours.steps_fail),
        average(paper.steps_fail if paper else None),
        with_interval(ours.rate, ours.low, ours.high) if ours.tasks else NONE,
        f"{paper.rate:.1f}" if paper else NONE,
    )


def _site_records(grid: Grid) -> Iterator[Record]:
    for name, cell in grid.cells.items():
        for site, figures in site_figures(grid, cell).items():
            yield {
                "planner": name.planner,
                "executor": name.executor,
                "site": site,
                **rate_record(figures if figures.tasks else None),
                "steps": figures.steps,
                "steps_success": figures.steps_success,
                "steps_fail": figures.steps_fail,
            }
