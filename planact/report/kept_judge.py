"""A judge that nobody asks: its answers are those that were kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planact.config.schema import JudgeKind, RunConfig
from planact.core.errors import UserError
from planact.envs.judges import Judge, ModelJudge, StrictJudge
from planact.llm.cache import CachedChat
from planact.llm.chat import ChatError, ChatModel, Completion, Message
from planact.llm.grammar import Grammar
from planact.llm.prompts import Prompts


class _Nobody:
    """Stands where the model was: what is asked has no answer any more."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: Grammar | None = None,
        yes_or_no: bool = False,
    ) -> Completion:
        raise ChatError(f"{self.name}'s answer to a question, as it is worded here, was not kept")

    async def close(self) -> None:
        """Nothing is held."""


def kept_judge(config: RunConfig, kept: Path, used: Path | None = None) -> Judge:
    """The config's judge, answering from a file alone.

    Args:
        config: Whose judge.
        kept: The answers; see `planact.llm.cache.CachedChat`.
        used: Receives those of them that were needed.

    Raises:
        UserError: The config names a style that is none of ours.
    """
    if config.judge.kind is JudgeKind.strict:
        return StrictJudge()
    style = config.prompts.style
    # The config may be anybody's, and templates are code: they come from our own folder alone.
    if Path(style).name != style:
        raise UserError(f"prompts.style={style} is not the name of a style")
    name, server = str(config.judge.model), str(config.judge.base_url)

    def connect() -> ChatModel:
        answers = CachedChat(_Nobody(name), kept, server)
        return answers if used is None else CachedChat(answers, used, server)

    return ModelJudge(connect, config.judge, Prompts(style))
