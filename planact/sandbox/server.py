"""The sandbox behind a loopback port, served from a thread of this process."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
from collections.abc import Callable, Sequence

import uvicorn
from starlette.routing import Route

from planact.core.errors import UserError
from planact.sandbox.app import create_app
from planact.sandbox.state import EpisodeStates

HOST = "127.0.0.1"
_ANSWER_SECONDS = 15.0


class SandboxServer:
    """All sandbox sites on one port; ``start`` and ``stop`` may be called from any thread.

    Args:
        seed: Seed of the sites' content.
        port: Loopback port; 0 takes a free one.
        extra: Makes further routes over the states of the episodes.
    """

    def __init__(
        self,
        seed: int,
        port: int = 0,
        extra: Callable[[EpisodeStates], Sequence[Route]] = lambda states: (),
    ) -> None:
        self.states = EpisodeStates(seed)
        self._extra = extra
        self._port = port
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def base_url(self) -> str:
        """Address of the overview page, without a trailing slash; final once started."""
        return f"http://{HOST}:{self._port}"

    def start(self) -> None:
        """Serve until `stop`; returns when the sites answer.

        Raises:
            UserError: The port is taken, or the sites do not answer.
        """
        app = create_app(self.states, self._extra(self.states))
        config = uvicorn.Config(app, log_level="error", lifespan="off")
        listener = _listen(self._port)
        self._port = listener.getsockname()[1]
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, args=([listener],), name="sandbox", daemon=True
        )
        self._thread.start()
        try:
            self._ask()
        except (OSError, http.client.HTTPException) as error:
            self.stop()
            raise UserError(
                f"the sandbox at {self.base_url} does not answer ({error or type(error).__name__}):"
                " see what it logged, or set env.port to another port"
            ) from error

    def stop(self) -> None:
        """Finish the requests under way and free the port; stopping twice is fine."""
        if self._server is None or self._thread is None:
            return
        self._server.should_exit = True
        self._thread.join()
        self._server = self._thread = None

    def _ask(self) -> None:
        """Wait for the first answer; the socket listens, so that the request waits in its queue."""
        connection = http.client.HTTPConnection(HOST, self._port, timeout=_ANSWER_SECONDS)
        with contextlib.closing(connection):
            connection.request("GET", "/")
            connection.getresponse().read()


def _listen(port: int) -> socket.socket:
    # Named as TCP, so that asyncio turns off Nagle's algorithm: it costs 40 ms a page.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise UserError(
            f"cannot serve the sandbox on port {port} ({error}): "
            "set env.port (--port of planact.sandbox) to a free port, or to 0 to take any"
        ) from error
    return listener
