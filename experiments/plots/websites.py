"""Figure 4: success and steps by website, ours beside the paper's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from experiments.grid import Grid
from experiments.paper import Figure4, Website
from experiments.plots.picture import Picture, empty, error_bars, made_of
from experiments.tables.websites import site_figures
from planact.report.comparison import Cell, Figures

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OURS, PAPER = "#2166ac", "#9e9e9e"
SHIFT = 0.19
"""How far ours stand above the middle of a site's place, and the paper's below it."""

STEPS = {"steps": ("o", "all"), "steps_success": ("^", "success"), "steps_fail": ("X", "fail")}
"""Kinds of average steps, each with its marker and label."""


def websites_plot(grid: Grid, cell: Cell) -> Picture:
    """Success rates and average steps of one cell by website."""
    paper = {row.site: row for row in grid.paper.figure4.rows}
    ours = site_figures(grid, cell)
    figure, (left, right) = empty(11.5, 1.5 + 0.62 * len(ours), across=2)
    _rates(left, ours, paper, grid.paper.figure4)
    _steps(right, ours, paper)
    names = [
        f"{paper[site].name if site in paper else site}\n{figures.tasks} tasks"
        for site, figures in ours.items()
    ]
    for axes, labels in ((left, names), (right, [""] * len(names))):
        axes.set_yticks(range(len(names)), labels)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.grid(axis="x", color="#dddddd", linewidth=0.8)
        axes.set_axisbelow(True)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(axis="y", length=0)
        # Column by column, so that ours stand above the paper's.
        axes.legend(
            loc="upper center", bbox_to_anchor=(0.5, -0.13), ncols=3, frameon=False, fontsize=8
        )
    figure.suptitle(f"{cell.name.planner} x {cell.name.executor} by website: {made_of(grid)}")
    return Picture("websites", figure)


def _rates(
    axes: Axes, ours: Mapping[str, Figures], paper: Mapping[str, Website], figure: Figure4
) -> None:
    tried = [(y, figures) for y, figures in enumerate(ours.values()) if figures.tasks]
    axes.barh(
        [y - SHIFT for y, _ in tried],
        [100 * figures.rate for _, figures in tried],
        2 * SHIFT - 0.02,
        color=OURS,
        xerr=error_bars([figures for _, figures in tried]),
        error_kw={"linewidth": 1, "capsize": 2.5, "ecolor": "#333333"},
        label="ours, 95 % interval",
    )
    known = [(y, paper[site]) for y, site in enumerate(ours) if site in paper]
    axes.barh(
        [y + SHIFT for y, _ in known],
        [row.rate for _, row in known],
        2 * SHIFT - 0.02,
        color=PAPER,
        label=f"paper, {figure.planner} x {figure.executor}",
    )
    axes.set_xlim(0, 100)
    axes.set_xlabel("success rate, %")


def _steps(axes: Axes, ours: Mapping[str, Figures], paper: Mapping[str, Website]) -> None:
    from matplotlib.ticker import MaxNLocator

    for kind, (marker, label) in STEPS.items():
        mine = [getattr(figures, kind) for figures in ours.values()]
        theirs = [getattr(paper.get(site), kind, None) for site in ours]
        for values, shift, colour, whose in (
            (mine, -SHIFT, OURS, "ours"),
            (theirs, SHIFT, PAPER, "paper"),
        ):
            _points(axes, values, shift, color=colour, marker=marker, label=f"{whose}, {label}")
    axes.set_xlim(left=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("average steps")


def _points(axes: Axes, values: Sequence[float | None], shift: float, **style: Any) -> None:
    """One point a site that has a value."""
    made = [(value, y + shift) for y, value in enumerate(values) if value is not None]
    xs, ys = [x for x, _ in made], [y for _, y in made]
    axes.plot(xs, ys, linestyle="none", markersize=6.5, **style)
