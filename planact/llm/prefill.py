"""Prompts read one by one into the shared cache of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from transformers import DynamicCache


def can_read_one_by_one(model: Any) -> bool:
    """Whether the model remembers a prompt by keys and values of all its tokens, in all layers."""
    from transformers.cache_utils import DynamicCache, DynamicLayer

    return all(type(layer) is DynamicLayer for layer in DynamicCache(config=model.config).layers)


def read_prompts(model: Any, prompts: Sequence[Sequence[int]]) -> DynamicCache:
    """The cache of a batch that is padded on the left, without each prompt's last token.

    On a CPU a batch of prompts of different lengths costs twice as much as the same prompts one
    after the other: padding is computed, and attention under a mask takes the slower kernel.

    Args:
        model: A decoder for which `can_read_one_by_one` holds.
        prompts: Token ids, at least one each.

    Returns:
        Keys and values, each (prompts, heads, longest - 1, head size); 0 where there is padding.
    """
    import torch
    from transformers import DynamicCache

    longest = max(len(prompt) for prompt in prompts) - 1
    batch: list[tuple[Any, Any]] = []
    for row, prompt in enumerate(prompts):
        read = len(prompt) - 1
        if read == 0:
            continue
        ids = torch.tensor([prompt[:-1]], device=model.device)
        cache = model(input_ids=ids, use_cache=True, logits_to_keep=1).past_key_values
        if not batch:
            batch = [_room(layer, len(prompts), longest) for layer in cache.layers]
        for (keys, values), layer in zip(batch, cache.layers, strict=True):
            keys[row, :, longest - read :] = layer.keys[0]
            values[row, :, longest - read :] = layer.values[0]
    return DynamicCache(batch)


def _room(layer: Any, rows: int, length: int) -> tuple[Any, Any]:
    """Zeros for the keys and values of a whole batch."""

    def zeros(part: Any) -> Any:
        return part.new_zeros(rows, part.shape[1], length, part.shape[3])

    return zeros(layer.keys), zeros(layer.values)
