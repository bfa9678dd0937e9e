"""Task files: WebArena's, WebArena-Lite's and our own, through one loader."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from planact.core.errors import UserError
from planact.core.task import HtmlCheck, Task, TaskEval

__all__ = ["HtmlCheck", "Task", "TaskEval", "load_tasks"]


def load_tasks(path: Path) -> list[Task]:
    """The tasks of a JSON file that holds a list of them.

    Raises:
        UserError: The file cannot be read, is not JSON, holds no list, or holds a bad item; the
            message names the file and the item's index.
    """
    try:
        items = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"cannot read the task file {path}: {error.strerror}") from error
    except ValueError as error:
        raise UserError(f"the task file {path} is not valid JSON: {error}") from error
    if not isinstance(items, list):
        raise UserError(f"the task file {path} must hold a JSON list of tasks")
    return [_task(path, index, item) for index, item in enumerate(items)]


def _task(path: Path, index: int, item: object) -> Task:
    try:
        return Task.model_validate(item)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "item"
        raise UserError(
            f"the task file {path}: item {index} is no WebArena task: {field}: {first['msg']}"
        ) from error
