"""The outcome reward model (4.1): whether a trajectory did what its query asks for."""

from __future__ import annotations

from collections import Counter
from typing import Any

from planact.core.trajectory import Record, Trajectory
from planact.data.asking import Asker
from planact.data.question import Question
from planact.data.yes_no import YesNo, read_yes_no

ROLE = "orm"

ENOUGH = 0.5
"""Probability of YES from which a trajectory is a success."""


class Verdict(Record):
    """What the reward model says of a trajectory.

    Attributes:
        success: Whether it did what was asked for.
        yes: Probability of YES, where the endpoint gives such; else the word decides.
        reason: Why, in the model's words.
    """

    success: bool
    yes: float | None
    reason: str


async def judge(asker: Asker, trajectory: Trajectory) -> Verdict | None:
    """The verdict on a trajectory that came to its exit; None where none could be had.

    Raises:
        UserError: As `Asker.ask`.
    """
    question = _question(trajectory)
    said = await asker.ask(question)
    if said is None:
        return None
    yes = asker.answers(question.key)[-1].yes
    success = said.yes if yes is None else yes >= ENOUGH
    return Verdict(success=success, yes=yes, reason=said.reason)


class Agreement:
    """How the reward model's verdicts compare with the scores of an environment that knows."""

    def __init__(self) -> None:
        self._count: Counter[tuple[bool, bool]] = Counter()

    def add(self, score: float, verdict: Verdict) -> None:
        """Count a trajectory that has both."""
        self._count[score == 1, verdict.success] += 1

    def summary(self) -> dict[str, Any] | None:
        """Precision and recall of its successes and accuracy; None where there is no score.

        A share of nothing is None.
        """
        count = self._count
        right, wrong = count[True, True], count[False, True]
        if not count.total():
            return None
        return {
            "compared": count.total(),
            "accuracy": _share(right + count[False, False], count.total()),
            "precision": _share(right, right + wrong),
            "recall": _share(right, right + count[True, False]),
        }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _question(trajectory: Trajectory) -> Question[YesNo]:
    return Question(
        key=f"{ROLE} {trajectory.task_id}",
        role=ROLE,
        values={
            "intent": trajectory.intent,
            "rounds": trajectory.rounds,
            "answer": trajectory.answer,
            "observation": trajectory.rounds[-1].observation,
        },
        read=read_yes_no,
        yes_or_no=True,
    )
