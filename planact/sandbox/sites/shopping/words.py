"""Words the storefront's content is put together from."""

from __future__ import annotations

SERIES = (
    "Alder", "Arvo", "Birkin", "Bramble", "Calder", "Corvo", "Dunmore", "Eira", "Elmet", "Fenn",
    "Galena", "Harrow", "Hazel", "Indra", "Juniper", "Kestrel", "Lark", "Linden", "Lumo", "Marlow",
    "Mistral", "Nessa", "Norden", "Oriel", "Pernel", "Quill", "Rowan", "Saffron", "Sorrel", "Tarn",
    "Teasel", "Umber", "Vesper", "Wharf", "Willow", "Yarrow",
)  # fmt: skip

BRANDS = (
    "Ashcombe", "Bellweather", "Crofter", "Dalby", "Everline", "Foxglove", "Greyfriar", "Holloway",
    "Ivory Lane", "Kilnhouse", "Loomworks", "Moorgate", "Northfold", "Oakhurst", "Pinemartin",
    "Redfern",
)  # fmt: skip

COLORS = (
    "Black", "Blue", "Brown", "Burgundy", "Gray", "Green", "Navy", "Olive", "Orange", "Red", "Sand",
    "White", "Yellow",
)  # fmt: skip

AUTHORS = (
    "Abigail Stone", "Adrian Wolfe", "Amara Bell", "Anton Reyes", "Beatrix Cole", "Bruno Lang",
    "Camille Roy", "Carter Boyd", "Celia Frost", "Damian Shaw", "Daphne Moss", "Dexter Hale",
    "Elena Marsh", "Emil Novak", "Esther Quinn", "Felix Hart", "Fiona Drew", "Gemma Pratt",
    "Gordon Blake", "Hannah Weiss", "Hugo Lind", "Imogen Tate", "Isaac Flynn", "Jasper Doyle",
    "Joanna Kerr", "Kira Olsen", "Lars Becker", "Leah Santos", "Lionel Page", "Maeve Burke",
    "Marcus Dean", "Mina Patel", "Nadia Cruz", "Nolan Reed", "Olga Petrov", "Oscar Finch",
    "Paula Grant", "Percy Webb", "Priya Nair", "Quentin Ross", "Ramona Diaz", "Rupert Vane",
    "Selma Dahl", "Simon Avery", "Tessa Lowe", "Theo Barker", "Ursula Kent", "Victor Hahn",
    "Wendy Zhao", "Yusuf Amin",
)  # fmt: skip

OPINIONS = (
    "Made for every day and built to last.",
    "A quiet design that does one thing well.",
    "Our makers' favorite, now in its third edition.",
    "Sturdy, simple and easy to clean.",
    "Small enough to put away, good enough to leave out.",
    "Tested for a full year before we put it on sale.",
)

REMARKS = (
    "Comes with a two-year guarantee.",
    "Spare parts are available on request.",
    "Packed in recycled cardboard.",
    "Ships within two working days.",
    "Designed in our own workshop.",
)

REVIEW_DETAILS = (
    "The seams came loose where it is carried.",
    "It took three weeks to arrive.",
    "My neighbor has asked me where to get one.",
    "The instructions were missing from the box.",
    "I use it nearly every morning.",
    "The finish scratches as soon as one looks at it.",
    "It smells of glue even after a week of airing.",
    "The support team answered within the hour.",
    "It is louder than I had hoped.",
    "I carried it over two mountain passes without trouble.",
    "One of the screws did not fit.",
    "It was a birthday present for my sister.",
    "The lid does not close all the way.",
    "It still looks like new after a winter outside.",
)

REVIEW_TITLES: dict[int, tuple[tuple[str, str], ...]] = {
    5: (
        ("Could not be happier", "Does exactly what I hoped for."),
        ("Best purchase this year", "I have already bought a second one as a gift."),
        ("Simply excellent", "Well made and lovely to use."),
        ("Worth every cent", "Looks even better than in the pictures."),
    ),
    4: (
        ("Very good", "Solid quality, only the packaging was poor."),
        ("Nearly perfect", "A little heavier than expected, otherwise great."),
        ("Happy with it", "Arrived early and works well."),
        ("Good value", "You get a lot for the price."),
    ),
    3: (
        ("It is fine", "Nothing special, but it does its job."),
        ("Mixed feelings", "Good idea, average finish."),
        ("Average", "I expected a bit more for the money."),
    ),
    2: (
        ("Rather disappointed", "It shows wear after only a few weeks."),
        ("Not for me", "Smaller than the description made me think."),
        ("Below expectations", "The color was different from the picture."),
    ),
    1: (
        ("Broke at once", "It failed on the second day of use."),
        ("Do not buy", "I sent it back the same afternoon."),
        ("A waste of money", "Poor material and careless work."),
    ),
}
"""Title and text of reviews by their number of stars."""
