"""A model asked by the Batch API: many requests in a file, answered within a day at half price."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import time
from collections.abc import Coroutine, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace

from planact.config.schema import TeacherConfig
from planact.llm.batch_server import ENDED, ENDPOINT, Asked, Batch, BatchServer, Fault, Result
from planact.llm.chat import ChatError, Completion, Message
from planact.llm.grammar import Grammar, regex
from planact.llm.pace import Pace
from planact.llm.protocol import Request, read_reply
from planact.llm.retry import pause_seconds
from planact.llm.server import Server
from planact.llm.trouble import Transient, error_in

MOST_LINES = 50_000
MOST_BYTES = 150_000_000
"""What goes into one batch; the server takes 200 MB."""

_QUEUE_IS_FULL = "token_limit_exceeded"

log = logging.getLogger(__name__)


@dataclass(eq=False)
class _Line:
    """One request, its name in files, and the answer that somebody waits for."""

    name: str
    request: Request
    answer: asyncio.Future[Completion]
    attempts: int = 0


class BatchChat:
    """A `ChatModel` whose requests go in batches: those that come shortly after each other in one.

    A batch outlives the process. One that is killed and asks the same again finds its batches, and
    takes or waits for their answers instead of paying twice. Requests that failed, and those of a
    batch that expired, go into another one.

    Args:
        config: The model, its server, and how often a request is tried again.
        quiet: Seconds without a new request after which those that wait are sent.
        poll: Seconds between two looks at a batch.
    """

    def __init__(self, config: TeacherConfig, *, quiet: float = 1.0, poll: float = 20.0) -> None:
        self.name = config.name
        pace = Pace(config.concurrency)
        url, key = str(config.base_url), config.api_key_env
        self._server = Server(config.name, url, key, pace, config.timeout, "teacher")
        metadata = {"made_by": "planact", "model": config.name}
        self._batches = BatchServer(self._server, config.retries, metadata)
        self._retries = config.retries
        self._quiet, self._poll = quiet, poll
        self._asked: dict[str, int] = {}
        self._waiting: list[_Line] = []
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._finding = asyncio.Lock()
        self._batch_of: dict[str, str] | None = None

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: Grammar | None = None,
        yes_or_no: bool = False,
    ) -> Completion:
        """The answer, hours later.

        Raises:
            UserError: The server has no Batch API, or as for `Server.ask`.
            ContextError: The prompt is longer than the model's context.
            ChatError: The server refused the request or its batch, or every retry failed.
        """
        started = time.monotonic()
        pattern = regex(grammar) if grammar is not None else None
        request = Request(messages, max_tokens, temperature, pattern, yes_or_no)
        line = _Line(self._name(request), request, asyncio.get_running_loop().create_future())
        self._send_in(self._quiet, [line])
        return replace(await line.answer, seconds=time.monotonic() - started)

    async def close(self) -> None:
        """Close the connections; batches under way stay so, for whoever asks the same again."""
        if self._timer is not None:
            self._timer.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.close()

    def _name(self, request: Request) -> str:
        """A name that the request gets in every process; the same request again gets another."""
        asked = json.dumps([self.name, asdict(request)], sort_keys=True)
        digest = hashlib.sha256(asked.encode()).hexdigest()[:40]
        self._asked[digest] = number = self._asked.get(digest, -1) + 1
        return f"{digest}-{number}"

    def _send_in(self, seconds: float, lines: Iterable[_Line]) -> None:
        self._waiting += lines
        if self._timer is not None:
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(seconds, lambda: self._start(self._send()))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send(self) -> None:
        """Send what is waiting, but for what an earlier process has sent."""
        lines, self._waiting = self._waiting, []
        with _troubles_told(lines):
            before = await self._sent_before(lines)
            for name in dict.fromkeys(before.values()):
                known = [line for line, batch in before.items() if batch == name]
                log.info("batch %s is of an earlier run: %d requests", name, len(known))
                self._start(self._follow(name, known))
            new = [line for line in lines if line not in before]
            for chunk in _chunks(new, self._server):
                self._start(self._create(chunk))

    async def _sent_before(self, lines: Iterable[_Line]) -> dict[_Line, str]:
        """The batches of an earlier process, of those lines that lie in one."""
        async with self._finding:
            if self._batch_of is None:
                self._batch_of = await self._find()
        # Only once: a request that fails there goes into a new batch.
        found = {line: self._batch_of.pop(line.name, None) for line in lines}
        return {line: batch for line, batch in found.items() if batch is not None}

    async def _find(self) -> dict[str, str]:
        """The batches that hold requests of earlier processes: those still to be answered, too."""
        found: dict[str, str] = {}
        async for batch in self._batches.ours():
            file = batch.output_file_id if batch.status in ENDED else batch.input_file_id
            for asked in await self._batches.rows(file, Asked) if file is not None else ():
                found.setdefault(asked.custom_id, batch.id)
        return found

    async def _create(self, chunk: Mapping[_Line, bytes]) -> None:
        with _troubles_told(chunk):
            batch = await self._batches.create(b"".join(chunk.values()))
            log.info("batch %s: %d requests sent", batch.id, len(chunk))
            await self._follow(batch.id, list(chunk))

    async def _follow(self, name: str, lines: Sequence[_Line]) -> None:
        """Wait until a batch has ended, and hand out what came of its requests."""
        with _troubles_told(lines):
            batch = await self._end(name)
            if batch.status == "failed":
                self._failed(batch, lines)
                return
            left = {line.name: line for line in lines}
            for file in batch.results:
                for result in await self._batches.rows(file, Result):
                    if (line := left.pop(result.custom_id, None)) is not None:
                        self._receive(line, result)
            for line in left.values():
                self._again(line, Transient(f"batch {name} is {batch.status} without an answer"))

    async def _end(self, name: str) -> Batch:
        told = ""
        while True:
            batch = await self._batches.get(name)
            if batch.progress != told:
                log.info("batch %s: %s", name, told := batch.progress)
            if batch.status in ENDED:
                return batch
            await asyncio.sleep(self._poll)

    def _failed(self, batch: Batch, lines: Sequence[_Line]) -> None:
        """None of the batch's requests was taken."""
        faults = batch.errors.data if batch.errors is not None else []
        fault = faults[0] if faults else Fault(message="no reason is given")
        if fault.code != _QUEUE_IS_FULL:
            raise ChatError(f"{self._server.where}: batch {batch.id} failed: {fault.message}")
        for line in lines:
            self._again(line, Transient(str(fault.message)))

    def _receive(self, line: _Line, result: Result) -> None:
        response = result.response
        if response is None:
            reason = result.error.message if result.error is not None else None
            self._again(line, Transient(reason or "no answer is given"))
        elif response.status_code != 200:
            error = error_in(response.body, "no reason is given")
            body = self._server.body(line.request)
            self._again(line, self._server.refused(response.status_code, error, body))
        else:
            try:
                _settle(line, read_reply(response.body, line.request))
            except ValueError:
                self._again(line, Transient("the answer is not readable"))

    def _again(self, line: _Line, trouble: Exception) -> None:
        """Put the request into another batch, if that may help."""
        line.attempts += 1
        if not isinstance(trouble, Transient):
            _settle(line, trouble)
        elif line.attempts > self._retries:
            reason = f"{self._server.where}: {trouble} ({line.attempts} attempts)"
            _settle(line, ChatError(reason))
        else:
            log.warning("%s: %s; it goes into another batch", self._server.where, trouble)
            self._send_in(max(self._quiet, pause_seconds(line.attempts, self._poll)), [line])


def _chunks(lines: Iterable[_Line], server: Server) -> Iterator[dict[_Line, bytes]]:
    """The lines as they are written into files, shared out over as many batches as it takes."""
    chunk: dict[_Line, bytes] = {}
    size = 0
    for line in lines:
        head = {"custom_id": line.name, "method": "POST", "url": ENDPOINT}
        written = json.dumps({**head, "body": server.body(line.request)}).encode() + b"\n"
        if chunk and (len(chunk) == MOST_LINES or size + len(written) > MOST_BYTES):
            yield chunk
            chunk, size = {}, 0
        chunk[line] = written
        size += len(written)
    if chunk:
        yield chunk


@contextmanager
def _troubles_told(lines: Iterable[_Line]) -> Iterator[None]:
    """Whatever goes wrong, those who wait for answers hear of it."""
    try:
        yield
    except Exception as trouble:
        for line in lines:
            _settle(line, trouble)


def _settle(line: _Line, outcome: Completion | Exception) -> None:
    # Whoever gave up waiting has cancelled the future.
    if line.answer.done():
        return
    if isinstance(outcome, Exception):
        line.answer.set_exception(outcome)
    else:
        line.answer.set_result(outcome)
