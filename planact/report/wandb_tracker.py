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
from planact.report.finished import EPISODES, RESULTS
from planact.report.labels import count_labels, label_run
from planact.report.provenance import PROVENANCE
from planact.report.results import Results
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
    "labels",
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
    """Sends to a W&B run what it writes to ``metrics.jsonl``.

    Args:
        run_dir: The run's folder.
        run: The W&B run.
        upload: Whether artifacts are uploaded; without, W&B knows where they lie.
    """

    def __init__(self, run_dir: Path, run: wandb.Run, *, upload: bool = False) -> None:
        super().__init__(run_dir)
        self._folder = run_dir
        self._run = run
        self._upload = upload
        self._trained: set[str] = set()

    def log(self, metrics: Metrics) -> None:
        """Record metrics of this moment; a part's losses are drawn over its ``<part>/step``."""
        super().log(metrics)
        self._trained |= {name.partition("/")[0] for name in metrics}
        self._run.log(masked(dict(metrics)))

    def summary(self, values: Metrics) -> None:
        """Record the numbers that stand for the whole run."""
        super().summary(values)
        self._run.summary.update(masked(dict(values)))

    def datasets(self, datasets: Sequence[Artifact]) -> None:
        """Record the datasets' figures, also as the table ``datasets``, and that they were used."""
        super().datasets(datasets)
        rows = [masked(figures(dataset)) for dataset in datasets]
        self._table("datasets", list(rows[0]), [list(row.values()) for row in rows])
        for dataset in datasets:
            self._use(self._stored(dataset, "dataset"))

    def models(self, models: Sequence[Artifact]) -> None:
        """Link the models to the run: as its outputs if it trained them, else as its inputs."""
        for model in models:
            if model.name in self._trained:
                self._run.log_artifact(self._stored(model, "model"))
            else:
                self._use(self._stored(model, "model"))

    def results(self, results: Results, episodes: Sequence[Episode]) -> None:
        """Record what came out: charts by website and by label, and the table ``episodes``.

        The run's folder becomes the artifact ``evaluation-<run>``.
        """
        super().results(results, episodes)
        labels = label_run(episodes)
        rows = [masked(_row(episode, labels[episode.task_id])) for episode in episodes]
        self._table("episodes", COLUMNS, rows)
        rates = [(site, row["success_rate"]) for site, row in results["sites"].items()]
        self._bars("success_by_site", "Success rate by website", ("site", "success_rate"), rates)
        counts = count_labels(labels.values()).items()
        self._bars("failures", "Failed episodes by label", ("label", "episodes"), list(counts))
        self._run.log_artifact(self._evaluation(results))

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

    def _bars(
        self, name: str, title: str, axes: tuple[str, str], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        import wandb

        data = wandb.Table(columns=list(axes), data=[list(row) for row in rows])
        self._run.log({name: wandb.plot.bar(data, *axes, title=title)})

    def _stored(self, artifact: Artifact, kind: str) -> wandb.Artifact:
        """What W&B shall know of an artifact of the store, under its name and fingerprint."""
        manifest = artifact.manifest.model_dump(mode="json", exclude={"versions"})
        return self._artifact(artifact.folder.name, kind, manifest, [artifact.folder])

    def _evaluation(self, results: Results) -> wandb.Artifact:
        names = (EPISODES, RESULTS, PROVENANCE)
        files = [path for name in names if (path := self._folder / name).is_file()]
        return self._artifact(f"evaluation-{self._run.id}", "evaluation", dict(results), files)

    def _artifact(
        self, name: str, kind: str, metadata: dict[str, Any], paths: Sequence[Path]
    ) -> wandb.Artifact:
        import wandb

        made = wandb.Artifact(name, kind, metadata=masked(metadata))
        for path in paths:
            if not self._upload:
                # A model's checksum takes minutes; the fingerprint tells one from another.
                made.add_reference(path.resolve().as_uri(), checksum=False)
            elif path.is_dir():
                made.add_dir(str(path))
            else:
                with made.new_file(path.name) as file:
                    file.write(masked(path.read_text("utf-8")))
        return made

    def _use(self, artifact: wandb.Artifact) -> None:
        """Link what somebody made before; offline, W&B can only be told that it is there."""
        if self._run.offline:
            self._run.log_artifact(artifact)
        else:
            self._run.use_artifact(artifact)


def _row(episode: Episode, labels: Sequence[str]) -> list[Any]:
    calls = [made.usage for made in episode.plans] + [taken.usage for taken in episode.rounds]
    return [
        episode.task_id,
        episode.template_id,
        site_group(episode.sites),
        episode.intent,
        episode.score,
        episode.status,
        episode.stop_reason,
        ", ".join(labels),
        len(episode.rounds),
        episode.answer,
        next((made.text for made in reversed(episode.plans) if made.error is None), None),
        episode.error,
        episode.seconds,
        sum(call.prompt_tokens for call in calls),
        sum(call.completion_tokens for call in calls),
    ]
