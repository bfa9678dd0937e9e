"""Storefront intents about the customer's account."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import product as pairs
from typing import Any

from planact.sandbox.evaluation import page_shows
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.parts import reach_account
from planact.sandbox.oracle import Script, click, fill, finish, select, step
from planact.sandbox.sites.shopping.customer import FREQUENCIES, NEWSLETTERS

_STREETS = ("Mill Road", "Harbor Street", "Chapel Hill", "Station Road", "Elm Court")
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


def _addresses(connection: sqlite3.Connection) -> Sequence[Values]:
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
        f"{list(values)}.map(id => document.getElementById(id).value).join(', ')",
        exact_match=", ".join(values.values()),
    )


def _address_script(connection: sqlite3.Connection, values: Values) -> Script:
    street, city, postcode, country = values.values()
    return (
        *reach_account("Address Book", "address"),
        step(
            f"Fill in the street '{street}', the city '{city}', the postcode '{postcode}'"
            f" and the country '{country}'",
            "All four are new.",
            fill("#street", street),
            fill("#city", city),
            fill("#postcode", postcode),
            select("#country", country),
        ),
        step("Save the address", "Only then is it kept.", click("#save")),
        finish(),
    )


# Account information


def _phones(connection: sqlite3.Connection) -> Sequence[Values]:
    return [{"phone": f"555-0{200 + 13 * number}"} for number in range(40)]


def _phone_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return page_shows(
        "shopping",
        "/account/information",
        "document.querySelector('#phone').value",
        exact_match=values["phone"],
    )


def _phone_script(connection: sqlite3.Connection, values: Values) -> Script:
    return (
        *reach_account("Account Information", "information"),
        step(
            f"Fill in the phone '{values['phone']}'",
            "The other fields stay as they are.",
            fill("#phone", values["phone"]),
        ),
        step("Save the information", "Only then is it kept.", click("#save")),
        finish(),
    )


# Newsletters


def _newsletters(connection: sqlite3.Connection) -> Sequence[Values]:
    return [
        {"newsletter": name, "frequency": frequency}
        for name, current in NEWSLETTERS.items()
        for frequency in FREQUENCIES
        if frequency != current
    ]


def _newsletter_field(connection: sqlite3.Connection, values: Values) -> str:
    """Selector of the newsletter's list of frequencies."""
    found = connection.execute(
        "SELECT id FROM shopping_newsletter WHERE name = ?", (values["newsletter"],)
    ).fetchone()
    return f"#newsletter-{found['id']}"


def _newsletter_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return page_shows(
        "shopping",
        "/account/newsletters",
        f"document.querySelector('{_newsletter_field(connection, values)}').value",
        exact_match=values["frequency"],
    )


def _newsletter_script(connection: sqlite3.Connection, values: Values) -> Script:
    newsletter, frequency = values["newsletter"], values["frequency"]
    return (
        *reach_account("Newsletters", "newsletters"),
        step(
            f"Set '{newsletter}' to '{frequency}'",
            "Every newsletter has its own list of frequencies.",
            select(_newsletter_field(connection, values), frequency),
        ),
        step("Save the newsletters", "Only then is it kept.", click("#save")),
        finish(),
    )


ACCOUNT = (
    IntentTemplate(
        120,
        ("shopping",),
        "I have moved to '{street}', city '{city}', postcode '{postcode}', country '{country}'."
        " Update my address.",
        _addresses,
        _address_eval,
        _address_script,
    ),
    IntentTemplate(
        121,
        ("shopping",),
        "Change the phone number of my account to {phone}.",
        _phones,
        _phone_eval,
        _phone_script,
    ),
    IntentTemplate(
        122,
        ("shopping",),
        "Set how often I get the newsletter '{newsletter}' to '{frequency}'.",
        _newsletters,
        _newsletter_eval,
        _newsletter_script,
    ),
)
"""Intents that change the account."""
