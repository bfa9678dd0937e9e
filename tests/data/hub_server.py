"""A loopback server that takes a dataset as the Hugging Face Hub does."""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
from types import TracebackType
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

WORKS = "hf_loopback-token"


class HubServer:
    """The server, as a context manager.

    Attributes:
        created: The bodies of the requests to make a repository.
        files: What was committed, by path.
    """

    def __init__(self) -> None:
        self.created: list[dict[str, Any]] = []
        self.files: dict[str, bytes] = {}
        routes = [
            Route("/api/repos/create", self._create, methods=["POST"]),
            Route("/api/validate-yaml", self._validate, methods=["POST"]),
            Route("/api/datasets/{repo:path}/preupload/main", self._preupload, methods=["POST"]),
            Route("/api/datasets/{repo:path}/commit/main", self._commit, methods=["POST"]),
        ]
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(Starlette(routes=routes), log_level="error", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],))

    def __enter__(self) -> HubServer:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join()

    async def _create(self, request: Request) -> JSONResponse:
        if request.headers.get("authorization") != f"Bearer {WORKS}":
            return JSONResponse({"error": "Invalid username or password."}, status_code=401)
        body = await request.json()
        self.created.append(body)
        repo = f"{body.get('organization')}/{body['name']}"
        return JSONResponse({"url": f"{self.url}/datasets/{repo}", "name": repo})

    async def _validate(self, request: Request) -> JSONResponse:
        return JSONResponse({"errors": [], "warnings": []})

    async def _preupload(self, request: Request) -> JSONResponse:
        files = (await request.json())["files"]
        modes = [
            {"path": file["path"], "uploadMode": "regular", "shouldIgnore": False} for file in files
        ]
        return JSONResponse({"files": modes})

    async def _commit(self, request: Request) -> JSONResponse:
        for line in (await request.body()).splitlines():
            item = json.loads(line)
            if item["key"] == "file":
                self.files[item["value"]["path"]] = base64.b64decode(item["value"]["content"])
        repo = f"{self.url}/datasets/{request.path_params['repo']}"
        return JSONResponse({"commitUrl": f"{repo}/commit/1", "commitOid": "1"})
