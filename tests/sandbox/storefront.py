"""What the storefront's tests read off its pages."""

from __future__ import annotations

import re
import sqlite3

from starlette.testclient import TestClient

from planact.sandbox.state import initial_database, open_database

ROOT = "/shopping"


def plain_product() -> sqlite3.Row:
    """A product that is in stock, needs no choices and is in neither cart nor wish list."""
    row: sqlite3.Row = (
        open_database(initial_database(0))
        .execute(
            "SELECT * FROM shopping_product WHERE stock > 0 AND enabled"
            " AND id NOT IN (SELECT product_id FROM shopping_choice)"
            " AND id NOT IN (SELECT product_id FROM shopping_cart)"
            " AND id NOT IN (SELECT product_id FROM shopping_wish) ORDER BY id"
        )
        .fetchone()
    )
    return row


def shown(html: str) -> str:
    """What a person reads: the text without markup, white space collapsed."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def listed(html: str) -> list[str]:
    """Names of the products of a list, in order."""
    return re.findall(r"<a [^>]+>([^<]+)</a>", _cards(html))


def listed_prices(html: str) -> list[float]:
    """Prices of the products of a list, in order."""
    return [float(text) for text in re.findall(r"\$([\d.]+)", _cards(html))]


def redirected(client: TestClient, path: str) -> str:
    """Where the browser ends up that asks for the path, below the site."""
    return str(client.get(f"{ROOT}/{path}").url).split(f"{ROOT}/", 1)[1]


def _cards(html: str) -> str:
    return html.split('<ul class="cards">')[1].split("</ul>")[0]
