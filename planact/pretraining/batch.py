"""Sequences as tensors."""

from __future__ import annotations

from collections.abc import Sequence as Rows
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from planact.pretraining.stream import Sequence

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Batch:
    """Rows of equal length, padded behind, where causal attention does not see it.

    Attributes:
        ids: The tokens.
        rows: Of each token to predict, its row.
        places: Of each token to predict, the place before it.
        targets: The tokens to predict.
    """

    ids: torch.Tensor
    rows: torch.Tensor
    places: torch.Tensor
    targets: torch.Tensor


def collate(sequences: Rows[Sequence], device: Any) -> Batch:
    """The sequences as one batch."""
    import torch

    ids = np.zeros((len(sequences), max(len(s.ids) for s in sequences)), np.int64)
    for row, sequence in enumerate(sequences):
        ids[row, : len(sequence.ids)] = sequence.ids
    rows = np.concatenate([np.full(len(s.learned), row) for row, s in enumerate(sequences)])
    places = np.concatenate([s.learned for s in sequences]).astype(np.int64) - 1
    targets = ids[rows, places + 1]
    parts = (torch.from_numpy(part).to(device) for part in (ids, rows, places, targets))
    return Batch(*parts)
