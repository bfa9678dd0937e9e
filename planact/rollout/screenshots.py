"""Where the screenshots of episodes lie: beside the episodes, one file a round."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

SCREENSHOTS = "screenshots"


def screenshot_file(folder: Path, task_id: int, number: int) -> Path:
    """The screenshot of a task's round, counted from 0, where the episodes lie in ``folder``."""
    return folder / SCREENSHOTS / str(task_id) / f"{number}.jpg"


def share_screenshots(made_in: Path, folder: Path) -> None:
    """Let another folder have the screenshots too: as links, or as copies on another disk."""
    if (made_in / SCREENSHOTS).is_dir() and made_in.resolve() != folder.resolve():
        shutil.copytree(
            made_in / SCREENSHOTS,
            folder / SCREENSHOTS,
            copy_function=_link_or_copy,
            dirs_exist_ok=True,
        )


def _link_or_copy(source: str, target: str) -> None:
    Path(target).unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
