"""Run one cell of Table 1 (``planner=+finetuning executor=finetuned``), or with ``-m`` a grid."""

from __future__ import annotations

import logging
import secrets
import sys
from argparse import Namespace
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import hydra
from hydra._internal.utils import get_args_parser
from hydra.core.hydra_config import HydraConfig
from omegaconf import DictConfig, OmegaConf

from planact.config.compose import check_names, check_overrides, register_schema, typed
from planact.core.errors import UserError

log = logging.getLogger("planact")

STAMP = f"{datetime.now():%Y-%m-%d_%H-%M-%S}-{secrets.token_hex(4)}"
"""Names this process's folders; the time alone would let two processes share one."""


@dataclass(frozen=True)
class Outcome:
    """How one cell ended: its success rate, or what went wrong, or both; or what it would cost."""

    cell: str
    success_rate: float | None = None
    error: str = ""
    exit_code: int = 0
    estimate: str = ""

    def __str__(self) -> str:
        """The outcome in a few words."""
        if self.success_rate is None:
            return self.estimate or "failed"
        return f"success rate {self.success_rate:.1%}"


OUTCOMES: list[Outcome] = []


@hydra.main(config_path="conf", config_name="config", version_base="1.3")
def job(config: DictConfig) -> float | None:
    """One cell: the whole of a single run, or one of a multirun's; a sweeper's metric."""
    name = f"planner={config.planner.name} executor={config.executor.name}"
    try:
        outcome = _run(name, config, Path(HydraConfig.get().runtime.output_dir))
    except UserError as error:
        outcome = Outcome(name, error=str(error), exit_code=error.exit_code)
    except Exception as error:
        # The other cells of a grid go on; the summary tells of this one.
        log.exception("%s failed", name)
        outcome = Outcome(name, error=f"{type(error).__name__}: {error}", exit_code=1)
    OUTCOMES.append(outcome)
    return outcome.success_rate


def _run(name: str, config: DictConfig, folder: Path) -> Outcome:
    from planact.cell import estimate_cell, run_cell

    if config.dry_run:
        return Outcome(name, estimate=estimate_cell(typed(config)))
    results = run_cell(typed(config), folder)
    rate, errors = results["success_rate"], results["errors"]
    if not errors:
        return Outcome(name, rate)
    line = (
        f"{len(errors)} of {results['n']} episodes ended in an error and count as failures "
        f"(task {errors[0]['task_id']}: {errors[0]['error']}); the same command tries them again"
    )
    return Outcome(name, rate, line, exit_code=1)


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
        else:
            config = check_overrides(arguments.overrides, multirun=arguments.multirun)
            _check_writable(Path(config.outputs))
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    try:
        job()
    except KeyboardInterrupt:
        print("stopped: the same command goes on from here", file=sys.stderr)
        return 130
    _report()
    return max((outcome.exit_code for outcome in OUTCOMES), default=0)


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


def _report() -> None:
    if len(OUTCOMES) > 1:
        for outcome in OUTCOMES:
            print(f"{outcome.cell:45} {outcome}")
    for outcome in OUTCOMES:
        if outcome.error:
            where = f"{outcome.cell}: " if len(OUTCOMES) > 1 else ""
            print(f"error: {where}{outcome.error}", file=sys.stderr)


def _only_prints(arguments: Namespace) -> bool:
    flags = ("help", "hydra_help", "shell_completion", "cfg", "info")
    return any(getattr(arguments, flag) for flag in flags)


if __name__ == "__main__":
    sys.exit(main())
