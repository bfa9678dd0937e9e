"""Run one cell of Table 1 (``planner=+finetuning executor=finetuned``), or with ``-m`` a grid."""

from __future__ import annotations

import logging
import secrets
import shlex
import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import Any

import hydra
from hydra._internal.utils import get_args_parser
from hydra.core.hydra_config import HydraConfig
from hydra.types import RunMode
from omegaconf import DictConfig, OmegaConf

from planact.config.compose import check_names, register_schema, typed
from planact.config.grid import compose_runs
from planact.core.errors import UserError
from planact.grid import Cell, Grid, grid_table
from planact.report.console import wide_console

log = logging.getLogger("planact")

STAMP = f"{datetime.now():%Y-%m-%d_%H-%M-%S}-{secrets.token_hex(4)}"
"""Names this process's folders; the time alone would let two processes share one."""


def main() -> int:
    """Check the command line, run every cell, and return the process's exit status."""
    arguments = get_args_parser().parse_args()
    for chatty in ("httpx", "httpx2"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    register_schema()
    OmegaConf.register_new_resolver("stamp", lambda: STAMP, replace=True)
    try:
        if _only_prints(arguments):
            check_names(arguments.overrides)
            grid = Grid("", ())
        else:
            grid = _grid(arguments)
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    try:
        _run(grid)
    except KeyboardInterrupt:
        grid.interrupted()
        _tell(grid)
        print("stopped: the same command goes on from here", file=sys.stderr)
        return 130
    _tell(grid)
    return grid.exit_code


def _grid(arguments: Namespace) -> Grid:
    """The cells that the command line asks for, each of them checked."""
    runs = compose_runs(arguments.overrides, multirun=arguments.multirun)
    first = runs[0].config
    outputs = Path(first.outputs)
    _check_writable(outputs)
    cells = [
        Cell(
            planner=run.config.planner.name,
            executor=run.config.executor.name,
            seed=run.config.seed,
            overrides=run.overrides,
            state="left out" if run.left_out else "waiting",
            error=run.left_out or None,
        )
        for run in runs
    ]
    keeps_record = arguments.multirun and not first.dry_run
    command = shlex.join(["python", "run.py", *sys.argv[1:]])
    return Grid(command, cells, outputs / "sweeps" / STAMP if keeps_record else None)


def _run(grid: Grid) -> None:
    """Have Hydra run every cell of the grid, one after another."""

    @hydra.main(config_path="conf", config_name="config", version_base="1.3")
    def job(config: DictConfig) -> float | None:
        """One cell: the whole of a single run, or one of a grid's; a sweeper's metric."""
        is_grid = HydraConfig.get().mode is RunMode.MULTIRUN
        number = HydraConfig.get().job.num if is_grid else 0
        if grid.cells[number].state == "left out":
            return None
        if is_grid and config.tracking.group is None:
            config.tracking.group = STAMP
        folder = Path(HydraConfig.get().runtime.output_dir)
        grid.begin(number, folder)
        grid.end(**_outcome(config, folder))
        return grid.cells[number].success_rate

    job()


def _outcome(config: DictConfig, folder: Path) -> dict[str, Any]:
    """Run a cell and say how it ended; the other cells of a grid go on in any case."""
    from planact.cell import estimate_cell, run_cell
    from planact.report.results import ROLLOUT

    try:
        if config.dry_run:
            return {"state": "estimated", "estimate": estimate_cell(typed(config))}
        results = run_cell(typed(config), folder)
    except UserError as error:
        return {"state": "failed", "error": str(error), "exit_code": error.exit_code}
    except Exception as error:
        log.exception("failed")
        return {"state": "failed", "error": f"{type(error).__name__}: {error}", "exit_code": 1}
    found: dict[str, Any] = {key: results[key] for key in ("success_rate", "n", "interval")}
    found["interval"] = tuple(found["interval"])
    found["state"] = "done" if ROLLOUT in results["parts"] else "reused"
    if errors := results["errors"]:
        found["exit_code"] = 1
        first = f"task {errors[0]['task_id']}: {errors[0]['error']}"
        found["error"] = (
            f"{len(errors)} of {results['n']} episodes ended in an error and count as failures "
            f"({first}); the same command tries them again"
        )
    return found


def _tell(grid: Grid) -> None:
    """The summary of a grid, and what to do with it; of a single run, what went wrong."""
    if len(grid.cells) > 1:
        wide_console().print(grid_table(grid.cells))
    for line in grid.further_commands:
        print(line)
    for cell in grid.cells:
        if cell.exit_code:
            where = f"{cell.name}: " if len(grid.cells) > 1 else ""
            print(f"error: {where}{cell.error}", file=sys.stderr)
        elif cell.estimate and len(grid.cells) == 1:
            print(cell.estimate)


def _check_writable(outputs: Path) -> None:
    """Find out before Hydra does, who would answer with a traceback."""
    from planact.store.disk import storage_errors

    probe = outputs / f".{STAMP}"
    try:
        with storage_errors(outputs):
            (outputs / "runs").mkdir(parents=True, exist_ok=True)
            probe.touch()
            probe.unlink()
    except OSError as error:
        raise UserError(f"outputs={outputs}: cannot be written ({error.strerror})") from error


def _only_prints(arguments: Namespace) -> bool:
    flags = ("help", "hydra_help", "shell_completion", "cfg", "info")
    return any(getattr(arguments, flag) for flag in flags)


if __name__ == "__main__":
    sys.exit(main())
