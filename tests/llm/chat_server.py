"""A loopback server that speaks the chat-completions protocol and fails on demand."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

Behaviour = Callable[[], Response]

MODEL = "tiny"
USAGE = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}


def reply(content: str | None = "hello", **changes: Any) -> dict[str, Any]:
    """The body of a proper answer; ``changes`` replace its top-level fields."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    head = {"id": "1", "object": "chat.completion", "created": 0, "model": MODEL}
    return {**head, "choices": [choice], "usage": USAGE, **changes}


def completion(content: str | None = "hello", **changes: Any) -> JSONResponse:
    """A proper answer; ``changes`` replace its top-level fields."""
    return JSONResponse(reply(content, **changes))


def truncated(content: str) -> JSONResponse:
    """An answer that was cut off by ``max_tokens``."""
    choice = {"index": 0, "message": {"content": content}, "finish_reason": "length"}
    return completion(choices=[choice])


def fault(message: str, **fields: Any) -> dict[str, Any]:
    """The body of an error in OpenAI's format."""
    return {"error": {"message": message, "type": "error", "code": None, "param": None, **fields}}


def refusal(
    status: int, message: str, headers: dict[str, str] | None = None, **fields: Any
) -> Response:
    """An error in OpenAI's format."""
    return JSONResponse(fault(message, **fields), status_code=status, headers=headers)


def cut() -> Response:
    """A body that ends before the length its header promised: the connection breaks."""

    async def body() -> Any:
        yield b'{"id": "1", '
        raise ConnectionResetError

    return StreamingResponse(body(), media_type="application/json")


def stuck() -> Response:
    """An answer that begins and never comes to its end."""

    async def body() -> Any:
        yield b'{"id": "1", '
        await asyncio.sleep(3600)

    return StreamingResponse(body(), media_type="application/json")


class ChatServer:
    """The server, as a context manager.

    Args:
        more_routes: What else it offers.

    Attributes:
        script: What the next requests get, in order.
        answer: What a request gets when the script is used up, from its body.
        delay: Seconds that every answer takes.
        requests: The bodies received.
        most_at_once: The largest number of requests that were being served at the same time.
    """

    def __init__(self, more_routes: Sequence[Route] = ()) -> None:
        self.script: list[Behaviour] = []
        self.answer: Callable[[dict[str, Any]], Response] = lambda asked: completion()
        self.requests: list[dict[str, Any]] = []
        self.most_at_once = 0
        self.delay = 0.0
        self._at_once = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        routes = [Route("/v1/chat/completions", self._answer, methods=["POST"]), *more_routes]
        config = uvicorn.Config(Starlette(routes=routes), log_level="critical")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"

    def __enter__(self) -> ChatServer:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.005)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._server.force_exit = self._server.should_exit = True
        self._thread.join()

    async def _answer(self, request: Request) -> Response:
        asked = await request.json()
        self.requests.append(asked)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            await asyncio.sleep(self.delay)
        finally:
            self._at_once -= 1
        return self.script.pop(0)() if self.script else self.answer(asked)
