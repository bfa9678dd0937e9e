"""One server: one attempt at one request, and what comes of it."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

from planact.core.errors import UserError
from planact.llm.chat import ChatError, Completion, ContextError, UnanswerableError
from planact.llm.pace import Pace
from planact.llm.protocol import Dialect, Request, read_reply
from planact.llm.retry import asked_seconds
from planact.llm.trouble import AskedWrongly, NotThere, Transient, Unreachable, error_in

if TYPE_CHECKING:
    from aiohttp import ClientSession, FormData

NO_GRAMMAR = (
    "serving.constrain=true needs a server that keeps to structured_outputs, as vLLM from 0.11 on; "
    "choose serving.constrain=false for another"
)
_TOO_LONG = ("context length", "context size", "prompt is too long")
"""What the servers that know no code call it when a prompt is longer than the context."""

_FILTERED = ("content_filter", "content_policy_violation", "invalid_prompt")
"""What servers call it when a prompt is not to their provider's taste."""

log = logging.getLogger(__name__)


class Server:
    """A model at an OpenAI-compatible server.

    The key is read from the environment, and no message of ours contains it, nor what credentials
    the URL holds; those are not sent either.

    Args:
        model: The model's name at the server.
        base_url: The server's address, ending in ``/v1``.
        api_key_env: Name of the environment variable with the key; it may be unset.
        pace: How many requests it gets at a time, and how often.
        timeout: Seconds for one request.
        group: The config group that names the server, for what the user is told.
    """

    def __init__(
        self, model: str, base_url: str, api_key_env: str, pace: Pace, timeout: float, group: str
    ) -> None:
        self.model = model
        self.address = _without_credentials(base_url)
        self.pace = pace
        self.reached = False
        self._key_env = api_key_env
        self._key = os.environ.get(api_key_env)
        self._timeout = timeout
        self._group = group
        self._dialect = Dialect()
        self._opened: ClientSession | None = None

    @property
    def where(self) -> str:
        """The model and its address, for what the user is told."""
        return f"{self.model} at {self.address}"

    async def ask(self, request: Request) -> Completion:
        """Put the request to the server once, when it is its turn.

        Raises:
            Transient: It may go better the next time.
            UserError: Asking again is pointless: nothing listens at the address, the key is
                refused, there is no quota left, or the server does not know the model.
            UnanswerableError: The prompt is longer than the model's context, or filtered out.
            ChatError: The server refused the request.
        """
        async with self.pace.turn(request.prompt_tokens) as turn:
            try:
                given = await self._ask_as_wanted(request)
            except Transient as trouble:
                if not trouble.overload:
                    log.warning("%s: %s", self.where, trouble)
                elif turn.overloaded(trouble.pause):
                    fewer = self.pace.at_once
                    log.warning("%s: %s; %d at a time for now", self.where, trouble, fewer)
                raise
            turn.answered(given.prompt_tokens + given.completion_tokens)
            return given

    def body(self, request: Request) -> dict[str, Any]:
        """The request as the server takes it."""
        return self._dialect.body(self.model, request)

    async def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        upload: bytes | None = None,
    ) -> bytes:
        """One exchange with the server, of a JSON body or a file if there is either.

        Raises:
            Transient: As `ask`, which lists the others as well.
        """
        from aiohttp import ClientConnectorError, ClientError

        url, form = f"{self.address}/{path}", _form(upload) if upload is not None else None
        try:
            async with self._session().request(method, url, json=body, data=form) as response:
                content = await response.read()
        except TimeoutError:
            raise Transient(f"no answer within {self._timeout:g} s", overload=True) from None
        except ClientError as error:
            if isinstance(error, ClientConnectorError) and not self.reached:
                raise Unreachable(
                    f"{self._group}.base_url={self.address}: nothing answers there; "
                    "start the server, or correct the address"
                ) from None
            raise Transient("the connection was cut", overload=True) from None
        self.reached = True
        if response.status >= 400:
            told = error_in(_json(content), response.reason)
            raise self.refused(response.status, told, body, response.headers.get("retry-after"))
        return content

    def refused(
        self,
        status: int,
        error: Mapping[str, Any],
        body: Mapping[str, Any] | None,
        retry_after: str | None = None,
    ) -> Exception:
        """What an HTTP error means for the caller.

        Args:
            status: The status.
            error: What the server says about it: ``message``, ``code``, ``param``.
            body: The request that is refused.
            retry_after: The server's header of that name.
        """
        said, code = self._said(error), error.get("code")
        if status in (401, 403):
            mend = "is refused" if self._key else "is not set, and the server wants a key"
            return UserError(f"{self.where}: the key in ${self._key_env} {mend} (HTTP {status})")
        if status in (404, 405, 501):
            return NotThere(
                f"{self.where}: not found (HTTP {status}): {said}; check the model's name and /v1"
            )
        if code == "insufficient_quota":
            return UserError(f"{self.where}: the account's quota is used up")
        if status == 429 or status >= 500 or status in (408, 409):
            pause = asked_seconds(retry_after)
            return Transient(f"HTTP {status}: {said}", overload=True, pause=pause)
        if code == "context_length_exceeded" or any(words in said.lower() for words in _TOO_LONG):
            return ContextError(f"{self.where}: the prompt is too long: {said}")
        if code in _FILTERED:
            return UnanswerableError(f"{self.where}: the prompt is refused: {said}")
        if body is not None and self._dialect.learns(body, error):
            return AskedWrongly(f"{said}; it is asked in another way from now on")
        hint = f"; {NO_GRAMMAR}" if "structured_outputs" in (body or ()) else ""
        return ChatError(f"{self.where}: HTTP {status}: {said}{hint}")

    async def close(self) -> None:
        """Close the connections."""
        if self._opened is not None:
            await self._opened.close()

    async def _ask_as_wanted(self, request: Request) -> Completion:
        while True:
            try:
                content = await self.call("POST", "chat/completions", self.body(request))
                return read_reply(json.loads(content), request)
            except AskedWrongly as lesson:
                log.info("%s: %s", self.where, lesson)
            except ValueError as error:
                raise Transient(f"the answer is not readable ({type(error).__name__})") from None

    def _session(self) -> ClientSession:
        from aiohttp import ClientSession, ClientTimeout, TCPConnector

        if self._opened is None:
            self._opened = ClientSession(
                headers={"Authorization": f"Bearer {self._key}"} if self._key else None,
                timeout=ClientTimeout(total=self._timeout),
                connector=TCPConnector(limit=0),  # the pace is the limit
                proxy=_proxy(self.address),
            )
        return self._opened

    def _said(self, error: Mapping[str, Any]) -> str:
        """The server's own words on one line, without the key if it echoes that."""
        line = " ".join(str(error.get("message")).split())
        return (line.replace(self._key, "***") if self._key else line)[:300]


def _json(content: bytes) -> object:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _form(upload: bytes) -> FormData:
    """A file of requests, as the Batch API takes it."""
    from aiohttp import FormData

    form = FormData({"purpose": "batch"})
    form.add_field("file", upload, filename="requests.jsonl", content_type="application/jsonl")
    return form


def _proxy(address: str) -> str | None:
    """The proxy that the environment names, looked for once; aiohttp does for every request."""
    parts = urlsplit(address)
    return None if proxy_bypass(parts.netloc) else getproxies().get(parts.scheme)


def _without_credentials(url: str) -> str:
    """The URL without user, password and query, any of which may hold a secret."""
    parts = urlsplit(url)
    address = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    return address.rstrip("/")
