"""The command: one line for every mistake, and the same command goes on."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from planact.pretraining import __main__ as command
from planact.pretraining.artifact import MODEL
from planact.pretraining.checkpoint import CHECKPOINT
from planact.pretraining.options import amount
from planact.pretraining.stream import load_tokenizer
from tests.pretraining.tiny import QUICK

SETTINGS = ["--tokens=4k", "--vocabulary=1400", "--width=128", "--layers=2", "--batch-tokens=1500"]


@pytest.fixture(autouse=True)
def _quick(
    tokenizer_folder: Path, small_blocks: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    learned = load_tokenizer(tokenizer_folder)
    monkeypatch.setattr(command, "make_tokenizer", lambda texts, size: learned)
    monkeypatch.setattr(command, "_machine", lambda options: QUICK)
    monkeypatch.setattr(command, "TARGET", str(tmp_path / "models" / "laptop"))


def test_it_goes_on_where_it_stopped_and_publishes_what_is_finished(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = [f"--folder={tmp_path / 'work'}", *SETTINGS]
    assert command.main([*line, "--until=1.5k"]) == 0
    assert "stopped at 0.00 of 0.00 M tokens" in capsys.readouterr().err
    assert command.main([*line, "--publish"]) == 2
    assert "not finished" in capsys.readouterr().err
    assert command.main(line) == 0
    said = capsys.readouterr().err
    assert "learning the tokenizer" not in said
    assert "going on at" in said
    assert f"finished: {tmp_path / 'work' / MODEL}" in said
    assert command.main([*line, "--publish"]) == 0
    assert (tmp_path / "models" / "laptop" / "model.safetensors").is_file()


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--tokens=0", "argument --tokens: '0' is no number of at least 1, such as 25M"),
        ("--tokens=25X", "argument --tokens: '25X' is no number of at least 1"),
        ("--until=-3", "argument --until: '-3' is no number of at least 1"),
        ("--threads=0", "argument --threads: '0' is no number of at least 1"),
        ("--width=100", "width=100: must be a multiple of 64, at least 128"),
        ("--matrix-rate=nan", "matrix_rate=nan: must be greater than 0"),
        ("--seed=-1", "seed=-1: must be from 0"),
        ("--vocabulary=5", "vocabulary=5: must be at least 7"),
    ],
)
def test_a_bad_option_is_named(
    option: str,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    assert command.main([f"--folder={tmp_path / 'work'}", option]) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith(f"error: {said}")
    # What was wrong can be corrected in the same folder.
    assert list(tmp_path.glob("work/*.json")) == []


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("25M", 25_000_000), ("1.1k", 1100), ("4.35M", 4_350_000)]
)
def test_an_amount_may_be_short(text: str, number: int) -> None:
    assert amount(text) == number


def test_a_folder_of_other_settings_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = [f"--folder={tmp_path}", *SETTINGS, "--until=500"]
    assert command.main(line) == 0
    assert command.main([*line, "--layers=3"]) == 2
    assert "holds a pre-training with other settings (layers)" in capsys.readouterr().err


def test_a_folder_that_is_a_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert command.main([f"--folder={tmp_path / 'file'}", *SETTINGS]) == 2
    assert "File exists; mend that, or give another --folder" in capsys.readouterr().err


def test_a_full_disk_is_said_and_leaves_the_checkpoint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = [f"--folder={tmp_path}", *SETTINGS]
    assert command.main([*line, "--until=500"]) == 0
    before = (tmp_path / CHECKPOINT).read_bytes()

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        assert command.main(line) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert (tmp_path / CHECKPOINT).read_bytes() == before
    assert command.main(line) == 0
