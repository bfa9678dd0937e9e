"""The back office of the storefront: orders, products, customers, reviews and reports."""

from __future__ import annotations

from planact.sandbox.site import Account, Site
from planact.sandbox.sites.shopping_admin import (
    attributes,
    content,
    customers,
    dashboard,
    menu,
    order_changes,
    orders,
    products,
    reports,
    reviews,
)
from planact.sandbox.sites.shopping_admin.view import NAME, TITLE

SITE = Site(
    name=NAME,
    title=TITLE,
    schema=content.SCHEMA,
    fill=content.fill_content,
    routes=(
        *dashboard.ROUTES,
        *menu.ROUTES,
        *orders.ROUTES,
        *order_changes.ROUTES,
        *attributes.ROUTES,
        *products.ROUTES,
        *customers.ROUTES,
        *reviews.ROUTES,
        *reports.ROUTES,
    ),
    accounts=(Account(content.USER, content.PASSWORD),),
    advert="The stock count is on Thursday evening. Please close all open parcels before six.",
    about="The shop's back office: orders, products, customers, reviews, reports.",
)
