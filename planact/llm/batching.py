"""A worker thread that answers requests in batches."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

from planact.llm.chat import ChatError

Request = TypeVar("Request")
Answer = TypeVar("Answer")

FILL_SECONDS = 0.005
"""How long a request waits for others to share its batch. While a batch runs, requests gather by
themselves, so this is only for those that arrive almost together at an idle worker."""


class Batcher(Generic[Request, Answer]):
    """Collects requests from any thread and answers them on one worker thread.

    Args:
        answer: Answers a batch: as many answers as requests, in their order.
        size: Largest batch.
        name: Name of the worker thread.
    """

    def __init__(
        self, answer: Callable[[Sequence[Request]], Sequence[Answer]], size: int, *, name: str
    ) -> None:
        self._answer = answer
        self._size = size
        self._name = name
        self._waiting: queue.SimpleQueue[tuple[Request, Future[Answer]] | None] = (
            queue.SimpleQueue()
        )
        self._closed = False
        self._worker = threading.Thread(target=self._work, name=name, daemon=True)
        self._worker.start()

    def submit(self, request: Request) -> Future[Answer]:
        """Hand a request over; a future that is cancelled before its turn is never answered.

        Raises:
            ChatError: The batcher is closed.
        """
        if self._closed:
            raise ChatError(f"{self._name}: closed")
        future: Future[Answer] = Future()
        self._waiting.put((request, future))
        return future

    def close(self) -> None:
        """End the worker after its current batch; whatever still waits fails."""
        self._closed = True
        self._waiting.put(None)
        self._worker.join()

    def _work(self) -> None:
        while batch := self._gather():
            running = [(one, future) for one, future in batch if _starts(future)]
            if not running:
                continue
            try:
                answers = self._answer([request for request, _ in running])
            except Exception as error:
                for _, future in running:
                    future.set_exception(error)
                continue
            for (_, future), answer in zip(running, answers, strict=True):
                future.set_result(answer)
        self._fail_waiting()

    def _gather(self) -> list[tuple[Request, Future[Answer]]]:
        """The next batch; empty when the batcher was closed."""
        first = self._waiting.get()
        if first is None or self._closed:
            self._fail(first)
            return []
        batch = [first]
        deadline = time.monotonic() + FILL_SECONDS
        while len(batch) < self._size:
            try:
                item = self._waiting.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                break
            if item is None:
                self._waiting.put(None)
                break
            batch.append(item)
        return batch

    def _fail_waiting(self) -> None:
        while not self._waiting.empty():
            self._fail(self._waiting.get())

    def _fail(self, item: tuple[Request, Future[Answer]] | None) -> None:
        if item is not None and _starts(item[1]):
            item[1].set_exception(ChatError(f"{self._name}: closed"))


def _starts(future: Future[Answer]) -> bool:
    return future.set_running_or_notify_cancel()
