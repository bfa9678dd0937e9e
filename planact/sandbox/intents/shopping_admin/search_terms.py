"""Back-office questions about what visitors of the store search for."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import combinations

from planact.sandbox.evaluation import Evaluation, answer_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping_admin.steps import SITES, open_entry, scroll_down, sort_by
from planact.sandbox.oracle import Move, Script, ScriptStep, answer, click, search, step
from planact.sandbox.sites.shopping_admin.reports import SEARCH_TERMS

Connection = sqlite3.Connection

_SCREEN = 13
"""Rows that are in view at once."""

_PAGE = SEARCH_TERMS.size


def _terms(connection: Connection, condition: str = "1") -> list[sqlite3.Row]:
    return connection.execute(
        f"SELECT * FROM shopping_search_term WHERE {condition} ORDER BY uses DESC"
    ).fetchall()


def _open_terms() -> ScriptStep:
    return open_entry("Reports", "Search Terms", "The report says how often each term was used.")


def _pair_values(connection: Connection) -> Sequence[Values]:
    return [
        {"first": first["term"], "second": second["term"], "lead": first["uses"] - second["uses"]}
        for first, second in combinations(_terms(connection), 2)
    ]


def _pair_script(connection: Connection, values: Values) -> Script:
    first, second = values["first"], values["second"]
    uses = {row["term"]: row["uses"] for row in _terms(connection)}
    return (
        _open_terms(),
        step(
            f"Search the terms for '{first}'",
            "The search field above the grid narrows it down.",
            search("#q", first),
        ),
        step(
            f"Note the uses of '{first}' and search the terms for '{second}'",
            "Both numbers are needed for the difference.",
            search("#q", second, note=f"'{first}' was used {uses[first]} times"),
        ),
        step(
            f"Subtract the uses of '{second}' from the noted number and answer with the difference",
            "Both numbers are known now.",
            answer(str(values["lead"])),
        ),
    )


_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _vain_terms(connection: Connection) -> list[str]:
    return [row["term"] for row in _terms(connection, "results = 0")]


def _vain_script(connection: Connection, values: Values) -> Script:
    wanted = _vain_terms(connection)[: _NUMBERS[values["number"]]]
    return (
        _open_terms(),
        sort_by("Uses", "uses", descending=True, why="The most used terms then come first."),
        step(
            f"Go down the list to the first {values['number']} terms with 0 results"
            " and answer with them",
            "They are the most used ones that found nothing.",
            *_go_down_to(connection, wanted[-1]),
            answer(", ".join(wanted)),
        ),
    )


def _go_down_to(connection: Connection, term: str) -> list[Move]:
    """From the top of the terms sorted by use to the row of one of them."""
    pages, place = divmod([row["term"] for row in _terms(connection)].index(term), _PAGE)
    scroll = [scroll_down()] if place >= _SCREEN else []
    return [scroll_down(), click("#next")] * pages + scroll


def _vain_eval(connection: Connection, values: Values) -> Evaluation:
    terms, number = _vain_terms(connection), _NUMBERS[values["number"]]
    return answer_is(must_include=terms[:number], must_exclude=terms[number : number + 1])


TEMPLATES = (
    IntentTemplate(
        503,
        SITES,
        "How many more times was '{first}' searched for in our store than '{second}'?"
        " Answer with the number alone.",
        _pair_values,
        lambda db, values: answer_is(exact_match=str(values["lead"])),
        _pair_script,
        subjects=("first", "second"),
    ),
    IntentTemplate(
        532,
        SITES,
        "Which {number} of the search terms that found nothing were used the most?",
        lambda db: [{"number": number} for number in _NUMBERS],
        _vain_eval,
        _vain_script,
        unseen=True,
    ),
)
"""Questions about search terms."""
