"""How long to wait before asking a server again."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_PAUSE = 60.0
"""Ceiling on our own pauses, in seconds."""

LONGEST_ASKED = 600.0
"""Ceiling on a pause the server asks for, in seconds; a date far ahead must not stop a run."""


def wait_seconds(attempt: int, retry_after: str | None, first_pause: float) -> float:
    """The pause before the next attempt, in seconds.

    Args:
        attempt: Attempts already made, less one.
        retry_after: The server's Retry-After header: seconds or an HTTP date.
        first_pause: Our own pause after the first attempt; it doubles with each.

    Returns:
        What the server asks for; else our own pause, jittered down to half of it so that
        concurrent requests do not come back together.
    """
    asked = _asked_seconds(retry_after)
    if asked is not None:
        return min(asked, LONGEST_ASKED)
    pause = min(first_pause * 2.0**attempt, LONGEST_PAUSE)
    return pause * random.uniform(0.5, 1.0)


def _asked_seconds(retry_after: str | None) -> float | None:
    if retry_after is None:
        return None
    if retry_after.replace(".", "", 1).isdecimal():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    seconds: float = (moment - datetime.now(UTC)).total_seconds()
    return max(0.0, seconds)
