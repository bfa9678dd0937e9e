"""Where two JSON values differ."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any


def differences(stated: Any, again: Any, key: str) -> Iterator[str]:
    """Where two values differ, at any depth; numbers may differ in their last digits."""
    if isinstance(stated, dict) and isinstance(again, dict):
        for name in sorted(stated.keys() | again.keys()):
            yield from differences(stated.get(name), again.get(name), f"{key}.{name}")
    elif isinstance(stated, list) and isinstance(again, list) and len(stated) == len(again):
        for number, pair in enumerate(zip(stated, again, strict=True)):
            yield from differences(*pair, f"{key}.{number}")
    elif not _equal(stated, again):
        yield f"{key} is {stated}, again {again}"


def _equal(stated: Any, again: Any) -> bool:
    if isinstance(stated, float) and isinstance(again, float):
        return math.isclose(stated, again, rel_tol=1e-12)
    return bool(stated == again)
