"""The first conversations of a stage with its teachers, kept for people to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic_core import to_jsonable_python

from planact.core.trajectory import Record
from planact.llm.chat import Message
from planact.store import append_jsonl, read_jsonl

SAMPLES = "samples.jsonl"
MOST = 20
"""Conversations kept of each role: all 10,000 would be larger than the dataset."""


class Sample(Record):
    """One question as it was put; the journal has the answers to it under the same key.

    Attributes:
        key: Key of the question.
        role: Role in which it was asked.
        messages: The whole request.
        parsed: What was read out of the answer; None where none was acceptable.
    """

    key: str
    role: str
    messages: tuple[dict[str, str], ...]
    parsed: Any


class Samples:
    """Keeps `MOST` conversations a role in the file `SAMPLES` of the folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / SAMPLES
        self._kept: defaultdict[str, set[str]] = defaultdict(set)
        for sample in read_jsonl(self._path, Sample):
            self._kept[sample.role].add(sample.key)

    def wants(self, key: str, role: str) -> bool:
        """Whether the conversation is not kept yet, and there are too few of the role."""
        kept = self._kept[role]
        return key not in kept and len(kept) < MOST

    def keep(self, key: str, role: str, messages: Sequence[Message], parsed: object) -> None:
        """Add a conversation to the file."""
        self._kept[role].add(key)
        sample = Sample(
            key=key,
            role=role,
            messages=tuple({"role": turn["role"], "content": turn["content"]} for turn in messages),
            parsed=to_jsonable_python(parsed, fallback=str),
        )
        append_jsonl(self._path, sample)
