"""Work through many items, several at a time, with a progress bar."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from planact.core.errors import UserError

Item = TypeVar("Item")


class Tally:
    """A progress bar: items done, how many of them are good so far, time spent and left.

    Args:
        title: What is worked on.
        total: Number of items.
        good: The word for a good item, such as ``kept`` or ``solved``.
    """

    def __init__(self, title: str, total: int, good: str = "kept") -> None:
        self._progress = Progress(
            TextColumn(title),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[good]} " + good),
            TimeElapsedColumn(),
            TextColumn("ETA"),
            TimeRemainingColumn(),
        )
        self._task = self._progress.add_task(title, total=total, good=0)
        self._good = 0

    def count(self, good: bool) -> None:
        """One more item is done."""
        self._good += good
        self._progress.update(self._task, advance=1, good=self._good)

    def __enter__(self) -> Tally:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


async def work_through(
    items: Iterable[Item], work: Callable[[Item], Awaitable[None]], at_once: int
) -> None:
    """Await ``work(item)`` for every item, ``at_once`` of them at a time, begun in order.

    Raises:
        Whatever ``work`` raised first; the items under way are cancelled.
    """
    waiting = iter(items)

    async def take_from_the_pile() -> None:
        for item in waiting:
            await work(item)

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(take_from_the_pile())
    except* UserError as errors:
        raise errors.exceptions[0] from None
