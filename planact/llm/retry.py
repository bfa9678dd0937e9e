"""How long to wait before asking a server again."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_PAUSE = 60.0
"""Ceiling on our own pauses, in seconds."""

LONGEST_ASKED = 600.0
"""Ceiling on a pause the server asks for, in seconds; a date far ahead must not stop a run."""


def pause_seconds(attempt: int, first_pause: float) -> float:
    """Our own pause before the next attempt, in seconds.

    Args:
        attempt: Attempts already made, less one.
        first_pause: The pause after the first attempt; it doubles with each.

    Returns:
        The pause, jittered down to half of it so that concurrent requests do not come back
        together.
    """
    return min(first_pause * 2.0**attempt, LONGEST_PAUSE) * random.uniform(0.5, 1.0)


def asked_seconds(retry_after: str | None) -> float | None:
    """What a Retry-After header (seconds or an HTTP date) asks for, in seconds.

    None where there is no such header, or nobody can read it.
    """
    if retry_after is None:
        return None
    if retry_after.replace(".", "", 1).isdecimal():
        return min(float(retry_after), LONGEST_ASKED)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    seconds: float = (moment - datetime.now(UTC)).total_seconds()
    return min(max(0.0, seconds), LONGEST_ASKED)
