"""A journal of many writers: a row is on the disk when its writer hears so."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from planact.core.trajectory import Record
from planact.store import journal as module
from planact.store import read_jsonl
from planact.store.journal import Journal
from planact.store.jsonl import append_lines


class Note(Record):
    number: int
    text: str = ""


def numbers(path: Path) -> list[int]:
    return [note.number for note in read_jsonl(path, Note)]


async def test_a_row_can_be_read_as_soon_as_it_was_added(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j.jsonl")
    for number in range(3):
        await journal.append(Note(number=number, text="ünï\u2028cödé"))
        assert numbers(journal.path) == list(range(number + 1))


async def test_rows_that_come_together_reach_the_disk_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes: list[int] = []

    def write(path: Path, lines: list[bytes]) -> None:
        writes.append(len(lines))
        append_lines(path, lines)

    monkeypatch.setattr(module, "append_lines", write)
    journal = Journal(tmp_path / "j.jsonl")
    await asyncio.gather(*(journal.append(Note(number=n)) for n in range(50)))
    assert numbers(journal.path) == list(range(50))
    assert writes == [50]


async def test_a_row_is_written_though_its_writer_is_gone(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j.jsonl")
    writer = asyncio.create_task(journal.append(Note(number=7)))
    await asyncio.sleep(0)
    writer.cancel()
    await journal.close()
    assert numbers(journal.path) == [7]


async def test_closing_waits_for_what_was_handed_in(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j.jsonl")
    tasks = [asyncio.create_task(journal.append(Note(number=n))) for n in range(5)]
    await asyncio.sleep(0)
    await journal.close()
    assert numbers(journal.path) == list(range(5))
    await asyncio.gather(*tasks)


async def test_a_torn_last_line_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes(b'{"number": 1, "text": ""}\n{"number": 2, "te')
    await Journal(path).append(Note(number=3))
    assert numbers(path) == [1, 3]


async def test_everybody_hears_of_a_disk_that_fails_and_the_journal_goes_on(
    tmp_path: Path,
) -> None:
    journal = Journal(tmp_path / "missing" / "j.jsonl")
    rows = [journal.append(Note(number=n)) for n in range(2)]
    failed = await asyncio.gather(*rows, return_exceptions=True)
    assert [type(error) for error in failed] == [FileNotFoundError] * 2
    journal.path.parent.mkdir()
    await journal.append(Note(number=3))
    assert numbers(journal.path) == [3]


async def test_a_row_that_no_file_can_hold_is_its_writers_trouble_alone(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j.jsonl")
    with pytest.raises(ValueError, match="surrogates"):
        await journal.append(Note(number=1, text="\ud83d"))
    await journal.append(Note(number=2))
    assert numbers(journal.path) == [2]
