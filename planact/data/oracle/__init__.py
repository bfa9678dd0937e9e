"""The oracle teacher: answers every role's prompt out of the sandbox's own scripts.

In each role it is a chat model like any other: it sees the prompt's text and nothing else, and what
it writes goes through the parser and the checks that a real model's text goes through.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from planact.core.errors import UserError
from planact.data.oracle.cot_annotator import CotAnnotator
from planact.data.oracle.failure_analyst import FailureAnalyst
from planact.data.oracle.failure_classifier import FailureClassifier
from planact.data.oracle.orm import OutcomeRewardModel
from planact.data.oracle.plan_annotator import PlanAnnotator
from planact.data.oracle.plan_expander import PlanExpander
from planact.data.oracle.query_filter import QueryFilter
from planact.data.oracle.query_generator import QueryGenerator
from planact.data.oracle.replan_annotator import ReplanAnnotator
from planact.data.oracle.targeted_generator import TargetedGenerator
from planact.llm.chat import Completion, Message
from planact.llm.grammar import Grammar
from planact.sandbox.pool import pool


class Oracle(Protocol):
    """The program behind one role."""

    def answer(self, messages: Sequence[Message]) -> str:
        """What a good teacher would say; ChatError where the prompt is not the role's."""
        ...


class OracleTeacher:
    """An oracle as a `ChatModel`."""

    def __init__(self, oracle: Oracle) -> None:
        self.name = "oracle"
        self._oracle = oracle

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: Grammar | None = None,
        yes_or_no: bool = False,
    ) -> Completion:
        """The role's answer.

        Raises:
            ChatError: The prompt is of another role, or about nothing the sandbox has.
        """
        started = time.monotonic()
        text = self._oracle.answer(messages)
        return Completion(text, 0, 0, time.monotonic() - started)

    async def close(self) -> None:
        """Nothing is held."""


def make_oracle(role: str, seed: int) -> OracleTeacher:
    """The oracle in the role, for the sandbox of this seed.

    Raises:
        UserError: It knows no such role.
    """
    if role not in ORACLES:
        raise UserError(f"the oracle teacher cannot be {role}: set teachers.{role} to an endpoint")
    return OracleTeacher(ORACLES[role](seed))


def _plan_annotator(seed: int) -> PlanAnnotator:
    return PlanAnnotator({entry.intent: entry.script for entry in pool(seed)})


ORACLES: dict[str, Callable[[int], Oracle]] = {
    "query_generator": lambda seed: QueryGenerator(pool(seed)),
    "query_filter": lambda seed: QueryFilter(pool(seed)),
    "orm": lambda seed: OutcomeRewardModel(pool(seed)),
    "plan_annotator": _plan_annotator,
    "replan_annotator": lambda seed: ReplanAnnotator(),
    "cot_annotator": lambda seed: CotAnnotator(),
    "plan_expander": lambda seed: PlanExpander(pool(seed)),
    "failure_classifier": lambda seed: FailureClassifier(pool(seed)),
    "failure_analyst": lambda seed: FailureAnalyst(pool(seed)),
    "targeted_generator": lambda seed: TargetedGenerator(pool(seed)),
}
