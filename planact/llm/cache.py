"""A model's answers kept on disk, so that the same question is asked once and answered alike."""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from planact.core.trajectory import Record
from planact.llm.chat import ChatModel, Completion, Message
from planact.llm.grammar import Grammar, regex
from planact.store.jsonl import append_jsonl, read_jsonl


class CachedAnswer(Record):
    """A line of the cache.

    Attributes:
        key: SHA-256 of the model's name and server, the temperature, the messages, the grammar, and
            whether the probability of a YES was wanted.
        model: The model's name.
        server: Where it was asked.
        temperature: Sampling temperature.
        text: The answer.
        prompt_tokens: Tokens of the prompt when it was asked.
        completion_tokens: Tokens of the answer.
        yes: Probability that the answer is YES rather than NO, where it was wanted and is known.
    """

    key: str
    model: str
    server: str
    temperature: float
    text: str
    prompt_tokens: int
    completion_tokens: int
    yes: float | None = None


class CachedChat:
    """A `ChatModel` that remembers what another one answered.

    Also at temperatures above 0 the first answer to a question stays its answer. Answers that were
    cut off by their length are given and not kept. Several processes may write to one file.

    Args:
        model: Who is asked what the file does not hold.
        path: JSON Lines file of `CachedAnswer`; made with its folder when there is something to
            keep.
        server: The model's address: of one name there may be another model elsewhere.
    """

    def __init__(self, model: ChatModel, path: Path, server: str = "") -> None:
        self.name = model.name
        self._model = model
        self._server = server
        self._path = path
        self._known: dict[str, CachedAnswer] | None = None

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: Grammar | None = None,
        yes_or_no: bool = False,
    ) -> Completion:
        """The answer of the file, else of the model.

        Raises:
            ChatError: As of the model.
            UserError: A line of the file is corrupt.
        """
        key = self._key(temperature, messages, grammar, yes_or_no)
        if key not in self._answers():
            given = await self._model.chat(
                messages,
                max_tokens=max_tokens,
                temperature=temperature,
                grammar=grammar,
                yes_or_no=yes_or_no,
            )
            if given.finish_reason == "length":
                return given
            self._keep(key, temperature, given)
        kept = self._answers()[key]
        return Completion(
            kept.text, kept.prompt_tokens, kept.completion_tokens, seconds=0.0, yes=kept.yes
        )

    async def close(self) -> None:
        """Close the model; the file is whole at any time."""
        await self._model.close()

    def _key(
        self,
        temperature: float,
        messages: Sequence[Message],
        grammar: Grammar | None,
        yes_or_no: bool,
    ) -> str:
        # 1 and 1.0 are one temperature.
        asked = [self.name, self._server, float(temperature), list(messages)]
        if grammar is not None:
            asked.append(regex(grammar))
        if yes_or_no:
            asked.append({"yes_or_no": True})
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()

    def _answers(self) -> dict[str, CachedAnswer]:
        if self._known is None:
            lines = read_jsonl(self._path, CachedAnswer)
            self._known = {line.key: line for line in reversed(lines)}
        return self._known

    def _keep(self, key: str, temperature: float, given: Completion) -> None:
        answer = CachedAnswer(
            key=key,
            model=self.name,
            server=self._server,
            temperature=temperature,
            text=given.text,
            prompt_tokens=given.prompt_tokens,
            completion_tokens=given.completion_tokens,
            yes=given.yes,
        )
        # Who asked the same at the same time may have been answered first.
        if self._answers().setdefault(key, answer) is not answer:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            append_jsonl(self._path, answer)
