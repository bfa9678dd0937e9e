"""The oracle as targeted generator: the same template with other values, asked in another way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from planact.data.oracle.plan_expander import plan_text
from planact.data.oracle.prompt import draw_for, first_prompt
from planact.llm.chat import ChatError, Message
from planact.sandbox.pool import Pool

AS_IT_IS = 0.2
"""Share of the queries that are not reworded."""

MISTAKES = 0.04
"""Share of the answers that are bad, as a model's sometimes are."""

TRIES = 20
"""Draws of values that were not used yet; a template may have no more."""

_QUERY = re.compile(r"^## User Query\n(.*?)\n+## Initial HTML State$", re.M | re.S)

_QUESTION = re.compile(r"(?:By|Can|How|In|Of|Since|Until|What|Which|Who)\b")
_ORDER = re.compile(
    r"(?:Add|Answer|Approve|Assign|Block|Bring|Cancel|Change|Close|Comment|Correct|Create|Crosspost"
    r"|Delete|Disable|Downvote|Edit|Find|Fork|Get|Give|Invite|Log|Look|Make|Merge|Open|Put|Reply"
    r"|Repost|Review|Save|Send|Set|Show|Sign|Star|Start|Stop|Submit|Subscribe|Take|Tell|Unsubscribe"
    r"|Upvote|Write)\b"
)
_ASKING = ("I would like to know: {}", "Could you tell me: {}", "Quick question: {}")
_ORDERING = ("Please {}", "I need you to {}", "Hey, {}", "To do: {}")
_SAYING = ("Can you help me with this? {}", "Hi there. {}", "Something for you to do. {}")


class TargetedGenerator:
    """Knows the training tasks and their scripts.

    Args:
        pool: The training tasks.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def answer(self, messages: Sequence[Message]) -> str:
        """A pair like the example in the first user message.

        Raises:
            ChatError: The prompt is of another kind, or its example is not of the sandbox.
        """
        prompt = first_prompt(messages)
        query = _QUERY.search(prompt)
        if query is None:
            raise ChatError("the oracle teacher can only vary a pair: no User Query")
        template = self._pool.template_of(query[1].strip())
        if template is None:
            raise ChatError(f"the oracle teacher knows no task '{query[1].strip()}'")
        draw = draw_for(messages)
        for _ in range(TRIES):
            entry = draw.choice(self._pool.of_template(template.id))
            # The first letter may have been written in lower case.
            if entry.intent[1:] not in prompt:
                break
        plan = plan_text(entry)
        if draw.random() < MISTAKES:
            plan = plan.rpartition("Step:")[0]
        return f"## Data Pair 1\nUser Query:\n{reworded(entry.intent, draw)}\nGlobal Plan:\n{plan}"


def reworded(intent: str, draw: Random) -> str:
    """The query asked in another way, of the few that leave every value in it as it is."""
    if draw.random() < AS_IT_IS:
        return intent
    inside_a_sentence = intent[0].lower() + intent[1:]
    if _QUESTION.match(intent):
        return draw.choice(_ASKING).format(inside_a_sentence)
    if _ORDER.match(intent):
        return draw.choice(_ORDERING).format(inside_a_sentence)
    return draw.choice(_SAYING).format(intent)
