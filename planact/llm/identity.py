"""What tells one model from another, for fingerprints."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from planact.config.paths import below_root
from planact.config.schema import ModelConfig

_LARGE = 64 * 2**20


def model_identity(model: ModelConfig) -> dict[str, Any]:
    """Everything of the model's config that decides what it says; not how long it may be.

    The files of a local folder count by their hashes, large ones by their sizes.
    """
    return {
        "kind": str(model.kind),
        "name": model.name if model.base_url else None,
        "path": model.path,
        "random_init": model.random_init,
        "base_url": model.base_url,
        "files": _files(model),
    } | ({"chat_template": _sha(below_root(model.chat_template))} if model.chat_template else {})


def _files(model: ModelConfig) -> dict[str, str]:
    folder = below_root(model.path or "")
    if not model.path or not folder.is_dir():
        return {}
    return {
        path.name: _sha(path) if path.stat().st_size < _LARGE else str(path.stat().st_size)
        for path in sorted(folder.iterdir())
        if path.is_file()
    }


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
