"""Table 1: our cells beside the paper's, each compared with the one above it."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.grid import Grid
from experiments.sheets import Record, Sheet
from experiments.wording import MISSING, NONE, cell_text, gain, printed, with_interval
from planact.report.cell_runs import CellName
from planact.report.comparison import Cell, difference
from planact.report.setting import TASKS, further_differences


def table1(grid: Grid) -> Sheet:
    """Our Table 1 beside the paper's."""
    rows = [*grid.paper_rows, *grid.other_rows]
    return Sheet(
        name="table1",
        title=f"Table 1: success rates in % on {grid.tasks} tasks of {_benchmark(grid)}, "
        "beside the paper's",
        headings=("PLANNER", *(text for each in grid.columns for text in _headings(grid, each))),
        rows=tuple(
            (planner, *(text for each in grid.columns for text in _texts(grid, planner, each)))
            for planner in rows
        ),
        records=tuple(
            _record(grid, CellName(planner, executor))
            for planner in rows
            for executor in grid.columns
        ),
        rule_after=len(grid.paper_rows) if grid.other_rows else 0,
        notes=tuple(_notes(grid)),
    )


def _setting_text(grid: Grid) -> str:
    """What all cells share, as overrides."""
    values = grid.setting.values.items()
    shared = [f"{key.removesuffix('.name')}={value}" for key, value in values if key != TASKS]
    return ", ".join([*shared, f"seed={','.join(map(str, grid.seeds))}"])


def _benchmark(grid: Grid) -> str:
    return grid.setting.values["env.name"]


def _headings(grid: Grid, executor: str) -> list[str]:
    ours = f"EXECUTOR {executor}\nours"
    return [f"{executor}\npaper", ours] if executor in _paper_columns(grid) else [ours]


def _texts(grid: Grid, planner: str, executor: str) -> list[str]:
    name = CellName(planner, executor)
    ours, paper = _ours(grid, name), printed(grid.paper_rate(name))
    return [paper, ours] if executor in _paper_columns(grid) else [ours]


def _paper_columns(grid: Grid) -> set[str]:
    return {column.executor for column in grid.paper.table1.columns}


def _ours(grid: Grid, name: CellName) -> str:
    cell = grid.cells.get(name)
    if cell is None:
        return NONE if grid.paper_rate(name) is None else MISSING
    figures = cell.figures()
    lines = [with_interval(figures.rate, figures.low, figures.high)]
    above = grid.above(cell)
    if above and (found := difference(cell, above)):
        lines.append(gain(found) + _if_not_next(grid, cell, above))
    if cell.seeds != grid.seeds:
        lines.append(f"only seed {','.join(map(str, cell.seeds))}")
    if cell.errors:
        lines.append(f"{cell.errors} errors")
    return "\n".join(lines)


def _if_not_next(grid: Grid, cell: Cell, above: Cell) -> str:
    place = grid.paper_rows.index
    is_next = place(cell.name.planner) - place(above.name.planner) == 1
    return "" if is_next else f" over {above.name.planner}"


def _record(grid: Grid, name: CellName) -> Record:
    cell = grid.cells.get(name)
    figures = cell.figures() if cell else None
    above = grid.above(cell) if cell else None
    found = difference(cell, above) if cell and above else None
    return {
        "planner": name.planner,
        "executor": name.executor,
        "paper_percent": grid.paper_rate(name),
        "success_rate": figures.rate if figures else None,
        "low": figures.low if figures else None,
        "high": figures.high if figures else None,
        "n": figures.tasks if figures else None,
        "seeds": " ".join(map(str, cell.seeds)) if cell else None,
        "rates_by_seed": " ".join(f"{rate:.4f}" for rate in cell.rates) if cell else None,
        "errors": cell.errors if cell else None,
        "above": above.name.planner if above else None,
        "difference": found.rate if found else None,
        "difference_low": found.low if found else None,
        "difference_high": found.high if found else None,
        "p": found.p if found else None,
        "pairs": found.tasks if found else None,
    }


def _notes(grid: Grid) -> Iterator[str]:
    paper = grid.paper.table1
    yield f"Ours: n={grid.tasks} tasks a cell and seed; {_setting_text(grid)}."
    yield (
        "In brackets the 95 % interval (Wilson's; over several seeds with tasks as clusters). "
        "Below it the difference to the row above over the tasks of both, its 95 % interval, and "
        "McNemar's exact p (over several seeds its extension with tasks as clusters)."
    )
    yield (
        f"The paper: {paper.source}, arXiv {grid.paper.arxiv}; {paper.benchmark}, "
        f"{paper.tasks} tasks, {paper.model}."
    )
    systems = ", ".join(f"{system.name} {system.rate:g}" for system in paper.systems)
    yield f"Other systems as reported in the paper: {systems}."
    for line in further_differences(grid.setting):
        yield f"Not the same in all cells: {line}."
    for cell in grid.cells.values():
        if cell.errors:
            yield (
                f"{cell_text(cell.name)}: {cell.errors} episodes ended in an error and count as "
                f"failures; to try them again: {grid.command(cell.name, cell.seeds)}"
            )
