"""A Hugging Face model in this process; concurrent requests are generated in batches."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from planact.config.schema import ServingConfig
from planact.llm.batching import Batcher
from planact.llm.chat import ChatError, Completion, ContextError, Message
from planact.llm.constraint import Constraints, Followed, token_masks
from planact.llm.grammar import Grammar
from planact.llm.prefill import can_read_one_by_one, read_prompts
from planact.llm.threads import BorrowedThreads
from planact.llm.tokens import prompt_ids

if TYPE_CHECKING:
    from llguidance import LLMatcher
    from transformers import PreTrainedModel, PreTrainedTokenizerBase


@dataclass(frozen=True)
class _Request:
    """A tokenized prompt and how to continue it."""

    prompt: list[int]
    limit: int
    temperature: float
    matcher: LLMatcher | None


@dataclass(frozen=True)
class _Generated:
    """The new tokens of one request, the end token included if there is one."""

    tokens: list[int]
    finish_reason: Literal["stop", "length"]


class LocalChat:
    """A `ChatModel` over ``transformers`` generation.

    Greedy at temperature 0. Prompts of a batch are padded on the left and masked, so an answer
    depends on the others in its batch through floating-point noise alone.

    Args:
        name: The model's name.
        model: The weights.
        tokenizer: Its tokenizer, with a chat template.
        context: Longest prompt plus answer, in tokens; the model's own limit where that is lower.
        config: Batch size and threads.
    """

    def __init__(
        self,
        name: str,
        model: PreTrainedModel,
        tokenizer: PreTrainedTokenizerBase,
        *,
        context: int,
        config: ServingConfig,
    ) -> None:
        import torch

        self.name = name
        device: Any = "cuda" if torch.cuda.is_available() else "cpu"
        self._model: Any = model.to(device).eval()
        self._tokenizer = tokenizer
        self._context = min(context, getattr(model.config, "max_position_embeddings", context))
        self._ends = _end_tokens(model, tokenizer)
        self._threads = BorrowedThreads(config.threads)
        self._batcher = Batcher(self._generate, config.batch, name=f"generate {name}")

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: Grammar | None = None,
        yes_or_no: bool = False,
    ) -> Completion:
        """Answer the conversation; concurrent calls share a batch, whatever their grammars.

        An answer that would run over the context ends there, with ``length`` as its reason. The
        probability of a YES is not worked out.

        Raises:
            ContextError: The prompt alone fills the model's context; nothing is cut.
            ChatError: Generation failed, e.g. for want of memory.
            UserError: The tokenizer is of a kind that no grammar can be kept to.
        """
        started = time.monotonic()
        prompt = prompt_ids(self._tokenizer, messages)
        room = self._context - len(prompt)
        if room <= 0:
            raise ContextError(
                f"{self.name}: the prompt has {len(prompt)} tokens, the context {self._context}; "
                "use a shorter observation (env.observation) or a larger model.context"
            )
        matcher = self._constraints.matcher(grammar) if grammar is not None else None
        request = _Request(prompt, min(max_tokens, room), temperature, matcher)
        generated = await asyncio.wrap_future(self._batcher.submit(request))
        return Completion(
            text=str(self._tokenizer.decode(generated.tokens, skip_special_tokens=True)),
            prompt_tokens=len(prompt),
            completion_tokens=len(generated.tokens),
            seconds=time.monotonic() - started,
            finish_reason=generated.finish_reason,
        )

    async def close(self) -> None:
        """Stop the worker thread, and give its threads back; requests that still wait fail."""
        await asyncio.to_thread(self._batcher.close)
        self._threads.give_back()

    @cached_property
    def _constraints(self) -> Constraints:
        return Constraints(self._tokenizer, self._ends)

    def _generate(self, requests: Sequence[_Request]) -> list[_Generated]:
        """Continue the prompts, in batches of one temperature each."""
        answers: dict[int, _Generated] = {}
        for temperature in sorted({request.temperature for request in requests}):
            chosen = [index for index, one in enumerate(requests) if one.temperature == temperature]
            batch = [requests[index] for index in chosen]
            answers.update(zip(chosen, self._generate_batch(batch, temperature), strict=True))
        return [answers[index] for index in range(len(requests))]

    def _generate_batch(self, requests: Sequence[_Request], temperature: float) -> list[_Generated]:
        import torch
        from transformers import LogitsProcessorList, StoppingCriteriaList

        inputs = self._tokenizer.pad(
            {"input_ids": [request.prompt for request in requests]},
            padding_side="left",
            return_tensors="pt",
        ).to(self._model.device)
        width = inputs["input_ids"].shape[1]
        limits = torch.tensor([one.limit for one in requests], device=self._model.device)
        try:
            with torch.inference_mode():
                output = self._model.generate(
                    **inputs,
                    **self._read(requests),
                    generation_config=self._generation(temperature, int(limits.max())),
                    logits_processor=LogitsProcessorList(self._masks(requests, width)),
                    stopping_criteria=StoppingCriteriaList([_row_limits(width, limits)]),
                )
        except (RuntimeError, ValueError) as error:
            reason = str(error).splitlines()[0]
            raise ChatError(f"{self.name}: generation failed: {reason}") from error
        rows = output[:, width:].tolist()
        return [self._trim(row, one.limit) for row, one in zip(rows, requests, strict=True)]

    def _read(self, requests: Sequence[_Request]) -> dict[str, Any]:
        """What `generate` need not read again, where reading one by one is faster."""
        on_cpu = self._model.device.type == "cpu"
        if len(requests) == 1 or not on_cpu or not can_read_one_by_one(self._model):
            return {}
        prompts = [request.prompt for request in requests]
        return {"past_key_values": read_prompts(self._model, prompts)}

    def _masks(self, requests: Sequence[_Request], width: int) -> list[Any]:
        """The logits processor of the constrained rows, if there are any."""
        rows = {
            number: Followed(one.matcher, one.limit)
            for number, one in enumerate(requests)
            if one.matcher is not None
        }
        return [token_masks(rows, width, self._ends)] if rows else []

    def _generation(self, temperature: float, longest: int) -> Any:
        from transformers import GenerationConfig

        sampling = {"do_sample": True, "temperature": temperature, "top_k": 0, "top_p": 1.0}
        return GenerationConfig(  # type: ignore[no-untyped-call]
            max_new_tokens=longest,
            eos_token_id=self._ends,
            pad_token_id=self._tokenizer.pad_token_id,
            **(sampling if temperature > 0 else {"do_sample": False}),
        )

    def _trim(self, row: list[int], limit: int) -> _Generated:
        """The row without the padding that fills it up to the batch's longest."""
        for length, token in enumerate(row[:limit], start=1):
            if token in self._ends:
                return _Generated(row[:length], "stop")
        return _Generated(row[:limit], "length")


def _end_tokens(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> list[int]:
    """Every token that ends an answer: the tokenizer's and those the model's authors list."""
    listed = model.generation_config.eos_token_id
    ends = listed if isinstance(listed, list) else [listed]
    return sorted({token for token in [*ends, tokenizer.eos_token_id] if token is not None})


def _row_limits(width: int, limits: Any) -> Any:
    """A stopping criterion that ends each row at its own number of new tokens."""
    from transformers import StoppingCriteria

    class RowLimits(StoppingCriteria):
        def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> Any:
            return limits <= input_ids.shape[1] - width

    return RowLimits()
