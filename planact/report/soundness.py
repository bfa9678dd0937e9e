"""The table of sound tasks: per site how many, how they are evaluated, how long their paths are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from planact.core.task import Task, site_group
from planact.data.soundness import Finding
from planact.report.statistics import mean
from planact.sandbox.splits import SIZES

_BAR = 50


def print_findings(findings: Sequence[Finding], console: Console) -> None:
    """A row a site and split, the lengths of the paths, and every fault."""
    console.print(_table(findings))
    console.print(_histogram(findings))
    for one in findings:
        for fault in one.faults:
            line = f"task {one.task.task_id}: {fault}"
            console.print(line, style="red", highlight=False, soft_wrap=True)


def findings_as_json(findings: Sequence[Finding]) -> dict[str, Any]:
    """The same as plain values: ``tasks``, ``sound``, and what stands behind them."""
    return {
        "tasks": len(findings),
        "sound": sum(not one.faults for one in findings),
        "templates": len({one.task.intent_template_id for one in findings}),
        "mean_rounds": mean([one.rounds for one in findings]),
        "rounds": dict(sorted(Counter(one.rounds for one in findings).items())),
        "evaluations": Counter("+".join(one.task.eval.eval_types) for one in findings),
        "faults": [
            {"task_id": one.task.task_id, "intent": one.task.intent, "faults": list(one.faults)}
            for one in findings
            if one.faults
        ],
    }


def _table(findings: Sequence[Finding]) -> Table:
    table = Table(title="Soundness of the sandbox's tasks")
    table.add_column("Website", no_wrap=True)
    for column in ("Split", "Templates", "Tasks", "Sound", "Unseen", "Actions", "Range"):
        table.add_column(column, justify="right", no_wrap=True)
    for site in SIZES["test"]:
        for split in SIZES:
            some = [
                one
                for one in findings
                if site_group(one.task.sites) == site and _split(one.task) == split
            ]
            if some:
                table.add_row(site, split, *_figures(some))
        table.add_section()
    table.add_row("all", "", *_figures(findings))
    return table


def _figures(findings: Sequence[Finding]) -> list[str]:
    rounds = [one.rounds for one in findings]
    return [
        str(len({one.task.intent_template_id for one in findings})),
        str(len(findings)),
        str(sum(not one.faults for one in findings)),
        str(sum(one.task.seen is False for one in findings)),
        f"{mean(rounds) or 0:.2f}",
        f"{min(rounds)}-{max(rounds)}",
    ]


def _histogram(findings: Sequence[Finding]) -> Table:
    table = Table("Actions", "Tasks", "", box=None)
    counts = Counter(one.rounds for one in findings)
    for rounds, count in sorted(counts.items()):
        bar = "█" * max(1, round(_BAR * count / max(counts.values())))
        table.add_row(str(rounds), str(count), bar)
    return table


def _split(task: Task) -> Any:
    return (task.model_extra or {}).get("split")
