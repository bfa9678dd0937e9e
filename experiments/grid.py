"""Our cells in the paper's order, and the commands that make those that are missing."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from experiments.paper import Paper
from planact.report.cell_runs import VARIANT_KEYS, CellName
from planact.report.comparison import Cell, cells_of
from planact.report.setting import Setting


@dataclass(frozen=True)
class Missing:
    """A cell that was not run, or not under all seeds, and the command that does it."""

    name: CellName
    seeds: tuple[int, ...]
    command: str


@dataclass(frozen=True)
class Grid:
    """The cells of one setting, laid out as the paper's Table 1.

    Attributes:
        paper: The paper's numbers.
        setting: Our runs.
    """

    paper: Paper
    setting: Setting

    @cached_property
    def cells(self) -> dict[CellName, Cell]:
        """The cells that were run."""
        return cells_of(self.setting)

    @cached_property
    def paper_rows(self) -> list[str]:
        """The planners of the paper's rows, from the top."""
        return [row.planner for row in self.paper.table1.rows]

    @cached_property
    def other_rows(self) -> list[str]:
        """Planners that the paper has not."""
        return _others((name.planner for name in self.cells), self.paper_rows)

    @cached_property
    def columns(self) -> list[str]:
        """Executors, the paper's first."""
        known = [column.executor for column in self.paper.table1.columns]
        return known + _others((name.executor for name in self.cells), known)

    @cached_property
    def seeds(self) -> tuple[int, ...]:
        """Every seed that some cell was run under."""
        return tuple(sorted({run.seed for run in self.setting.runs}))

    @property
    def last_column(self) -> str:
        """The executor of the paper's last column."""
        return self.paper.table1.columns[-1].executor

    @property
    def tasks(self) -> int:
        """How many tasks each cell has."""
        return len(self.setting.runs[0].tasks)

    def paper_rate(self, name: CellName) -> float | None:
        """The paper's success rate of a cell in %, if it has one."""
        rows = {row.planner: row.rates for row in self.paper.table1.rows}
        return rows.get(name.planner, {}).get(name.executor)

    def cell(self, planner: str, executor: str) -> Cell | None:
        """One of our cells, if it was run."""
        return self.cells.get(CellName(planner, executor))

    def in_order(self) -> list[Cell]:
        """The cells that were run in the order of Table 1, row by row."""
        names = (
            CellName(planner, executor)
            for planner in [*self.paper_rows, *self.other_rows]
            for executor in self.columns
        )
        return [self.cells[name] for name in names if name in self.cells]

    def above(self, cell: Cell) -> Cell | None:
        """The next cell above in the paper's order that was run, in the same column."""
        if cell.name.planner not in self.paper_rows:
            return None
        over = self.paper_rows[: self.paper_rows.index(cell.name.planner)]
        found = (self.cell(planner, cell.name.executor) for planner in reversed(over))
        return next((one for one in found if one), None)

    def missing(self, further: Iterable[CellName] = ()) -> list[Missing]:
        """The paper's cells that were not run, and cells of ours that lack a seed.

        Args:
            further: Cells that are wanted besides.
        """
        wanted = [
            CellName(planner, executor)
            for planner in [*self.paper_rows, *self.other_rows]
            for executor in self.columns
            if CellName(planner, executor) in self.cells
            or self.paper_rate(CellName(planner, executor)) is not None
        ]
        found = []
        for name in dict.fromkeys([*wanted, *further]):
            made = self.cells[name].seeds if name in self.cells else ()
            if lacking := tuple(seed for seed in self.seeds if seed not in made):
                found.append(Missing(name, lacking, self.command(name, lacking)))
        return found

    def command(self, name: CellName, seeds: Sequence[int]) -> str:
        """What makes a cell in the setting of the others: as the newest of those was made."""
        newest = max(self.setting.runs, key=lambda run: run.finished)
        shared = [each for each in newest.overrides if not _is_of_cell(each)]
        many = ["-m"] if len(seeds) > 1 else []
        words = [*many, f"planner={name.planner}", f"executor={name.executor}"]
        if tuple(seeds) != (0,):
            words.append(f"seed={','.join(map(str, seeds))}")
        return " ".join(["python run.py", *words, *map(shlex.quote, shared)])


def _is_of_cell(override: str) -> bool:
    """Whether an override is about one cell, or about how a grid is run, and not about all."""
    key = override.partition("=")[0].lstrip("+~")
    of_cell = (*VARIANT_KEYS["planner"], *VARIANT_KEYS["executor"], "hydra")
    return key in ("planner", "executor", "seed", "leave_out") or key.startswith(of_cell)


def _others(names: Iterable[str], known: Sequence[str]) -> list[str]:
    return sorted(set(names) - set(known))
