"""What cells cost: tokens, model calls, seconds."""

from __future__ import annotations

from experiments.grid import Grid
from experiments.sheets import Record, Sheet
from experiments.wording import average, cell_text


def costs(grid: Grid) -> Sheet:
    """What an episode of each cell takes."""
    rows, records = [], list[Record]()
    for cell in grid.in_order():
        cost = cell.cost()
        rows.append(
            (
                cell_text(cell.name),
                f"{cost.planner.prompt_tokens:,} + {cost.planner.completion_tokens:,}",
                f"{cost.executor.prompt_tokens:,} + {cost.executor.completion_tokens:,}",
                average(cost.planner_calls),
                average(cost.model_calls),
                f"{cost.seconds:.1f}",
            )
        )
        records.append(
            {
                "planner": cell.name.planner,
                "executor": cell.name.executor,
                "planner_prompt_tokens": cost.planner.prompt_tokens,
                "planner_completion_tokens": cost.planner.completion_tokens,
                "planner_seconds": cost.planner.seconds,
                "executor_prompt_tokens": cost.executor.prompt_tokens,
                "executor_completion_tokens": cost.executor.completion_tokens,
                "executor_seconds": cost.executor.seconds,
                "planner_calls": cost.planner_calls,
                "model_calls": cost.model_calls,
                "seconds": cost.seconds,
            }
        )
    return Sheet(
        name="costs",
        title="Costs: averages of an episode",
        headings=(
            "Cell",
            "Planner tokens\nin + out",
            "Executor tokens\nin + out",
            "Planner calls",
            "Model calls",
            "Seconds",
        ),
        rows=tuple(rows),
        records=tuple(records),
        notes=("Seconds include waiting for episodes that run at the same time.",),
    )
