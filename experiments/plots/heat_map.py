"""Table 1 as a heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from experiments.grid import Grid
from experiments.plots.picture import Picture, empty, made_of, on_lines
from experiments.wording import NONE, percent
from planact.report.cell_runs import CellName

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = "YlGnBu"
DARK = 0.6
"""From this rate on, white is easier to read on a cell than black."""


def heat_map(grid: Grid) -> Picture:
    """Table 1 in colours from 0 to 100 %, the paper's rates in small print."""
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    rows, columns = [*grid.paper_rows, *grid.other_rows], grid.columns
    figure, [axes] = empty(2.6 + 2.1 * len(columns), 1.6 + 0.78 * len(rows))
    for y, planner in enumerate(rows):
        for x, executor in enumerate(columns):
            _heat_cell(axes, x, y, grid, CellName(planner, executor))
    axes.set_xlim(0, len(columns))
    axes.set_ylim(len(rows), 0)
    axes.set_xticks([x + 0.5 for x in range(len(columns))], columns)
    axes.set_yticks([y + 0.5 for y in range(len(rows))], [on_lines(row) for row in rows])
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_xlabel("EXECUTOR", labelpad=8)
    axes.set_ylabel("PLANNER")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    if grid.other_rows:
        axes.axhline(len(grid.paper_rows), color="black", linewidth=1.5)
    scale = figure.colorbar(
        ScalarMappable(Normalize(0, 100), COLOURS), ax=axes, shrink=0.6, aspect=25, pad=0.03
    )
    scale.set_label("success rate, %")
    scale.outline.set_visible(False)
    figure.suptitle(f"Table 1: {made_of(grid)}", fontsize=12)
    return Picture("table1", figure)


def _heat_cell(axes: Axes, x: int, y: int, grid: Grid, name: CellName) -> None:
    from matplotlib import colormaps
    from matplotlib.patches import Rectangle

    cell, paper = grid.cells.get(name), grid.paper_rate(name)
    figures = cell.figures() if cell else None
    filled = colormaps[COLOURS](figures.rate) if figures else "#f2f2f2"
    axes.add_patch(
        Rectangle((x, y), 1, 1, facecolor=filled, edgecolor="white", linewidth=2, zorder=0)
    )
    ink = "white" if figures and figures.rate > DARK else "black"
    place: dict[str, Any] = {"ha": "center", "va": "center", "color": ink}
    if figures:
        axes.text(x + 0.5, y + 0.3, percent(figures.rate), fontsize=13, weight="bold", **place)
        axes.text(
            x + 0.5,
            y + 0.56,
            f"{percent(figures.low)} - {percent(figures.high)}",
            fontsize=8.5,
            **place,
        )
    else:
        text = NONE if paper is None else "not run"
        axes.text(x + 0.5, y + 0.42, text, fontsize=9, **place | {"color": "#888888"})
    if paper is not None:
        axes.text(x + 0.5, y + 0.8, f"paper {paper:.2f}", fontsize=7.5, style="italic", **place)
