"""The intent templates of every site, by their id."""

from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.gitlab import TEMPLATES as GITLAB
from planact.sandbox.intents.map import TEMPLATES as MAP
from planact.sandbox.intents.multiple import TEMPLATES as MULTIPLE
from planact.sandbox.intents.reddit import TEMPLATES as REDDIT
from planact.sandbox.intents.shopping import TEMPLATES as SHOPPING
from planact.sandbox.intents.shopping_admin import TEMPLATES as SHOPPING_ADMIN

TEMPLATES: dict[int, IntentTemplate] = {
    template.id: template
    for template in (*SHOPPING, *SHOPPING_ADMIN, *REDDIT, *GITLAB, *MAP, *MULTIPLE)
}
