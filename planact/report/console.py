"""Where tables are printed: on a terminal as wide as it is, elsewhere as wide as they are."""

from __future__ import annotations

from rich.console import Console

WIDTH = 200
"""Columns of a log, which nobody reads through a window of 80."""


def wide_console() -> Console:
    """Standard output; plain text where it is no terminal."""
    console = Console()
    return console if console.is_terminal else Console(width=WIDTH)
