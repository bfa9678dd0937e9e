"""What a result was made with: versions of packages and the state of the code."""

from __future__ import annotations

import platform
import subprocess
from functools import lru_cache
from importlib import metadata
from pathlib import Path

PACKAGES = (
    "planact",
    "torch",
    "transformers",
    "trl",
    "peft",
    "tokenizers",
    "hydra-core",
    "aiohttp",
    "playwright",
    "wandb",
)


@lru_cache(maxsize=1)
def versions() -> dict[str, str | None]:
    """Versions of Python and of the packages that matter (None: absent), and git's commit."""
    found: dict[str, str | None] = {"python": platform.python_version()}
    found |= {package: _version(package) for package in PACKAGES}
    return found | {"git_commit": git_commit()}


@lru_cache(maxsize=1)
def git_commit() -> str | None:
    """The running code's commit, with ``+changes`` if files differ; None outside a checkout."""
    commit = _git("rev-parse", "HEAD")
    if commit is None:
        return None
    return f"{commit}+changes" if _git("status", "--porcelain", "--untracked-files=no") else commit


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _git(*arguments: str) -> str | None:
    """What git says about the folder of this file, or None if it has nothing to say."""
    folder = Path(__file__).parent
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
