"""Demonstrated, judged, and kept or not: trajectories as they come together (4.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from planact.browser.errors import BrowserError
from planact.core.errors import UserError
from planact.core.task import Task, site_group
from planact.core.trajectory import Record, Trajectory
from planact.data.asking import Asker
from planact.data.demonstrations import Demonstrations, Outcome
from planact.data.reward import ROLE, Agreement, Verdict, judge
from planact.rollout.work import Tally, work_through

MOST_FAULTS = 5
"""Demonstrations in a row on which the environment may fail before it is taken to be down."""


class Failure(Record):
    """What did not succeed.

    Attributes:
        task_id: The task.
        intent: Its query.
        sites: Its sites.
        reason: Why it is no success.
        score: What it scored, where the environment could score it.
        verdict: What the reward model says, where it was asked.
        trajectory: What was recorded, if anything.
    """

    task_id: int
    intent: str
    sites: tuple[str, ...]
    reason: str
    score: float | None
    verdict: Verdict | None
    trajectory: Trajectory | None


class Gathering:
    """Keeps the demonstrations that succeeded, and the others apart, both in the tasks' order.

    Where the environment can score a trajectory, its score decides; else the reward model does.

    Args:
        asker: Asks the reward model.
        demonstrations: Demonstrates.
        tally: Is told of every demonstration.
        at_once: Demonstrations at a time.
    """

    def __init__(
        self, asker: Asker, demonstrations: Demonstrations, tally: Tally, at_once: int
    ) -> None:
        self.kept: list[Trajectory] = []
        self.failed: list[Failure] = []
        self._asker, self._demonstrations = asker, demonstrations
        self._tally, self._at_once = tally, at_once
        self._agreement = Agreement()
        self._seconds = 0.0
        self._broken: list[Task] = []

    async def demonstrate(self, tasks: Sequence[Task]) -> None:
        """Demonstrate the tasks, and judge what was done.

        Raises:
            UserError: The environment is down, or a teacher cannot be asked; what was done so far
                is in the journals.
        """
        outcomes: dict[int, Outcome] = {}
        faults: dict[int, BrowserError] = {}

        async def work(task: Task) -> None:
            is_old = self._demonstrations.known(task) is not None
            count = self._tally.found if is_old else self._tally.count
            try:
                outcome = outcomes[task.task_id] = await self._demonstrations.outcome(task)
            except BrowserError as error:
                faults[task.task_id] = error
                count(False)
            else:
                count(outcome.refusal is None)

        self._tally.expect(len(tasks))
        await work_through(tasks, work, self._at_once)
        verdicts = await self._verdicts(list(outcomes.values()))
        for task in tasks:
            if task.task_id in faults:
                self._suspect(task, faults[task.task_id])
            else:
                await self.forgive()
                self._sort(task, outcomes[task.task_id], verdicts.get(task.task_id))

    async def forgive(self) -> None:
        """Take the environment's last faults for those of single tasks, which are failures then."""
        for task in self._broken:
            outcome = Outcome(
                task_id=task.task_id, finished=False, refusal="the environment failed"
            )
            self._sort(task, await self._demonstrations.settle(outcome), None)
        self._broken.clear()

    def summary(self) -> dict[str, Any]:
        """For the manifest: how many succeeded, where, and why others did not."""
        reasons = Counter(failure.reason for failure in self.failed)
        kept = Counter(site_group(trajectory.sites) for trajectory in self.kept)
        failed = Counter(site_group(failure.sites) for failure in self.failed)
        return {
            "demonstrated": len(self.kept) + len(self.failed),
            "kept": len(self.kept),
            "failed": dict(reasons.most_common()),
            "sites": {
                site: {"kept": kept[site], "failed": failed[site]}
                for site in sorted({*kept, *failed})
            },
            "orm": self._agreement.summary(),
            "rounds": sum(len(trajectory.rounds) for trajectory in self.kept),
            "browser_seconds": round(self._seconds, 1),
        }

    async def _verdicts(self, outcomes: Sequence[Outcome]) -> dict[int, Verdict | None]:
        """What the reward model says, by task, of those that came to their exit."""
        verdicts: dict[int, Verdict | None] = {}
        finished = [one.trajectory for one in outcomes if one.trajectory and one.finished]

        async def work(trajectory: Trajectory) -> None:
            verdicts[trajectory.task_id] = await judge(self._asker, trajectory)

        if finished:
            await work_through(finished, work, self._asker.at_once(ROLE, len(finished)))
        return verdicts

    def _sort(self, task: Task, outcome: Outcome, verdict: Verdict | None) -> None:
        self._seconds += outcome.seconds
        if outcome.score is not None and verdict is not None:
            self._agreement.add(outcome.score, verdict)
        reason = _reason(outcome, verdict)
        if reason is None and outcome.trajectory is not None:
            self.kept.append(outcome.trajectory)
            return
        self.failed.append(
            Failure(
                task_id=task.task_id,
                intent=task.intent,
                sites=task.sites,
                reason=str(reason),
                score=outcome.score,
                verdict=verdict,
                trajectory=outcome.trajectory,
            )
        )

    def _suspect(self, task: Task, error: BrowserError) -> None:
        """Remember a fault; raise `UserError` where there were too many without a break."""
        self._broken.append(task)
        if len(self._broken) == MOST_FAULTS:
            raise UserError(
                f"the last {MOST_FAULTS} demonstrations hit a fault of the environment (task "
                f"{task.task_id}: {error}); run the same command again to go on"
            )


def _reason(outcome: Outcome, verdict: Verdict | None) -> str | None:
    """Why the demonstration is no success; None where it is one."""
    if outcome.refusal is not None:
        return outcome.refusal
    if outcome.score is not None:
        return None
    if verdict is None:
        return "the reward model gave no verdict"
    return None if verdict.success else "the reward model says NO"
