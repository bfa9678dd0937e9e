"""What a stage asked its teachers, word for word, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from planact.core.errors import UserError
from planact.core.trajectory import Trajectory
from planact.data.answers import JOURNAL, Answer
from planact.data.samples import SAMPLES, Sample
from planact.data.stage import DATASET, DataContext, Stage
from planact.data.stages import DATASETS, find_dataset, find_stage
from planact.store import read_jsonl


def show_stage(name: str, context: DataContext, count: int, console: Console) -> None:
    """Print the stage's first requests with their answers, or its first rows if it asks nobody.

    Args:
        name: The stage.
        context: Whose config says which of the stage's datasets; the one changed last where that
            one is not made, also an unfinished one.
        count: How many of each role.
        console: Where to print.

    Raises:
        UserError: There is no such stage, or nothing of it in the store.
    """
    stage = find_stage(name)
    folder = _folder(name, context)
    console.print(Text(f"{name} in {folder}"))
    samples = read_jsonl(folder / SAMPLES, Sample)
    if not samples:
        _show_rows(stage, folder, count, console)
        return
    answers = read_jsonl(folder / JOURNAL, Answer)
    for role in dict.fromkeys(sample.role for sample in samples):
        for sample in [sample for sample in samples if sample.role == role][:count]:
            given = [
                answer for answer in answers if (answer.key, answer.role) == (sample.key, role)
            ]
            _show_sample(sample, given, console)


def _folder(name: str, context: DataContext) -> Path:
    if found := find_dataset(name, context):
        return found.folder
    folders = context.store.folders(DATASETS, name)
    if not folders:
        raise UserError(
            f"there is no dataset of {name} yet: make it by python -m planact.data {name}, "
            "with the same settings (data=..., teacher=...)"
        )
    return folders[0]


def _show_sample(sample: Sample, given: Iterable[Answer], console: Console) -> None:
    console.rule(f"{sample.role}: question {sample.key}")
    for turn in sample.messages:
        _panel(turn["role"], turn["content"], console)
    for number, answer in enumerate(given, start=1):
        state = "accepted" if answer.refusal is None else f"refused: {answer.refusal}"
        _panel(f"answer {number}, {state}", answer.text, console)
    _panel("parsed", _readable(sample.parsed), console)


def _show_rows(stage: Stage, folder: Path, count: int, console: Console) -> None:
    rows: list[Any] = read_jsonl(folder / DATASET, stage.row)
    for row in rows[:count]:
        written = (
            "\n".join(taken.reply for taken in row.rounds)
            if isinstance(row, Trajectory)
            else _readable(row.model_dump(mode="json"))
        )
        _panel(f"{', '.join(row.sites)}: {row.intent}", written, console)


def _panel(title: str, text: str, console: Console) -> None:
    # A page's brackets are no markup.
    console.print(Panel(Text(text), title=Text(title), title_align="left"))


def _readable(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
