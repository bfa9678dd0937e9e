"""The oracle as outcome reward model: a success is what does all that the task's script does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planact.data.oracle.plan_annotator import is_move, numbered_actions
from planact.data.oracle.prompt import first_prompt
from planact.llm.chat import ChatError, Message
from planact.sandbox.oracle import Move, Script
from planact.sandbox.pool import Pool

_PROMPT = re.compile(
    r"^## Task\n(?P<task>.*?)\n+^## Actions\n(?P<actions>.*?)\n+^## Answer\n(?P<answer>.*?)\n+"
    r"^## Last Page$",
    re.M | re.S,
)


class OutcomeRewardModel:
    """Knows the script behind every training task.

    It sees what was typed, chosen and answered, but not which link was clicked: so it is mistaken
    now and then, as a model is.

    Args:
        pool: The training tasks.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def answer(self, messages: Sequence[Message]) -> str:
        """Whether the trajectory in the first user message did its task, and why.

        Raises:
            ChatError: The prompt is of another kind, or its task is not of the sandbox.
        """
        prompt = first_prompt(messages)
        asked = _PROMPT.search(prompt)
        if asked is None:
            raise ChatError("the oracle teacher can only judge trajectories: no Task and Actions")
        entry = self._pool.find(asked["task"].strip())
        if entry is None:
            raise ChatError(f"the oracle teacher knows no task '{asked['task']}'")
        missing = first_missing(entry.script(), numbered_actions(asked["actions"]))
        if missing is None:
            return "YES\nEverything that the task needs was done."
        return f"NO\nThe task needs '{missing.kind}', which was not done as it should be."


def first_missing(script: Script, actions: Sequence[str]) -> Move | None:
    """The first move of the script that the actions do not make, in the script's order."""
    left = [move for step in script for move in step.moves]
    for text in actions:
        if left and is_move(left[0], text):
            left.pop(0)
    return left[0] if left else None
