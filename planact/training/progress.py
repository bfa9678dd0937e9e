"""What a training shows while it runs: a bar with loss and ETA, or now and then a line."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from transformers import TrainerCallback

LINE_SECONDS = 10.0
"""Least time between two lines where the output is no terminal."""


class TrainingProgress(TrainerCallback):
    """Shows steps, loss and remaining time, and hands every logged metric on.

    Args:
        name: What is being trained.
        log: Receives ``train/loss``, ``train/learning_rate``, ... with ``step`` and ``epoch``.
        console: Where to show it.
    """

    def __init__(
        self, name: str, log: Callable[[dict[str, Any]], None], console: Console | None = None
    ) -> None:
        self._name = name
        self._log = log
        self._console = console or Console(stderr=True)
        self._bar: Progress | None = None
        self._loss = "-"
        self._started = self._said = time.monotonic()
        self._first_step = 0

    def on_train_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Open the bar, at the step a resumed training continues from."""
        self._started = time.monotonic()
        self._first_step = state.global_step
        if not self._console.is_terminal:
            return
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("loss {task.fields[loss]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=self._console,
        )
        self._bar.start()
        self._bar.add_task(
            self._name, total=state.max_steps, completed=state.global_step, loss=self._loss
        )

    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Move the bar on, or say where the training is if that was long ago."""
        if self._bar is not None:
            task = self._bar.task_ids[0]
            self._bar.update(task, completed=state.global_step, loss=self._loss)
        elif time.monotonic() - self._said >= LINE_SECONDS:
            self._say(state.global_step, state.max_steps)

    def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **kwargs: Any) -> None:
        """Hand a step's metrics on; the totals logged at the end are in the summary."""
        if not logs or "loss" not in logs:
            return
        self._loss = f"{logs['loss']:.3f}"
        metrics = {f"train/{key}": value for key, value in logs.items() if key != "total_flos"}
        self._log({"step": state.global_step, **metrics})

    def on_train_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Close the bar."""
        if self._bar is not None:
            self._bar.stop()
        else:
            self._say(state.global_step, state.max_steps)

    def _say(self, step: int, steps: int) -> None:
        self._said = time.monotonic()
        pace = (self._said - self._started) / max(1, step - self._first_step)
        self._console.print(
            f"{self._name}: step {step}/{steps}, loss {self._loss}, "
            f"{pace * (steps - step):.0f} s left",
            soft_wrap=True,
        )
