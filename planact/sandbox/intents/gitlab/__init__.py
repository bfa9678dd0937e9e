"""Intent templates of the code-hosting site."""

from __future__ import annotations

from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.gitlab import (
    closing,
    files,
    finding,
    history,
    issues,
    merges,
    own,
    people,
    projects,
    reading,
    stars,
)

TEMPLATES: tuple[IntentTemplate, ...] = (
    *history.TEMPLATES,
    *reading.TEMPLATES,
    *files.TEMPLATES,
    *own.TEMPLATES,
    *finding.TEMPLATES,
    *people.TEMPLATES,
    *stars.TEMPLATES,
    *projects.TEMPLATES,
    *issues.TEMPLATES,
    *closing.TEMPLATES,
    *merges.TEMPLATES,
)
