"""Which of a benchmark's tasks a run takes."""

from __future__ import annotations

from collections.abc import Sequence

from planact.config.schema import RunConfig
from planact.core.errors import UserError
from planact.core.task import Task
from planact.envs.environment import Environment


def choose_tasks(config: RunConfig, environment: Environment) -> list[Task]:
    """The run's tasks: ``task``, or ``env.tasks`` of the test split spread evenly, or all of it.

    Raises:
        UserError: There is no task of that number.
    """
    tests = environment.tasks("test")
    if config.task is not None:
        known = [*tests, *environment.tasks("validation"), *environment.tasks("train")]
        found = [task for task in known if task.task_id == config.task]
        if not found:
            some = ", ".join(str(task.task_id) for task in tests[:3])
            raise UserError(
                f"task={config.task}: {environment.name} has no such task; "
                f"its {len(known)} tasks are {some}, ..."
            )
        return found
    return spread(tests, config.env.tasks)


def spread(tasks: Sequence[Task], count: int | None) -> list[Task]:
    """So many of the tasks, evenly over their order; all if there are no more, or for None."""
    count = min(count or len(tasks), len(tasks))
    return [tasks[index * len(tasks) // count] for index in range(count)]
