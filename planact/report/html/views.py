"""What the pages show of an episode and of its rounds: plain values for the templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from planact.core.action import parse_action
from planact.core.errors import ActionError, PlanError
from planact.core.plan import parse_plan
from planact.core.task import site_group
from planact.core.trajectory import Episode, PlanMade, Round, Usage
from planact.report.html.prompts import EpisodePrompts, Prompt

SOLVED, FAILED, ERROR = "solved", "failed", "error"


@dataclass(frozen=True)
class Row:
    """An episode in the list of all.

    Attributes:
        result: ``solved``, ``failed`` or ``error``.
        tokens: Of all its model calls, prompts and answers together.
    """

    cell: str
    task_id: int
    site: str
    template_id: int
    intent: str
    result: str
    stop_reason: str
    rounds: int
    plans: int
    tokens: int
    seconds: float
    labels: tuple[str, ...]


@dataclass(frozen=True)
class PlanView:
    """A plan, and how it differs from the one before: lines marked ``+``, ``-`` or a space."""

    made: PlanMade
    lines: Sequence[tuple[str, str]]
    is_first: bool
    prompt: Prompt | None


@dataclass(frozen=True)
class RoundView:
    """A round with the plans that were made right before it.

    Attributes:
        number: Counted from 1.
        page: The observation in pieces: text, and whether it is the target element.
        screenshot: Address of the picture as seen from the report; None if there is none.
    """

    number: int
    taken: Round
    page: Sequence[tuple[str, bool]]
    plans: Sequence[PlanView]
    prompt: Prompt | None
    screenshot: str | None


def row_of(cell: str, episode: Episode, labels: tuple[str, ...]) -> Row:
    """The episode's line in the list."""
    calls = [made.usage for made in episode.plans] + [taken.usage for taken in episode.rounds]
    total = Usage.total(calls)
    return Row(
        cell=cell,
        task_id=episode.task_id,
        site=site_group(episode.sites),
        template_id=episode.template_id,
        intent=episode.intent,
        result=_result(episode),
        stop_reason=episode.stop_reason,
        rounds=len(episode.rounds),
        plans=sum(made.error is None for made in episode.plans),
        tokens=total.prompt_tokens + total.completion_tokens,
        seconds=episode.seconds,
        labels=labels,
    )


def plan_views(episode: Episode, prompts: EpisodePrompts) -> list[PlanView]:
    """Every plan, refused ones too, each beside the plan that was followed before it."""
    views: list[PlanView] = []
    before: list[str] | None = None
    for made, prompt in zip(episode.plans, prompts.plans, strict=True):
        lines = _plan_lines(made.text)
        difference = list(_difference(before if before is not None else lines, lines))
        views.append(PlanView(made, difference, before is None, prompt))
        if made.error is None:
            before = lines
    return views


def round_views(
    episode: Episode,
    plans: Sequence[PlanView],
    prompts: EpisodePrompts,
    screenshots: Sequence[str | None],
) -> list[RoundView]:
    """Every round; the plans made before the first one belong to the episode as a whole."""
    return [
        RoundView(
            number=number + 1,
            taken=taken,
            page=list(_marked(taken)),
            plans=[plan for plan in plans if plan.made.round == number > 0],
            prompt=prompts.rounds[number],
            screenshot=screenshots[number],
        )
        for number, taken in enumerate(episode.rounds)
    ]


def _result(episode: Episode) -> str:
    if episode.status == "error":
        return ERROR
    return SOLVED if episode.score == 1 else FAILED


def _plan_lines(text: str) -> list[str]:
    """The plan without its numbering, which shifts whenever a step is done."""
    try:
        plan = parse_plan(text)
    except PlanError:
        return text.splitlines()
    return [line for step in plan.steps for line in (f"• {step.step}", f"  {step.reasoning}")]


def _difference(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """All lines of both, those that went and those that came marked."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield from ((" ", line) for line in after[new_start:new_end])
        else:
            yield from (("-", line) for line in before[old_start:old_end])
            yield from (("+", line) for line in after[new_start:new_end])


def _marked(taken: Round) -> Iterator[tuple[str, bool]]:
    """The observation, with the line or the tag of the action's target apart."""
    element = _target(taken)
    found = element and re.search(
        rf'^.*\[{element}\].*$|<[^<>]*\bid="{element}"[^<]*', taken.observation, re.M
    )
    if not found:
        yield taken.observation, False
        return
    yield taken.observation[: found.start()], False
    yield found[0], True
    yield taken.observation[found.end() :], False


def _target(taken: Round) -> str | None:
    try:
        element = parse_action(taken.reply).element
    except ActionError:
        return None
    return re.escape(element) if element else None
