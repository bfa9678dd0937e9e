"""The first conversations of a stage are kept, and shown word for word."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from planact.core.errors import UserError
from planact.data.samples import MOST, SAMPLES, Sample, Samples
from planact.data.show import show_stage
from planact.data.stage import DataContext
from planact.data.stages import make_dataset
from planact.llm.chat import ChatError
from planact.store import read_jsonl
from tests.data.parts import FakeEnvironment, FakeTeacher, context, task
from tests.data.test_grounded_plans import GOOD, NO_PLAN

PLANS = "grounded_plans_of_seed_trajectories"


def prepared(folder: Path, teacher: FakeTeacher, tasks: int = 2) -> DataContext:
    environment = FakeEnvironment([task(number) for number in range(tasks)])
    return context(folder, environment, teacher, at_once=1)


def shown(given: DataContext, name: str = PLANS, count: int = 3) -> str:
    console = Console(file=io.StringIO(), width=120)
    show_stage(name, given, count, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_request_is_shown_whole_with_every_answer_and_what_was_read_out_of_it(
    tmp_path: Path,
) -> None:
    given = prepared(tmp_path, FakeTeacher([NO_PLAN, GOOD]))
    make_dataset(PLANS, given)
    text = shown(given, count=1)
    assert text.count("plan_annotator: question") == 1
    assert "How much is item 0?" in text
    assert 'do(action="Click", element="7")' in text
    assert text.index("answer 1, refused: no '## Step 1' header") < text.index("answer 2, accepted")
    assert '"reasoning": "The reports are one click away."' in text


def test_a_pages_brackets_are_no_markup(tmp_path: Path) -> None:
    given = prepared(tmp_path, FakeTeacher([GOOD + "\n---\n[red]alert[/red]"]))
    make_dataset(PLANS, given)
    assert "[red]alert[/red]" in shown(given)


def test_a_stage_that_asks_nobody_shows_its_rows(tmp_path: Path) -> None:
    given = prepared(tmp_path, FakeTeacher([GOOD]))
    make_dataset("seed_trajectories", given)
    text = shown(given, "seed_trajectories", count=1)
    assert "shopping: How much is item 0?" in text
    assert 'exit(message="$12")' in text
    assert "item 1" not in text


def test_a_stage_that_never_finished_shows_what_was_asked_so_far(tmp_path: Path) -> None:
    given = prepared(tmp_path, FakeTeacher([GOOD, ChatError("endpoint: 503")]))
    with pytest.raises(UserError, match="503"):
        make_dataset(PLANS, given)
    assert "answer 1, accepted" in shown(given)


def test_what_is_not_there_yet_is_one_line_with_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(
        UserError, match=f"no dataset of {PLANS} yet: make it by python -m planact.data"
    ):
        shown(prepared(tmp_path, FakeTeacher([GOOD])))
    with pytest.raises(UserError, match="no stage makes 'plans': there are seed_trajectories, "):
        shown(prepared(tmp_path, FakeTeacher([GOOD])), "plans")


def test_only_the_first_conversations_of_each_role_are_kept(tmp_path: Path) -> None:
    samples = Samples(tmp_path)
    for number in range(MOST + 5):
        for role in ("generator", "filter"):
            if samples.wants(str(number), role):
                samples.keep(str(number), role, [{"role": "user", "content": "?"}], number)
    kept = read_jsonl(tmp_path / SAMPLES, Sample)
    assert len(kept) == 2 * MOST
    assert {sample.key for sample in kept} == {str(number) for number in range(MOST)}


def test_a_stage_that_goes_on_keeps_no_conversation_twice(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="503"):
        make_dataset(PLANS, prepared(tmp_path, FakeTeacher([GOOD, ChatError("endpoint: 503")])))
    made = make_dataset(PLANS, prepared(tmp_path, FakeTeacher([GOOD])))
    keys = [sample.key for sample in read_jsonl(made.folder / SAMPLES, Sample)]
    assert sorted(keys) == ["0", "1"]
