"""How much a run may spend on teachers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from planact.core.errors import UserError
from planact.core.trajectory import Usage
from planact.data.teacher import Teacher
from planact.llm.chat import Message

BYTES_PER_TOKEN = 2
"""Fewer than any prompt has, so that none costs more than was set aside for it."""


class Budget:
    """Keeps what a run spends below a limit: whatever is under way is taken at its dearest.

    What a server charges for answers that never arrived is not known here.

    Args:
        most: The limit in US dollars; None for none. What earlier runs have paid does not count.
    """

    def __init__(self, most: float | None = None) -> None:
        self.most = most
        self.spent = 0.0
        self._reserved: list[float] = []
        self._waiting: list[asyncio.Future[None]] = []

    @asynccontextmanager
    async def reserved(
        self, teacher: Teacher, conversation: Sequence[Message]
    ) -> AsyncIterator[Callable[[Usage], None]]:
        """Set aside what the call may cost, and give it back when what it did cost is told.

        Where that is more than is left, those under way are waited for: they may turn out cheaper.

        Raises:
            UserError: The limit might be passed.
        """

        def spend(usage: Usage) -> None:
            self.spent += teacher.cost(usage) or 0.0

        if self.most is None:
            yield spend
            return
        dearest = teacher.cost(_dearest(teacher, conversation)) or 0.0
        await self._wait_for(dearest, self.most)
        self._reserved.append(dearest)
        try:
            yield spend
        finally:
            self._reserved.remove(dearest)
            self._wake()

    async def _wait_for(self, dearest: float, most: float) -> None:
        while self.spent + sum(self._reserved) + dearest > most:
            if not self._reserved:
                raise UserError(
                    f"teacher.max_cost={most:g}: ${self.spent:.2f} are spent, and the next request "
                    f"might cost ${dearest:.2f}; the answers so far are kept: raise it and run the "
                    "same command again to go on"
                )
            change: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(change)
            await change

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, []
        for change in waiting:
            if not change.done():
                change.set_result(None)


def _dearest(teacher: Teacher, conversation: Sequence[Message]) -> Usage:
    written = sum(len(message["content"].encode()) for message in conversation)
    return Usage(
        prompt_tokens=written // BYTES_PER_TOKEN, completion_tokens=teacher.config.max_tokens
    )
