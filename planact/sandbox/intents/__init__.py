"""The intent templates of every site, by their id."""

from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.reddit import TEMPLATES as REDDIT
from planact.sandbox.intents.shopping import TEMPLATES as SHOPPING

TEMPLATES: dict[int, IntentTemplate] = {template.id: template for template in (*SHOPPING, *REDDIT)}
