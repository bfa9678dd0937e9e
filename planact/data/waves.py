"""Asking for new pairs until there are enough: in waves, shared out evenly, copies left out.

How many requests a wave has, and of what, depends on counts alone, and what it gave is gone through
in the order of the requests: so the same answers make the same dataset, however they come in.
"""

from __future__ import annotations

import logging
import math
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planact.core.errors import UserError
from planact.data.asking import Asker
from planact.data.likeness import Likeness
from planact.data.new_pairs import NewPair, Offer
from planact.data.plan_pairs import PlanPair
from planact.data.question import Question

log = logging.getLogger(__name__)

PATIENCE = 3
"""Waves in a row in which a share may give next to nothing before it is asked no more."""

NEXT_TO_NOTHING = 0.1
"""Share of the pairs asked for that is too little to go on."""


class Share(ABC):
    """A part of the pairs that are wanted, such as those of one site.

    Args:
        name: What it is called.
        weight: How many pairs it should have, beside the other shares' weights.
        at_once: Requests in a wave, at most; None for any number.
        failure_class: The class of failures that its pairs are made against, if any.
    """

    def __init__(
        self,
        name: str,
        weight: float = 1.0,
        at_once: int | None = None,
        failure_class: str | None = None,
    ) -> None:
        self.name = name
        self.weight = weight
        self.at_once = at_once
        self.failure_class = failure_class

    @abstractmethod
    def ask(self, number: int) -> Question[Offer]:
        """The next request; the number tells it from all others."""

    @abstractmethod
    def keep(self, pair: NewPair) -> None:
        """Learn that the pair, an answer to one of these requests, is kept."""


@dataclass(frozen=True)
class _Found:
    """A new pair, the share it counts in, and the key of the question it answers."""

    pair: NewPair
    share: Share
    question: str


class Waves:
    """Pairs as they come together.

    Args:
        wanted: Pairs to be kept.
        each: Pairs that a request asks for.
        shares: What they are made of.
        threshold: Likeness of two queries from which the later one is a copy.
    """

    def __init__(self, wanted: int, each: int, shares: Sequence[Share], threshold: float) -> None:
        self._kept: list[_Found] = []
        self._refused: Counter[str] = Counter()
        self._wanted, self._each = wanted, each
        self._open = list(shares)
        self._new = Likeness(threshold)
        self._count = {share.name: 0 for share in shares}
        self._poor = {share.name: 0 for share in shares}
        self._asked = 0

    async def run(self, asker: Asker) -> None:
        """Ask until enough are kept, or no share gives anything new.

        Raises:
            UserError: Nothing at all could be used, or the teacher cannot be asked.
        """
        while wave := self._wave():
            before = dict(self._count)
            await self._take(asker, wave)
            self._close_spent(wave, before)
        if self._asked and not self._kept:
            reasons = asker.summary()["refused_answers"] or self._refused or ["no answer"]
            reason = next(iter(reasons))
            raise UserError(
                f"none of {self._asked} requests gave a pair that can be used: {reason}"
            )
        if len(self._kept) < self._wanted:
            log.warning("only %d of %d new pairs were found", len(self._kept), self._wanted)

    def rows(self) -> list[PlanPair]:
        """The pairs kept, in the order of the requests."""
        return [
            PlanPair(
                number=number,
                intent=found.pair.intent,
                sites=found.pair.sites,
                text=found.pair.plan.render(),
                page=found.pair.page,
                seeds=found.pair.seeds,
                failure_class=found.share.failure_class,
                question=found.question,
            )
            for number, found in enumerate(self._kept)
        ]

    def summary(self) -> dict[str, Any]:
        """For the manifest: how many were kept, of what, and why others were not."""
        return {
            "kept": len(self._kept),
            "shares": dict(Counter(found.share.name for found in self._kept)),
            "refused_pairs": dict(self._refused.most_common()),
        }

    def _wave(self) -> list[tuple[Share, Question[Offer]]]:
        requests = math.ceil((self._wanted - len(self._kept)) / self._each)
        turns = _share_out(requests, self._each, self._open, self._count)
        first, self._asked = self._asked, self._asked + len(turns)
        return [(share, share.ask(number)) for number, share in enumerate(turns, start=first)]

    async def _take(self, asker: Asker, wave: Sequence[tuple[Share, Question[Offer]]]) -> None:
        offers = await asker.accepted(question for _, question in wave)
        for share, question in wave:
            if offer := offers.get(question.key):
                self._refused += offer.refused
                for pair in offer.pairs:
                    self._consider(_Found(pair, share, question.key))

    def _consider(self, new: _Found) -> None:
        if not self._new.is_new(new.pair.intent):
            self._refused["its query is like that of another new pair"] += 1
            return
        self._count[new.share.name] += 1
        if len(self._kept) == self._wanted:
            self._refused["it is more than was wanted"] += 1
            return
        self._new.add(new.pair.intent)
        self._kept.append(new)
        new.share.keep(new.pair)

    def _close_spent(self, wave: Iterable[tuple[Share, object]], before: dict[str, int]) -> None:
        for name, requests in Counter(share.name for share, _ in wave).items():
            is_poor = self._count[name] - before[name] < NEXT_TO_NOTHING * requests * self._each
            self._poor[name] = self._poor[name] + 1 if is_poor else 0
            if self._poor[name] == PATIENCE:
                log.warning("%s gives nothing new any more: %d pairs", name, self._count[name])
        self._open = [share for share in self._open if self._poor[share.name] < PATIENCE]


def _share_out(
    requests: int, each: int, shares: Sequence[Share], counts: Mapping[str, int]
) -> list[Share]:
    """Whose turn each request is: that of the share which lacks most.

    What is too much for a share at once waits for the next wave; others do not get it instead.
    """
    expected, turns = Counter(counts), Counter[str]()
    order: list[Share] = []
    for _ in range(requests if shares else 0):
        share = min(shares, key=lambda share: (expected[share.name] + 1) / share.weight)
        expected[share.name] += each
        turns[share.name] += 1
        if share.at_once is None or turns[share.name] <= share.at_once:
            order.append(share)
    return order
