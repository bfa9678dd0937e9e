"""Intent templates of the back office."""

from __future__ import annotations

from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.shopping_admin import (
    customer_orders,
    customers,
    order_changes,
    order_lists,
    order_reports,
    parcels,
    product_changes,
    review_authors,
    review_changes,
    search_terms,
    several_products,
)

TEMPLATES: tuple[IntentTemplate, ...] = (
    *order_reports.TEMPLATES,
    *search_terms.TEMPLATES,
    *customer_orders.TEMPLATES,
    *order_lists.TEMPLATES,
    *parcels.TEMPLATES,
    *order_changes.TEMPLATES,
    *product_changes.TEMPLATES,
    *several_products.TEMPLATES,
    *review_authors.TEMPLATES,
    *review_changes.TEMPLATES,
    *customers.TEMPLATES,
)
