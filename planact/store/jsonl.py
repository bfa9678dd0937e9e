"""JSON Lines as a durable journal: a line counts once it is whole, whatever kills the writer."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from planact.core.errors import UserError

Row = TypeVar("Row", bound=BaseModel)


def append_jsonl(path: Path, row: BaseModel | Mapping[str, Any]) -> None:
    """Add one row and bring it onto the disk; see `append_lines`."""
    append_lines(path, [as_line(row)])


def append_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Add rows, as `as_line` writes them, and bring them onto the disk.

    The file is made if it is not there. What a killed writer left of its last line is cut off
    first. One process writes at a time.
    """
    with path.open("ab+") as file:
        _mend_end(file.fileno(), path)
        file.write(b"".join(lines))
        file.flush()
        os.fsync(file.fileno())


def as_line(row: BaseModel | Mapping[str, Any]) -> bytes:
    """The row as a line of a file, newline included."""
    text = row.model_dump_json() if isinstance(row, BaseModel) else json.dumps(row)
    return text.encode() + b"\n"


def write_jsonl(path: Path, rows: Iterable[BaseModel | Mapping[str, Any]]) -> None:
    """Write a whole file of rows; for folders that become visible only when finished."""
    with path.open("wb") as file:
        for row in rows:
            file.write(as_line(row))


def read_jsonl(path: Path, model: type[Row]) -> list[Row]:
    """Every row of the file; none if there is no file. A torn last line is left out.

    Raises:
        UserError: A line is not a row of the model; the text names file and line.
    """
    if not path.exists():
        return []
    with path.open("rb") as file, _garbage_left_alone():
        return [
            _row(path, number, line.removesuffix(b"\n"), model)
            for number, line in enumerate(file, start=1)
            if line.endswith(b"\n") or _is_whole(line)
        ]


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    """Python would look through all the rows for garbage again and again while they are made."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _row(path: Path, number: int, line: bytes, model: type[Row]) -> Row:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        reason = f"{where}: {first['msg']}" if where else first["msg"]
        raise UserError(
            f"{path}:{number}: not a {model.__name__} ({reason}); mend or delete this line"
        ) from error


def _is_whole(line: bytes) -> bool:
    """Whether a line without its newline is a complete row: no proper prefix of an object is."""
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _mend_end(descriptor: int, path: Path) -> None:
    size = os.fstat(descriptor).st_size
    if size == 0 or os.pread(descriptor, 1, size - 1) == b"\n":
        return
    last = path.read_bytes().rpartition(b"\n")[2]
    if _is_whole(last):
        os.write(descriptor, b"\n")
    else:
        os.ftruncate(descriptor, size - len(last))
