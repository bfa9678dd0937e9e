"""A journal for many writers: rows that come in together reach the disk together."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from planact.store.jsonl import append_lines, as_line

GATHER = 0.01
"""Seconds for which rows are gathered."""


class Journal:
    """Appends rows to a JSON Lines file; a row is on the disk when `append` returns.

    A disk takes milliseconds to confirm a write, during which a fast endpoint answers several
    requests: their rows are gathered for a moment and written in one go, in a thread, so that
    nobody else waits.

    Args:
        path: The file; made with its first row.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._waiting: list[tuple[bytes, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def append(self, row: BaseModel | Mapping[str, Any]) -> None:
        """Add one row and wait until it is on the disk, where it gets to even if nobody waits.

        Raises:
            OSError: It could not be written.
            ValueError: The row cannot be written as JSON.
        """
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((as_line(row), written))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await written

    async def close(self) -> None:
        """Wait until everything that was handed in is written."""
        while self._writing is not None:
            await asyncio.wait([self._writing])

    async def _write(self) -> None:
        """Write until nothing is waiting."""
        while self._waiting:
            await asyncio.sleep(GATHER)
            batch, self._waiting = self._waiting, []
            lines = [line for line, _ in batch]
            try:
                await asyncio.to_thread(append_lines, self.path, lines)
            except OSError as error:
                _settle(batch, error)
            else:
                _settle(batch, None)
        self._writing = None


def _settle(batch: Sequence[tuple[bytes, asyncio.Future[None]]], error: OSError | None) -> None:
    for _, written in batch:
        # Whoever gave up waiting has cancelled its future.
        if written.done():
            continue
        if error is None:
            written.set_result(None)
        else:
            written.set_exception(error)
