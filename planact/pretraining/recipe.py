"""Everything that decides what the pre-trained model is."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from planact.core.errors import UserError
from planact.pretraining.corpus.samples import Mixture
from planact.pretraining.model import HEAD, LEAST_HEADS, LEAST_LAYERS
from planact.store.disk import write_durably

RECIPE = "recipe.json"

_MOST_TOKENS = 2**16
"""Most tokens of a vocabulary: the stream keeps an id in 16 bits."""


@dataclass(frozen=True)
class Recipe:
    """The settings of a pre-training.

    Attributes:
        seed: Seed of corpus and weights.
        tokens: Tokens to train on, padding included.
        vocabulary: Tokens of the tokenizer.
        tokenizer_websites: Websites whose text the tokenizer is learned from.
        layers: Layers of the model.
        width: Its hidden size; a head has 64 dimensions.
        batch_tokens: Most tokens of a batch, padding included; a longer sequence is one by itself.
        matrix_rate: Learning rate of Muon, for the matrices.
        other_rate: Learning rate of AdamW, for embeddings, norms and biases.
        warmup: Share of the tokens over which the rates rise.
        decay: Share of the tokens over which they fall to 0.
        dense: Share of the tokens that begins with short pages and many dense questions.

    Raises:
        UserError: A setting makes no sense.
    """

    seed: int = 0
    tokens: int = 76_000_000
    vocabulary: int = 4096
    tokenizer_websites: int = 600
    layers: int = 4
    width: int = 128
    batch_tokens: int = 2400
    matrix_rate: float = 0.005
    other_rate: float = 0.003
    warmup: float = 0.02
    decay: float = 0.25
    dense: float = 0.1

    def __post_init__(self) -> None:
        fault = next(_faults(self), None)
        if fault is not None:
            raise UserError(fault)

    def mixture(self, progress: float) -> Mixture:
        """What to draw when so much of the training is done, from 0 to 1."""
        rest = max(0.0, 1 - progress / self.dense) if self.dense else 0.0
        return Mixture(
            executor=0.5 - 0.35 * rest,
            react=0.15 - 0.1 * rest,
            planner=1.0 - 0.7 * rest,
            replanner=0.2 - 0.15 * rest,
            thinker=0.15 - 0.1 * rest,
            lookup=0.6 + 0.9 * rest,
            small=0.15 + 0.75 * rest,
        )

    def rate(self, progress: float) -> float:
        """The factor of the learning rates when so much of the training is done."""
        rising = progress / self.warmup if self.warmup else 1.0
        falling = (1 - progress) / self.decay if self.decay else 1.0
        return max(0.0, min(1.0, rising + 0.01, falling))

    def check(self, folder: Path) -> None:
        """Check that a folder in use belongs to this very recipe.

        Raises:
            UserError: It belongs to another one.
        """
        if not (folder / RECIPE).is_file():
            return
        there = read_settings(folder)
        differing = [name for name, value in asdict(self).items() if there.get(name) != value]
        if differing:
            raise UserError(
                f"{folder} holds a pre-training with other settings ({', '.join(differing)}):"
                " give its settings to go on with it, or another --folder"
            )

    def save(self, folder: Path) -> None:
        """Make the folder this recipe's.

        Raises:
            UserError: It belongs to another one.
        """
        self.check(folder)
        write_durably(folder / RECIPE, json.dumps(asdict(self), indent=2) + "\n")


def read_settings(folder: Path) -> dict[str, Any]:
    """The settings of the recipe that the folder belongs to.

    Raises:
        UserError: Its file cannot be read.
    """
    path = folder / RECIPE
    try:
        settings: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: no recipe can be read here ({error})") from error
    return settings


def recipe_from(values: dict[str, Any]) -> Recipe:
    """The recipe with those of the values that are settings of one."""
    known = {field.name for field in fields(Recipe)}
    return Recipe(**{name: value for name, value in values.items() if name in known})


def _faults(recipe: Recipe) -> Iterator[str]:
    """What is wrong with the settings."""
    if not 0 <= recipe.seed < 2**63:
        yield f"seed={recipe.seed}: must be from 0 to 2^63 - 1"
    for name in ("tokens", "tokenizer_websites", "batch_tokens"):
        if getattr(recipe, name) < 1:
            yield f"{name}={getattr(recipe, name)}: must be at least 1"
    if recipe.vocabulary > _MOST_TOKENS:
        yield f"vocabulary={recipe.vocabulary}: must be at most {_MOST_TOKENS}"
    if recipe.layers < LEAST_LAYERS:
        yield f"layers={recipe.layers}: must be at least {LEAST_LAYERS}"
    if recipe.width % HEAD or recipe.width < LEAST_HEADS * HEAD:
        yield f"width={recipe.width}: must be a multiple of {HEAD}, at least {LEAST_HEADS * HEAD}"
    for name in ("matrix_rate", "other_rate"):
        if not 0 < getattr(recipe, name) < math.inf:
            yield f"{name}={getattr(recipe, name)}: must be greater than 0"
    for name in ("warmup", "decay", "dense"):
        if not 0 <= getattr(recipe, name) <= 1:
            yield f"{name}={getattr(recipe, name)}: must be from 0 to 1"
