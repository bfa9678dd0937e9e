"""The back office's menu: sections and what lies below each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A page that the menu leads to.

    Attributes:
        title: Text of the link.
        path: Address below the site.
        about: What the page is for.
    """

    title: str
    path: str
    about: str


@dataclass(frozen=True)
class Section:
    """A part of the menu; it opens to show its entries."""

    title: str
    path: str
    entries: tuple[Entry, ...]


SECTIONS = (
    Section(
        "Sales",
        "/sales",
        (
            Entry("Orders", "/sales/orders", "Find orders, look after them and ship them."),
            Entry("Shipments", "/sales/shipments", "Parcels that are on their way or delivered."),
        ),
    ),
    Section(
        "Catalog",
        "/catalog",
        (
            Entry("Products", "/catalog/products", "Prices, stock and texts of all products."),
            Entry("Categories", "/catalog/categories", "How many products each category holds."),
        ),
    ),
    Section(
        "Customers",
        "/customers",
        (
            Entry("All Customers", "/customers/all", "Accounts with their orders and reviews."),
            Entry("Customer Groups", "/customers/groups", "How many customers each group has."),
        ),
    ),
    Section(
        "Marketing",
        "/marketing",
        (Entry("Reviews", "/marketing/reviews", "Read, approve and reject product reviews."),),
    ),
    Section(
        "Reports",
        "/reports",
        (
            Entry("Search Terms", "/reports/search-terms", "What visitors of the store look for."),
            Entry("Orders", "/reports/orders", "Number and total of orders over time."),
            Entry("Bestsellers", "/reports/bestsellers", "What was bought most over time."),
            Entry("Low Stock", "/reports/low-stock", "Products that soon run out."),
        ),
    ),
)
"""The menu, in the order it is shown."""
