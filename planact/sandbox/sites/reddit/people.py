"""Who writes on the forum site, and how they sign in."""

from __future__ import annotations

from typing import NamedTuple

from planact.sandbox.site import Account


class Person(NamedTuple):
    """A member of the site."""

    name: str
    password: str
    bio: str


PEOPLE = (
    Person("marlow", "commons", "I read more than I write."),
    Person("tess_abara", "rye-loaf", "Teacher, baker, bad singer."),
    Person("quietharbor", "low-tide", "Living near the water since 1999."),
    Person("oskar_lind", "spruce-plank", "Carpenter by day, stargazer by night."),
    Person("pepperfield", "red-pod", "Growing chillies on a north facing balcony."),
    Person("june_okafor", "night-ward", "Nurse on night shifts."),
    Person("slowtrain", "branch-line", "I have never been in a hurry."),
    Person("hedgewitch", "blue-thistle", "Herbs, teas and strong opinions."),
    Person("bram_visser", "spoke-key", "Bicycle mechanic."),
    Person("lanternfish", "deep-glow", "Posting from the bottom of the sea."),
    Person("mira_santos", "silver-grain", "Film photographer with too many cameras."),
    Person("cold_brew_carl", "second-mug", "Coffee first."),
    Person("northlight", "tall-easel", "Painter who likes telescopes."),
    Person("gravelgoose", "wide-tyre", "Touring on unpaved roads."),
    Person("anton_petrov", "queen-pawn", "Chess, cats and cardamom."),
    Person("softgravity", "small-orbit", "Physics student."),
    Person("ruth_delgado", "card-index", "Retired librarian."),
    Person("tinysaws", "brass-back", "Hand tools only."),
    Person("wandering_ida", "rail-pass", "Forty countries by train."),
    Person("fennel_and_fig", "six-plates", "Cooking for a family of six."),
    Person("rackmonster", "fan-curve", "My electricity bill is a hobby."),
    Person("dicebox", "odd-pip", "I own more games than shelves."),
    Person("pavel_horak", "rope-team", "Mountain rescue volunteer."),
    Person("catnap_clara", "warm-lap", "Currently pinned down by a cat."),
    Person("mosswalker", "wet-boots", "Slow walks in damp forests."),
    Person("yusuf_demir", "long-vowel", "Interpreter, five languages and a half."),
    Person("kestrel_kate", "hover-field", "Up before the birds."),
    Person("bassline_ben", "low-clef", "Second bass, front row."),
    Person("hemstitch", "bone-button", "Mends everything twice."),
    Person("lena_forsberg", "easy-pace", "Runs slowly and often."),
    Person("paperboat", "fold-line", "I collect tide tables."),
    Person("old_mill_road", "mill-stone", "Two goats, one orchard."),
)

ACCOUNTS = tuple(Account(person.name, person.password) for person in PEOPLE)
NAMES = tuple(person.name for person in PEOPLE)
ACCOUNT = NAMES[0]
"""Who is signed in when an episode begins."""
