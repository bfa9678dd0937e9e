"""The finished model: standard files that load with no network, and a card that says what it is."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planact.core.errors import UserError
from planact.pretraining.card import model_card
from planact.pretraining.curves import PLOT, TABLE, Curves
from planact.pretraining.recipe import RECIPE

if TYPE_CHECKING:
    from planact.pretraining.training import Training

MODEL = "model"
"""The folder of the finished model within the folder of its pre-training."""

LARGEST_BYTES = 16 * 2**20


def write_artifact(training: Training) -> Path:
    """Write the model as it stands next to its checkpoint; returns its folder."""
    folder = training.folder / MODEL
    model: Any = training.model
    model.to("cpu").save_pretrained(folder)
    training.tokenizer.save_pretrained(folder)
    for name in (TABLE, PLOT, RECIPE):
        shutil.copyfile(training.folder / name, folder / name)
    curves = Curves(training.folder)
    card = model_card(training.recipe, model.num_parameters(), training.at, curves)
    (folder / "README.md").write_text(card, encoding="utf-8")
    return folder


def publish(folder: Path, target: Path) -> None:
    """Copy the finished model to where the product loads it from, in place of what is there.

    Raises:
        UserError: There is none, or it is too large for the repository.
    """
    source = folder / MODEL
    if not (source / "model.safetensors").is_file():
        raise UserError(f"{source}: there is no finished model; run the pre-training first")
    size = sum(path.stat().st_size for path in source.iterdir())
    if size > LARGEST_BYTES:
        raise UserError(f"{source} has {size / 2**20:.1f} MB; the repository takes at most 16")
    target.mkdir(parents=True, exist_ok=True)
    for path in target.iterdir():
        path.unlink()
    for path in source.iterdir():
        shutil.copyfile(path, target / path.name)
