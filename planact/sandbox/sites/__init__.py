"""The sandbox's websites, one module each, by name."""

from planact.sandbox.site import Site
from planact.sandbox.sites.gitlab import SITE as GITLAB
from planact.sandbox.sites.map import SITE as MAP
from planact.sandbox.sites.reddit import SITE as REDDIT
from planact.sandbox.sites.shopping import SITE as SHOPPING
from planact.sandbox.sites.shopping_admin import SITE as SHOPPING_ADMIN

SITES: dict[str, Site] = {
    site.name: site for site in (SHOPPING, SHOPPING_ADMIN, REDDIT, GITLAB, MAP)
}
