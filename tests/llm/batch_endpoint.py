"""A Batch API on loopback: files, batches, and what comes of them, as a test tells it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.llm.chat_server import fault, reply

Line = dict[str, Any]


def succeeded(line: Line) -> Line:
    """The result of a request, which repeats what was asked."""
    said = f"answer to {line['body']['messages'][-1]['content']}"
    return _result(line, 200, reply(said))


def failed(line: Line, status: int, message: str, **fields: Any) -> Line:
    """The result of a request that the server refused."""
    return _result(line, status, fault(message, **fields))


def _result(line: Line, status: int, body: dict[str, Any]) -> Line:
    return {
        "id": "r",
        "custom_id": line["custom_id"],
        "response": {"status_code": status, "request_id": "q", "body": body},
        "error": None,
    }


class BatchEndpoint:
    """The routes of the API, for a `ChatServer`.

    Attributes:
        answer: What comes of a line; None leaves it without a result.
        looks: Looks at a batch before it has ended.
        ending: How batches end, in order; ``completed`` after that.
        files: The files' contents by id.
        batches: The batches by id, oldest first.
    """

    def __init__(self) -> None:
        self.answer: Callable[[Line], Line | None] = succeeded
        self.looks = 1
        self.endings: list[dict[str, Any]] = []
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, dict[str, Any]] = {}
        self.page = 100
        self._looked: dict[str, int] = {}

    @property
    def routes(self) -> list[Route]:
        return [
            Route("/v1/files", self._upload, methods=["POST"]),
            Route("/v1/files/{id}/content", self._content),
            Route("/v1/batches", self._create, methods=["POST"]),
            Route("/v1/batches", self._list),
            Route("/v1/batches/{id}", self._get),
        ]

    def asked(self) -> list[list[str]]:
        """The last message of each line, by batch."""
        return [
            [line["body"]["messages"][-1]["content"] for line in self._lines(batch)]
            for batch in self.batches.values()
        ]

    async def _upload(self, request: Request) -> Response:
        form = await request.form()
        assert form["purpose"] == "batch"
        return JSONResponse({"id": self._file(await form["file"].read())})  # type: ignore[union-attr]

    async def _content(self, request: Request) -> Response:
        return Response(self.files[request.path_params["id"]])

    async def _create(self, request: Request) -> Response:
        ordered = await request.json()
        assert ordered["endpoint"] == "/v1/chat/completions"
        name = f"batch_{len(self.batches)}"
        self.batches[name] = {
            "id": name,
            "status": "in_progress",
            "created_at": int(time.time()),
            "input_file_id": ordered["input_file_id"],
            "metadata": ordered["metadata"],
        }
        return JSONResponse(self.batches[name])

    async def _list(self, request: Request) -> Response:
        newest = list(reversed(self.batches.values()))
        after = request.query_params.get("after")
        start = 1 + [batch["id"] for batch in newest].index(after) if after else 0
        shown = newest[start : start + self.page]
        return JSONResponse({"data": shown, "has_more": start + self.page < len(newest)})

    async def _get(self, request: Request) -> Response:
        batch = self.batches[request.path_params["id"]]
        looks = self._looked[batch["id"]] = self._looked.get(batch["id"], 0) + 1
        if batch["status"] == "in_progress" and looks > self.looks:
            self._end(batch)
        return JSONResponse(batch)

    def _end(self, batch: dict[str, Any]) -> None:
        batch |= self.endings.pop(0) if self.endings else {"status": "completed"}
        if batch["status"] == "failed":
            return
        results = [result for line in self._lines(batch) if (result := self.answer(line))]
        good = [one for one in results if one["response"]["status_code"] == 200]
        bad = [one for one in results if one not in good]
        batch["request_counts"] = {
            "total": len(self._lines(batch)),
            "completed": len(good),
            "failed": len(bad),
        }
        for key, rows in (("output_file_id", good), ("error_file_id", bad)):
            if rows:
                batch[key] = self._file("".join(json.dumps(row) + "\n" for row in rows).encode())

    def _lines(self, batch: dict[str, Any]) -> list[Line]:
        return [json.loads(line) for line in self.files[batch["input_file_id"]].splitlines()]

    def _file(self, content: bytes) -> str:
        name = f"file_{len(self.files)}"
        self.files[name] = content
        return name
