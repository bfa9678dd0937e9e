"""The journal: a line counts once it is whole, whatever killed its writer."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planact.core.errors import UserError
from planact.core.trajectory import Record
from planact.store.jsonl import append_jsonl, read_jsonl, write_jsonl


class Note(Record):
    number: int
    text: str


notes = st.lists(st.builds(Note, number=st.integers(-(2**40), 2**40), text=st.text(max_size=30)))


@settings(deadline=None)
@given(rows=notes, data=st.data())
def test_a_file_cut_anywhere_keeps_its_whole_rows_and_takes_new_ones(
    rows: list[Note], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.jsonl"
        write_jsonl(path, rows)
        whole = path.read_bytes()
        cut = data.draw(st.integers(0, len(whole)))
        path.write_bytes(whole[:cut])

        kept = read_jsonl(path, Note)
        assert kept == rows[: len(kept)]
        assert len(kept) >= whole[:cut].count(b"\n")

        more = Note(number=7, text="after the cut")
        append_jsonl(path, more)
        assert read_jsonl(path, Note) == [*kept, more]


def test_appended_rows_read_back_in_order(tmp_path: Path) -> None:
    rows = [Note(number=number, text="line\u2028 \n end") for number in range(3)]
    for row in rows:
        append_jsonl(tmp_path / "j.jsonl", row)
    assert read_jsonl(tmp_path / "j.jsonl", Note) == rows


def test_a_file_that_is_not_there_has_no_rows(tmp_path: Path) -> None:
    assert read_jsonl(tmp_path / "none.jsonl", Note) == []


def test_a_last_row_without_newline_written_by_hand_counts(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    path.write_text('{"number": 1, "text": "a"}')
    append_jsonl(path, Note(number=2, text="b"))
    assert [row.number for row in read_jsonl(path, Note)] == [1, 2]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"number": 1, "te', "EOF"),
        ('{"number": "one", "text": ""}', "number: Input should be a valid integer"),
        ('{"number": 1}', "text: Field required"),
        ('{"number": 1, "text": "", "colour": 3}', "colour: Extra inputs"),
        ("", "EOF"),
    ],
)
def test_a_corrupt_line_before_the_end_is_named_with_file_and_line(
    tmp_path: Path, line: str, reason: str
) -> None:
    path = tmp_path / "dataset.jsonl"
    path.write_text('{"number": 1, "text": ""}\n' + line + '\n{"number": 3, "text": ""}\n')
    with pytest.raises(UserError) as refused:
        read_jsonl(path, Note)
    message = str(refused.value)
    assert f"{path}:2: not a Note" in message
    assert reason in message
    assert "\n" not in message


def test_a_corrupt_last_line_with_its_newline_is_not_mistaken_for_a_torn_one(
    tmp_path: Path,
) -> None:
    path = tmp_path / "dataset.jsonl"
    path.write_text('{"number": 1, "text": ""}\n{"number": 2, "te\n')
    with pytest.raises(UserError, match=r"dataset\.jsonl:2"):
        read_jsonl(path, Note)
