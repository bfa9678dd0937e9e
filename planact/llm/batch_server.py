"""The calls of OpenAI's Batch API, and what they answer."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from itertools import count
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, Field

from planact.core.errors import UserError
from planact.llm.chat import ChatError
from planact.llm.retry import pause_seconds
from planact.llm.server import Server
from planact.llm.trouble import NotThere, Transient

ENDPOINT = "/v1/chat/completions"
ENDED = ("completed", "failed", "expired", "cancelled")

REMEMBERED = 2 * 24 * 3600
"""Seconds after which a batch is not looked for any more."""

log = logging.getLogger(__name__)

Read = TypeVar("Read")
Row = TypeVar("Row", bound=BaseModel)


class Fault(BaseModel):
    """Why a batch or a request failed."""

    code: str | None = None
    message: str | None = None


class Faults(BaseModel):
    """Why a batch failed."""

    data: list[Fault] = Field(default_factory=list)


class Counts(BaseModel):
    """How far a batch is."""

    total: int = 0
    completed: int = 0
    failed: int = 0


class Batch(BaseModel):
    """A batch, as the server describes it."""

    id: str
    status: str
    created_at: float = 0.0
    input_file_id: str
    output_file_id: str | None = None
    error_file_id: str | None = None
    errors: Faults | None = None
    request_counts: Counts | None = None
    metadata: dict[str, str] | None = None

    @property
    def progress(self) -> str:
        """How far it is, in a few words."""
        counts = self.request_counts or Counts()
        failed = f", {counts.failed} failed" if counts.failed else ""
        return f"{self.status}, {counts.completed} of {counts.total} answered{failed}"

    @property
    def results(self) -> tuple[str, ...]:
        """The files with what came of its requests."""
        return tuple(filter(None, (self.output_file_id, self.error_file_id)))


class Asked(BaseModel):
    """A line of a batch's files, whatever else is on it."""

    custom_id: str


class Response(BaseModel):
    """What a request of a batch was answered with."""

    status_code: int
    body: dict[str, Any] | None = None


class Result(Asked):
    """A line of a batch's results."""

    response: Response | None = None
    error: Fault | None = None


class _Page(BaseModel):
    data: list[Batch]
    has_more: bool = False


class _File(BaseModel):
    id: str


class BatchServer:
    """A server with a Batch API; what fails is tried again, so many times.

    Args:
        server: The server.
        retries: Attempts after the first, of each call.
        metadata: What marks our batches.
    """

    def __init__(self, server: Server, retries: int, metadata: Mapping[str, str]) -> None:
        self._server = server
        self._retries = retries
        self._metadata = dict(metadata)

    async def create(self, lines: bytes) -> Batch:
        """Upload a file of requests and have them answered within a day.

        Raises:
            UserError: The server has no Batch API, or as `Server.call`.
            ChatError: It refuses, or every retry failed.
        """
        try:
            file = await self._call("POST", "files", _File.model_validate_json, upload=lines)
            order = {
                "input_file_id": file.id,
                "endpoint": ENDPOINT,
                "completion_window": "24h",
                "metadata": self._metadata,
            }
            return await self._call("POST", "batches", Batch.model_validate_json, order)
        except NotThere as error:
            raise UserError(
                f"teacher.batch=true, but {self._server.address} has no Batch API: "
                "choose teacher.batch=false"
            ) from error

    async def get(self, name: str) -> Batch:
        """The batch as it is now; errors as in `create`."""
        return await self._call("GET", f"batches/{name}", Batch.model_validate_json)

    async def ours(self) -> AsyncIterator[Batch]:
        """The batches of the last days that carry our metadata, newest first; as `create`."""
        after = ""
        while True:
            page = await self._page(after)
            for batch in page.data:
                if batch.created_at < time.time() - REMEMBERED:
                    return
                if batch.metadata == self._metadata:
                    yield batch
            if not page.has_more or not page.data:
                return
            after = f"&after={page.data[-1].id}"

    async def rows(self, file: str, model: type[Row]) -> list[Row]:
        """The lines of a file; errors as in `create`."""

        def read(content: bytes) -> list[Row]:
            return [model.model_validate_json(line) for line in content.splitlines() if line]

        return await self._call("GET", f"files/{file}/content", read)

    async def _page(self, after: str) -> _Page:
        try:
            return await self._call("GET", f"batches?limit=100{after}", _Page.model_validate_json)
        except NotThere:
            return _Page(data=[])  # it is said by `create`, if there is anything to create

    async def _call(
        self,
        method: Literal["GET", "POST"],
        path: str,
        read: Callable[[bytes], Read],
        body: Mapping[str, Any] | None = None,
        upload: bytes | None = None,
    ) -> Read:
        for attempt in count():
            try:
                return read(await self._server.call(method, path, body, upload))
            except (Transient, ValueError) as trouble:
                if attempt >= self._retries:
                    reason = f"{self._server.where}: {path}: {trouble} ({attempt + 1} attempts)"
                    raise ChatError(reason) from None
                pause = pause_seconds(attempt, 1.0)
                log.warning("%s: %s; again in %.1f s", self._server.where, trouble, pause)
                await asyncio.sleep(pause)
        raise AssertionError("unreachable: the loop returns or raises")
