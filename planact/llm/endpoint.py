"""Any OpenAI-compatible server: a paid API, vLLM, llama.cpp, Ollama; or several of one model."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Protocol

from planact.config.schema import TeacherConfig
from planact.core.errors import UserError
from planact.llm.chat import ChatError, ChatModel, Completion, Message
from planact.llm.grammar import Grammar, regex
from planact.llm.pace import Pace
from planact.llm.protocol import Request
from planact.llm.retry import pause_seconds
from planact.llm.server import NO_GRAMMAR, Server
from planact.llm.shared_load import SharedLoad
from planact.llm.trouble import Transient, Unreachable


class HowAsked(Protocol):
    """What the configs of a model's serving and of a teacher have in common."""

    concurrency: int
    timeout: float
    retries: int


class EndpointChat:
    """A `ChatModel` over OpenAI-compatible servers of one model.

    Rate limits, server errors, time-outs and cut connections are retried ``config.retries`` times:
    by another server if there is one, else with growing, jittered pauses, or after as long as the
    server's Retry-After asks. Meanwhile the server gets fewer requests at a time; see `Pace`.

    Args:
        name: The model's name at the servers.
        base_url: A server's address, ending in ``/v1``.
        api_key_env: Name of the environment variable with the key; it may be unset.
        config: Requests at a time, time-out and number of retries.
        more_urls: Addresses of further servers.
        requests_per_minute: Limit of each server on requests.
        tokens_per_minute: Limit of each server on tokens.
        first_pause: Pause before the first retry, in seconds; it doubles with every further one.
        group: The config group that names the servers, for what the user is told.
    """

    def __init__(
        self,
        name: str,
        base_url: str,
        api_key_env: str,
        config: HowAsked,
        *,
        more_urls: Sequence[str] = (),
        requests_per_minute: int | None = None,
        tokens_per_minute: int | None = None,
        first_pause: float = 0.5,
        group: str = "model",
    ) -> None:
        self.name = name
        self._load = SharedLoad(
            [
                Server(
                    name,
                    url,
                    api_key_env,
                    Pace(config.concurrency, requests_per_minute, tokens_per_minute),
                    config.timeout,
                    group,
                )
                for url in (base_url, *more_urls)
            ]
        )
        self._retries = config.retries
        self._first_pause = first_pause

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: Grammar | None = None,
        yes_or_no: bool = False,
    ) -> Completion:
        """Ask a server; a grammar goes to it as vLLM takes one, in ``structured_outputs``.

        Raises:
            UserError: Asking again is pointless: nothing listens at the address, the key is
                refused, there is no quota left, or the server does not know the model.
            ContextError: The prompt is longer than the model's context.
            ChatError: The server refused the request, gave an answer that is not of the grammar, or
                every retry failed.
        """
        started = time.monotonic()
        pattern = regex(grammar) if grammar is not None else None
        given = await self._ask(Request(messages, max_tokens, temperature, pattern, yes_or_no))
        if pattern and given.finish_reason == "stop" and not re.fullmatch(pattern, given.text):
            raise ChatError(f"{self.name}: the answer is none of those allowed: {NO_GRAMMAR}")
        return replace(given, seconds=time.monotonic() - started)

    async def close(self) -> None:
        """Close the connections."""
        for server in self._load.servers:
            await server.close()

    async def _ask(self, request: Request) -> Completion:
        """Put the request to servers until it is answered, refused for good, or out of retries."""
        for attempt in count():
            server = self._load.choose()
            try:
                given = await server.ask(request)
            except Unreachable as trouble:
                self._load.failed(server, trouble)
                if attempt >= self._retries or not self._load.is_hopeful:
                    raise
            except Transient as trouble:
                if attempt >= self._retries:
                    reason = f"{server.where}: {trouble} ({attempt + 1} attempts)"
                    raise ChatError(reason) from None
                if trouble.pause is not None:
                    continue  # the server's pace keeps it
                if trouble.overload:
                    self._load.failed(server, trouble)
            else:
                self._load.answered(server)
                return given
            if not self._load.has_other_than(server):
                await asyncio.sleep(pause_seconds(attempt, self._first_pause))
        raise AssertionError("unreachable: the loop returns or raises")


def endpoints(config: TeacherConfig) -> ChatModel:
    """The teacher at its endpoint: one server, several that share the load, or the Batch API.

    Raises:
        UserError: No URL is given.
    """
    if not config.base_url:
        raise UserError("teacher.base_url is missing: give the URL of an OpenAI-compatible server")
    if config.batch:
        from planact.llm.batch_api import BatchChat

        return BatchChat(config)
    return EndpointChat(
        config.name,
        config.base_url,
        config.api_key_env,
        config,
        more_urls=config.more_urls,
        requests_per_minute=config.requests_per_minute,
        tokens_per_minute=config.tokens_per_minute,
        group="teacher",
    )
