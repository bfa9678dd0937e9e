"""Intent templates over several sites: what one of them says is put to use on another."""

from __future__ import annotations

from planact.sandbox.intents.multiple.customers import CUSTOMERS_AND_PLACES
from planact.sandbox.intents.multiple.issues import ISSUES
from planact.sandbox.intents.multiple.posts import POSTS
from planact.sandbox.intents.multiple.purchases import PURCHASES

TEMPLATES = (*POSTS, *CUSTOMERS_AND_PLACES, *PURCHASES, *ISSUES)
