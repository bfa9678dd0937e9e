"""The chat-completions protocol: what a server is sent, and what it answers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field

from planact.llm.chat import Completion, Message

CHARACTERS_PER_TOKEN = 4
"""For servers that do not report usage; the usual rule of thumb for English."""

_TOP = 5  # the most that every server with log-probabilities gives
_YES = {"YES", "YE", "Y"}
_NO = {"NO", "N"}
_AROUND = " \t\r\n\"'`*_[](){}<>.,:!▁Ġ"  # and what tokenizers write for a space


@dataclass(frozen=True)
class Request:
    """What is asked.

    Attributes:
        messages: The conversation.
        max_tokens: Longest answer.
        temperature: Sampling temperature.
        pattern: A regular expression for the whole answer.
        yes_or_no: Whether the probability of a YES is wanted.
    """

    messages: Sequence[Message]
    max_tokens: int
    temperature: float
    pattern: str | None = None
    yes_or_no: bool = False

    @property
    def prompt_tokens(self) -> int:
        """Tokens of the conversation, by the rule of thumb."""
        return sum(len(turn["content"]) for turn in self.messages) // CHARACTERS_PER_TOKEN


@dataclass
class Dialect:
    """How one server wants to be asked, which it says by refusing what it does not know."""

    limit: str = "max_tokens"
    logprobs: bool = True

    def body(self, model: str, request: Request) -> dict[str, Any]:
        """The request as the server takes it."""
        body: dict[str, Any] = {
            "model": model,
            "messages": list(request.messages),
            "temperature": request.temperature,
            self.limit: request.max_tokens,
        }
        if request.pattern is not None:
            body["structured_outputs"] = {"regex": request.pattern}
        if request.yes_or_no and self.logprobs:
            body |= {"logprobs": True, "top_logprobs": _TOP}
        return body

    def learns(self, body: Mapping[str, Any], error: Mapping[str, Any]) -> bool:
        """Whether the server's refusal of this body says how it wants to be asked instead."""
        if self.limit in body and error.get("param") == self.limit == "max_tokens":
            self.limit = "max_completion_tokens"  # what OpenAI's newer models call it
            return True
        if "logprobs" in body and "logprob" in str(error).lower():
            self.logprobs = False
            return True
        # It was sent before another request's refusal was learnt from.
        return self.limit not in body or ("logprobs" in body and not self.logprobs)


class _Logprob(BaseModel):
    token: str
    logprob: float


class _Position(_Logprob):
    top_logprobs: list[_Logprob] | None = None


class _Logprobs(BaseModel):
    content: list[_Position] | None = None


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None
    logprobs: _Logprobs | None = None


class _Counts(BaseModel):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Reply(BaseModel):
    choices: list[_Choice] = Field(min_length=1)
    usage: _Counts | None = None


def read_reply(reply: object, request: Request) -> Completion:
    """The answer in a server's reply; its seconds are the caller's to fill in.

    Raises:
        ValueError: The reply holds none.
    """
    read = _Reply.model_validate(reply)
    choice = read.choices[0]
    said = choice.message.content or choice.message.refusal or ""
    # JSON can spell halves of characters, which no file can hold.
    text = said.encode(errors="replace").decode()
    usage = read.usage or _Counts()
    return Completion(
        text=text,
        # Servers leave usage out, or its counts.
        prompt_tokens=usage.prompt_tokens or request.prompt_tokens,
        completion_tokens=usage.completion_tokens or len(text) // CHARACTERS_PER_TOKEN,
        seconds=0.0,
        finish_reason="length" if choice.finish_reason == "length" else "stop",
        yes=_yes(choice.logprobs.content) if choice.logprobs and request.yes_or_no else None,
    )


def _yes(positions: Sequence[_Position] | None) -> float | None:
    """The probability of YES beside that of NO where the answer's first word is one of them."""
    for position in positions or ():
        word = _word(position.token)
        if not word:
            continue
        likely = [*(position.top_logprobs or ())]
        if all(one.token != position.token for one in likely):
            likely.append(position)
        yes, no = (
            sum(math.exp(one.logprob) for one in likely if _word(one.token) in words)
            for words in (_YES, _NO)
        )
        return yes / (yes + no) if word in _YES | _NO and yes + no > 0 else None
    return None


def _word(token: str) -> str:
    return token.strip(_AROUND).upper()
