"""A loopback server that speaks the chat-completions protocol and fails on demand."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable
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


def completion(content: str | None = "hello", **changes: Any) -> JSONResponse:
    """A proper answer; ``changes`` replace its top-level fields."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    head = {"id": "1", "object": "chat.completion", "created": 0, "model": MODEL}
    return JSONResponse({**head, "choices": [choice], "usage": USAGE, **changes})


def refusal(
    status: int, message: str, headers: dict[str, str] | None = None, **fields: Any
) -> Response:
    """An error in OpenAI's format."""
    body = {"error": {"message": message, "type": "error", "code": None, "param": None, **fields}}
    return JSONResponse(body, status_code=status, headers=headers)


def cut() -> Response:
    """A body that ends before the length its header promised: the connection breaks."""

    async def body() -> Any:
        yield b'{"id": "1", '
        raise ConnectionResetError

    return StreamingResponse(body(), media_type="application/json")


class ChatServer:
    """The server, as a context manager.

    Attributes:
        script: What the next requests get, in order; when it is used up, a proper answer.
        requests: The bodies received.
        most_at_once: The largest number of requests that were being served at the same time.
    """

    def __init__(self) -> None:
        self.script: list[Behaviour] = []
        self.requests: list[dict[str, Any]] = []
        self.most_at_once = 0
        self.delay = 0.0
        self._at_once = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        routes = [Route("/v1/chat/completions", self._answer, methods=["POST"])]
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
        self.requests.append(await request.json())
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        await asyncio.sleep(self.delay)
        self._at_once -= 1
        return self.script.pop(0)() if self.script else completion()
