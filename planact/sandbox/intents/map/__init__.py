"""Intent templates of the map."""

from __future__ import annotations

from planact.sandbox.intents.map.described import DESCRIBED
from planact.sandbox.intents.map.errands import ERRAND_TASKS
from planact.sandbox.intents.map.hours import HOURS
from planact.sandbox.intents.map.latest import LATEST
from planact.sandbox.intents.map.lists import LISTS
from planact.sandbox.intents.map.missing import MISSING
from planact.sandbox.intents.map.nearest import NEAREST
from planact.sandbox.intents.map.own import OWN
from planact.sandbox.intents.map.routes import ROUTES
from planact.sandbox.intents.map.tours import TOURS

TEMPLATES = (
    *ROUTES,
    *TOURS,
    *NEAREST,
    *ERRAND_TASKS,
    *DESCRIBED,
    *LISTS,
    *HOURS,
    *LATEST,
    *OWN,
    *MISSING,
)
