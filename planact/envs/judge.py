"""The judge: a language model that says whether an answer means what the reference means."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from planact.llm.chat import ChatModel, Message


class Judge(Protocol):
    """Anything that compares an answer with a reference by meaning."""

    async def agrees(self, intent: str, reference: str, answer: str) -> tuple[bool, str]:
        """Whether the answer means what the reference means, and the judge's own words."""
        ...


class ChatJudge:
    """A judge that asks a language model: ``correct``, ``incorrect`` or ``partially correct``.

    Args:
        model: Who is asked, at temperature 0.
        prompt: Makes the conversation from ``intent``, ``reference`` and ``answer``.
    """

    def __init__(self, model: ChatModel, prompt: Callable[..., list[Message]]) -> None:
        self._model = model
        self._prompt = prompt

    async def agrees(self, intent: str, reference: str, answer: str) -> tuple[bool, str]:
        """Ask; only a plain ``correct`` counts, a partly correct answer does not."""
        messages = self._prompt(intent=intent, reference=reference, answer=answer)
        completion = await self._model.chat(messages, max_tokens=512, temperature=0.0)
        verdicts: list[str] = _VERDICT.findall(completion.text.lower())
        return bool(verdicts) and verdicts[-1] == "correct", completion.text


_VERDICT = re.compile(r"\b(partially correct|incorrect|correct)\b")
