"""Intent templates of the forum site."""

from __future__ import annotations

from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.reddit import change, own, places, read

TEMPLATES: tuple[IntentTemplate, ...] = (
    *read.TEMPLATES,
    *places.TEMPLATES,
    *change.TEMPLATES,
    *own.TEMPLATES,
)
