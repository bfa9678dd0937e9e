"""The cells of a table over the same tasks: their figures, and how far one lies above another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planact.core.task import MULTIPLE
from planact.core.trajectory import Usage
from planact.report.cell_runs import CellName, CellRun, EpisodeFigures, ModelCall
from planact.report.setting import Setting
from planact.report.statistics import (
    Difference,
    mean,
    paired_difference,
    repeated_interval,
    wilson_interval,
)


@dataclass(frozen=True)
class Figures:
    """What came out of some tasks, over all seeds.

    Attributes:
        tasks: Number of tasks.
        rate: Success rate, the mean over seeds; tasks that ended in an error count as failures.
        low: Lower end of its 95 % interval.
        high: Upper end.
        steps: Average number of actions; None of no episodes.
        steps_success: That of episodes that succeeded.
        steps_fail: That of the others.
    """

    tasks: int
    rate: float
    low: float
    high: float
    steps: float | None
    steps_success: float | None
    steps_fail: float | None


@dataclass(frozen=True)
class Cost:
    """What an episode takes on average.

    Attributes:
        planner: The planner's tokens and seconds.
        executor: The executor's.
        planner_calls: Calls of the planner, refused ones too.
        model_calls: Calls of both.
        seconds: Wall time, which includes waiting for episodes that run at the same time.
    """

    planner: Usage
    executor: Usage
    planner_calls: float
    model_calls: float
    seconds: float


@dataclass(frozen=True)
class Cell:
    """One planner variant and one executor variant, run under some seeds on the same tasks.

    Attributes:
        name: Its row and column.
        runs: A run a seed, in the seeds' order.
    """

    name: CellName
    runs: tuple[CellRun, ...]

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds that it was run under."""
        return tuple(run.seed for run in self.runs)

    @property
    def episodes(self) -> list[EpisodeFigures]:
        """Those of all seeds."""
        return [episode for run in self.runs for episode in run.episodes]

    @property
    def errors(self) -> int:
        """How many episodes ended in an error, which counts as a failure."""
        return sum(episode.status == "error" for episode in self.episodes)

    @property
    def rates(self) -> tuple[float, ...]:
        """Success rate by seed."""
        return tuple(
            sum(episode.solved for episode in run.episodes) / len(run.tasks) for run in self.runs
        )

    def figures(self, site: str | None = None) -> Figures:
        """What came out, of all tasks or of those of one site."""
        episodes = [each for each in self.episodes if site in (None, each.site)]
        solved = _solved(episodes)
        low, high = repeated_interval(list(solved.values()), len(self.runs))
        return Figures(
            tasks=len(solved),
            rate=sum(solved.values()) / len(episodes) if episodes else 0.0,
            low=low,
            high=high,
            steps=mean(len(each.rounds) for each in episodes),
            steps_success=mean(len(each.rounds) for each in episodes if each.solved),
            steps_fail=mean(len(each.rounds) for each in episodes if not each.solved),
        )

    def template_figures(self, name: str) -> tuple[int, float, float, float] | None:
        """Tasks of ``seen`` or ``unseen`` templates, their success rate and its interval.

        A run's results tell no tasks apart here, so several seeds count as no more than one: the
        interval is that of as many episodes as there are tasks. None where no run knows templates.
        """
        counts = [run.templates[name] for run in self.runs if name in run.templates]
        if not counts or not counts[0].n:
            return None
        rate = sum(each.successes for each in counts) / sum(each.n for each in counts)
        return counts[0].n, rate, *wilson_interval(rate * counts[0].n, counts[0].n)

    def cost(self) -> Cost:
        """What an episode takes."""
        episodes, count = self.episodes, len(self.episodes)
        planner = [call for each in episodes for call in each.planner_calls]
        executor = [call for each in episodes for call in each.rounds]
        return Cost(
            planner=_average(planner, count),
            executor=_average(executor, count),
            planner_calls=len(planner) / count,
            model_calls=(len(planner) + len(executor)) / count,
            seconds=sum(each.seconds for each in episodes) / count,
        )


def cells_of(setting: Setting) -> dict[CellName, Cell]:
    """The cells of a table, each with its runs in the seeds' order."""
    return {
        name: Cell(
            name, tuple(sorted((r for r in setting.runs if r.name == name), key=lambda r: r.seed))
        )
        for name in sorted(setting.cells)
    }


def difference(cell: Cell, other: Cell) -> Difference | None:
    """How far a cell lies above another, over the tasks and seeds of both; None if there is none.

    The cells of one setting have the same tasks.
    """
    seeds = set(cell.seeds) & set(other.seeds)
    mine, theirs = (
        _solved(e for run in each.runs if run.seed in seeds for e in run.episodes)
        for each in (cell, other)
    )
    shared = sorted(mine.keys() & theirs.keys())
    if not shared:
        return None
    return paired_difference([mine[task] - theirs[task] for task in shared], len(seeds))


def sites_of(cells: Iterable[Cell]) -> list[str]:
    """The sites of the cells' tasks by name, tasks on several at the end."""
    found = {episode.site for cell in cells for episode in cell.episodes}
    return sorted(found, key=lambda site: (site == MULTIPLE, site))


def _solved(episodes: Iterable[EpisodeFigures]) -> Counter[int]:
    """By task, how many of its episodes succeeded."""
    solved = Counter[int]()
    for episode in episodes:
        solved[episode.task_id] += episode.solved
    return solved


def _average(calls: Sequence[ModelCall], episodes: int) -> Usage:
    total = Usage.total(call.usage for call in calls)
    return Usage(
        prompt_tokens=round(total.prompt_tokens / episodes),
        completion_tokens=round(total.completion_tokens / episodes),
        seconds=round(total.seconds / episodes, 2),
    )
