"""What models cost: US dollars per million tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planact.config.schema import TeacherConfig
from planact.core.trajectory import Usage

_LISTED = {
    "gpt-4o": (2.50, 10.00),
    "gpt-4o-2024-05-13": (5.00, 15.00),
    "gpt-4o-mini": (0.15, 0.60),
    "gpt-4.1": (2.00, 8.00),
    "gpt-4.1-mini": (0.40, 1.60),
}
"""List prices of OpenAI's API, for prompts and for answers; they change, so the config can say
others."""

_DATE = re.compile(r"-\d{4}-\d\d-\d\d$")
"""What marks a model's version, which costs what the model does."""

_BATCH = 0.5
"""What a request costs by the Batch API, where 1 is the list price."""


@dataclass(frozen=True)
class Price:
    """US dollars per million tokens of prompts and of answers."""

    prompt: float
    completion: float

    def of(self, usage: Usage) -> float:
        """What a call cost, in US dollars."""
        tokens = usage.prompt_tokens * self.prompt + usage.completion_tokens * self.completion
        return tokens / 1e6


def price_of(config: TeacherConfig) -> Price | None:
    """The teacher's price: the config's, else the listed one, else none is known."""
    if config.price_in is not None and config.price_out is not None:
        return Price(config.price_in, config.price_out)
    listed = _LISTED.get(config.name) or _LISTED.get(_DATE.sub("", config.name))
    if listed is None:
        return None
    factor = _BATCH if config.batch else 1.0
    return Price(listed[0] * factor, listed[1] * factor)
