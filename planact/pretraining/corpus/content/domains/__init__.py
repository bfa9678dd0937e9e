"""What the invented websites are about.

The order of the kinds decides what a seed draws: a new one changes the whole corpus.
"""

from __future__ import annotations

from planact.pretraining.corpus.content.domains.business import (
    CUSTOMERS,
    INVOICES,
    JOBS,
    ORDERS,
    WORKERS,
)
from planact.pretraining.corpus.content.domains.community import FORUM, MAILS, PROJECTS, TICKETS
from planact.pretraining.corpus.content.domains.leisure import ARTICLES, EVENTS, RECIPES, SONGS
from planact.pretraining.corpus.content.domains.places import CLINIC, HOTELS, PLACES, SCHOOL
from planact.pretraining.corpus.content.domains.shops import ANIMALS, LIBRARY, RENTALS, SHOP

DOMAINS = (
    *(SHOP, LIBRARY, CLINIC, SCHOOL, HOTELS, JOBS, RECIPES, FORUM, PROJECTS, TICKETS),
    *(CUSTOMERS, ORDERS, PLACES, EVENTS, INVOICES, WORKERS, ANIMALS, SONGS, RENTALS),
    *(ARTICLES, MAILS, FORUM),
)
OFFICE = (TICKETS, CUSTOMERS, ORDERS, INVOICES, WORKERS, SHOP, LIBRARY, RENTALS)
"""Kinds of things that people manage in back offices."""
