"""The one exception that ends a command with a single line for its user."""

from __future__ import annotations


class UserError(Exception):
    """Something the user can mend; one line says what was wrong, where, and what to do.

    Entry points print it as ``error: <text>`` and exit with ``exit_code``; anything else that
    escapes is a fault of ours and keeps its traceback.
    """

    exit_code = 2


class ActionError(ValueError):
    """A reply holds no action that the grammar accepts; the text says what is missing."""


class PlanError(ValueError):
    """A reply holds no plan in the paper's format (A.3, A.5); the text says what is missing."""
