"""Which data trains which model, told before anything is made: ``dry_run=true``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from rich.table import Table

from planact.config.models import model_of
from planact.core.trajectory import Trajectory
from planact.data.cot import Thought, cot_of
from planact.data.estimate import expected_sizes, typical_tokens
from planact.data.plan_pairs import PlanPair
from planact.data.stage import DataContext, Size
from planact.data.stages import find_stage, make_dataset
from planact.llm.protocol import CHARACTERS_PER_TOKEN
from planact.llm.weights import tokenizer_at_hand
from planact.store import NotMade
from planact.training.checkpoint import ROLES, Role, dataset_names, taught
from planact.training.dataset import Example, tokenize
from planact.training.lessons import examples_of


@dataclass(frozen=True)
class Lesson:
    """What a model learns from a stage's dataset.

    Attributes:
        stage: The stage.
        role: Whose model.
        examples: SFT examples, without those that are too long for the trainer.
        tokens: Of all of them, prompts included.
        made: Whether the dataset is in the store, and the numbers are its own; else they are
            estimates.
    """

    stage: str
    role: Role
    examples: int
    tokens: int
    made: bool


def curriculum(context: DataContext) -> list[Lesson]:
    """Everything that the planner's and the executor's models learn from; nothing is made.

    Raises:
        UserError: The variants name a stage that is not there.
    """
    named = {role: taught(role, context) for role in ROLES}
    sizes = expected_sizes(context, chain.from_iterable(named.values()))
    return [_lesson(name, role, context, sizes) for role in ROLES for name in named[role]]


def curriculum_table(lessons: Sequence[Lesson]) -> Table:
    """One row a stage and model, and what each model learns in all."""
    table = Table(title="What trains which model")
    for name in ("Stage", "Trains the"):
        table.add_column(name)
    for name in ("Examples", "Tokens"):
        table.add_column(name, justify="right")
    table.add_column("Numbers")
    for lesson in lessons:
        numbers = "counted" if lesson.made else "estimated"
        table.add_row(lesson.stage, lesson.role, *_counts([lesson]), numbers)
    table.add_section()
    for role in dict.fromkeys(lesson.role for lesson in lessons):
        table.add_row("total", role, *_counts([each for each in lessons if each.role == role]))
    return table


def _counts(lessons: Iterable[Lesson]) -> tuple[str, str]:
    found = [(lesson.examples, lesson.tokens) for lesson in lessons]
    examples, tokens = map(sum, zip(*found, strict=True))
    return f"{examples:,}", f"{tokens:,}"


def _lesson(name: str, role: Role, context: DataContext, sizes: Mapping[str, Size]) -> Lesson:
    if (given := _given(name, role, context)) is not None:
        examples, tokens = _counted(given, role, context)
    else:
        examples = _expected_examples(name, role, sizes)
        length = min(sum(typical_tokens(role, context)), _longest(role, context))
        tokens = examples * length
    return Lesson(name, role, examples, tokens, made=given is not None)


def _given(name: str, role: Role, context: DataContext) -> list[Example] | None:
    """The examples that the stage's dataset gives, if it is in the store."""
    looking = replace(context, datasets={})
    try:
        with context.store.looking():
            for needed in _needed(name, role, context):
                make_dataset(needed, looking)
    except NotMade:
        return None
    return list(examples_of(name, looking, context.config.planner.replan).get(role, ()))


def _needed(name: str, role: Role, context: DataContext) -> list[str]:
    """The stage, and for thoughts the others along the trajectories, which they go with."""
    if find_stage(name).row is not Thought:
        return [name]
    return [each for each in dataset_names(role, context) if find_stage(each).row is not PlanPair]


def _counted(given: Sequence[Example], role: Role, context: DataContext) -> tuple[int, int]:
    """Examples and tokens, as the trainer will count them."""
    longest = _longest(role, context)
    if tokenizer := tokenizer_at_hand(model_of(role, context.config)):
        lengths = [len(row["input_ids"]) for row in tokenize(tokenizer, given, longest).rows]
    else:
        lengths = [length for each in given if (length := _tokens(each)) <= longest]
    return len(lengths), sum(lengths)


def _tokens(example: Example) -> int:
    return round(sum(len(turn.content) for turn in example.messages) / CHARACTERS_PER_TOKEN)


def _longest(role: Role, context: DataContext) -> int:
    return min(context.config.trainer.max_length, model_of(role, context.config).context)


def _expected_examples(name: str, role: Role, sizes: Mapping[str, Size]) -> int:
    """A planner's examples are the plans, an executor's the actions of the trajectories."""
    stage = find_stage(name)
    source = name if stage.row is Trajectory else stage.inputs[0]
    if role == "executor":
        return sizes[source].actions
    # Thoughts along trajectories precede plans and actions alike.
    others = sizes[source].actions if name == cot_of(source) else 0
    return sizes[name].rows - others
