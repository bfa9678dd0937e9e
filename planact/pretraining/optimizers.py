"""Muon for the matrices, AdamW for everything else, with one schedule for both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from planact.pretraining.recipe import Recipe

if TYPE_CHECKING:
    import torch

_MATRIX_DECAY = 0.01


class Optimizers:
    """Both optimizers of a model as one.

    Args:
        model: The model.
        recipe: Learning rates and schedule.
    """

    def __init__(self, model: Any, recipe: Recipe) -> None:
        import torch

        matrices, others = _split(model.named_parameters())
        self._recipe = recipe
        self._both: list[tuple[torch.optim.Optimizer, float]] = [
            (
                torch.optim.Muon(matrices, lr=recipe.matrix_rate, weight_decay=_MATRIX_DECAY),
                recipe.matrix_rate,
            ),
            (
                torch.optim.AdamW(
                    others, lr=recipe.other_rate, betas=(0.9, 0.98), weight_decay=0.0
                ),
                recipe.other_rate,
            ),
        ]

    def step(self, progress: float) -> None:
        """Take a step at the rates of this progress, and clear the gradients."""
        for optimizer, rate in self._both:
            for group in optimizer.param_groups:
                group["lr"] = rate * self._recipe.rate(progress)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)

    def state_dict(self) -> list[dict[str, Any]]:
        """What a resumed training needs."""
        return [optimizer.state_dict() for optimizer, _ in self._both]

    def load_state_dict(self, states: list[dict[str, Any]]) -> None:
        """Go on from a saved state."""
        for (optimizer, _), state in zip(self._both, states, strict=True):
            optimizer.load_state_dict(state)


def _split(
    parameters: Iterable[tuple[str, torch.nn.Parameter]],
) -> tuple[list[torch.nn.Parameter], list[torch.nn.Parameter]]:
    matrices: list[torch.nn.Parameter] = []
    others: list[torch.nn.Parameter] = []
    for name, parameter in parameters:
        is_matrix = parameter.dim() == 2 and "embed" not in name
        (matrices if is_matrix else others).append(parameter)
    return matrices, others
