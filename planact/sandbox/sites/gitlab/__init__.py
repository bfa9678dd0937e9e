"""A code-hosting site: projects, their history, issues, merge requests and members."""

from __future__ import annotations

from planact.sandbox.site import Account, Site
from planact.sandbox.sites.gitlab import (
    dashboard,
    information,
    issues,
    merges,
    profile,
    project,
    repository,
    settings,
)
from planact.sandbox.sites.gitlab.access import NAME
from planact.sandbox.sites.gitlab.content import fill
from planact.sandbox.sites.gitlab.people import ACCOUNT, PASSWORD
from planact.sandbox.sites.gitlab.schema import SCHEMA

SITE = Site(
    name=NAME,
    title="Workbench",
    schema=SCHEMA,
    fill=fill,
    routes=(
        *dashboard.ROUTES,
        *profile.ROUTES,
        *settings.ROUTES,
        *information.ROUTES,
        *repository.ROUTES,
        *issues.ROUTES,
        *merges.ROUTES,
        *project.ROUTES,
        dashboard.NAMESPACE,
    ),
    accounts=(Account(ACCOUNT, PASSWORD),),
    about="A home for code: projects, issues, merge requests, commits, members.",
    advert="Workbench will be down for an hour on Sunday night while we add more shelves.",
)
