"""Replies of a model in this process kept to a grammar: at every step a mask over the tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planact.core.errors import UserError
from planact.llm.chat import ChatError
from planact.llm.grammar import Grammar, OneOf, regex
from planact.llm.spelling import Spelling

if TYPE_CHECKING:
    from llguidance import LLMatcher
    from transformers import PreTrainedTokenizerBase


# Where one text alone is possible the library would leave one way to cut it into tokens, found by
# encoding what is spelled already as if it were a text.
_OPTIONS = '%llguidance {"no_forcing": true}'
# A second or less for one token, in the library's measure: ten times what the largest pages take.
_MOST_WORK = 10_000_000


class Constraints:
    """Makes constraints of grammars for one tokenizer.

    Args:
        tokenizer: A fast tokenizer.
        ends: The tokens that end a reply.

    Raises:
        UserError: The tokens are of a kind whose text nobody knows, or there are none for some
            texts.
    """

    def __init__(self, tokenizer: PreTrainedTokenizerBase, ends: Sequence[int]) -> None:
        from_tokenizer = _library()
        try:
            fast: Any = tokenizer
            self._vocabulary = from_tokenizer(fast, eos_token=list(ends))
        except ValueError as error:
            reason = str(error).splitlines()[0]
            raise UserError(
                f"{tokenizer.name_or_path}: serving.constrain=true does not know this kind of "
                f"tokenizer ({reason}); choose serving.constrain=false"
            ) from error
        self._spelling = Spelling(tokenizer, self._vocabulary)

    def matcher(self, grammar: Grammar) -> LLMatcher:
        """What follows one reply and knows the tokens that may come next.

        Raises:
            ChatError: The grammar is too large.
            UserError: The tokenizer has no tokens for every text.
        """
        from llguidance import LLMatcher, LLParserLimits, regex_to_lark

        start = OneOf(("", self._spelling.start))
        whole = regex_to_lark(regex(start) + regex(grammar, self._spelling.line))
        matcher = LLMatcher(
            self._vocabulary,
            LLMatcher.grammar_from_lark(f"{_OPTIONS}\nstart: /{whole}/"),
            limits=LLParserLimits(initial_lexer_fuel=_MOST_WORK, step_lexer_fuel=_MOST_WORK),
        )
        if matcher.is_error():
            raise ChatError(f"no constraint for this page: {matcher.get_error().splitlines()[0]}")
        return matcher


def _library() -> Any:
    try:
        from llguidance.hf import from_tokenizer
    except ImportError as error:
        raise UserError(
            "serving.constrain=true needs llguidance, which is not installed: "
            "pip install 'planact[train]'"
        ) from error
    return from_tokenizer


@dataclass(frozen=True)
class Followed:
    """A row of a batch whose reply is constrained: what follows it, and its most tokens."""

    matcher: LLMatcher
    limit: int


def token_masks(rows: Mapping[int, Followed], width: int, ends: Sequence[int]) -> Any:
    """A logits processor that leaves each row only the tokens that its constraint allows.

    Args:
        rows: The constrained rows by number; the others are left alone.
        width: Tokens of the prompts, padding included.
        ends: The tokens that end a reply.
    """
    from transformers import LogitsProcessor

    unfinished = dict(rows)

    class TokenMasks(LogitsProcessor):
        def __call__(self, input_ids: Any, scores: Any) -> Any:
            generated = input_ids.shape[1] - width
            for number, row in list(unfinished.items()):
                last = int(input_ids[number, -1])
                if generated and (last in ends or generated >= row.limit):
                    del unfinished[number]
                    continue
                if generated:
                    row.matcher.consume_token(last)
                bitmask = row.matcher.compute_bitmask()
                # A matcher that failed, as over its limits, would end the reply where it is.
                if row.matcher.is_error():
                    raise RuntimeError(f"constraint: {row.matcher.get_error()}")
                scores[number] = _masked(scores[number], bitmask)
            return scores

    return TokenMasks()


def _masked(scores: Any, bitmask: bytes) -> Any:
    """The scores with those tokens ruled out whose bit is not set, or for which there is none."""
    import torch

    packed = torch.frombuffer(bytearray(bitmask), dtype=torch.uint8)
    bits = (packed[:, None] >> torch.arange(8, dtype=torch.uint8)) & 1
    allowed = torch.zeros(len(scores), dtype=torch.bool)
    known = min(len(scores), bits.numel())
    allowed[:known] = bits.flatten()[:known].bool()
    return scores.masked_fill(~allowed.to(scores.device), -torch.inf)
