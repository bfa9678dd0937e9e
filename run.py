"""Run one cell of Table 1 (``planner=+finetuning executor=finetuned``), or with ``-m`` a grid."""

from __future__ import annotations

import logging
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hydra
from hydra._internal.utils import get_args_parser
from hydra.core.hydra_config import HydraConfig
from omegaconf import DictConfig, OmegaConf

from planact.config.compose import check_overrides, register_schema, typed
from planact.core.errors import UserError

log = logging.getLogger("planact")


@dataclass(frozen=True)
class Outcome:
    """How one cell ended: its success rate, or the line that says why there is none."""

    cell: str
    success_rate: float | None = None
    error: str = ""
    exit_code: int = 0


OUTCOMES: list[Outcome] = []


@hydra.main(config_path="conf", config_name="config", version_base="1.3")
def job(config: DictConfig) -> float | None:
    """One cell: the whole of a single run, or one of a multirun's; a sweeper's metric."""
    from planact.cell import run_cell
    from planact.rollout.folders import release

    folder = Path(HydraConfig.get().runtime.output_dir)
    name = f"planner={config.planner.name} executor={config.executor.name}"
    try:
        outcome = Outcome(name, run_cell(typed(config), folder))
    except UserError as error:
        outcome = Outcome(name, error=str(error), exit_code=error.exit_code)
    except Exception as error:
        # The other cells of a grid go on; the summary tells of this one.
        log.exception("%s failed", name)
        outcome = Outcome(name, error=f"{type(error).__name__}: {error}", exit_code=1)
    finally:
        release(folder)
    OUTCOMES.append(outcome)
    return outcome.success_rate


def main() -> int:
    """Check the command line, run every cell, and return the process's exit status."""
    arguments = get_args_parser().parse_args()
    register_schema()
    _register_folders(claim=not _only_prints(arguments))
    try:
        if not _only_prints(arguments):
            check_overrides(arguments.overrides, multirun=arguments.multirun)
        job()
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    _report()
    return max((outcome.exit_code for outcome in OUTCOMES), default=0)


def _report() -> None:
    if len(OUTCOMES) > 1:
        for outcome in OUTCOMES:
            rate = outcome.success_rate
            state = f"success rate {rate:.1%}" if rate is not None else "failed"
            print(f"{outcome.cell:45} {state}")
    for outcome in OUTCOMES:
        if outcome.error:
            where = f"{outcome.cell}: " if len(OUTCOMES) > 1 else ""
            print(f"error: {where}{outcome.error}", file=sys.stderr)


def _only_prints(arguments: Namespace) -> bool:
    flags = ("help", "hydra_help", "shell_completion", "cfg", "info")
    return any(getattr(arguments, flag) for flag in flags)


def _register_folders(claim: bool) -> None:
    """Let ``conf/config.yaml`` name a run's folder, which is found by the run's config."""

    def register(name: str, folder: Callable[[Any], Path]) -> None:
        def resolve(*, _root_: Any) -> str:
            if not claim:
                return "(chosen when the run starts)"
            try:
                return str(folder(_root_))
            except UserError as error:
                # Hydra would bury it under its own traceback.
                print(f"error: {error}", file=sys.stderr)
                raise SystemExit(error.exit_code) from None

        OmegaConf.register_new_resolver(name, resolve, replace=True)

    def of_run(config: Any) -> Path:
        from planact.rollout.folders import run_folder

        return run_folder(config)

    def of_sweep(config: Any) -> Path:
        from planact.rollout.folders import sweep_folder

        return sweep_folder(config.outputs)

    register("run_folder", of_run)
    register("sweep_folder", of_sweep)


if __name__ == "__main__":
    sys.exit(main())
