"""Run an agent on many tasks, several at a time, with a journal to resume from."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from planact.agent.agent import Agent
from planact.config.schema import ObservationConfig, RolloutConfig
from planact.core.task import Task
from planact.core.trajectory import Episode
from planact.envs.environment import Environment
from planact.rollout.episode import SILENT, Watch, run_episode
from planact.rollout.work import Tally, work_through
from planact.store.disk import replace_durably
from planact.store.jsonl import append_jsonl, read_jsonl, write_jsonl

log = logging.getLogger(__name__)


async def rollout(
    tasks: Sequence[Task],
    environment: Environment,
    new_agent: Callable[[Task], Agent],
    observation: ObservationConfig,
    config: RolloutConfig,
    journal: Path,
    watch: Watch = SILENT,
) -> list[Episode]:
    """Run an agent on every task that the journal does not hold yet.

    An episode that ended in an error of the environment or an endpoint is tried again, up to
    ``config.attempts`` times now, and once more whenever the rollout is resumed.

    Args:
        tasks: What to run.
        environment: A started environment.
        new_agent: Makes an episode's agent.
        observation: How pages become text.
        config: Limits and concurrency.
        journal: JSON Lines file of finished episodes.
        watch: Is shown every plan and round as it is made.

    Returns:
        One episode a task, in the order of the tasks; the journal then holds just these.
    """
    found = _finished(journal, tasks)
    if found:
        log.info("%d of %d episodes were finished before", len(found), len(tasks))

    screenshots = journal.parent if config.screenshots else None

    async def work(task: Task) -> None:
        episode = await _retried(
            task, environment, new_agent, observation, config, watch, screenshots
        )
        append_jsonl(journal, episode)
        found[task.task_id] = episode
        tally.count(episode.score == 1)

    with Tally("episodes", len(tasks), good="solved") as tally:
        for episode in found.values():
            tally.found(episode.score == 1)
        waiting = [task for task in tasks if task.task_id not in found]
        await work_through(waiting, work, config.concurrency)
    episodes = [found[task.task_id] for task in tasks]
    replace_durably(journal, lambda part: write_jsonl(part, episodes))
    return episodes


async def _retried(
    task: Task,
    environment: Environment,
    new_agent: Callable[[Task], Agent],
    observation: ObservationConfig,
    config: RolloutConfig,
    watch: Watch,
    screenshots: Path | None,
) -> Episode:
    """The task's episode, run again where it ended in an error."""
    for attempt in range(1, config.attempts + 1):
        episode = await run_episode(
            task, environment, new_agent(task), observation, config, watch, screenshots
        )
        if episode.status != "error":
            break
        log.warning("task %d, attempt %d: %s", task.task_id, attempt, episode.error)
    return episode.model_copy(update={"attempts": attempt})


def _finished(journal: Path, tasks: Sequence[Task]) -> dict[int, Episode]:
    """The journal's episodes of these tasks that need not run again, by task."""
    wanted = {task.task_id for task in tasks}
    return {
        episode.task_id: episode
        for episode in read_jsonl(journal, Episode)
        if episode.task_id in wanted and episode.status != "error"
    }
