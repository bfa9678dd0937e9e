"""Any OpenAI-compatible server: a paid API, vLLM, llama.cpp, Ollama."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from planact.config.schema import ServingConfig
from planact.core.errors import UserError
from planact.llm.chat import ChatError, Completion, ContextError, Message
from planact.llm.grammar import Grammar, regex
from planact.llm.retry import wait_seconds

if TYPE_CHECKING:
    from openai import APIStatusError
    from openai.types.chat import ChatCompletion

CHARACTERS_PER_TOKEN = 4
"""For servers that do not report usage; the usual rule of thumb for English."""

_NO_GRAMMAR = (
    "serving.constrain=true needs a server that keeps to structured_outputs, as vLLM from 0.11 on; "
    "choose serving.constrain=false for another"
)
_NO_KEY = "none"  # servers on loopback want no key, and the client insists on one

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Request:
    """What is asked; ``pattern`` is a regular expression for the whole answer."""

    messages: Sequence[Message]
    max_tokens: int
    temperature: float
    pattern: str | None


class EndpointChat:
    """A `ChatModel` over an OpenAI-compatible server.

    Rate limits, server errors, time-outs and cut connections are retried ``config.retries`` times
    with growing, jittered pauses, or as long as the server's Retry-After asks. The key is read
    from the environment, and no message of ours contains it, nor what credentials the URL holds.

    Args:
        name: The model's name at the server.
        base_url: The server's address, ending in ``/v1``.
        api_key_env: Name of the environment variable with the key; it may be unset.
        config: Concurrency, time-out and number of retries.
        first_pause: Pause before the first retry, in seconds; it doubles with every further one.
        group: The config group that names the server, for what the user is told.
    """

    def __init__(
        self,
        name: str,
        base_url: str,
        api_key_env: str,
        config: ServingConfig,
        *,
        first_pause: float = 0.5,
        group: str = "model",
    ) -> None:
        from openai import AsyncOpenAI

        self.name = name
        self._group = group
        self._address = _without_credentials(base_url)
        self._key_env = api_key_env
        self._key = os.environ.get(api_key_env) or _NO_KEY
        self._client = AsyncOpenAI(
            api_key=self._key, base_url=base_url, max_retries=0, timeout=config.timeout
        )
        self._retries = config.retries
        self._timeout = config.timeout
        self._first_pause = first_pause
        self._places = asyncio.Semaphore(config.concurrency)
        self._reached = False
        self._limit_parameter = "max_tokens"

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: Grammar | None = None,
    ) -> Completion:
        """Ask the server; a grammar goes to it as vLLM takes one, in ``structured_outputs``.

        Raises:
            UserError: Asking again is pointless: nothing listens at the address, the key is
                refused, there is no quota left, or the server does not know the model.
            ContextError: The prompt is longer than the model's context.
            ChatError: The server refused the request, gave an answer that is not of the grammar, or
                every retry failed.
        """
        started = time.monotonic()
        pattern = regex(grammar) if grammar is not None else None
        request = _Request(messages, max_tokens, temperature, pattern)
        async with self._places:
            response = await self._ask(request)
        given = _completion(response, messages, time.monotonic() - started)
        if pattern and given.finish_reason == "stop" and not re.fullmatch(pattern, given.text):
            raise ChatError(f"{self._where}: the answer is none of those allowed: {_NO_GRAMMAR}")
        return given

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _ask(self, request: _Request) -> ChatCompletion:
        """Send the request until it is answered, refused for good, or out of retries."""
        for attempt in range(self._retries + 1):
            try:
                return await self._send(request)
            except _Transient as trouble:
                if attempt == self._retries:
                    raise ChatError(f"{self._where}: {trouble} ({attempt + 1} attempts)") from None
                pause = wait_seconds(attempt, trouble.retry_after, self._first_pause)
                logger.warning("%s: %s; again in %.1f s", self._where, trouble, pause)
            await asyncio.sleep(pause)
        raise AssertionError("unreachable: the loop returns or raises")

    async def _send(self, request: _Request) -> ChatCompletion:
        """One request; what may go better the next time is raised as `_Transient`."""
        from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError

        body: dict[str, Any] = {
            "model": self.name,
            "messages": list(request.messages),
            "temperature": request.temperature,
            self._limit_parameter: request.max_tokens,
        }
        if request.pattern is not None:
            body["extra_body"] = {"structured_outputs": {"regex": request.pattern}}
        try:
            # The client's own time-out starts anew with every byte; this one does not.
            async with asyncio.timeout(self._timeout):
                response = await self._client.chat.completions.create(**body)
        except (APITimeoutError, TimeoutError):
            raise _Transient(f"no answer within {self._timeout:g} s") from None
        except APIConnectionError as error:
            raise self._disconnected(error) from None
        except APIStatusError as error:
            self._reached = True
            raise self._refused(error, request) from None
        except (APIError, ValueError) as error:
            raise _Transient(f"the answer is not readable ({type(error).__name__})") from None
        self._reached = True
        choices = getattr(response, "choices", None)
        if not choices or choices[0].message is None:
            raise _Transient("the answer holds no message")
        answer: ChatCompletion = response
        return answer

    @property
    def _where(self) -> str:
        return f"{self.name} at {self._address}"

    def _disconnected(self, error: Exception) -> Exception:
        from httpx2 import ConnectError

        if isinstance(error.__cause__, ConnectError) and not self._reached:
            return UserError(
                f"{self._group}.base_url={self._address}: nothing answers there; "
                "start the server, or correct the address"
            )
        return _Transient("the connection was cut")

    def _refused(self, error: APIStatusError, request: _Request) -> Exception:
        """What an HTTP error means for the caller."""
        status, said = error.status_code, self._said(error)
        if status in (401, 403):
            has_key = self._key != _NO_KEY
            mend = "is refused" if has_key else "is not set, and the server wants a key"
            return UserError(f"{self._where}: the key in ${self._key_env} {mend} (HTTP {status})")
        if status == 404:
            return UserError(
                f"{self._where}: not found (HTTP 404): {said}; check the model's name and /v1"
            )
        if error.code == "insufficient_quota":
            return UserError(f"{self._where}: the account's quota is used up")
        if status == 429 or status >= 500 or status in (408, 409):
            return _Transient(f"HTTP {status}: {said}", error.response.headers)
        if error.param == "max_tokens" and self._limit_parameter == "max_tokens":
            self._limit_parameter = "max_completion_tokens"  # what OpenAI's newer models call it
            return _Transient("the server wants max_completion_tokens")
        if error.code == "context_length_exceeded" or "context length" in said.lower():
            return ContextError(f"{self._where}: the prompt is too long: {said}")
        hint = f"; {_NO_GRAMMAR}" if request.pattern is not None else ""
        return ChatError(f"{self._where}: HTTP {status}: {said}{hint}")

    def _said(self, error: APIStatusError) -> str:
        """The server's own words on one line, without the key if it echoes that."""
        body = error.body
        said = body.get("message") if isinstance(body, dict) else None
        line = " ".join(str(said or error.response.reason_phrase).split())
        return line.replace(self._key, "***")[:300]


class _Transient(Exception):
    """Trouble that may be over the next time; ``retry_after`` are the server's headers, if any."""

    def __init__(self, message: str, headers: Any = None) -> None:
        super().__init__(message)
        self.retry_after = headers.get("retry-after") if headers is not None else None


def _without_credentials(url: str) -> str:
    """The URL without user, password and query, any of which may hold a secret."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _completion(
    response: ChatCompletion, messages: Sequence[Message], seconds: float
) -> Completion:
    choice = response.choices[0]
    text = choice.message.content or ""
    asked = sum(len(message["content"]) for message in messages)
    usage = response.usage
    return Completion(
        text=text,
        # Servers leave usage out, or its counts.
        prompt_tokens=(usage and usage.prompt_tokens) or asked // CHARACTERS_PER_TOKEN,
        completion_tokens=(usage and usage.completion_tokens) or len(text) // CHARACTERS_PER_TOKEN,
        seconds=seconds,
        finish_reason="length" if choice.finish_reason == "length" else "stop",
    )
