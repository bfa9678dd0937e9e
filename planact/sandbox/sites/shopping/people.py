"""The shop's other customers, beside the one who is signed in to the storefront."""

from __future__ import annotations

import random
import sqlite3
from datetime import timedelta

from planact.sandbox.site import NOW
from planact.sandbox.sites.shopping.customer import CUSTOMER_ID, GROUPS, add_customer
from planact.sandbox.sites.shopping.words import AUTHORS

COUNT = 44
"""Of the people who write reviews; the others are guests."""

_STREETS = (
    "Abbey Row", "Brewer Street", "Canal Walk", "Dovecote Lane", "Ferry Road", "Glebe Street",
    "Heron Way", "Ivy Close", "Linden Avenue", "Meadow View", "North Quay", "Priory Gardens",
)  # fmt: skip

_CITIES = (
    ("Aldervik", "Denmark"), ("Ballyrowan", "Ireland"), ("Casal Verde", "Portugal"),
    ("Dornfeld", "Austria"), ("Estrela Nova", "Portugal"), ("Fontclaire", "France"),
    ("Kilbrae", "Ireland"), ("Lyngholt", "Denmark"), ("Montserein", "France"),
    ("Rosskirch", "Austria"), ("Sundeby", "Denmark"), ("Talbruck", "Austria"),
    ("Vaucelles", "France"), ("Wickmoor", "Ireland"),
)  # fmt: skip

_MAIL = ("mail.example", "post.example", "inbox.example")


def fill_people(connection: sqlite3.Connection, draw: random.Random) -> None:
    """Write customers with addresses, and say which reviews are theirs."""
    names = sorted(draw.sample(AUTHORS, COUNT))
    draw.shuffle(names)
    days = sorted(draw.sample(range(730, 2000), COUNT), reverse=True)
    phones = draw.sample([number for number in range(100, 200) if number != 142], COUNT)
    rows = zip(names, days, phones, strict=True)
    for customer_id, (name, age, phone) in enumerate(rows, CUSTOMER_ID + 1):
        customer = {
            **_name_and_email(draw, name),
            "phone": f"555-0{phone}",
            "segment": draw.choices(GROUPS, weights=(5, 3, 2, 2))[0],
            "since": (NOW - timedelta(days=age)).date().isoformat(),
        }
        add_customer(connection, customer_id, customer, _address(draw))
    connection.execute(
        "UPDATE shopping_review SET customer_id = (SELECT id FROM shopping_customer"
        " WHERE name = author)"
    )


def _name_and_email(draw: random.Random, name: str) -> dict[str, str]:
    first, last = name.split()
    user = draw.choice((f"{first}.{last}", f"{first[0]}.{last}", f"{last}{draw.randint(60, 99)}"))
    email = f"{user.lower()}@{draw.choice(_MAIL)}"
    return {"first_name": first, "last_name": last, "email": email}


def _address(draw: random.Random) -> dict[str, str]:
    city, country = draw.choice(_CITIES)
    return {
        "street": f"{draw.randint(1, 98)} {draw.choice(_STREETS)}",
        "city": city,
        "postcode": f"{draw.randint(1000, 9999)}",
        "country": country,
    }
