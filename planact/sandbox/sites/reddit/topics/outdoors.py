"""Forums about what people do outside."""

from __future__ import annotations

from planact.sandbox.sites.reddit.topics.topic import Topic

OUTDOORS = (
    Topic(
        name="cycling",
        title="Two Wheels",
        description="Commuting, touring and repairing bicycles",
        things=(
            "a squeaky bottom bracket",
            "wide gravel tyres",
            "a steel touring frame",
            "dynamo lights",
            "winter gloves",
            "a child trailer",
        ),
        titles=(
            "Any experience with {thing}?",
            "Rode 300 km with {thing}",
            "What I learned about {thing} this season",
            "Best budget choice for {thing}",
            "Do I really need {thing}?",
        ),
    ),
    Topic(
        name="hiking",
        title="Trails",
        description="Routes, huts, gear and blisters",
        things=(
            "the northern ridge",
            "a hut to hut week",
            "the lake loop",
            "the canyon trail",
            "an autumn crossing",
            "the old salt road",
        ),
        titles=(
            "Trip report: {thing}",
            "Is {thing} fine for beginners?",
            "What to pack for {thing}",
            "Alone on {thing} in the rain",
            "Water sources and {thing}",
        ),
    ),
    Topic(
        name="travel",
        title="Slow Travel",
        description="Trains, ferries and places worth a detour",
        things=(
            "a night ferry",
            "small mountain towns",
            "the coast by bus",
            "a rainy capital",
            "border stations",
            "an island without cars",
        ),
        titles=(
            "Three days and {thing}",
            "Tickets and prices for {thing}",
            "What surprised me about {thing}",
            "Is {thing} too much with children?",
            "Postcard from {thing}",
        ),
    ),
    Topic(
        name="runners",
        title="Easy Miles",
        description="Running slowly, running far, and recovering from both",
        things=(
            "a first half marathon",
            "hill repeats",
            "sore shins",
            "night runs",
            "barefoot shoes",
            "a hilly ten miler",
        ),
        titles=(
            "Training log: {thing}",
            "Couch to finish line with {thing}",
            "Coming back after {thing}",
            "Playlist and pacing for {thing}",
            "What nobody tells you about {thing}",
        ),
    ),
    Topic(
        name="birding",
        title="Feathers",
        description="Watching birds, from the kitchen window to the salt marsh",
        things=(
            "a pair of kestrels",
            "garden feeders",
            "the dawn chorus",
            "migrating cranes",
            "a hide by the river",
            "nesting swifts",
        ),
        titles=(
            "Early morning with {thing}",
            "Identification help after {thing}",
            "Notes and counts: {thing}",
            "Best month of the year for {thing}?",
            "My neighbours think I am odd because of {thing}",
        ),
    ),
    Topic(
        name="astronomy",
        title="Looking Up",
        description="Telescopes, night skies and what can be seen in them",
        things=(
            "the rings of Saturn",
            "a globular cluster",
            "the Perseids",
            "a partial eclipse",
            "the Orion nebula",
            "double stars",
        ),
        titles=(
            "First time seeing {thing}",
            "Which eyepiece for {thing}?",
            "Sketch of {thing} from my roof",
            "Light pollution and {thing}",
            "Observing report: {thing} under thin clouds",
        ),
    ),
)
