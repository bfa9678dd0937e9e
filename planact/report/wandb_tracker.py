"""Tracking with Weights & Biases, also without a key or a network."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planact.core.errors import UserError
from planact.core.task import site_group
from planact.core.trajectory import Episode
from planact.report.datasets import figures
from planact.report.tracking import Metrics, Tracker
from planact.store import Artifact
from planact.store.masking import masked

if TYPE_CHECKING:
    import wandb

log = logging.getLogger(__name__)

COLUMNS = (
    "task_id",
    "template_id",
    "site",
    "intent",
    "score",
    "status",
    "stop_reason",
    "rounds",
    "answer",
    "plan",
    "error",
    "seconds",
    "prompt_tokens",
    "completion_tokens",
)


def start_run(
    run_dir: Path,
    config: Mapping[str, Any],
    *,
    project: str,
    entity: str | None,
    group: str,
    job_type: str,
    name: str,
    tags: Sequence[str],
) -> wandb.Run:
    """Start a W&B run, or continue the one this folder had; offline where there is no key.

    ``WANDB_MODE`` has the last word on online or offline. Of the machine nothing is recorded but
    what the config says: no command line, no console, no code.

    Raises:
        UserError: wandb is not installed, or W&B refuses the run.
    """
    try:
        import wandb
    except ModuleNotFoundError as error:
        raise UserError(
            "tracking=wandb needs wandb: pip install 'planact[track]', or choose tracking=none"
        ) from error
    settings = wandb.Settings(
        console="off",
        disable_git=True,
        disable_code=True,
        x_disable_meta=True,
        x_disable_stats=True,
        x_disable_machine_info=True,
        silent=True,
    )
    has_key = bool(os.environ.get("WANDB_API_KEY")) or wandb.login(prompt=False)
    try:
        run = wandb.init(
            id=hashlib.sha256(str(run_dir.resolve()).encode()).hexdigest()[:12],
            resume="allow" if has_key else None,
            project=project,
            entity=entity,
            group=group,
            job_type=job_type,
            name=name,
            tags=list(dict.fromkeys(tags)),
            config=dict(config),
            dir=run_dir.resolve(),
            mode=None if has_key or "WANDB_MODE" in os.environ else "offline",
            settings=settings,
            # A multirun's cells must not end up in one run.
            reinit="create_new",
        )
    except wandb.errors.Error as error:
        raise UserError(
            f"W&B refused the run ({error}); mend that, unset WANDB_API_KEY to work offline, "
            "or choose tracking=none"
        ) from error
    for part in ("planner", "executor"):
        run.define_metric(f"{part}/*", step_metric=f"{part}/step")
    return run


class WandbTracker(Tracker):
    """Sends to a W&B run what it writes to ``metrics.jsonl``."""

    def __init__(self, run_dir: Path, run: wandb.Run) -> None:
        super().__init__(run_dir)
        self._run = run

    def log(self, metrics: Metrics) -> None:
        """Record metrics of this moment; a part's losses are drawn over its ``<part>/step``."""
        super().log(metrics)
        self._run.log(masked(dict(metrics)))

    def summary(self, values: Metrics) -> None:
        """Record the numbers that stand for the whole run."""
        super().summary(values)
        self._run.summary.update(masked(dict(values)))

    def datasets(self, datasets: Sequence[Artifact]) -> None:
        """Record the datasets' figures, also as the table ``datasets``."""
        super().datasets(datasets)
        rows = [masked(figures(dataset)) for dataset in datasets]
        self._table("datasets", list(rows[0]), [list(row.values()) for row in rows])

    def episodes(self, episodes: Sequence[Episode]) -> None:
        """Show the episodes as the table ``episodes``."""
        self._table("episodes", COLUMNS, [masked(_row(episode)) for episode in episodes])

    def close(self, *, failed: bool = False) -> None:
        """Finish the run; of an offline one, say how to send it."""
        self._run.finish(exit_code=1 if failed else 0)
        if self._run.offline:
            folder = Path(self._run.dir).parent
            log.info("W&B is offline; send this run with: wandb sync %s", folder)
        else:
            log.info("W&B run: %s", self._run.url)

    def _table(self, name: str, columns: Sequence[str], rows: list[list[Any]]) -> None:
        import wandb

        self._run.log({name: wandb.Table(columns=list(columns), data=rows)})


def _row(episode: Episode) -> list[Any]:
    calls = [made.usage for made in episode.plans] + [taken.usage for taken in episode.rounds]
    return [
        episode.task_id,
        episode.template_id,
        site_group(episode.sites),
        episode.intent,
        episode.score,
        episode.status,
        episode.stop_reason,
        len(episode.rounds),
        episode.answer,
        next((made.text for made in reversed(episode.plans) if made.error is None), None),
        episode.error,
        episode.seconds,
        sum(call.prompt_tokens for call in calls),
        sum(call.completion_tokens for call in calls),
    ]
