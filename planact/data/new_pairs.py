"""What a new pair must be to be of use: readable, on a known page, of known elements, and new."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from planact.core.errors import PlanError
from planact.core.plan import Plan, parse_plan
from planact.data.answers import AnswerError
from planact.data.likeness import Likeness
from planact.data.named_elements import SeenPages
from planact.data.pair_format import Draft, read_drafts
from planact.data.plan_pairs import KnownPair, Source
from planact.data.queries import held_out
from planact.data.stage import DataContext

TOLD = 5
"""Refused pairs that a teacher is told about, where all of an answer are refused."""


@dataclass(frozen=True)
class NewPair:
    """A pair that a teacher made.

    Attributes:
        intent: The query.
        sites: Its sites.
        plan: The plan.
        page: The trajectory on whose first page it begins.
        seeds: The pairs that the teacher was shown.
    """

    intent: str
    sites: tuple[str, ...]
    plan: Plan
    page: Source
    seeds: tuple[Source, ...]


@dataclass(frozen=True)
class Offer:
    """What one answer holds.

    Attributes:
        pairs: The pairs that can be used, if none of them is like another.
        refused: How many cannot be, by reason.
    """

    pairs: tuple[NewPair, ...]
    refused: Counter[str]


class _Refused(Exception):
    """A pair cannot be used: the reason that it is counted under, and what more there is to say."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


class Standard:
    """What the answers of generators are held to.

    Args:
        context: Says which tasks are held out, and from which likeness a query is a copy.
        known: Queries that are learned already.
        seen: What the sites' pages say.
    """

    def __init__(self, context: DataContext, known: Iterable[str], seen: SeenPages) -> None:
        threshold = context.config.data.near_duplicate
        self._known = Likeness(threshold, set(known))
        self._held_out = Likeness(threshold, held_out(context))
        self._seen = seen

    def read(self, text: str, examples: Sequence[KnownPair]) -> Offer:
        """The usable pairs of an answer.

        Args:
            text: The answer.
            examples: What the teacher was shown. A pair begins on the page of the one it names by
                its number; where there is one alone, on that one's.

        Raises:
            AnswerError: No pair can be used; the text says why.
        """
        pairs: list[NewPair] = []
        refused: Counter[str] = Counter()
        told: list[str] = []
        for number, draft in enumerate(read_drafts(text), start=1):
            try:
                pairs.append(self._check(draft, examples))
            except _Refused as why:
                refused[why.reason] += 1
                told.append(f"data pair {number}: {why}")
        if not pairs:
            raise AnswerError("; ".join(told[:TOLD]))
        return Offer(tuple(pairs), refused)

    def _check(self, draft: Draft, examples: Sequence[KnownPair]) -> NewPair:
        if not draft.intent:
            raise _Refused("it has no 'User Query:' section")
        example = _example(draft.page, examples)
        try:
            plan = parse_plan(draft.plan)
        except PlanError as error:
            raise _Refused("its 'Global Plan:' section holds no plan", str(error)) from error
        # What it is like stays unsaid: a teacher is told nothing of the held-out tasks.
        if not self._held_out.is_new(draft.intent):
            raise _Refused("its query is like a held-out task's")
        if not self._known.is_new(draft.intent):
            raise _Refused("its query is like one that there is")
        if unknown := self._seen.unknown_names(plan, draft.intent, example.sites):
            names = ", ".join(f'"{name}"' for name in unknown)
            raise _Refused("its plan names what no page of the site shows", names)
        seeds = tuple(example.source for example in examples)
        return NewPair(draft.intent, example.sites, plan, example.page, seeds)


def standard_key(context: DataContext) -> dict[str, Any]:
    """The part of a stage's key that the `Standard` decides."""
    intents = "\n".join(sorted(held_out(context)))
    return {
        "near_duplicate": context.config.data.near_duplicate,
        "held_out": hashlib.sha256(intents.encode()).hexdigest(),
    }


def _example(page: str, examples: Sequence[KnownPair]) -> KnownPair:
    if len(examples) == 1:
        return examples[0]
    number = re.search(r"\d+", page)
    if number is None or not 1 <= int(number[0]) <= len(examples):
        raise _Refused(
            "its 'Initial HTML State:' is no example's number",
            f"give one from 1 to {len(examples)}",
        )
    return examples[int(number[0]) - 1]
