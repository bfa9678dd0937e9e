"""What can go wrong when a server is asked, told apart by what helps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planact.core.errors import UserError


class Transient(Exception):
    """Trouble that may be over the next time.

    Attributes:
        overload: Whether fewer requests might have prevented it.
        pause: Seconds for which the server wants to be left alone, if it says so.
    """

    def __init__(self, message: str, *, overload: bool = False, pause: float | None = None) -> None:
        super().__init__(message)
        self.overload = overload
        self.pause = pause


class AskedWrongly(Transient):
    """The server wants to be asked in another way, and will be from now on."""


class Unreachable(UserError):
    """Nothing listens at the address, and nothing ever has."""


class NotThere(UserError):
    """The server knows no such model, or offers nothing at such an address."""


def error_in(told: object, reason: str | None) -> Mapping[str, Any]:
    """What a refusal says is wrong, in OpenAI's format: ``message``, ``code``, ``param``.

    Args:
        told: The refusal's body, in that format or another; None where it is no JSON.
        reason: The words that go with the status, where the body says nothing.
    """
    error = told.get("error", told) if isinstance(told, dict) else told
    if isinstance(error, str):
        error = {"message": error}
    if isinstance(error, dict) and (message := error.get("message") or error.get("detail")):
        return {**error, "message": message}
    return {"message": reason}
