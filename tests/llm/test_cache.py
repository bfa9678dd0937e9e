"""A cached model answers a question once, also for other processes and after a kill."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Sequence
from pathlib import Path

from planact.llm.cache import CachedAnswer, CachedChat
from planact.llm.chat import Completion, Message
from planact.store.jsonl import read_jsonl


def asked(text: str) -> list[Message]:
    return [{"role": "user", "content": text}]


class Counting:
    """Answers with the number of the call, cut off if it is told so."""

    name = "counting"

    def __init__(self, finish_reason: str = "stop") -> None:
        self.calls = 0
        self.is_closed = False
        self._finish_reason = finish_reason

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: object = None,
        yes_or_no: bool = False,
    ) -> Completion:
        self.calls += 1
        number = self.calls
        await asyncio.sleep(0)
        yes = 0.75 if yes_or_no else None
        return Completion(f"{number}", 10, 2, 0.5, self._finish_reason, yes)  # type: ignore[arg-type]

    async def close(self) -> None:
        self.is_closed = True


async def ask(model: CachedChat, text: str = "Who?", temperature: float = 0.0) -> str:
    return (await model.chat(asked(text), max_tokens=9, temperature=temperature)).text


async def test_a_question_is_asked_once_and_remembered(tmp_path: Path) -> None:
    path, model = tmp_path / "new" / "answers.jsonl", Counting()
    first = CachedChat(model, path)
    assert [await ask(first), await ask(first, "Where?"), await ask(first)] == ["1", "2", "1"]
    assert [await ask(CachedChat(model, path)), await ask(CachedChat(model, path), "Where?")] == [
        "1",
        "2",
    ]
    assert model.calls == 2


async def test_temperature_tells_questions_apart_and_above_0_the_answer_stays(
    tmp_path: Path,
) -> None:
    model = CachedChat(Counting(), tmp_path / "answers.jsonl")
    assert [await ask(model), await ask(model, temperature=1.0)] == ["1", "2"]
    assert [await ask(model, temperature=1), await ask(model, temperature=1.0)] == ["2", "2"]


async def test_of_one_name_another_server_is_asked_again(tmp_path: Path) -> None:
    path, model = tmp_path / "answers.jsonl", Counting()
    here, there = (CachedChat(model, path, server=server) for server in ("here", "there"))
    assert [await ask(here), await ask(there), await ask(here)] == ["1", "2", "1"]


async def test_who_asks_at_the_same_time_is_answered_alike(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    model = CachedChat(Counting(), path)
    assert len(set(await asyncio.gather(*(ask(model) for _ in range(5))))) == 1
    assert len(read_jsonl(path, CachedAnswer)) == 1


async def test_an_answer_that_was_cut_off_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    model = CachedChat(Counting("length"), path)
    assert [await ask(model), await ask(model)] == ["1", "2"]
    assert not path.exists()


async def test_what_a_kill_left_of_a_line_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    await ask(CachedChat(Counting(), path))
    path.write_bytes(path.read_bytes() + b'{"key": "12')
    model = Counting()
    assert await ask(CachedChat(model, path), "Where?") == "1"
    assert await ask(CachedChat(model, path)) == "1"
    assert len(read_jsonl(path, CachedAnswer)) == 2


def _ask_many(path: Path, start: int) -> None:
    async def run() -> None:
        model = CachedChat(Counting(), path)
        for number in range(start, start + 40):
            await ask(model, str(number))

    asyncio.run(run())


def test_several_processes_write_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_ask_many, args=(path, start)) for start in (0, 40)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert len(read_jsonl(path, CachedAnswer)) == 80


async def test_closing_closes_the_model(tmp_path: Path) -> None:
    model = Counting()
    await CachedChat(model, tmp_path / "answers.jsonl").close()
    assert model.is_closed


async def test_the_probability_of_a_yes_is_remembered_where_it_was_wanted(tmp_path: Path) -> None:
    path, model = tmp_path / "answers.jsonl", Counting()

    async def ask_for_yes() -> float | None:
        given = await CachedChat(model, path).chat(asked("Is it?"), max_tokens=9, yes_or_no=True)
        return given.yes

    assert await ask(CachedChat(model, path), "Is it?") == "1"
    assert [await ask_for_yes(), await ask_for_yes()] == [0.75, 0.75]
    assert model.calls == 2
