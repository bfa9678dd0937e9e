"""How a tokenizer's tokens spell a text, which is not always how the text reads."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from planact.core.errors import UserError
from planact.llm.grammar import LINE, NUMBER, QUOTED
from planact.llm.tokens import defused

if TYPE_CHECKING:
    from llguidance import LLTokenizer
    from transformers import PreTrainedTokenizerBase

_LINES_KEPT = 20_000


class Spelling:
    """Writes lines as a tokenizer's tokens do, one token's bytes after the other.

    Many a tokenizer changes a text before it cuts it up, as by inserting spaces, and its decoder
    takes the change back from the whole. A constraint that sees a token at a time has to expect the
    text in between, which the tokenizer itself is asked for.

    Args:
        tokenizer: The tokenizer.
        vocabulary: The same, as the bytes of its tokens.

    Attributes:
        line: How a line, or several, are spelled after a line break.
        start: What may stand before the first line of a text besides, such as a space.

    Raises:
        UserError: The tokenizer has no tokens for every text; likewise `line`.
    """

    def __init__(self, tokenizer: PreTrainedTokenizerBase, vocabulary: LLTokenizer) -> None:
        self._tokenizer: Any = tokenizer
        self._vocabulary = vocabulary
        self._break = self._spelled("\n")
        self.line = lru_cache(_LINES_KEPT)(self._line)
        self.start = self._spelled("#").removesuffix(self.line("#"))

    def _line(self, line: str) -> str:
        spelled = self._spelled(f"\n{line}")
        gaps = [spelled.count(gap) - line.count(gap) for gap in (LINE, QUOTED, NUMBER)]
        if any(gaps) or not spelled.startswith(self._break):
            raise UserError(
                f"{self._tokenizer.name_or_path}: serving.constrain=true needs a tokenizer that "
                "writes any text; choose serving.constrain=false"
            )
        return spelled.removeprefix(self._break)

    def _spelled(self, text: str) -> str:
        safe = defused(self._tokenizer, text)
        ids = self._tokenizer.backend_tokenizer.encode(safe, add_special_tokens=False).ids
        return self._vocabulary.decode_bytes(ids).decode(errors="replace")
