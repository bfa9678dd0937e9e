"""Storefront intents that change the customer's account."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import product as pairs
from typing import Any

from planact.sandbox.evaluation import page_shows, value_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.parts import SITES
from planact.sandbox.intents.shopping.steps import reach_account, save_address
from planact.sandbox.oracle import Script, click, finish, select, step
from planact.sandbox.sites.shopping.customer import FREQUENCIES, NEWSLETTERS

ADDRESS_FIELDS = ("street", "city", "postcode", "country")

_STREETS = (
    "Mill Road",
    "Harbor Street",
    "Chapel Hill",
    "Station Road",
    "Elm Court",
    "Quarry Lane",
    "Tannery Row",
    "Market Place",
)
_TOWNS = (
    ("Ashford", "30155", "France"),
    ("Brackwater", "81240", "Denmark"),
    ("Colvale", "22907", "Austria"),
    ("Dunhaven", "64318", "Portugal"),
    ("Eastmere", "17530", "France"),
    ("Fallowfield", "59061", "Denmark"),
    ("Glenrock", "40822", "Austria"),
    ("Highcombe", "75519", "Portugal"),
)

# Address


def addresses(connection: sqlite3.Connection) -> list[Values]:
    """Addresses to move to."""
    return [
        {
            "street": f"{3 + 7 * position} {street}",
            "city": city,
            "postcode": postcode,
            "country": country,
        }
        for position, ((city, postcode, country), street) in enumerate(pairs(_TOWNS, _STREETS))
    ]


def _address_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return page_shows(
        "shopping",
        "/account/address",
        f"{list(ADDRESS_FIELDS)}.map(id => document.getElementById(id).value).join(', ')",
        exact_match=", ".join(values[name] for name in ADDRESS_FIELDS),
    )


def _address_script(connection: sqlite3.Connection, values: Values) -> Script:
    return (
        *reach_account("Address Book", "address"),
        save_address(*(values[name] for name in ADDRESS_FIELDS)),
        finish(),
    )


# A newsletter


def _newsletters(connection: sqlite3.Connection) -> Sequence[Values]:
    return [
        {"newsletter": name, "frequency": frequency}
        for name, current in NEWSLETTERS.items()
        for frequency in FREQUENCIES
        if frequency != current
    ]


def _field(connection: sqlite3.Connection, newsletter: str) -> str:
    """Selector of the newsletter's list of frequencies."""
    found = connection.execute(
        "SELECT id FROM shopping_newsletter WHERE name = ?", (newsletter,)
    ).fetchone()
    return f"#newsletter-{found['id']}"


def _newsletter_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    locator = value_of(_field(connection, values["newsletter"]))
    return page_shows("shopping", "/account/newsletters", locator, exact_match=values["frequency"])


def _newsletter_script(connection: sqlite3.Connection, values: Values) -> Script:
    newsletter, frequency = values["newsletter"], values["frequency"]
    return (
        *reach_account("Newsletters", "newsletters"),
        step(
            f"Set '{newsletter}' to '{frequency}'",
            "Every newsletter has its own list of frequencies.",
            select(_field(connection, newsletter), frequency),
        ),
        step("Save the newsletters", "Only then is it kept.", click("#save")),
        finish(),
    )


# One newsletter in place of others


def _replacements(connection: sqlite3.Connection) -> Sequence[Values]:
    """Every newsletter that is not sent, with how often to send it and what to stop for it."""
    return [
        {"newsletter": name, "frequency": frequency, "stopped": stopped}
        for name, current in NEWSLETTERS.items()
        if current == "Never"
        for frequency in ("Weekly", "Monthly")
        for stopped in ("Weekly", "Monthly")
    ]


def _stopped(values: Values) -> list[str]:
    return [name for name, frequency in NEWSLETTERS.items() if frequency == values["stopped"]]


def _replacement_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    stopped = dict.fromkeys(_stopped(values), "Never")
    wanted = {**NEWSLETTERS, **stopped, values["newsletter"]: values["frequency"]}
    return page_shows(
        "shopping",
        "/account/newsletters",
        "[...document.querySelectorAll('main select')].map(list => list.value).join(', ')",
        exact_match=", ".join(wanted.values()),
    )


def _replacement_script(connection: sqlite3.Connection, values: Values) -> Script:
    newsletter, frequency = values["newsletter"], values["frequency"]
    return (
        *reach_account("Newsletters", "newsletters"),
        step(
            f"Set every newsletter that stands at '{values['stopped']}' to 'Never'",
            "They are to stop, and the page shows which they are.",
            *(select(_field(connection, name), "Never") for name in _stopped(values)),
        ),
        step(
            f"Set '{newsletter}' to '{frequency}' and save the newsletters",
            "It is to come instead, and only saving keeps the changes.",
            select(_field(connection, newsletter), frequency),
            click("#save"),
        ),
        finish(),
    )


ACCOUNT = (
    IntentTemplate(
        120,
        SITES,
        "I have moved to '{street}', city '{city}', postcode '{postcode}', country '{country}'."
        " Update my address.",
        addresses,
        _address_eval,
        _address_script,
    ),
    IntentTemplate(
        122,
        SITES,
        "Set how often I get the newsletter '{newsletter}' to '{frequency}'.",
        _newsletters,
        _newsletter_eval,
        _newsletter_script,
        test=0,
    ),
    IntentTemplate(
        134,
        SITES,
        "Stop every newsletter whose frequency is '{stopped}' now,"
        " and send me '{newsletter}' with the frequency '{frequency}' instead.",
        _replacements,
        _replacement_eval,
        _replacement_script,
        test=2,
        unseen=True,
    ),
)
"""Intents that change the account."""
