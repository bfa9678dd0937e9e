"""Artifacts are made once, found by what they are made from, and never visible half-made."""

from __future__ import annotations

import logging
import os
import resource
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from planact.core.errors import UserError
from planact.core.trajectory import Record
from planact.store import Artifact, Key, NotMade, Store, append_jsonl, fingerprint, read_jsonl
from tests.store.processes import kill_at_file_operation, run, start

ROWS = 4
KEY = Key({"size": ROWS, "teacher": "oracle"}, prompts={"annotator": "ab"}, version=1)


class Row(Record):
    number: int


def make_rows(folder: Path) -> dict[str, Any]:
    """Make rows 0 to ROWS - 1, going on after those that are there."""
    journal = folder / "rows.jsonl"
    for number in range(len(read_jsonl(journal, Row)), ROWS):
        append_jsonl(journal, Row(number=number))
    return {"rows": ROWS}


def make_in(root: Path) -> None:
    Store(root).get_or_make("datasets", "rows", KEY, make_rows)


def make_until_killed(root: Path, operation: int) -> None:
    kill_at_file_operation(operation, root)
    make_in(root)


def finished(root: Path) -> list[Path]:
    return [path for path in root.glob("datasets/*") if not path.name.startswith(".")]


def rows_of(artifact: Artifact) -> list[int]:
    return [row.number for row in read_jsonl(artifact.folder / "rows.jsonl", Row)]


def test_an_artifact_is_made_once_and_found_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    made = Store(tmp_path).get_or_make("datasets", "rows", KEY, make_rows)
    found = Store(tmp_path).get_or_make("datasets", "rows", KEY, pytest.fail)
    assert found == made
    assert made.folder.name == f"rows-{made.fingerprint[:12]}"
    assert made.summary == {"rows": ROWS}
    said = [record.message.split()[0] for record in caplog.records]
    assert said == ["making", "made", "reusing"]


def test_the_manifest_says_how_the_artifact_came_to_be(tmp_path: Path) -> None:
    store = Store(tmp_path)
    rows = store.get_or_make("datasets", "rows", KEY, make_rows)
    key = Key({"api_key": "abcdefgh", "epochs": 1}, inputs=(rows,))
    manifest = store.get_or_make("checkpoints", "planner", key, lambda folder: {}).manifest
    assert manifest.inputs == {"rows": rows.fingerprint}
    assert manifest.config == {"api_key": "***", "epochs": 1}
    assert manifest.versions["python"]
    assert manifest.created.endswith("+00:00")


def test_everything_in_the_key_decides_the_fingerprint(tmp_path: Path) -> None:
    one = Store(tmp_path).get_or_make("datasets", "rows", KEY, make_rows)
    others = [
        replace(KEY, config={**KEY.config, "size": 5}),
        replace(KEY, inputs=(one,)),
        replace(KEY, prompts={"annotator": "cd"}),
        replace(KEY, version=2),
    ]
    prints = {fingerprint("datasets", "rows", key) for key in [KEY, *others]}
    prints |= {fingerprint("datasets", "plans", KEY), fingerprint("checkpoints", "rows", KEY)}
    assert len(prints) == 7


def test_the_order_of_config_keys_does_not_matter() -> None:
    turned = replace(KEY, config=dict(reversed(KEY.config.items())))
    assert fingerprint("datasets", "rows", turned) == fingerprint("datasets", "rows", KEY)


def test_a_maker_that_fails_leaves_nothing_visible_and_is_continued(tmp_path: Path) -> None:
    def fail_half_way(folder: Path) -> dict[str, Any]:
        append_jsonl(folder / "rows.jsonl", Row(number=0))
        raise ConnectionError("the endpoint went away")

    store = Store(tmp_path)
    with pytest.raises(ConnectionError):
        store.get_or_make("datasets", "rows", KEY, fail_half_way)
    assert finished(tmp_path) == []

    def go_on(folder: Path) -> dict[str, Any]:
        assert [row.number for row in read_jsonl(folder / "rows.jsonl", Row)] == [0]
        return make_rows(folder)

    assert rows_of(store.get_or_make("datasets", "rows", KEY, go_on)) == [*range(ROWS)]


def test_killed_at_any_file_operation_it_continues_where_it_was(tmp_path: Path) -> None:
    for operation in count(1):
        root = tmp_path / str(operation)
        was_killed = run(make_until_killed, root, operation) != 0
        for folder in finished(root):
            assert (folder / "manifest.json").exists()
            assert len(read_jsonl(folder / "rows.jsonl", Row)) == ROWS
        artifact = Store(root).get_or_make("datasets", "rows", KEY, make_rows)
        assert rows_of(artifact) == [*range(ROWS)]
        assert not list(root.glob("datasets/.*.building"))
        if not was_killed:
            break
    assert operation > 20


def test_processes_that_ask_at_the_same_time_make_it_once(tmp_path: Path) -> None:
    root, record = tmp_path / "store", tmp_path / "made.jsonl"

    def make_and_record(folder: Path) -> dict[str, Any]:
        append_jsonl(record, Row(number=1))
        return make_rows(folder)

    def ask() -> None:
        artifact = Store(root).get_or_make("datasets", "rows", KEY, make_and_record)
        assert rows_of(artifact) == [*range(ROWS)]

    processes = [start(ask) for _ in range(4)]
    for process in processes:
        process.join(timeout=30)
    assert [process.exitcode for process in processes] == [0] * 4
    assert len(read_jsonl(record, Row)) == 1


@pytest.mark.parametrize("place", ["file", "/sys"])
def test_a_folder_that_cannot_be_written_is_one_line_for_the_user(
    tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").touch()
    if not (tmp_path / place).exists():
        pytest.skip("needs Linux's /sys, which refuses new folders even to root")
    with pytest.raises(UserError, match=r"cannot be written \(.*\); .*outputs="):
        make_in(tmp_path / place / "store")


def write_beyond_the_limit(root: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    def write(folder: Path) -> dict[str, Any]:
        (folder / "weights").write_bytes(bytes(200_000))
        return {}

    with pytest.raises(UserError, match="no space left"):
        Store(root).get_or_make("datasets", "rows", KEY, write)


def test_a_file_that_does_not_fit_leaves_nothing_visible(tmp_path: Path) -> None:
    assert run(write_beyond_the_limit, tmp_path) == 0
    assert finished(tmp_path) == []
    assert rows_of(Store(tmp_path).get_or_make("datasets", "rows", KEY, make_rows)) == [
        *range(ROWS)
    ]


def test_a_full_disk_is_one_line_for_the_user(tmp_path: Path) -> None:
    def write(folder: Path) -> dict[str, Any]:
        (folder / "rows.jsonl").symlink_to("/dev/full")
        append_jsonl(folder / "rows.jsonl", Row(number=0))
        return {}

    with pytest.raises(UserError, match=r"no space left on the disk; free some"):
        Store(tmp_path).get_or_make("datasets", "rows", KEY, write)
    assert finished(tmp_path) == []


def test_a_full_disk_reported_by_native_code_is_recognised(tmp_path: Path) -> None:
    def save(folder: Path) -> dict[str, Any]:
        raise RuntimeError("I/O error: No space left on device (os error 28)")

    with pytest.raises(UserError, match="no space left"):
        Store(tmp_path).get_or_make("checkpoints", "planner", KEY, save)


def test_a_damaged_manifest_is_named_with_what_to_do(tmp_path: Path) -> None:
    artifact = Store(tmp_path).get_or_make("datasets", "rows", KEY, make_rows)
    (artifact.folder / "manifest.json").write_text("{")
    with pytest.raises(UserError, match=r"manifest\.json: not a readable manifest; delete"):
        make_in(tmp_path)


def test_looking_finds_what_is_there_and_makes_nothing(tmp_path: Path) -> None:
    store, other = Store(tmp_path), replace(KEY, version=2)
    with store.looking(), pytest.raises(NotMade):
        store.get_or_make("datasets", "rows", KEY, pytest.fail)
    assert not list(tmp_path.iterdir())
    made = store.get_or_make("datasets", "rows", KEY, make_rows)
    with store.looking():
        assert store.get_or_make("datasets", "rows", KEY, pytest.fail) == made
        with pytest.raises(NotMade):
            store.get_or_make("datasets", "rows", other, pytest.fail)
    assert store.get_or_make("datasets", "rows", other, make_rows) != made


def test_the_folders_of_a_name_are_listed_the_latest_first_half_made_ones_too(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path)

    def fail(folder: Path) -> dict[str, Any]:
        raise UserError("no")

    made = store.get_or_make("datasets", "rows", KEY, make_rows)
    store.get_or_make("datasets", "rows_of_others", KEY, make_rows)
    os.utime(made.folder, (0, 0))
    with pytest.raises(UserError):
        store.get_or_make("datasets", "rows", replace(KEY, version=2), fail)
    half_made, last = store.folders("datasets", "rows")
    assert last == made.folder
    assert half_made.name.endswith(".building")
    assert store.folders("datasets", "plans") == []
