"""Keys, tokens and passwords are masked before anything is written or sent."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

MASK = "***"

_SECRET_NAME = re.compile(
    r"(?:^|[_.-])(?:api_?key|token|secret|password|passwd|credentials?|authorization|cookie)$"
    r"|[_.-]key$",
    re.IGNORECASE,
)
_SECRET_SHAPES = (
    re.compile(r"\b(?:sk|pk|rk)-[A-Za-z0-9_-]{16,}"),
    re.compile(r"\b(?:hf|ghp|gho|github_pat|glpat|xox[abp])[_-][A-Za-z0-9_-]{16,}"),
    re.compile(r"(?<=Bearer )[A-Za-z0-9._~+/=-]{8,}"),
    re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"),
    re.compile(r"(?<=[?&](?:key)=)[^&\s]+", re.IGNORECASE),
    re.compile(r"(?<=[?&](?:api_key|api-key)=)[^&\s]+", re.IGNORECASE),
    re.compile(r"(?<=[?&](?:token)=)[^&\s]+", re.IGNORECASE),
)
_SHORTEST_SECRET = 8


def masked(value: Any) -> Any:
    """The value with every secret in it replaced by ``***``, at any depth; others are untouched.

    A secret is the text under a name such as ``api_key`` or ``password``, the content of an
    environment variable with such a name, and what has the shape of a well-known key.
    """
    return _masked(value, environment_secrets())


def environment_secrets() -> list[str]:
    """Contents of the environment variables whose names say that they are secret, longest first."""
    found = {
        content
        for name, content in os.environ.items()
        if _SECRET_NAME.search(name) and len(content) >= _SHORTEST_SECRET
    }
    return sorted(found, key=len, reverse=True)


def _masked(value: Any, secrets: list[str]) -> Any:
    if isinstance(value, str):
        return _masked_text(value, secrets)
    if isinstance(value, Mapping):
        return {
            key: MASK if _names_a_secret(key, item) else _masked(item, secrets)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_masked(item, secrets) for item in value]
    return value


def _names_a_secret(key: Any, item: Any) -> bool:
    return isinstance(item, str) and bool(item) and bool(_SECRET_NAME.search(str(key)))


def _masked_text(text: str, secrets: list[str]) -> str:
    for secret in secrets:
        text = text.replace(secret, MASK)
    for shape in _SECRET_SHAPES:
        text = shape.sub(MASK, text)
    return text
