"""The oracle as query filter: possible is what the sandbox has a task for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planact.data.oracle.prompt import first_prompt
from planact.llm.chat import ChatError, Message
from planact.sandbox.pool import Pool

_TASK = re.compile(r"^## Task\n(.*?)\n+^## Your Verdict$", re.M | re.S)


class QueryFilter:
    """Knows the training tasks.

    Args:
        pool: The training tasks.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def answer(self, messages: Sequence[Message]) -> str:
        """Whether the task in the first user message can be carried out, and why.

        Raises:
            ChatError: The prompt is of another kind.
        """
        prompt = first_prompt(messages)
        task = _TASK.search(prompt)
        if task is None:
            raise ChatError("the oracle teacher can only filter queries: no Task")
        if self._pool.find(task[1].strip()):
            return "YES\nThe websites have everything that the task speaks of."
        return "NO\nThe websites have nothing by which the task could be carried out."
