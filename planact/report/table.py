"""The table on the terminal: the columns of the paper's Figure 4, with 95 % intervals."""

from __future__ import annotations

from rich.table import Table

from planact.core.task import MULTIPLE
from planact.report.results import Results, Score

_NAMES = {
    "gitlab": "GitLab",
    "shopping_admin": "Shopping Admin",
    MULTIPLE: "Multiple Websites",
}


def results_table(results: Results) -> Table:
    """One row for all tasks, then one a site, then seen and unseen templates apart."""
    cell = f"planner={results['planner']} executor={results['executor']}"
    errors = len(results["errors"])
    caption = f"{errors} of {results['n']} ended in an error and count as failures"
    constrain = f"serving.constrain={str(results['constrain']).lower()}"
    rules = f"scorer={results['scorer']} judge={results['judge']} {constrain}"
    title = f"{cell} on {results['benchmark']}\n{rules}"
    table = Table(title=title, caption=caption if errors else None)
    table.add_column("Website")
    for column in (
        "Tasks",
        "Avg. steps (all)",
        "Avg. steps (success)",
        "Avg. steps (fail)",
        "Success rate",
        "95 % interval",
    ):
        table.add_column(column, justify="right")
    table.add_row(*_row("Overall", results), end_section=True)
    for site, score in results["sites"].items():
        table.add_row(*_row(_NAMES.get(site, site.replace("_", " ").title()), score))
    table.add_section()
    for name, score in results["templates"].items():
        table.add_row(*_row(f"{name.title()} templates", score))
    return table


def _row(name: str, score: Score) -> list[str]:
    low, high = score["interval"]
    return [
        name,
        str(score["n"]),
        _steps(score["steps"]),
        _steps(score["steps_success"]),
        _steps(score["steps_fail"]),
        f"{100 * score['success_rate']:.1f} %",
        f"{100 * low:.1f} - {100 * high:.1f} %",
    ]


def _steps(steps: float | None) -> str:
    return "-" if steps is None else f"{steps:.2f}"
