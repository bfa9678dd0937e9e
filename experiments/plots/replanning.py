"""Success against planner calls: what planning anew costs and gives."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from typing import TYPE_CHECKING

from experiments.grid import Grid
from experiments.plots.picture import Picture, empty, error_bars, made_of, on_lines
from experiments.tables.replanning import replanning_cells
from planact.report.comparison import Cell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MARKERS = "osD^vP*X"
"""One a planner, in turn."""


def replanning_plot(grid: Grid) -> Picture | None:
    """The cells that plan never, sometimes or always anew: a colour an executor.

    None where fewer than two were run: one point is no comparison.
    """
    cells = [grid.cells[name] for name in replanning_cells(grid) if name in grid.cells]
    if len(cells) < 2:
        return None
    figure, [axes] = empty(8, 4.8)
    colours = _each(cells, "executor", [f"C{number}" for number in range(10)])
    markers = _each(cells, "planner", MARKERS)
    for cell in cells:
        figures = cell.figures()
        axes.errorbar(
            [cell.cost().planner_calls],
            [100 * figures.rate],
            yerr=error_bars([figures]),
            color=colours[cell.name.executor],
            marker=markers[cell.name.planner],
            markersize=8,
            capsize=3,
            linewidth=1,
        )
    _legend(figure, colours, markers)
    axes.set_xlabel("planner calls an episode")
    axes.set_ylabel("success rate, %")
    axes.set_xlim(left=0)
    axes.set_ylim(0, 100)
    axes.grid(color="#e5e5e5", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(f"When to plan anew: {made_of(grid)}", fontsize=12)
    return Picture("replanning", figure)


def _each(cells: list[Cell], field: str, looks: Sequence[str]) -> dict[str, str]:
    """A look for every name of that field, in the order of the cells."""
    names = dict.fromkeys(getattr(cell.name, field) for cell in cells)
    return dict(zip(names, cycle(looks), strict=False))


def _legend(figure: Figure, colours: dict[str, str], markers: dict[str, str]) -> None:
    """Markers for planners and colours for executors, under a heading each."""
    from matplotlib.lines import Line2D

    entries = [("PLANNER", "none", "none")]
    entries += [(on_lines(name), marker, "#555555") for name, marker in markers.items()]
    entries += [("EXECUTOR", "none", "none")]
    entries += [(name, "s", colour) for name, colour in colours.items()]
    handles = [
        Line2D([], [], label=name, marker=marker, color=colour, linestyle="none", markersize=8)
        for name, marker, colour in entries
    ]
    figure.legend(handles=handles, loc="outside right center", frameon=False)
