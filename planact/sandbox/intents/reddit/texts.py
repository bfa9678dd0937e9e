"""What the forum site's tasks ask to be written: texts that are nowhere on the site before."""

from __future__ import annotations

from itertools import product


def _joined(*parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(" ".join(chosen) for chosen in product(*parts))


COMMENTS = _joined(
    ("Thanks for sharing,", "Well said,", "I disagree,", "Just what I needed,", "Nice work,",
     "Please explain,"),
    ("this helped me a lot", "where can I read more", "that never worked for me",
     "I will try it on Sunday", "my sister told me the same"),
)  # fmt: skip

EDITS = _joined(
    ("Update:", "Solved:", "Correction:", "For the record:"),
    ("it was the weather after all", "the second attempt went well", "I had read the label wrong",
     "a neighbour lent me the right tool", "no more answers needed, thank you"),
)  # fmt: skip

NOTES = _joined(
    ("Could you tell me", "I would like to know", "May I ask"),
    ("where you found that", "how long it took you", "who helped you with it",
     "whether you would do it again", "what it cost in the end"),
)  # fmt: skip

BIOS = _joined(
    ("Beekeeper", "Retired pilot", "Night baker", "Piano tuner", "Kite maker", "Map collector"),
    ("from Bergen", "from Porto", "from Tallinn", "from Ghent", "from Galway"),
)

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
"""Title and body."""

HOBBIES = (
    "origami", "pottery", "fencing", "archery", "juggling", "calligraphy", "beekeeping", "falconry",
    "kayaking", "quilting", "rowing", "sailing", "skating", "surfing", "tailoring", "weaving",
    "whittling", "bowling", "curling", "darts", "embroidery", "gliding", "karate", "mosaics",
    "puppetry", "candlemaking", "spinning", "topiary",
)  # fmt: skip
