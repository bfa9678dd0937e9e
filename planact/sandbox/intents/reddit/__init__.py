"""Intent templates of the forum site."""

from __future__ import annotations

from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.reddit import (
    contact,
    count,
    members,
    mine,
    own,
    places,
    read,
    repost,
    voting,
    writing,
)

TEMPLATES: tuple[IntentTemplate, ...] = (
    *repost.TEMPLATES,
    *count.TEMPLATES,
    *members.TEMPLATES,
    *mine.TEMPLATES,
    *voting.TEMPLATES,
    *writing.TEMPLATES,
    *contact.TEMPLATES,
    *places.TEMPLATES,
    *own.TEMPLATES,
    *read.TEMPLATES,
)
