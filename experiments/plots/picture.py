"""What every picture needs: a figure, its files, and words that say what it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.grid import Grid
from planact.core.errors import UserError
from planact.report.comparison import Figures

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Picture:
    """A picture that was drawn: its files' name, and the figure."""

    name: str
    figure: Figure

    def save(self, folder: Path) -> list[Path]:
        """Write it as PNG and as SVG, the same bytes each time; returns the files."""
        png, svg = (folder / f"{self.name}{ending}" for ending in (".png", ".svg"))
        self.figure.savefig(png, dpi=160)
        self.figure.savefig(svg, metadata={"Date": None})
        return [png, svg]


@contextmanager
def plotting() -> Iterator[None]:
    """Draw and save within this, so that names are taken as they are written.

    Raises:
        UserError: matplotlib is not installed.
    """
    try:
        import matplotlib
    except ModuleNotFoundError as error:
        raise UserError("matplotlib is missing: pip install 'planact[report]'") from error
    # A dollar sign in a name is no formula.
    with matplotlib.rc_context({"text.parse_math": False, "svg.hashsalt": "planact"}):
        yield


def empty(width: float, height: float, across: int = 1) -> tuple[Figure, list[Axes]]:
    """A figure of that size in inches, with that many places to draw beside each other."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, list(figure.subplots(1, across, squeeze=False)[0])


def made_of(grid: Grid) -> str:
    """What the numbers are of: ``sandbox, laptop, 165 tasks, seed 0``."""
    values = grid.setting.values
    seeds = f"seed{'s' if len(grid.seeds) > 1 else ''} {', '.join(map(str, grid.seeds))}"
    return f"{values['env.name']}, {values['model.name']}, {grid.tasks} tasks, {seeds}"


def error_bars(figures: Sequence[Figures]) -> list[list[float]]:
    """How far the intervals reach below and above their rates, in points."""
    return [
        [100 * (each.rate - each.low) for each in figures],
        [100 * (each.high - each.rate) for each in figures],
    ]


def on_lines(name: str) -> str:
    """A variant's name, what was changed of it on lines of their own."""
    return name.replace(" ", "\n")
