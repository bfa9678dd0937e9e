"""A stage's questions: asked once, on until there is a last word, journaled and counted."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planact.config.schema import TeacherConfig, TeacherKind
from planact.core.errors import UserError
from planact.data.answers import JOURNAL, Answer, AnswerError, general, tokens
from planact.data.asking import Asker, asking
from planact.data.question import Question, asking_key
from planact.data.stage import DataContext
from planact.data.teacher import Teacher
from planact.llm.chat import ChatError, Completion, ContextError, Message
from planact.llm.prices import Price
from planact.store import read_jsonl
from planact.store.jsonl import append_jsonl
from tests.data.parts import FakeTeacher, context

ROLE = "plan_annotator"


def number_in(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise AnswerError(f"'{text}' is no number; write digits") from None


def question(key: str = "a", role: str = ROLE, **changes: Any) -> Question[int]:
    values = {"intent": f"How many {key}?", "observation": "", "actions": []}
    return Question(key, role, values, number_in, **changes)


def asked_by(folder: Path, teacher: FakeTeacher, **changes: Any) -> DataContext:
    made = context(folder, environment=None, teacher=teacher, at_once=2)
    config = replace(made.config, teacher=replace(made.config.teacher, **changes))
    return replace(made, config=config)


async def ask(given: DataContext, folder: Path, *questions: Question[int]) -> list[int | None]:
    async with asking(given, folder, "numbers", len(questions)) as asker:
        return [await asker.ask(one) for one in questions]


async def ask_all(
    given: DataContext, folder: Path, questions: Sequence[Question[int]]
) -> tuple[dict[str, int | None], Asker]:
    said: dict[str, int | None] = {}
    async with asking(given, folder, "numbers", len(questions)) as asker:
        await asker.ask_all(questions, lambda one, answer: said.update({one.key: answer}))
    return said, asker


async def test_an_answer_is_read_and_journaled(tmp_path: Path) -> None:
    teacher = FakeTeacher(["12"])
    assert await ask(asked_by(tmp_path, teacher), tmp_path, question()) == [12]
    (line,) = read_jsonl(tmp_path / JOURNAL, Answer)
    assert (line.key, line.role, line.text, line.refusal) == ("a", ROLE, "12", None)
    assert teacher.is_closed


async def test_a_question_is_asked_until_its_answer_is_acceptable(tmp_path: Path) -> None:
    teacher = FakeTeacher(["twelve", "12"])
    assert await ask(asked_by(tmp_path, teacher), tmp_path, question()) == [12]
    assert teacher.asked[1][-1]["content"] == "'twelve' is no number; write digits"


async def test_after_the_last_retry_there_is_no_answer(tmp_path: Path) -> None:
    teacher = FakeTeacher(["none"])
    assert await ask(asked_by(tmp_path, teacher), tmp_path, question()) == [None]
    assert len(teacher.asked) == 3


@pytest.mark.parametrize(
    ("answers", "further"),
    [(["12"], 0), (["twelve", "12"], 0), ([ContextError("too long")], 0)],
    ids=["accepted", "refused and accepted", "not to be answered"],
)
async def test_a_question_with_a_last_word_is_not_asked_again(
    tmp_path: Path, answers: list[Any], further: int
) -> None:
    before = await ask(asked_by(tmp_path, FakeTeacher(answers)), tmp_path, question())
    teacher = FakeTeacher(["99"])
    assert await ask(asked_by(tmp_path, teacher), tmp_path, question()) == before
    assert len(teacher.asked) == further


async def test_a_refused_question_is_asked_on_with_the_same_conversation(tmp_path: Path) -> None:
    first = FakeTeacher(["twelve", ChatError("gone")])
    with pytest.raises(UserError, match="teacher fake: gone; its answers so far are kept"):
        await ask(asked_by(tmp_path, first), tmp_path, question())
    second = FakeTeacher(["12"])
    assert await ask(asked_by(tmp_path, second), tmp_path, question()) == [12]
    assert second.asked[0] == first.asked[1]


async def test_a_torn_last_line_costs_that_answer_alone(tmp_path: Path) -> None:
    await ask(asked_by(tmp_path, FakeTeacher(["1", "2"])), tmp_path, question("a"), question("b"))
    journal = tmp_path / JOURNAL
    journal.write_bytes(journal.read_bytes()[:-20])
    teacher = FakeTeacher(["2"])
    given = asked_by(tmp_path, teacher)
    assert await ask(given, tmp_path, question("a"), question("b")) == [1, 2]
    assert len(teacher.asked) == 1


async def test_an_answer_that_can_no_longer_be_read_is_named(tmp_path: Path) -> None:
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "seconds": 0.0}
    line = {"key": "a", "role": ROLE, "text": "twelve", "refusal": None, "usage": usage}
    append_jsonl(tmp_path / JOURNAL, line)
    with pytest.raises(UserError, match=rf"{JOURNAL}: the answer to 'a', .* delete its line"):
        await ask(asked_by(tmp_path, FakeTeacher([])), tmp_path, question())


async def test_an_answer_can_make_a_further_question_possible(tmp_path: Path) -> None:
    teacher, said = FakeTeacher(["1", "2", "3"]), []

    def go_on(one: Question[int], answer: int | None) -> Question[int] | None:
        said.append((one.key, answer))
        return question(one.key + "a") if len(one.key) < 3 else None

    async with asking(asked_by(tmp_path, teacher), tmp_path, "numbers", 1) as asker:
        await asker.ask_all([question("a")], go_on)
    assert said == [("a", 1), ("aa", 2), ("aaa", 3)]


class Slow(FakeTeacher):
    """Fails on the first question, and answers the others a while later."""

    async def chat(self, messages: Sequence[Message], **how: Any) -> Completion:
        number = len(self.asked)
        self.asked.append(list(messages))
        if number == 0:
            await asyncio.sleep(0.02)
            raise ChatError("gone")
        await asyncio.sleep(0.1)
        return Completion(str(number), 100, 10, 0.1)


async def test_what_was_asked_when_another_question_failed_is_still_kept(tmp_path: Path) -> None:
    teacher = Slow([])
    with pytest.raises(UserError, match="gone"):
        await ask_all(asked_by(tmp_path, teacher), tmp_path, [question("a"), question("b")])
    assert [line.key for line in read_jsonl(tmp_path / JOURNAL, Answer)] == ["b"]
    assert teacher.is_closed


async def test_after_a_failure_nothing_more_is_asked(tmp_path: Path) -> None:
    teacher = Slow([])
    with pytest.raises(UserError, match="gone"):
        await ask_all(asked_by(tmp_path, teacher), tmp_path, [question(key) for key in "abcdef"])
    assert len(teacher.asked) == 2


def test_whoever_interrupts_a_run_does_not_wait(tmp_path: Path) -> None:
    class Endless(FakeTeacher):
        async def chat(self, messages: Sequence[Message], **how: Any) -> Completion:
            signal.raise_signal(signal.SIGINT)
            await asyncio.sleep(3600)
            raise AssertionError

    teacher = Endless([])
    # A background job of a shell ignores the signal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            asyncio.run(ask_all(asked_by(tmp_path, teacher), tmp_path, [question()]))
    finally:
        signal.signal(signal.SIGINT, before)
    assert teacher.is_closed


async def test_tokens_and_costs_are_counted_by_role(tmp_path: Path) -> None:
    template = tmp_path / "prompts" / "test" / "orm"
    teacher = FakeTeacher(["1", "no", "2"])
    given = asked_by(tmp_path, teacher)
    priced = Teacher(given.config.teacher, teacher, Price(1000.0, 10_000.0))
    template.mkdir()
    (template / "user.md").write_text("{{ intent }}")
    (template / "refused.md").write_text("{{ reason }}")
    async with asking(replace(given, teacher=lambda role: priced), tmp_path, "n", 2) as asker:
        await asker.ask(question("a"))
        await asker.ask(question("b", role="orm"))
        summary = asker.summary()
    assert summary["answers"] == 3
    assert summary["refused_answers"] == {"'no' is no number; write digits": 1}
    assert summary["spent"] == {
        "orm": {
            "requests": 2,
            "prompt_tokens": 200,
            "completion_tokens": 20,
            "cost": pytest.approx(0.4),
        },
        ROLE: {
            "requests": 1,
            "prompt_tokens": 100,
            "completion_tokens": 10,
            "cost": pytest.approx(0.2),
        },
    }


async def test_what_was_spent_is_on_the_progress_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = asked_by(tmp_path, teacher := FakeTeacher(["1"]))
    priced = Teacher(given.config.teacher, teacher, Price(1000.0, 10_000.0))
    await ask_all(replace(given, teacher=lambda role: priced), tmp_path, [question()])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "numbers: 1/1, 1 kept, 100 tokens in, 10 out, $0.20"


async def test_the_probability_of_a_yes_is_asked_for_and_journaled(tmp_path: Path) -> None:
    wanted: list[bool] = []

    class Sure(FakeTeacher):
        async def chat(self, messages: Sequence[Message], **how: Any) -> Completion:
            wanted.append(how["yes_or_no"])
            return Completion("1", 100, 10, 0.1, yes=0.9)

    given = asked_by(tmp_path, Sure([]))
    async with asking(given, tmp_path, "numbers", 1) as asker:
        await asker.ask(question(yes_or_no=True))
        assert [answer.yes for answer in asker.answers("a")] == [0.9]
    assert wanted == [True]


async def test_roles_that_share_an_endpoint_share_one_teacher(tmp_path: Path) -> None:
    opened: list[str] = []
    teacher = FakeTeacher(["1"])
    given = asked_by(tmp_path, teacher, kind=TeacherKind.endpoint)
    given.config.teachers["orm"] = TeacherConfig(name="other", kind=TeacherKind.endpoint)

    def open_teacher(role: str) -> Teacher:
        opened.append(role)
        return Teacher(given.config.teacher, teacher)

    for role in ("query_filter", "orm"):
        template = tmp_path / "prompts" / "test" / role / "user.md"
        template.parent.mkdir()
        template.write_text("{{ intent }}")
    roles = (ROLE, "query_filter", "orm")
    questions = [question(role, role=role) for role in roles]
    await ask(replace(given, teacher=open_teacher), tmp_path, *questions)
    assert opened == [ROLE, "orm"]


def keyed(change: Callable[[TeacherConfig], None], folder: Path) -> dict[str, Any]:
    given = asked_by(folder, FakeTeacher([]))
    change(given.config.teacher)
    return asking_key(given, [ROLE])


@pytest.mark.parametrize("field", ["concurrency", "timeout", "retries", "max_cost", "batch"])
def test_how_a_teacher_is_asked_makes_no_other_dataset(tmp_path: Path, field: str) -> None:
    same = keyed(lambda teacher: None, tmp_path)
    assert keyed(lambda teacher: setattr(teacher, field, 77), tmp_path) == same


@pytest.mark.parametrize("field", ["name", "base_url", "temperature", "max_tokens"])
def test_who_is_asked_does(tmp_path: Path, field: str) -> None:
    other = keyed(lambda teacher: setattr(teacher, field, 77), tmp_path)
    assert other != keyed(lambda teacher: None, tmp_path)


def test_a_role_of_its_own_teacher_is_keyed_by_that(tmp_path: Path) -> None:
    given = asked_by(tmp_path, FakeTeacher([]))
    given.config.teachers["orm"] = TeacherConfig(name="judge")
    teachers = asking_key(given, [ROLE, "orm"])["teachers"]
    assert {role: entry["teacher"] for role, entry in teachers.items()} == {
        ROLE: "fake",
        "orm": "judge",
    }


def test_like_reasons_are_counted_together() -> None:
    assert general("step 3 covers [1, 2] of 'x', not [4]") == general(
        "step 12 covers [0] of 'x', not [7, 8]"
    )


async def test_tokens_of_answers_leave_out_the_seconds(tmp_path: Path) -> None:
    await ask(asked_by(tmp_path, FakeTeacher(["no", "1"])), tmp_path, question())
    together = tokens(read_jsonl(tmp_path / JOURNAL, Answer))
    assert (together.prompt_tokens, together.completion_tokens) == (200, 20)
    assert together.seconds == 0
