"""What was published is read whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from planact.core.errors import UserError
from planact.core.trajectory import Usage
from planact.store import Artifact, Key, Store, read_all, write_jsonl

ROWS = [Usage(prompt_tokens=number) for number in range(3)]


@pytest.fixture
def published(tmp_path: Path) -> Artifact:
    def make(folder: Path) -> dict[str, int]:
        write_jsonl(folder / "rows.jsonl", ROWS)
        return {"rows": len(ROWS)}

    return Store(tmp_path).get_or_make("datasets", "some", Key(config={}), make)


def read(artifact: Artifact) -> list[Usage]:
    return read_all(artifact, "rows.jsonl", Usage, artifact.summary["rows"])


def test_a_whole_file_is_read(published: Artifact) -> None:
    assert read(published) == ROWS


@pytest.mark.parametrize("keep", [0, 1, 2])
def test_a_file_that_lost_rows_is_refused_with_a_way_out(published: Artifact, keep: int) -> None:
    path = published.folder / "rows.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:keep]))
    with pytest.raises(UserError, match=f"delete {published.folder} to have it made again"):
        read(published)


def test_a_torn_last_line_is_a_lost_row(published: Artifact) -> None:
    path = published.folder / "rows.jsonl"
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(UserError, match="2 rows where the manifest counts 3"):
        read(published)


def test_a_missing_file_is_refused(published: Artifact) -> None:
    (published.folder / "rows.jsonl").unlink()
    with pytest.raises(UserError, match="0 rows where the manifest counts 3"):
        read(published)
