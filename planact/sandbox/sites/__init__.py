"""The sandbox's websites, one module each, by name."""

from planact.sandbox.site import Site
from planact.sandbox.sites.reddit import SITE as REDDIT
from planact.sandbox.sites.shopping import SITE as SHOPPING

SITES: dict[str, Site] = {site.name: site for site in (SHOPPING, REDDIT)}
