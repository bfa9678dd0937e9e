"""Lines that tell how far a pre-training is."""

from __future__ import annotations

import time
from collections.abc import Callable

_SMOOTH = 0.7


class Progress:
    """Says a line now and then.

    Args:
        say: Shows a line.
        tokens: Tokens of the whole training.
        seconds: Least time between two lines.
    """

    def __init__(self, say: Callable[[str], None], tokens: int, seconds: float) -> None:
        self._say, self._tokens, self._seconds = say, tokens, seconds
        self.begin(0)

    def begin(self, tokens: int) -> None:
        """Measure the pace from here."""
        self._since, self._tokens_then, self._pace = time.monotonic(), tokens, 0.0

    def pause(self, seconds: float) -> None:
        """So much of the time did not go into the training."""
        self._since += seconds

    def tell(self, tokens: int, loss: float) -> None:
        """Say where the training is, if it is time."""
        now = time.monotonic()
        if now - self._since < self._seconds:
            return
        recent = (tokens - self._tokens_then) / (now - self._since)
        self._pace = _SMOOTH * self._pace + (1 - _SMOOTH) * recent if self._pace else recent
        self._since, self._tokens_then = now, tokens
        left = (self._tokens - tokens) / max(1.0, self._pace)
        self._say(
            f"pretraining: {tokens / 1e6:.2f} of {self._tokens / 1e6:.1f} M tokens, "
            f"loss {loss:.3f}, {self._pace:,.0f} tokens/s, {left / 60:.0f} min left"
        )
