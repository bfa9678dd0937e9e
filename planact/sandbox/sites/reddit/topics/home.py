"""Forums about what people do at home."""

from __future__ import annotations

from planact.sandbox.sites.reddit.topics.topic import Topic

HOME = (
    Topic(
        name="books",
        title="Books and Reading",
        description="Novels, essays and everything else between two covers",
        things=(
            "a slow family saga",
            "short stories",
            "a sea adventure",
            "old detective novels",
            "translated poetry",
            "a thick history of salt",
        ),
        titles=(
            "Looking for {thing} for a long train ride",
            "Why I gave up on {thing}",
            "Our reading group voted for {thing}",
            "Finished {thing} last night, some thoughts",
            "Where to begin with {thing}?",
        ),
    ),
    Topic(
        name="cooking",
        title="The Home Kitchen",
        description="Recipes, failures and questions from ordinary kitchens",
        things=(
            "lentil soup",
            "sourdough bread",
            "plum dumplings",
            "a mushroom risotto",
            "pickled onions",
            "flatbread on a pan",
        ),
        titles=(
            "How long do you rest {thing}?",
            "Third try at {thing} and it finally worked",
            "What goes well with {thing}?",
            "My grandmother made {thing} like this",
            "Cheap weeknight dinner: {thing}",
        ),
    ),
    Topic(
        name="gardening",
        title="Gardeners Corner",
        description="Growing things in beds, pots and on balconies",
        things=(
            "tomato seedlings",
            "a herb spiral",
            "climbing beans",
            "an old apple tree",
            "raised beds",
            "lavender in clay soil",
        ),
        titles=(
            "When should I water {thing}?",
            "Slugs have found {thing} again",
            "Before and after: {thing}",
            "Is it too late in the year for {thing}?",
            "Small balcony, big plans for {thing}",
        ),
    ),
    Topic(
        name="mending",
        title="Needle and Thread",
        description="Mending, quilting and clothes made at home",
        things=(
            "a linen shirt",
            "an old treadle machine",
            "patch pockets",
            "a winter coat lining",
            "scrap quilts",
            "invisible zips",
        ),
        titles=(
            "Sewing {thing} for the first time",
            "Pattern tips for {thing}, please",
            "Four evenings spent on {thing}",
            "Rescued from the mending pile: {thing}",
            "Who taught you about {thing}?",
        ),
    ),
    Topic(
        name="cats",
        title="Cats of Commons",
        description="Cats, their habits and their staff",
        things=(
            "a shy tomcat",
            "two kittens",
            "a window perch",
            "an elderly tabby",
            "night time yowling",
            "a picky eater",
        ),
        titles=(
            "Advice wanted about {thing}",
            "Meet {thing}",
            "The vet laughed about {thing}",
            "How we live with {thing}",
            "Daily routine with {thing}",
        ),
    ),
    Topic(
        name="coffee",
        title="The Second Cup",
        description="Beans, grinders and how to get out of bed",
        things=(
            "a hand grinder",
            "light roasts",
            "a moka pot",
            "iced filter coffee",
            "a leaking portafilter",
            "home roasting",
        ),
        titles=(
            "Dialing in {thing} without wasting beans",
            "Morning ritual: {thing}",
            "Is it worth the money: {thing}?",
            "Bitter taste after {thing}, what now?",
            "Ode to {thing}",
        ),
    ),
)
