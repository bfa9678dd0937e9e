"""What the records of several tables have in common."""

from __future__ import annotations

from experiments.sheets import Record
from planact.report.comparison import Figures


def rate_record(figures: Figures | None) -> Record:
    """A success rate with its interval and number of tasks; all None of a cell that is missing."""
    return {
        "success_rate": figures.rate if figures else None,
        "low": figures.low if figures else None,
        "high": figures.high if figures else None,
        "n": figures.tasks if figures else None,
    }
