"""What the forum site's people write about: the material its content is drawn from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """A forum and what is posted in it.

    Attributes:
        name: The forum's name, as in its address.
        title: Its heading.
        description: One line about it.
        things: Noun phrases that its posts are about.
        titles: Post titles with ``{thing}``.
    """

    name: str
    title: str
    description: str
    things: tuple[str, ...]
    titles: tuple[str, ...]


TOPICS = (
    Topic(
        "books",
        "Books and Reading",
        "Novels, essays and everything else between two covers",
        (
            "a slow family saga",
            "short stories",
            "a sea adventure",
            "old detective novels",
            "translated poetry",
            "a thick history of salt",
        ),
        (
            "Looking for {thing} for a long train ride",
            "Why I gave up on {thing}",
            "Our reading group voted for {thing}",
            "Finished {thing} last night, some thoughts",
            "Where to begin with {thing}?",
        ),
    ),
    Topic(
        "cooking",
        "The Home Kitchen",
        "Recipes, failures and questions from ordinary kitchens",
        (
            "lentil soup",
            "sourdough bread",
            "plum dumplings",
            "a mushroom risotto",
            "pickled onions",
            "flatbread on a pan",
        ),
        (
            "How long do you rest {thing}?",
            "Third try at {thing} and it finally worked",
            "What goes well with {thing}?",
            "My grandmother made {thing} like this",
            "Cheap weeknight dinner: {thing}",
        ),
    ),
    Topic(
        "gardening",
        "Gardeners Corner",
        "Growing things in beds, pots and on balconies",
        (
            "tomato seedlings",
            "a herb spiral",
            "climbing beans",
            "an old apple tree",
            "raised beds",
            "lavender in clay soil",
        ),
        (
            "When should I water {thing}?",
            "Slugs have found {thing} again",
            "Before and after: {thing}",
            "Is it too late in the year for {thing}?",
            "Small balcony, big plans for {thing}",
        ),
    ),
    Topic(
        "cycling",
        "Two Wheels",
        "Commuting, touring and repairing bicycles",
        (
            "a squeaky bottom bracket",
            "wide gravel tyres",
            "a steel touring frame",
            "dynamo lights",
            "winter gloves",
            "a child trailer",
        ),
        (
            "Any experience with {thing}?",
            "Rode 300 km with {thing}",
            "What I learned about {thing} this season",
            "Best budget choice for {thing}",
            "Do I really need {thing}?",
        ),
    ),
    Topic(
        "astronomy",
        "Looking Up",
        "Telescopes, night skies and what can be seen in them",
        (
            "the rings of Saturn",
            "a globular cluster",
            "the Perseids",
            "a partial eclipse",
            "the Orion nebula",
            "double stars",
        ),
        (
            "First time seeing {thing}",
            "Which eyepiece for {thing}?",
            "Sketch of {thing} from my roof",
            "Light pollution and {thing}",
            "Observing report: {thing} under thin clouds",
        ),
    ),
    Topic(
        "photography",
        "Darkroom and Daylight",
        "Film, digital, and the light in between",
        (
            "street portraits",
            "expired film",
            "long exposures",
            "a pinhole camera",
            "foggy mornings",
            "macro shots of moss",
        ),
        (
            "Settings you use for {thing}",
            "One year of {thing}",
            "Critique wanted: {thing}",
            "How I got started with {thing}",
            "Ten lessons from {thing}",
        ),
    ),
    Topic(
        "woodworking",
        "Sawdust",
        "Hand tools, power tools and what is made with them",
        (
            "a dovetailed toolbox",
            "a walnut bookshelf",
            "a wobbly stool",
            "a spruce workbench",
            "hand cut tenons",
            "a cherry spoon",
        ),
        (
            "Which finish for {thing}?",
            "Built {thing} over the weekend",
            "Mistakes I made with {thing}",
            "Plans and cut list for {thing}",
            "Gluing up {thing} without panic",
        ),
    ),
    Topic(
        "boardgames",
        "Around the Table",
        "Board games, card games and the people who play them",
        (
            "a trading game for six",
            "cooperative dungeon crawls",
            "quick card games",
            "a railway game",
            "two player duels",
            "games without reading",
        ),
        (
            "Recommend me {thing}",
            "House rules that saved {thing}",
            "How do you store {thing}?",
            "We played {thing} twelve times in a row",
            "Unpopular opinion about {thing}",
        ),
    ),
    Topic(
        "hiking",
        "Trails",
        "Routes, huts, gear and blisters",
        (
            "the northern ridge",
            "a hut to hut week",
            "the lake loop",
            "the canyon trail",
            "an autumn crossing",
            "the old salt road",
        ),
        (
            "Trip report: {thing}",
            "Is {thing} fine for beginners?",
            "What to pack for {thing}",
            "Alone on {thing} in the rain",
            "Water sources and {thing}",
        ),
    ),
    Topic(
        "homelab",
        "Servers at Home",
        "Small servers, big cables and quiet fans",
        (
            "a silent backup box",
            "a cheap rack",
            "solar powered routers",
            "nightly snapshots",
            "a garage server",
            "cable labels",
        ),
        (
            "Show us {thing}",
            "Power draw of {thing}",
            "Help me plan {thing}",
            "I was wrong about {thing}",
            "Two years later: {thing}",
        ),
    ),
    Topic(
        "cats",
        "Cats of Commons",
        "Cats, their habits and their staff",
        (
            "a shy tomcat",
            "two kittens",
            "a window perch",
            "an elderly tabby",
            "night time yowling",
            "a picky eater",
        ),
        (
            "Advice wanted about {thing}",
            "Meet {thing}",
            "The vet laughed about {thing}",
            "How we live with {thing}",
            "Daily routine with {thing}",
        ),
    ),
    Topic(
        "travel",
        "Slow Travel",
        "Trains, ferries and places worth a detour",
        (
            "a night ferry",
            "small mountain towns",
            "the coast by bus",
            "a rainy capital",
            "border stations",
            "an island without cars",
        ),
        (
            "Three days and {thing}",
            "Tickets and prices for {thing}",
            "What surprised me about {thing}",
            "Is {thing} too much with children?",
            "Postcard from {thing}",
        ),
    ),
)

BODIES = (
    "I have been thinking about this for a while and would like to hear how others do it.",
    "Photos will follow when the weather is better. Ask me anything until then.",
    "It took longer than planned, but I am happy with how it turned out.",
    "My budget is small and my patience is smaller. What would you do in my place?",
    "The short version: measure twice, start early and do not trust the first forecast.",
    "I wrote down what worked and what did not, so that you can skip my mistakes.",
    "Nobody around me cares about this, so I am telling you instead.",
)

COMMENTS = (
    "This is exactly what I needed today, thank you.",
    "I tried the same last year and gave up after a week.",
    "Could you tell us a little more about the cost?",
    "Start small, you can always add to it later.",
    "My neighbour swears by it and I still do not believe him.",
    "There was a long thread about this in spring.",
    "I would wait for better weather first.",
    "Great write up, the second part is my favourite.",
    "Honestly, the cheap version is good enough.",
    "Please post an update when you are done.",
    "It depends on how much time you have.",
    "We did this with the whole family and nobody complained.",
)

REPLIES = (
    "Good point, I had not thought of that.",
    "That was different for me.",
    "Do you remember where you read that?",
    "Seconded.",
    "I will try it and report back.",
)

# Name and biography.
PEOPLE = (
    ("marlow", "I read more than I write."),
    ("tess_abara", "Teacher, baker, bad singer."),
    ("quietharbor", "Living near the water since 1999."),
    ("oskar_lind", "Carpenter by day, stargazer by night."),
    ("pepperfield", "Growing chillies on a north facing balcony."),
    ("june_okafor", "Nurse on night shifts."),
    ("slowtrain", "I have never been in a hurry."),
    ("hedgewitch", "Herbs, teas and strong opinions."),
    ("bram_visser", "Bicycle mechanic."),
    ("lanternfish", "Posting from the bottom of the sea."),
    ("mira_santos", "Film photographer with too many cameras."),
    ("cold_brew_carl", "Coffee first."),
    ("northlight", "Painter who likes telescopes."),
    ("gravelgoose", "Touring on wide tyres."),
    ("anton_petrov", "Chess, cats and cardamom."),
    ("softgravity", "Physics student."),
    ("ruth_delgado", "Retired librarian."),
    ("tinysaws", "Hand tools only."),
    ("wandering_ida", "Forty countries by train."),
    ("fennel_and_fig", "Cooking for a family of six."),
    ("rackmonster", "My electricity bill is a hobby."),
    ("dicebox", "I own more games than shelves."),
    ("pavel_horak", "Mountain rescue volunteer."),
    ("catnap_clara", "Currently pinned down by a cat."),
    ("mosswalker", "Slow walks in wet forests."),
)
