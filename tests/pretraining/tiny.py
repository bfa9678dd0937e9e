"""A pre-training of seconds."""

from __future__ import annotations

import shutil
from pathlib import Path

from planact.pretraining.recipe import Recipe
from planact.pretraining.training import Machine, Training

TINY = Recipe(
    tokens=30_000, vocabulary=1400, tokenizer_websites=4, width=128, layers=2, batch_tokens=1500
)
QUICK = Machine(workers=0, per_role=1, final_per_role=1, evaluate_tokens=10**9, line_seconds=10**9)


def training(
    folder: Path, tokenizer: Path, machine: Machine = QUICK, recipe: Recipe = TINY
) -> Training:
    """A training in the folder, with the tokenizer that lies in another one."""
    shutil.copytree(tokenizer, folder, dirs_exist_ok=True)
    return Training(folder, recipe, machine, say=lambda line: None)
