"""Several servers of one model: each request goes to the one that has least to do."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

from planact.llm.server import Server

REST = 30.0
"""Seconds for which a server that fails gets no new requests, unless it answers an old one."""

log = logging.getLogger(__name__)


class SharedLoad:
    """Which server the next request goes to.

    Args:
        servers: Servers of the same model, at least one.
    """

    def __init__(self, servers: Sequence[Server]) -> None:
        self.servers = tuple(servers)
        self._rests_until = dict.fromkeys(servers, 0.0)

    def choose(self) -> Server:
        """The least loaded of those that can take a request, else the first that will."""
        awake = [server for server in self.servers if self._rest(server) <= 0]
        if awake:
            return min(awake, key=lambda server: server.pace.load)
        return min(self.servers, key=self._rest)

    def has_other_than(self, server: Server) -> bool:
        """Whether another server can take the next request now."""
        chosen = self.choose()
        return chosen is not server and self._rest(chosen) <= 0

    @property
    def is_hopeful(self) -> bool:
        """Whether some server has ever answered, or has not been tried yet."""
        return any(server.reached or not self._rests_until[server] for server in self.servers)

    def failed(self, server: Server, trouble: Exception) -> None:
        """The server failed: others, if there are any, take its requests for a while."""
        if len(self.servers) > 1 and self._rest(server) <= 0:
            log.warning("%s is left out for %.0f s: %s", server.where, REST, trouble)
        self._rests_until[server] = time.monotonic() + REST

    def answered(self, server: Server) -> None:
        """The server is well."""
        self._rests_until[server] = 0.0

    def _rest(self, server: Server) -> float:
        """Seconds until the server takes requests."""
        return max(self._rests_until[server] - time.monotonic(), server.pace.pause)
