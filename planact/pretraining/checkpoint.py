"""The state of a pre-training on the disk: whole, or as it was before."""

from __future__ import annotations

import io
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

from planact.core.errors import UserError
from planact.store.disk import replace_durably

CHECKPOINT = "checkpoint.pt"


def save_checkpoint(folder: Path, state: dict[str, Any]) -> None:
    """Replace the folder's checkpoint."""
    import torch

    # Through memory, so that a full disk is an error that says so.
    buffer = io.BytesIO()
    torch.save(state, buffer)
    replace_durably(folder / CHECKPOINT, lambda part: part.write_bytes(buffer.getbuffer()))


def load_checkpoint(folder: Path, device: Any) -> dict[str, Any] | None:
    """The folder's checkpoint; None where there is none yet.

    Raises:
        UserError: It is damaged.
    """
    import torch

    path = folder / CHECKPOINT
    if not path.is_file():
        return None
    try:
        state: dict[str, Any] = torch.load(path, map_location=device, weights_only=True)
    except (RuntimeError, EOFError, UnpicklingError) as error:
        raise UserError(f"{path}: is damaged; delete it to begin from the start") from error
    return state
