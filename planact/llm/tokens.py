"""Conversations as token ids: one function for training and for inference."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from planact.core.errors import UserError
from planact.llm.chat import Message

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase


def prompt_ids(tokenizer: PreTrainedTokenizerBase, messages: Sequence[Message]) -> list[int]:
    """The conversation in the model's chat format, up to where the assistant's turn begins.

    Raises:
        UserError: The tokenizer has no chat template.
    """
    if tokenizer.chat_template is None:
        raise UserError(
            f"{tokenizer.name_or_path}: the tokenizer has no chat template; use an instruction-"
            "tuned model, or add chat_template.jinja to the model's folder"
        )
    conversation: Any = _defused(tokenizer, messages)
    encoded: Any = tokenizer.apply_chat_template(
        conversation, add_generation_prompt=True, return_dict=True
    )
    return list(encoded["input_ids"])


def reply_ids(tokenizer: PreTrainedTokenizerBase, messages: Sequence[Message]) -> list[int]:
    """The last assistant message and the token that ends it, as the model should generate them.

    ``prompt_ids(tokenizer, messages[:-1])`` and these, joined, are a training example: the prompt
    is the one of inference by construction, also for templates that render a finished turn's
    beginning differently from a turn that is still to be written.
    """
    conversation: Any = _defused(tokenizer, messages)
    whole: Any = tokenizer.apply_chat_template(conversation, tokenize=False)
    reply = conversation[-1]["content"].strip()
    ids = list(tokenizer(whole[whole.rindex(reply) :], add_special_tokens=False)["input_ids"])
    end = tokenizer.eos_token_id
    return [*ids[: ids.index(end)], end] if end in ids else [*ids, end]


def defused(tokenizer: PreTrainedTokenizerBase, text: str) -> str:
    """The text with any special token spelled out in it broken up.

    A page could otherwise end its own turn and speak in another role's voice.
    """
    for token in _special(tokenizer):
        if token in text:
            text = text.replace(token, f"{token[0]} {token[1:]}")
    return text


@lru_cache(maxsize=4)
def _special(tokenizer: PreTrainedTokenizerBase) -> tuple[str, ...]:
    # `all_special_tokens` alone lacks those without a task of their own, as Llama 3's turn headers.
    added: Any = tokenizer.added_tokens_decoder
    others = (token.content for token in added.values() if token.special)
    return tuple(dict.fromkeys([*tokenizer.all_special_tokens, *others]))


def _defused(tokenizer: PreTrainedTokenizerBase, messages: Sequence[Message]) -> list[Message]:
    return [
        {"role": message["role"], "content": defused(tokenizer, message["content"])}
        for message in messages
    ]
