"""Lays out the W&B dashboard of a project's cells: Table 1, websites, failures, costs, training.

python -m experiments.wandb_report --entity TEAM                     the project planact
python -m experiments.wandb_report --entity TEAM --group SWEEP       one sweep's cells alone

Needs a key (wandb login) and the package wandb-workspaces. What it lays out, and how to do the same
by hand, is in experiments/wandb_report.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from planact.core.arguments import ArgumentParser
from planact.core.errors import UserError
from planact.core.task import MULTIPLE
from planact.report.labels import RULES

SITES = ("shopping", "shopping_admin", "reddit", "gitlab", "map", MULTIPLE)

Charts = dict[str, Sequence[str]]

BARS: dict[str, Charts] = {
    "Table 1": {
        "Success rate": ["success_rate"],
        "Success rate by template": [
            "success_rate/seen_templates",
            "success_rate/unseen_templates",
        ],
    },
    "Websites": {
        f"Success rate on {site.replace('_', ' ')}": [f"success_rate/{site}"] for site in SITES
    },
    "Failures": {f"Episodes: {label}": [f"failures/{label}"] for label in RULES},
    "Costs": {
        "Planner's tokens": ["tokens/planner/prompt", "tokens/planner/completion"],
        "Executor's tokens": ["tokens/executor/prompt", "tokens/executor/completion"],
        "Average steps": ["steps"],
        "Seconds": ["seconds"],
    },
}
"""By section, the titles of its bar charts and what each shows: one bar a cell."""

LOSSES = ("planner", "executor")
TABLES = ("episodes", "datasets")


def dashboard(entity: str, project: str, group: str | None = None) -> Any:
    """The dashboard, a `Workspace` not yet saved; seeds of one cell are shown as their mean.

    Args:
        entity: The W&B team.
        project: The W&B project.
        group: The W&B group whose runs are shown; None shows all.

    Raises:
        UserError: wandb-workspaces is not installed.
    """
    reports, workspaces = _libraries()
    sections = [
        workspaces.Section(
            name=name,
            is_open=True,
            panels=[reports.BarPlot(title=title, metrics=list(m)) for title, m in charts.items()],
        )
        for name, charts in BARS.items()
    ]
    losses = [
        reports.LinePlot(title=f"{role}: loss", x=f"{role}/step", y=[f"{role}/loss"])
        for role in LOSSES
    ]
    tables = [reports.WeavePanelSummaryTable(table_name=name) for name in TABLES]
    sections.append(workspaces.Section(name="Training", panels=losses))
    sections.append(workspaces.Section(name="Episodes and datasets", panels=tables))
    return workspaces.Workspace(
        entity=entity,
        project=project,
        name=f"Table 1: {group}" if group else "Table 1",
        sections=sections,
        runset_settings=workspaces.RunsetSettings(
            filters=workspaces.And(workspaces.Metric("Group") == group) if group else "",
            groupby=[workspaces.Config("planner.name"), workspaces.Config("executor.name")],
        ),
        auto_generate_panels=False,
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    try:
        arguments = _parser().parse_args(argv)
        made = dashboard(arguments.entity, arguments.project, arguments.group)
        print(_saved(made))
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def _saved(made: Any) -> str:
    import wandb

    try:
        return str(made.save().url)
    except (wandb.errors.Error, ValueError) as error:
        line = str(error).splitlines()[0]
        raise UserError(f"W&B does not take the dashboard: {line}") from error


def _libraries() -> tuple[Any, Any]:
    try:
        reports = import_module("wandb_workspaces.reports.v2")
        workspaces = import_module("wandb_workspaces.workspaces")
    except ModuleNotFoundError as error:
        raise UserError(
            "the dashboard needs wandb-workspaces: pip install wandb-workspaces, or lay it out by "
            "hand as experiments/wandb_report.md says"
        ) from error
    return reports, workspaces


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m experiments.wandb_report",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--entity", required=True, help="W&B team")
    parser.add_argument("--project", default="planact", help="W&B project (default: planact)")
    parser.add_argument("--group", help="W&B group: the name of a sweep's folder")
    return parser


if __name__ == "__main__":
    sys.exit(main())
