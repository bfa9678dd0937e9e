"""Reads a W&B run's transaction log: LevelDB log blocks of protobuf records."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FILE_HEADER = 7
BLOCK = 32 * 1024
CHUNK_HEADER = 7
FULL, LAST = 1, 4


def read_run(folder: Path) -> dict[str, Any]:
    """Config, history rows, last summary and artifacts of the finished run, with group and tags."""
    [file] = folder.glob("*.wandb")
    # wandb's service writes the log out a moment after finish() has returned.
    deadline = time.monotonic() + 10
    while not (found := _read(file.read_bytes())).pop("finished"):
        assert time.monotonic() < deadline, f"{file} has no end"
        time.sleep(0.01)
    return found


def _read(log: bytes) -> dict[str, Any]:
    from wandb.proto.wandb_internal_pb2 import Record

    found: dict[str, Any] = {"history": [], "summary": {}, "artifacts": {}, "finished": False}
    for data in _records(log):
        record = Record.FromString(data)
        if record.HasField("run"):
            run = record.run
            found |= {"group": run.run_group, "job_type": run.job_type, "tags": list(run.tags)}
            found |= {"name": run.display_name, "project": run.project, "id": run.run_id}
            found["config"] = _items(run.config.update)
        if record.HasField("history"):
            found["history"].append(_items(record.history.item))
        if record.HasField("summary"):
            found["summary"] |= _items(record.summary.update)
        if record.HasField("artifact"):
            found["artifacts"][record.artifact.name] = _artifact(record.artifact)
        found["finished"] |= record.HasField("exit")
    return found


def _artifact(record: Any) -> dict[str, Any]:
    files = {entry.path: entry.ref or "uploaded" for entry in record.manifest.contents}
    return {"type": record.type, "metadata": json.loads(record.metadata or "{}"), "files": files}


def _items(items: Any) -> dict[str, Any]:
    return {"/".join(i.nested_key) or i.key: json.loads(i.value_json) for i in items}


def _records(data: bytes) -> Iterator[bytes]:
    position, record = FILE_HEADER, b""
    while position + CHUNK_HEADER <= len(data):
        left = BLOCK - position % BLOCK
        if left < CHUNK_HEADER:
            position += left
            continue
        length = int.from_bytes(data[position + 4 : position + 6], "little")
        kind = data[position + 6]
        record += data[position + CHUNK_HEADER : position + CHUNK_HEADER + length]
        position += CHUNK_HEADER + length
        if kind in (FULL, LAST):
            yield record
            record = b""
