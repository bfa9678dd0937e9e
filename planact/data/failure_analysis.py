"""A draft of a site's classes of failures, out of what its planner got wrong (4.3, A.7)."""

from __future__ import annotations

import asyncio
import math
import re
from functools import partial
from pathlib import Path
from typing import Any

from planact.config.compose import nearest
from planact.core.errors import UserError
from planact.core.task import site_group
from planact.data.answers import AnswerError
from planact.data.asking import asking
from planact.data.failure_classes import (
    FailureClass,
    FailureClassesError,
    parse_failure_classes,
    render_failure_classes,
)
from planact.data.failures import Failure, failures
from planact.data.question import Question, asking_key
from planact.data.stage import VALIDATION_EPISODES, DataContext
from planact.rollout.episodes import read_episodes
from planact.store import Artifact, Key

ROLE = "failure_analyst"
VERSION = 1

MOST = 20
"""Failed tasks that the analyst is shown, spread evenly over all."""

_FENCE = re.compile(r"```[^\n]*\n(.*?)```", re.S)


def propose_failure_classes(site: str, context: DataContext) -> Path:
    """Have a teacher draft the classes of the site (or group of sites) from failed episodes.

    Returns:
        The file, as `planact.data.failure_classes` reads it, for a researcher to look through.

    Raises:
        UserError: There is no such site, or there are no episodes, no failure on the site, or no
            acceptable answer.
    """
    groups = {site_group(task.sites) for task in context.environment.tasks("validation")}
    if site not in groups:
        raise UserError(f"no validation task is on {site!r}: {nearest(site, sorted(groups))}")
    if VALIDATION_EPISODES not in context.others:
        raise UserError("there are no episodes of a planner on validation tasks to learn from")
    episodes = context.others[VALIDATION_EPISODES]()
    key = Key(
        config={"site": site, **asking_key(context, (ROLE,))},
        inputs=(episodes,),
        prompts={ROLE: context.prompts.sha(ROLE)},
        version=VERSION,
    )
    make = partial(_make, context, site, episodes)
    made = context.store.get_or_make("failure_classes", site, key, make)
    return made.folder / f"{site}.yaml"


def read_proposal(text: str) -> tuple[FailureClass, ...]:
    """The classes in an analyst's answer, in a code fence or without one.

    Raises:
        AnswerError: They are not in the form asked for; the text says where.
    """
    said = text.rpartition("</think>")[2]
    fence = _FENCE.search(said)
    yaml = fence[1] if fence else said[max(said.find("classes:"), 0) :]
    try:
        return parse_failure_classes(yaml)
    except FailureClassesError as error:
        raise AnswerError(str(error)) from error


def _make(context: DataContext, site: str, episodes: Artifact, folder: Path) -> dict[str, Any]:
    rows = read_episodes(episodes)
    failed = [failure for failure in failures(rows) if failure.group == site]
    if not failed:
        sites = ", ".join(sorted({failure.group for failure in failures(rows)})) or "none"
        raise UserError(f"no validation task of {site} failed; sites with failures: {sites}")
    shown = failed[:: math.ceil(len(failed) / MOST)]
    classes, told = asyncio.run(_ask(context, site, shown, folder))
    if classes is None:
        reason = next(iter(told["refused_answers"]))
        raise UserError(f"the {ROLE} proposed no classes for {site}: {reason}")
    (folder / f"{site}.yaml").write_text(render_failure_classes(classes), encoding="utf-8")
    return {"failures": len(failed), "kept": len(classes), **told}


async def _ask(
    context: DataContext, site: str, failed: list[Failure], folder: Path
) -> tuple[tuple[FailureClass, ...] | None, dict[str, Any]]:
    question = Question(
        key=site, role=ROLE, values={"site": site, "failures": failed}, read=read_proposal
    )
    async with asking(context, folder, "propose_failure_classes", 1) as asker:
        found = await asker.accepted([question])
    return found.get(site), asker.summary()
