"""Where a run's metrics go: always ``metrics.jsonl``, and W&B where ``tracking=wandb`` says so."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from planact.config.schema import TrackingConfig, TrackingKind
from planact.core.trajectory import Episode
from planact.report.datasets import figures
from planact.report.labels import RULES, count_labels, label_run
from planact.report.results import Results, summary_of
from planact.store import Artifact
from planact.store.jsonl import append_jsonl
from planact.store.masking import masked

log = logging.getLogger(__name__)

METRICS = "metrics.jsonl"

Metrics = Mapping[str, float | int | str | None]


def open_tracker(
    tracking: TrackingConfig,
    run_dir: Path,
    config: Mapping[str, Any],
    *,
    name: str,
    group: str,
    job_type: str = "cell",
    tags: Sequence[str] = (),
) -> Tracker:
    """Start tracking a run.

    Args:
        tracking: Where metrics go.
        run_dir: The run's folder.
        config: The resolved config; secrets in it are masked before they go anywhere.
        name: The run's name for people.
        group: Runs that belong together, unless ``tracking.group`` says otherwise.
        job_type: What kind of run it is.
        tags: Words to find the run by, besides ``tracking.tags``.

    Raises:
        UserError: W&B is asked for and not installed, or refuses the run.
    """
    if tracking.kind is not TrackingKind.wandb:
        return Tracker(run_dir)
    from planact.report.wandb_tracker import WandbTracker, start_run

    run = start_run(
        run_dir,
        masked(config),
        project=tracking.project,
        entity=tracking.entity,
        group=tracking.group or group,
        job_type=job_type,
        name=name,
        tags=[*tags, *tracking.tags],
    )
    return WandbTracker(run_dir, run, upload=tracking.upload)


class Tracker:
    """Appends to ``metrics.jsonl``, one line a call, each with its time."""

    def __init__(self, run_dir: Path) -> None:
        self._file = run_dir / METRICS

    def log(self, metrics: Metrics) -> None:
        """Record metrics of this moment, such as ``{"planner/step": 10, "planner/loss": 1.2}``."""
        self._append(metrics)

    def summary(self, values: Metrics) -> None:
        """Record the numbers that stand for the whole run."""
        self._append({f"summary/{name}": value for name, value in values.items()})

    def datasets(self, datasets: Sequence[Artifact]) -> None:
        """Record the datasets' figures, as ``data/<dataset>/<figure>`` of the whole run."""
        self.summary(
            {
                f"data/{dataset.name}/{name}": value
                for dataset in datasets
                for name, value in figures(dataset).items()
                if name != "dataset" and value is not None
            }
        )

    def models(self, models: Sequence[Artifact]) -> None:
        """Say which fine-tuned models the run asks; ``provenance.json`` does in any case."""

    def results(self, results: Results, episodes: Sequence[Episode]) -> None:
        """Record what came out, and as ``failures/<label>`` how many episodes failed in what way.

        Args:
            results: The run's results, which lie in its folder by now.
            episodes: The run's episodes, likewise.
        """
        counts = count_labels(label_run(episodes).values())
        failures = {f"failures/{label}": counts.get(label, 0) for label in RULES}
        self.summary({**summary_of(results), **failures})

    def close(self, *, failed: bool = False) -> None:
        """End tracking; nothing may be recorded afterwards."""

    def _append(self, metrics: Metrics) -> None:
        time = datetime.now(UTC).isoformat(timespec="milliseconds")
        append_jsonl(self._file, {"time": time, **masked(_json_numbers(metrics))})


def _json_numbers(metrics: Metrics) -> dict[str, float | int | str | None]:
    """JSON has no numbers for infinity and not-a-number: they are written as text."""
    return {
        name: str(value) if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in metrics.items()
    }
