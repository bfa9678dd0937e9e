"""Where the repository's own files are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONF = ROOT / "conf"
PROMPTS = ROOT / "prompts"
FAILURE_CLASSES = ROOT / "failure_classes"


def below_root(path: str) -> Path:
    """The path itself if it is absolute, else taken from the repository's root."""
    return Path(path) if Path(path).is_absolute() else ROOT / path
