"""Numbers as all tables and plots write them: rates in %, one digit, intervals in brackets."""

from __future__ import annotations

from planact.report.cell_runs import CellName
from planact.report.statistics import Difference

MISSING = "missing"
NONE = "-"


def percent(rate: float) -> str:
    """A rate in % without the sign: ``42.4``."""
    return f"{100 * rate:.1f}"


def with_interval(rate: float, low: float, high: float) -> str:
    """A rate and its interval: ``42.4 (35.1 - 50.0)``."""
    return f"{percent(rate)} ({percent(low)} - {percent(high)})"


def gain(difference: Difference) -> str:
    """A difference in points, its interval and its p: ``+12.1 (+5.0 to +19.1) p=0.004``."""
    low, high = _points(difference.low), _points(difference.high)
    return f"{_points(difference.rate)} ({low} to {high}) {p_value(difference.p)}"


def p_value(p: float) -> str:
    """A p to three digits."""
    return "p<0.001" if p < 0.001 else f"p={p:.3f}"


def printed(rate: float | None) -> str:
    """A rate of the paper's, which has them in %; a dash where it has none."""
    return NONE if rate is None else f"{rate:.2f}"


def average(value: float | None) -> str:
    """An average of steps, calls or seconds."""
    return NONE if value is None else f"{value:.2f}"


def cell_text(name: CellName) -> str:
    """A cell as people write it: ``+targeted x synthetic``."""
    return f"{name.planner} x {name.executor}"


def _points(rate: float) -> str:
    # Rounded first, so that nothing is written as -0.0.
    return f"{round(100 * rate, 1) + 0.0:+.1f}"
