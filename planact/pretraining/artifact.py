"""The finished model: standard files that load with no network, and a card that says what it is."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planact.core.errors import UserError
from planact.pretraining.card import model_card
from planact.pretraining.curves import PLOT, TABLE, Curves
from planact.pretraining.recipe import RECIPE, read_settings
from planact.store.disk import sync_tree

if TYPE_CHECKING:
    from planact.pretraining.training import Training

MODEL = "model"
"""The folder of the model within the folder of its pre-training."""

WEIGHTS = "model.safetensors"

LARGEST_BYTES = 16 * 2**20


def write_artifact(training: Training) -> Path:
    """Write the model as it stands next to its checkpoint; returns its folder."""
    from safetensors import SafetensorError
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    folder = training.folder / MODEL
    staged = _staged(folder)
    model: Any = training.model
    try:
        model.save_pretrained(staged)
    except SafetensorError as error:
        raise OSError(f"{staged}: {error}") from error
    training.tokenizer.save_pretrained(staged)
    for name in (TABLE, PLOT, RECIPE):
        shutil.copyfile(training.folder / name, staged / name)
    curves = Curves(training.folder)
    size = (staged / WEIGHTS).stat().st_size
    card = model_card(training.recipe, model.num_parameters(), size, training.at, curves)
    (staged / "README.md").write_text(card, encoding="utf-8")
    _put_in_place(staged, folder)
    return folder


def publish(folder: Path, target: Path) -> None:
    """Copy the finished model to where the product loads it from, in place of what is there.

    Raises:
        UserError: There is none, it is not finished, or it is too large for the repository.
    """
    source = folder / MODEL
    if not (source / WEIGHTS).is_file():
        raise UserError(f"{source}: there is no model; run the pre-training first")
    wanted = read_settings(source)["tokens"]
    seen = max((point.tokens for point in Curves(source).points()), default=0)
    if seen < wanted:
        raise UserError(
            f"{source}: the pre-training is not finished ({seen / 1e6:.2f} of"
            f" {wanted / 1e6:.2f} M tokens); go on with it first"
        )
    size = sum(path.stat().st_size for path in source.iterdir())
    if size > LARGEST_BYTES:
        raise UserError(
            f"{source} has {size / 2**20:.1f} MB; the repository takes at most"
            f" {LARGEST_BYTES / 2**20:.0f}"
        )
    staged = _staged(target)
    shutil.copytree(source, staged, dirs_exist_ok=True)
    _put_in_place(staged, target)


def _staged(folder: Path) -> Path:
    """An empty folder beside the one that it is to replace."""
    staged = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    return staged


def _put_in_place(staged: Path, folder: Path) -> None:
    """Replace the folder by the staged one; killed on the way, the same again completes it."""
    sync_tree(staged)
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    staged.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
