"""How many requests a server gets at a time, and how often: fewer while it is overloaded."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

CLIMB = 0.1
"""How much the number of requests at a time grows while as many answers come, as a share of it."""


class Pace:
    """The turns of one server's requests.

    So many requests run at a time. An overloaded server gets half as many, once for all the
    requests that it fails in one burst, and more again with every answer. A pause that it asks for
    stops every request.

    Args:
        at_once: Requests at a time, at most.
        requests_per_minute: Limit of the server on requests; they are spaced evenly.
        tokens_per_minute: Limit of the server on tokens of prompts and answers together; likewise.
    """

    def __init__(
        self,
        at_once: int,
        requests_per_minute: int | None = None,
        tokens_per_minute: int | None = None,
    ) -> None:
        self.load = 0
        self._most = at_once
        self._limit = float(at_once)
        # The places that are free or taken; the limit may leave this behind, and it follows.
        self._places = at_once
        self._free = asyncio.Semaphore(at_once)
        self._requests = Rate(requests_per_minute) if requests_per_minute else None
        self._tokens = Rate(tokens_per_minute) if tokens_per_minute else None
        self._not_before = 0.0
        self._cuts = 0

    @property
    def at_once(self) -> int:
        """How many requests may run at a time just now."""
        return int(self._limit)

    @property
    def pause(self) -> float:
        """Seconds for which the server wants no request; 0 where it takes them."""
        return max(0.0, self._not_before - time.monotonic())

    @asynccontextmanager
    async def turn(self, tokens: int) -> AsyncIterator[Turn]:
        """Wait for this request's turn, and keep its place until it is over.

        ``load`` counts the requests that wait or run.

        Args:
            tokens: Tokens of the prompt, as far as they are known.
        """
        self.load += 1
        try:
            await self._take_place()
            try:
                await self._wait(tokens)
                yield Turn(self, self._cuts, tokens)
            finally:
                self._give_place_back()
        finally:
            self.load -= 1
        await asyncio.sleep(0)  # who waited for the place sends before this answer is read

    async def _take_place(self) -> None:
        await self._free.acquire()
        while self._places > self.at_once:
            self._places -= 1
            await self._free.acquire()

    def _give_place_back(self) -> None:
        if self._places > self.at_once:
            self._places -= 1
        else:
            self._free.release()

    async def _wait(self, tokens: int) -> None:
        """Wait for what the limits by the minute and the server's own wish leave open."""
        seconds = 0.0
        if self._requests is not None:
            seconds = self._requests.wait(1)
        if self._tokens is not None:
            seconds = max(seconds, self._tokens.wait(tokens))
        if seconds > 0:
            await asyncio.sleep(seconds)
        while (seconds := self.pause) > 0:
            await asyncio.sleep(seconds)

    def _cut(self) -> None:
        self._cuts += 1
        self._limit = max(1.0, self._limit / 2)

    def _climb(self) -> None:
        self._limit = min(self._limit + max(1 / self._limit, CLIMB), self._most)
        while self._places < self.at_once:
            self._places += 1
            self._free.release()


@dataclass(frozen=True)
class Turn:
    """One request's turn, which tells the pace how it ended."""

    _pace: Pace
    _cuts: int
    _tokens: int

    def answered(self, tokens: int) -> None:
        """There is an answer; prompt and answer together took so many tokens."""
        self._pace._climb()
        if self._pace._tokens is not None:
            self._pace._tokens.add(tokens - self._tokens)

    def overloaded(self, seconds: float | None) -> bool:
        """The server has more than it can do, and may want to be left alone for so many seconds.

        Returns:
            Whether it gets fewer requests for that: one that began before the last cut is part of
            the burst that was cut for.
        """
        if seconds is not None:
            until = time.monotonic() + seconds
            self._pace._not_before = max(self._pace._not_before, until)
        is_new = self._cuts == self._pace._cuts
        if is_new:
            self._pace._cut()
        return is_new


class Rate:
    """A limit by the minute, spread evenly: no burst, whatever an hour of rest has left unused.

    An amount over the limit goes through too, and those after it wait for longer. A share that was
    taken too small or too large can be mended afterwards.
    """

    def __init__(self, per_minute: int) -> None:
        self._seconds = 60.0 / per_minute
        self._next = 0.0

    def wait(self, amount: int) -> float:
        """Take a share of this amount; the seconds to wait until it is its turn."""
        now = time.monotonic()
        start = max(self._next, now)
        self._next = start + amount * self._seconds
        return start - now

    def add(self, amount: int) -> None:
        """Add to a share that has been taken; a negative amount gives back."""
        self._next += amount * self._seconds
