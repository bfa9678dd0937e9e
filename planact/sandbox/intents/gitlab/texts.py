"""What the code-hosting site's tasks ask to be written: texts that are nowhere on it before."""

from __future__ import annotations

from itertools import product

from planact.sandbox.sites.gitlab.view import day

STATUSES = tuple(
    f"{doing} {when}"
    for when, doing in product(
        ("until noon", "this week", "for a while", "until further notice", "as usual"),
        (
            "Hiding from meetings",
            "Reading old code",
            "Away from the keyboard",
            "Answering every mail",
            "Writing tests",
            "Fighting with fonts",
            "Out on the balcony",
            "Counting semicolons",
            "On a slow train",
            "Baking bread",
            "Learning to juggle",
            "Feeding the cat",
        ),
    )
)

PROJECT_NAMES = tuple(
    f"{first} {second}"
    for second, first in product(
        ("Almanac", "Beacon", "Workshop", "Atlas", "Orchard", "Compass", "Gazette", "Toolbox"),
        ("Copper", "Velvet", "Amber", "Willow", "Granite", "Juniper", "Indigo", "Saffron"),
    )
)

PROJECT_DESCRIPTIONS = (
    "A first sketch, not for daily use",
    "Experiments for the autumn meeting",
    "Small scripts that I keep losing",
    "Everything we know about old clocks",
    "Homework of the evening course",
    "A playground for new ideas",
    "Tools for the neighborhood festival",
)

NEW_DESCRIPTIONS = (
    "Looking for new maintainers",
    "Rewritten from the ground up",
    "Now with a plan for the next ten years",
    "Frozen while we move to a new server",
    "Made on rainy Sundays",
)

ISSUE_REQUESTS = (
    "Collect wishes for the {part}",
    "Draw a mockup of the {part}",
    "Decide who looks after the {part}",
    "Measure how long the {part} takes",
    "Write release notes about the {part}",
)
"""Titles of new issues; ``{part}`` is a part of the project."""

MERGE_TITLES = (
    "First half of the summer release",
    "Preparation for the next version",
    "Leftovers of the last sprint",
    "What we agreed on last Thursday",
    "A safer way to do the same",
    "Cleaning up before the holidays",
    "Second attempt, now with tests",
)

REMARKS = tuple(
    f"{opening} {ending}"
    for ending, opening in product(
        ("I will look at it tomorrow.", "who can test this?", "please add a changelog entry."),
        (
            "Nice and short,",
            "Sorry for the wait,",
            "One small thing,",
            "Before we go on,",
            "Thanks a lot,",
            "After the release,",
            "As promised,",
        ),
    )
)

DUE_DATES = {
    day(iso): iso
    for iso in (
        "2025-06-30",
        "2025-07-04",
        "2025-07-18",
        "2025-08-01",
        "2025-08-15",
        "2025-09-12",
    )
}
"""Dates as people write them, and as forms take them."""
