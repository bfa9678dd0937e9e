"""Who decides whether an answer in free words fits its reference: a program, or a model."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from planact.config.schema import JudgeConfig, JudgeKind, ServingConfig
from planact.envs.text_match import clean
from planact.llm.cache import CachedChat
from planact.llm.chat import ChatError, ChatModel, Completion, Message
from planact.llm.prompts import Prompts
from planact.llm.refusals import answers

ROLE = "judge"
ANSWERS = Path("judge") / "answers.jsonl"
"""Where below the outputs a model's answers are kept: scoring again asks nothing twice."""

MAX_REFUSALS = 2
"""Times an answer that holds no verdict is sent back with the reason."""


class Verdict(StrEnum):
    """What a judge says of an answer; how much a partly right one counts is the scorer's rule."""

    CORRECT = "correct"
    PARTIAL = "partially correct"
    INCORRECT = "incorrect"


@dataclass(frozen=True)
class Question:
    """What a judge is asked.

    Attributes:
        intent: The task's instruction.
        reference: What a right answer says; of an impossible task, why it cannot be done.
        answer: What the agent said.
        impossible: Whether the task cannot be done, so that reasons are compared.
    """

    intent: str
    reference: str
    answer: str
    impossible: bool = False


class JudgeError(ChatError):
    """No verdict could be had: not the agent's fault."""


class Judge(Protocol):
    """Gives verdicts; ``name`` goes into the record of every check it decides."""

    name: str

    async def verdict(self, question: Question) -> Verdict:
        """Whether the answer fits.

        Raises:
            JudgeError: The judge does not answer, or says nothing that is a verdict.
            UserError: It never will: its address, its name or its key is wrong.
        """
        ...

    async def close(self) -> None:
        """Release what the judge holds; it may be asked again afterwards."""
        ...


class StrictJudge:
    """No model: only a text that equals its reference once both are cleaned is correct."""

    name = "strict"

    async def verdict(self, question: Question) -> Verdict:
        """`Verdict.CORRECT` for equal texts."""
        same = clean(question.answer) == clean(question.reference)
        return Verdict.CORRECT if same else Verdict.INCORRECT

    async def close(self) -> None:
        """Nothing is held."""


class ModelJudge:
    """Asks a model.

    Args:
        connect: Opens the model, when there is something to ask and again after `close`.
        config: The model's name and how it is asked.
        prompts: The wording.
    """

    def __init__(
        self, connect: Callable[[], ChatModel], config: JudgeConfig, prompts: Prompts
    ) -> None:
        self.name = str(config.model)
        self._connect = connect
        self._config = config
        self._prompts = prompts
        self._model: ChatModel | None = None

    async def verdict(self, question: Question) -> Verdict:
        """The model's verdict; an answer without one goes back with the reason."""
        messages = self._prompts.messages(ROLE, **asdict(question))
        said = answers(self._ask, _refusal_of, messages, self._prompts, ROLE, MAX_REFUSALS + 1)
        try:
            replies = [(reply.text, refusal) async for reply, refusal in said]
        except ChatError as error:
            raise JudgeError(f"the judge cannot be asked: {error}") from error
        text, refusal = replies[-1]
        if refusal is not None:
            raise JudgeError(f"the judge {self.name} gives no verdict: {refusal}")
        return read_verdict(text)

    async def close(self) -> None:
        """Close the connections."""
        model, self._model = self._model, None
        if model is not None:
            await model.close()

    async def _ask(self, messages: Sequence[Message]) -> Completion:
        if self._model is None:
            self._model = self._connect()
        return await self._model.chat(
            messages, max_tokens=self._config.max_tokens, temperature=self._config.temperature
        )


def make_judge(
    config: JudgeConfig, serving: ServingConfig, prompts: Prompts, outputs: Path
) -> Judge:
    """The judge that the config names.

    Args:
        config: Which judge.
        serving: How an endpoint is asked.
        prompts: The wording.
        outputs: Folder of runs and artifacts, which also keeps what a model answered.
    """
    if config.kind is JudgeKind.strict:
        return StrictJudge()

    def connect() -> ChatModel:
        from planact.llm.endpoint import EndpointChat

        name, url = str(config.model), str(config.base_url)
        endpoint = EndpointChat(name, url, config.api_key_env, serving, group=ROLE)
        return CachedChat(endpoint, outputs / ANSWERS, server=url)

    return ModelJudge(connect, config, prompts)


def read_verdict(text: str) -> Verdict:
    """The verdict that the last line gives, with or without words around it.

    Raises:
        ValueError: There is none, or it is not clear which; the text says so.
    """
    *_, last = ["", *text.strip().splitlines()]
    found = {match[0].lower().replace("-", " ") for match in _VERDICT.finditer(last)}
    if len(found) != 1 or found.isdisjoint(Verdict):
        known = ", ".join(f"'{verdict}'" for verdict in Verdict)
        raise ValueError(f"the last line must be one of {known}")
    return Verdict(found.pop())


# "not quite correct" is no verdict, and least of all "correct".
_VERDICT = re.compile(r"\b(?:not\b.*|partially[ -]correct|incorrect|correct)\b", re.IGNORECASE)


def _refusal_of(reply: Completion) -> str | None:
    try:
        read_verdict(reply.text)
    except ValueError as error:
        return str(error)
    return None
