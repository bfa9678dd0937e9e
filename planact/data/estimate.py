"""What a cell's datasets will take, told before a request is sent: ``dry_run=true``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import mean
from typing import NamedTuple

from rich.table import Table

from planact.core.trajectory import Usage
from planact.data.answers import JOURNAL, Answer
from planact.data.quality import QUALITY
from planact.data.samples import SAMPLES, Sample
from planact.data.stage import ACTIONS, DataContext, Forecast, Size, Stage
from planact.data.stages import DATASETS, STAGES, find_dataset, find_stage
from planact.data.teacher import teacher_config
from planact.llm.prices import price_of
from planact.llm.protocol import CHARACTERS_PER_TOKEN
from planact.store import Artifact, read_jsonl

PAGE = 20_000
"""Characters of a page of WebArena's, or ``env.observation.max_chars`` where that is less."""

INTENT, REPLY, PLAN = 150, 75, 1_500
"""Characters of a query, of an action with its comments, and of a plan of five steps."""

CLASSES = 2_500
"""Characters of a site's classes of failures."""

OTHER_VALUE = 300
"""Characters of what a template mentions besides."""

ANSWERS = {
    "query_generator": 40,
    "query_filter": 60,
    "demonstrator": 60,
    "orm": 120,
    "plan_annotator": 600,
    "replan_annotator": 450,
    "cot_annotator": 120,
    "plan_expander": 350,
    "failure_classifier": 60,
    "targeted_generator": 400,
    "planner": 300,
    "executor": 60,
}
"""Tokens of an answer by role, of each item where several are asked for: GPT-4o's, rounded up."""

OTHER_ANSWER = 500
"""Tokens of an answer in another role."""


@dataclass(frozen=True)
class Line:
    """What a stage asks in one role; of a stage that asks nobody, that it is made.

    Attributes:
        stage: The stage.
        role: The role; empty where nobody is asked.
        requests: Number of requests, without those that are sent back.
        usage: Tokens of all of them, by estimate.
        cost: In US dollars; None where no price is known.
        users: Who learns from it, or from what is made of it.
        made: Whether it is in the store already.
    """

    stage: str
    role: str
    requests: int
    usage: Usage
    cost: float | None
    users: tuple[str, ...]
    made: bool


def estimate(context: DataContext, wanted: Mapping[str, Iterable[str]]) -> list[Line]:
    """What it takes to make the datasets that are wanted, and those they are made from.

    Args:
        context: The run's config and store; no model is asked and nothing is started.
        wanted: By who learns from them, the stages.
    """
    users, lines = _users(wanted), list[Line]()
    for name, expected in _expected(users, context).items():
        stage, made = find_stage(name), expected.made
        for role, requests in (expected.forecast.requests or {"": 0}).items():
            usage = _usage(stage, role, context, requests)
            price = price_of(teacher_config(role, context.config))
            cost = None if price is None else price.of(usage)
            lines.append(Line(name, role, requests, usage, cost, users[name], made))
    return lines


def expected_sizes(context: DataContext, names: Iterable[str]) -> dict[str, Size]:
    """How large the stages' datasets, and those they are made from, are or are going to be."""
    needed = _users({"": names})
    return {name: each.forecast.size for name, each in _expected(needed, context).items()}


def estimate_table(lines: Sequence[Line]) -> Table:
    """One row a stage and role, and the total."""
    table = Table(title="Estimate: nothing was asked", show_footer=True)
    total = sum((line.usage for line in lines), start=Usage())
    cost = sum(line.cost or 0.0 for line in lines)
    for name, footer in {
        "Stage": "total",
        "Role": "",
        "Requests": f"{sum(line.requests for line in lines):,}",
        "Tokens in": f"{total.prompt_tokens:,}",
        "Tokens out": f"{total.completion_tokens:,}",
        "Cost": f"${cost:.2f}",
        "For": "",
        "In the store": "",
    }.items():
        table.add_column(name, footer, justify="right" if footer[:1].strip("t") else "left")
    for line in lines:
        table.add_row(*_cells(line))
    return table


def estimated_cost(lines: Sequence[Line]) -> str:
    """All of it in a few words."""
    requests, cost = sum(line.requests for line in lines), sum(line.cost or 0.0 for line in lines)
    unpriced = any(line.requests and line.cost is None for line in lines)
    known = " at least, with models whose price is not known" if unpriced and cost else ""
    return f"{requests:,} requests" + ("" if unpriced and not cost else f", ${cost:.2f}{known}")


def _cells(line: Line) -> Iterator[str]:
    yield from (line.stage, line.role or "-", f"{line.requests:,}")
    yield from (f"{line.usage.prompt_tokens:,}", f"{line.usage.completion_tokens:,}")
    yield "-" if line.cost is None else f"${line.cost:.2f}"
    yield from (", ".join(line.users), "yes" if line.made else "no")


class _Expected(NamedTuple):
    """What making a dataset takes; nothing where it is in the store."""

    forecast: Forecast
    made: bool


def _expected(names: Iterable[str], context: DataContext) -> dict[str, _Expected]:
    """By stage, inputs first, what to expect of its dataset."""
    sizes: dict[str, Size] = {}
    expected: dict[str, _Expected] = {}
    for name in names:
        stage, found = find_stage(name), find_dataset(name, context)
        forecast = _forecast(stage, context, sizes) if found is None else Forecast(_size(found))
        sizes[name] = forecast.size
        expected[name] = _Expected(forecast, found is not None)
    return expected


def _users(wanted: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Every stage that is needed, after those it reads, with who learns from it."""
    users: dict[str, tuple[str, ...]] = {}
    for user, names in wanted.items():
        for name in dict.fromkeys(chain.from_iterable(map(_with_inputs, names))):
            users[name] = (*users.get(name, ()), user)
    return users


def _with_inputs(name: str) -> Iterator[str]:
    """The stage's inputs, and theirs, before itself."""
    for needed in find_stage(name).inputs:
        if needed in STAGES:
            yield from _with_inputs(needed)
    yield name


def _forecast(stage: Stage, context: DataContext, sizes: Mapping[str, Size]) -> Forecast:
    if stage.forecast is not None:
        return stage.forecast(context, sizes)
    rows = sizes[stage.inputs[0]].rows
    return Forecast(Size(rows), dict.fromkeys(stage.roles, rows))


def _size(found: Artifact) -> Size:
    actions = found.summary.get(QUALITY, {}).get("actions", 0)
    return Size(found.summary["kept"], actions)


def _usage(stage: Stage, role: str, context: DataContext, requests: int) -> Usage:
    """Tokens of so many requests: like those seen before, else as long as values usually are."""
    if not requests:
        return Usage()
    asked, answered = _seen(stage, role, context) or typical_tokens(role, context)
    return Usage(prompt_tokens=requests * asked, completion_tokens=requests * answered)


def _seen(stage: Stage, role: str, context: DataContext) -> tuple[int, int] | None:
    """Mean tokens of the role's requests and answers in the stage's latest dataset that has some.

    Counted in characters, so that those of the oracle, which reports no tokens, tell as much.
    """
    for folder in context.store.folders(DATASETS, stage.name):
        asked = [
            sum(len(turn["content"]) for turn in sample.messages)
            for sample in read_jsonl(folder / SAMPLES, Sample)
            if sample.role == role
        ]
        answered = [
            len(answer.text)
            for answer in read_jsonl(folder / JOURNAL, Answer)
            if answer.role == role and not answer.final
        ]
        if asked and answered:
            return _tokens(mean(asked)), _tokens(mean(answered))
    return None


def typical_tokens(role: str, context: DataContext) -> tuple[int, int]:
    """Tokens of a request and an answer, from the role's templates and what they mention."""
    fixed, names = context.prompts.outline(role)
    values = _values(role, context)
    asked = fixed + sum(values.get(name, OTHER_VALUE) for name in names)
    items = context.config.data.new_per_request if "count" in names else 1
    return _tokens(asked), items * ANSWERS.get(role, OTHER_ANSWER)


def _values(role: str, context: DataContext) -> dict[str, int]:
    """Characters that values take up in the role's prompt, by their names in the templates."""
    page = min(PAGE, context.config.env.observation.max_chars)
    pair = INTENT + page + PLAN
    past = ACTIONS // 2
    return {
        "intent": INTENT,
        "observation": page,
        "plan": PLAN,
        "actions": ACTIONS * REPLY,
        "taken": past * REPLY,
        "rounds": past * (PLAN if role == "replan_annotator" else REPLY),
        "classes": CLASSES,
        "example": pair,
        "examples": context.config.data.seeds_per_request
        * (pair if role == "plan_expander" else INTENT),
    }


def _tokens(characters: float) -> int:
    return round(characters / CHARACTERS_PER_TOKEN)
