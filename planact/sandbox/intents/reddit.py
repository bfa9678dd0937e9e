"""Intent templates of the forum site."""

from __future__ import annotations

from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents import reddit_change, reddit_own, reddit_places, reddit_read

TEMPLATES: tuple[IntentTemplate, ...] = (
    *reddit_read.TEMPLATES,
    *reddit_places.TEMPLATES,
    *reddit_change.TEMPLATES,
    *reddit_own.TEMPLATES,
)
