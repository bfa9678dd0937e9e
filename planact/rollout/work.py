"""Work through many items, several at a time, with a progress bar."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from planact.core.errors import UserError

Item = TypeVar("Item")

LINE_SECONDS = 10.0
"""Least time between two lines where the output is no terminal."""


class Tally:
    """How far the work is: items done, how many of them are good, and the time left.

    A bar on a terminal; elsewhere a line now and then, for logs.

    Args:
        title: What is worked on.
        total: Number of items.
        good: The word for a good item, such as ``kept`` or ``solved``.
    """

    def __init__(self, title: str, total: int, good: str = "kept") -> None:
        self._title, self._total, self._word = title, total, good
        self._done = self._good = self._found = 0
        self._remark = ""
        self._began = self._told = time.monotonic()
        console = Console()
        self._bar = None if not console.is_terminal else _bar(title, good, console)
        self._task = TaskID(0)
        if self._bar is not None:
            self._task = self._bar.add_task(title, total=total, good=0, remark="")

    def found(self, good: bool) -> None:
        """One item was done before; it says nothing about the pace."""
        self._found += 1
        self.count(good)

    def expect(self, more: int) -> None:
        """So many items are still to come, even if that makes more of them than was thought."""
        self._total = max(self._total, self._done + more)
        if self._bar is not None:
            self._bar.update(self._task, total=self._total)

    def say(self, remark: str) -> None:
        """What the progress line ends with from now on, e.g. what was spent."""
        self._remark = remark
        if self._bar is not None:
            self._bar.update(self._task, remark=remark)

    def count(self, good: bool) -> None:
        """One more item is done."""
        self._done += 1
        self._good += good
        if self._bar is not None:
            self._bar.update(self._task, advance=1, good=self._good)
        elif time.monotonic() - self._told >= LINE_SECONDS:
            self._tell()

    def _tell(self) -> None:
        self._told = time.monotonic()
        line = f"{self._title}: {self._done}/{self._total}, {self._good} {self._word}"
        fresh = self._done - self._found
        if fresh > 0 and self._done < self._total:
            left = (self._told - self._began) / fresh * (self._total - self._done)
            line += f", {left:.0f} s left"
        if self._remark:
            line += f", {self._remark}"
        print(line, flush=True)

    def __enter__(self) -> Tally:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
        else:
            self._tell()


def _bar(title: str, good: str, console: Console) -> Progress:
    return Progress(
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[good]} " + good),
        TimeElapsedColumn(),
        TextColumn("ETA"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[remark]}"),
        console=console,
    )


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
    except BaseExceptionGroup as group:
        # What the user can mend says more than what it brought down with it.
        raise next(
            (e for e in group.exceptions if isinstance(e, UserError)), group.exceptions[0]
        ) from None
