"""What the forum site's forums are about."""

from __future__ import annotations

from planact.sandbox.sites.reddit.topics.crafts import CRAFTS
from planact.sandbox.sites.reddit.topics.home import HOME
from planact.sandbox.sites.reddit.topics.outdoors import OUTDOORS
from planact.sandbox.sites.reddit.topics.topic import Topic

__all__ = ["TOPICS", "Topic"]

TOPICS = (*HOME, *OUTDOORS, *CRAFTS)
