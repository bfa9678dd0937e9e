"""Everything that decides what the pre-trained model is."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from planact.core.errors import UserError
from planact.pretraining.corpus.samples import Mixture

RECIPE = "recipe.json"


@dataclass(frozen=True)
class Recipe:
    """The settings of a pre-training.

    Attributes:
        seed: Seed of corpus and weights.
        tokens: Tokens to train on, padding included.
        vocabulary: Tokens of the tokenizer.
        tokenizer_websites: Websites whose text the tokenizer is learned from.
        layers: Layers of the model.
        width: Its hidden size; a head has 32 dimensions.
        batch_tokens: Most tokens of a batch, padding included.
        matrix_rate: Learning rate of Muon, for the matrices.
        other_rate: Learning rate of AdamW, for embeddings, norms and biases.
        warmup: Share of the tokens over which the rates rise.
        decay: Share of the tokens over which they fall to 0.
        dense: Share of the tokens that begins with short pages and many dense questions.
    """

    seed: int = 0
    tokens: int = 36_000_000
    vocabulary: int = 3072
    tokenizer_websites: int = 600
    layers: int = 4
    width: int = 128
    batch_tokens: int = 2400
    matrix_rate: float = 0.02
    other_rate: float = 0.003
    warmup: float = 0.02
    decay: float = 0.4
    dense: float = 0.1

    def mixture(self, progress: float) -> Mixture:
        """What to draw when so much of the training is done, from 0 to 1."""
        rest = max(0.0, 1 - progress / self.dense) if self.dense else 0.0
        return Mixture(
            executor=0.5 - 0.35 * rest,
            react=0.15 - 0.1 * rest,
            planner=1.0 - 0.7 * rest,
            replanner=0.2 - 0.15 * rest,
            thinker=0.15 - 0.1 * rest,
            lookup=0.35 + 1.15 * rest,
            small=0.15 + 0.75 * rest,
        )

    def rate(self, progress: float) -> float:
        """The factor of the learning rates when so much of the training is done."""
        rising = progress / self.warmup if self.warmup else 1.0
        falling = (1 - progress) / self.decay if self.decay else 1.0
        return max(0.0, min(1.0, rising + 0.01, falling))

    def save(self, folder: Path) -> None:
        """Write the recipe, or check that the folder belongs to this very recipe.

        Raises:
            UserError: The folder belongs to another one.
        """
        path = folder / RECIPE
        if path.is_file():
            there = json.loads(path.read_text(encoding="utf-8"))
            differing = [name for name, value in asdict(self).items() if there.get(name) != value]
            if differing:
                raise UserError(
                    f"{folder} holds a pre-training with other settings ({', '.join(differing)}):"
                    " give its settings to go on with it, or another --folder"
                )
            return
        path.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")


def recipe_from(values: dict[str, Any]) -> Recipe:
    """The recipe with those of the values that are settings of one."""
    known = {field.name for field in fields(Recipe)}
    return Recipe(**{name: value for name, value in values.items() if name in known})
