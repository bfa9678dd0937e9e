"""The checks of one run in a pack, from its provenance to its statistics."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from planact.core.errors import UserError
from planact.core.trajectory import Episode
from planact.envs.environment import make_environment
from planact.envs.evidence import task_sha
from planact.report.check import Check, Undecided, Wrong, checked, listed
from planact.report.differences import differences
from planact.report.finished import evidence_of
from planact.report.origin_checks import check_artifacts, check_config, check_prompts
from planact.report.packed_run import PackedRun, Stated, read_packed
from planact.rollout.choice import choose_tasks

_NOT_SCORED = ("seconds", "parts", "reused", "versions", "git_commit")
"""What results state that does not follow from the episodes."""

_RATE = ("success_rate", "n", "successes", "interval")


@dataclass(frozen=True)
class VerifiedRun:
    """What came out of a run.

    Attributes:
        checks: What was looked at.
        stated: The results that it states; None where they cannot be read.
        command: The command that made it; empty where that cannot be read.
    """

    checks: tuple[Check, ...]
    stated: Stated | None = None
    command: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether no check failed."""
        return all(check.outcome != "failed" for check in self.checks)


def check_run(folder: Path) -> VerifiedRun:
    """Every check of the run in a folder; one that cannot be read gets a single one."""
    try:
        content = read_packed(folder)
    except (Wrong, UserError) as error:
        # Where the pack was opened is of no interest, and gone by now.
        text = str(error).replace(f"{folder}/", "").replace(str(folder), "this")
        return VerifiedRun((Check("run", "failed", text),))
    checks = tuple(checked(name, partial(look, content)) for name, look in _CHECKS.items())
    return VerifiedRun(checks, content.stated, content.provenance.command)


def _tasks(content: PackedRun) -> str:
    """The tasks are those that the evidence was gathered for."""
    shas = {task.task_id: task_sha(task) for task in content.tasks}
    changed = [
        episode.task_id
        for episode in content.run.episodes
        if (evidence := evidence_of(episode)) and evidence.task_sha != shas[episode.task_id]
    ]
    if changed:
        raise Wrong(f"not those of the evidence: task {listed(changed)}")
    return f"{len(shas)} tasks with the hashes that the evidence names"


def _benchmark(content: PackedRun) -> str:
    """The tasks are the benchmark's own, and all that the config asks for."""
    config, commit = content.run.config, content.stated.git_commit
    try:
        wanted = choose_tasks(config, make_environment(config.env))
    except UserError as error:
        raise Undecided(f"the benchmark is not at hand: {error}") from error
    ours = {task.task_id: task_sha(task) for task in wanted}
    theirs = {task.task_id: task_sha(task) for task in content.tasks}
    if missing := sorted(ours.keys() - theirs.keys()):
        raise Wrong(f"the config asks for tasks that have no episode: {listed(missing)}")
    if other := sorted(number for number, sha in theirs.items() if ours.get(number) != sha):
        raise Wrong(
            f"not {config.env.name}'s as this version has them: task {listed(other)}; the run was "
            f"made with commit {commit}"
        )
    return f"they are the {len(ours)} that {config.env.name} has for this config"


def _scores(content: PackedRun) -> str:
    """Each episode has the score that its evidence gives."""
    pairs = zip(content.run.episodes, content.again, strict=True)
    other = [
        f"task {old.task_id} {_outcome(old)}, again {_outcome(new)}"
        for old, new in pairs
        if _outcome(old) != _outcome(new)
    ]
    if other:
        raise Wrong(listed(other))
    config = content.run.config
    return f"{len(content.again)} episodes as before under {config.env.scorer}, {config.judge.name}"


def _success_rate(content: PackedRun) -> str:
    stated, again = content.stated.model_dump(mode="json"), content.results
    if other := [line for key in _RATE for line in differences(stated.get(key), again[key], key)]:
        raise Wrong(listed(other))
    return f"{again['successes']} of {again['n']} = {again['success_rate']:.2%}, as stated"


def _statistics(content: PackedRun) -> str:
    stated, again = content.stated.model_dump(mode="json"), content.results
    keys = sorted((stated.keys() | again.keys()).difference(_NOT_SCORED))
    other = [line for key in keys for line in differences(stated.get(key), again.get(key), key)]
    if other:
        raise Wrong(listed(other))
    return "sites, templates, steps, statuses, errors and tokens as stated"


def _outcome(episode: Episode) -> str:
    return f"{episode.status} {episode.score:g}"


_CHECKS: Mapping[str, Callable[[PackedRun], str]] = {
    "artifacts": check_artifacts,
    "config": check_config,
    "prompts": check_prompts,
    "tasks": _tasks,
    "benchmark": _benchmark,
    "scores": _scores,
    "success rate": _success_rate,
    "statistics": _statistics,
}
