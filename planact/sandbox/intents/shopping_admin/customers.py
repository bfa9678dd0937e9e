"""Back-office tasks about a customer's account."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import cycle

from planact.sandbox.evaluation import Evaluation, answer_is, both, page_is, page_shows, text_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping_admin.steps import (
    SITES,
    assignments,
    link,
    press,
    reach_customer,
    row,
)
from planact.sandbox.oracle import Script, answer_with, click, fill, finish, select, step
from planact.sandbox.sites.shopping.customer import COUNTRIES, GROUPS
from planact.sandbox.sites.shopping_admin.view import NAME

Connection = sqlite3.Connection

_STREETS = ("Bellfield Road", "Cooper's Yard", "Dyer Street", "Eastgate", "Furlong Lane")
_TOWNS = ("Arnsholm", "Briarport", "Corvelle", "Drosburg", "Elverton", "Fasano Nova")


def _customers(connection: Connection) -> list[sqlite3.Row]:
    return connection.execute("SELECT * FROM shopping_admin_customer ORDER BY id").fetchall()


def _page(connection: Connection, name: str) -> str:
    found = row(connection, "SELECT id FROM shopping_customer WHERE name = ?", name)
    return f"/customers/all/{found['id']}"


def _edit(connection: Connection, name: str) -> Script:
    """From the dashboard to the form of a customer."""
    form = press("Edit customer", "#edit", "The account is changed in a form.")
    return (*reach_customer(connection, name), form)


# Phone and group


def _group_values(connection: Connection) -> Sequence[Values]:
    return [
        {
            "customer": customer["name"],
            "phone": f"555-0{300 + 2 * customer['id'] + place}",
            "group": group,
        }
        for place, group in enumerate(GROUPS)
        for customer in _customers(connection)
        if customer["segment"] != group
    ]


def _group_eval(connection: Connection, values: Values) -> Evaluation:
    page = _page(connection, values["customer"])
    return both(
        page_shows(NAME, page, text_of("#phone"), exact_match=values["phone"]),
        page_shows(NAME, page, text_of("#group"), exact_match=values["group"]),
    )


def _group_script(connection: Connection, values: Values) -> Script:
    return (
        *_edit(connection, values["customer"]),
        step(
            f"Enter the phone '{values['phone']}' and choose the group '{values['group']}'",
            "The other fields stay as they are.",
            fill("#phone", values["phone"]),
            select("#segment", values["group"]),
        ),
        press("Save customer", "#save", "Only then is the change kept."),
        finish(),
    )


# Address


def _address_values(connection: Connection) -> Sequence[Values]:
    places = zip(_customers(connection), cycle(_STREETS), cycle(_TOWNS), strict=False)
    return [
        {
            "customer": customer["name"],
            "street": f"{7 + 3 * customer['id']} {street}",
            "city": town,
            "postcode": str(20417 + 631 * customer["id"]),
            "country": COUNTRIES[customer["id"] % len(COUNTRIES)],
        }
        for customer, street, town in places
    ]


def _address_eval(connection: Connection, values: Values) -> Evaluation:
    page = _page(connection, values["customer"])
    address = ", ".join(values[name] for name in ("street", "city", "postcode", "country"))
    return both(
        page_is(NAME, page), page_shows(NAME, page, text_of("#address"), exact_match=address)
    )


def _address_script(connection: Connection, values: Values) -> Script:
    return (
        *_edit(connection, values["customer"]),
        step(
            f"Enter the street '{values['street']}', the city '{values['city']}', the postcode"
            f" '{values['postcode']}' and the country '{values['country']}'",
            "All of the address may have changed.",
            *(fill(f"#{name}", values[name]) for name in ("street", "city", "postcode")),
            select("#country", values["country"]),
        ),
        press("Save customer", "#save", "The customer's page comes back after saving."),
        finish(),
    )


# The review that waits


def _waiting_values(connection: Connection) -> Sequence[Values]:
    return assignments(
        connection.execute(
            "SELECT customer.name AS customer FROM shopping_admin_review AS review"
            " JOIN shopping_customer AS customer ON customer.id = review.customer_id"
            " WHERE review.status = 'Pending' GROUP BY customer.id HAVING count(*) = 1"
            " ORDER BY customer.id"
        )
    )


def _waiting(connection: Connection, values: Values) -> sqlite3.Row:
    return row(
        connection,
        "SELECT review.* FROM shopping_admin_review AS review"
        " JOIN shopping_customer AS customer ON customer.id = review.customer_id"
        " WHERE review.status = 'Pending' AND customer.name = ?",
        values["customer"],
    )


def _waiting_script(connection: Connection, values: Values) -> Script:
    review = _waiting(connection, values)
    return (
        *reach_customer(connection, values["customer"]),
        step(
            "Find the review with the status 'Pending' among the customer's reviews and open it",
            "The text is on the review's own page.",
            click(link(f"/marketing/reviews/{review['id']}")),
        ),
        answer_with("the product and the text", f"{review['product']}: {review['body']}"),
    )


TEMPLATES = (
    IntentTemplate(
        516,
        SITES,
        "{customer} can be called at {phone} from now on and belongs to the group '{group}'."
        " Bring the account up to date.",
        _group_values,
        _group_eval,
        _group_script,
    ),
    IntentTemplate(
        533,
        SITES,
        "One review by {customer} still waits for approval. Tell me the product it is about and"
        " its full text.",
        _waiting_values,
        lambda db, values: answer_is(
            must_include=[_waiting(db, values)["product"], _waiting(db, values)["body"]]
        ),
        _waiting_script,
        test=2,
        unseen=True,
    ),
    IntentTemplate(
        539,
        SITES,
        "{customer} has moved to {street} in {city}, postcode {postcode}, {country}. Correct the"
        " address and leave me on the customer's page.",
        _address_values,
        _address_eval,
        _address_script,
        unseen=True,
    ),
)
"""Tasks on the page and the form of a customer."""
