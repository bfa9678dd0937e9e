"""What a site says on top of the next page after a form: saved, added, refused."""

from __future__ import annotations

import sqlite3

SCHEMA = (
    "CREATE TABLE sandbox_notice (id INTEGER PRIMARY KEY, site TEXT, text TEXT, error INTEGER);"
)


def notify(connection: sqlite3.Connection, site: str, text: str, *, error: bool = False) -> None:
    """Show the text on top of the site's next page."""
    connection.execute(
        "INSERT INTO sandbox_notice (site, text, error) VALUES (?, ?, ?)", (site, text, error)
    )


def take(connection: sqlite3.Connection, site: str) -> list[sqlite3.Row]:
    """The waiting notices, each with ``text`` and ``error``; they are shown this once."""
    rows = connection.execute(
        "SELECT text, error FROM sandbox_notice WHERE site = ? ORDER BY id", (site,)
    ).fetchall()
    connection.execute("DELETE FROM sandbox_notice WHERE site = ?", (site,))
    return rows
