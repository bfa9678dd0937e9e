"""What the forum site's tasks ask to be written: texts that are nowhere on the site before."""

from __future__ import annotations

from itertools import product

COMMENTS = tuple(
    f"{opening} {ending}"
    for opening, ending in product(
        ("Thanks for sharing,", "Well said,", "I disagree,", "Just what I needed,", "Nice work,",
         "Please explain,"),
        ("this helped me a lot", "where can I read more", "that never worked for me",
         "I will try it on Sunday", "my sister told me the same"),
    )
)  # fmt: skip

BIOS = tuple(
    f"{who} from {place}"
    for who, place in product(
        ("Beekeeper", "Retired pilot", "Night baker", "Piano tuner", "Kite maker", "Map collector"),
        ("Bergen", "Porto", "Tallinn", "Ghent", "Galway"),
    )
)

# Title and body.
SUBMISSIONS = tuple(
    (title.format(thing=thing), body.format(thing=thing))
    for thing, (title, body) in product(
        ("knitting machines", "rain barrels", "paper maps", "folding chairs", "garden gnomes",
         "brass hinges", "thermos flasks", "sun dials", "pocket radios", "wool blankets"),
        (("A beginner question about {thing}", "Who can explain {thing} to me in plain words?"),
         ("My short guide to {thing}", "Here is all that I know about {thing} after ten years."),
         ("Looking for used {thing}", "I can pick up {thing} anywhere near the station.")),
    )
)  # fmt: skip

HOBBIES = (
    "origami", "pottery", "fencing", "archery", "juggling", "calligraphy", "beekeeping", "falconry",
    "kayaking", "quilting", "rowing", "sailing", "skating", "surfing", "tailoring", "weaving",
    "whittling", "bowling", "curling", "darts", "embroidery", "gliding", "karate", "mosaics",
    "puppetry", "candlemaking", "spinning", "topiary",
)  # fmt: skip
