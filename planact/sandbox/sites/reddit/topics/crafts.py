"""Forums about crafts, games and other pastimes."""

from __future__ import annotations

from planact.sandbox.sites.reddit.topics.topic import Topic

CRAFTS = (
    Topic(
        name="photography",
        title="Darkroom and Daylight",
        description="Film, digital, and the light in between",
        things=(
            "street portraits",
            "expired film",
            "long exposures",
            "a pinhole camera",
            "foggy mornings",
            "macro shots of moss",
        ),
        titles=(
            "Settings you use for {thing}",
            "One year of {thing}",
            "Critique wanted: {thing}",
            "How I got started with {thing}",
            "Ten lessons from {thing}",
        ),
    ),
    Topic(
        name="woodworking",
        title="Sawdust",
        description="Hand tools, power tools and what is made with them",
        things=(
            "a dovetailed toolbox",
            "a walnut bookshelf",
            "a wobbly stool",
            "a spruce workbench",
            "hand cut tenons",
            "a cherry spoon",
        ),
        titles=(
            "Which finish for {thing}?",
            "Built {thing} over the weekend",
            "Mistakes I made with {thing}",
            "Plans and cut list for {thing}",
            "Gluing up {thing} without panic",
        ),
    ),
    Topic(
        name="boardgames",
        title="Around the Table",
        description="Board games, card games and the people who play them",
        things=(
            "a trading game for six",
            "cooperative dungeon crawls",
            "quick card games",
            "a railway game",
            "two player duels",
            "games without reading",
        ),
        titles=(
            "Recommend me {thing}",
            "House rules that saved {thing}",
            "How do you store {thing}?",
            "We played {thing} twelve times in a row",
            "Unpopular opinion about {thing}",
        ),
    ),
    Topic(
        name="homelab",
        title="Servers at Home",
        description="Small servers, big cables and quiet fans",
        things=(
            "a silent backup box",
            "a cheap rack",
            "solar powered routers",
            "nightly snapshots",
            "a garage server",
            "cable labels",
        ),
        titles=(
            "Show us {thing}",
            "Power draw of {thing}",
            "Help me plan {thing}",
            "I was wrong about {thing}",
            "Two years later: {thing}",
        ),
    ),
    Topic(
        name="languages",
        title="Many Tongues",
        description="Learning languages, and forgetting them again",
        things=(
            "Finnish cases",
            "Portuguese vowels",
            "Welsh mutations",
            "tandem partners",
            "reading comics",
            "flash cards",
        ),
        titles=(
            "Struggling with {thing} after six months",
            "Songs that helped me with {thing}",
            "A gentle method for {thing}",
            "How many minutes a day for {thing}?",
            "The joke about {thing} I finally understood",
        ),
    ),
    Topic(
        name="choirs",
        title="Four Part Harmony",
        description="Singing together, in tune and otherwise",
        things=(
            "a choir without a tenor",
            "sight reading",
            "a summer concert",
            "warm up exercises",
            "breath control",
            "sea shanties",
        ),
        titles=(
            "Our conductor insists on {thing}",
            "Sheet music for {thing} wanted",
            "Nervous before {thing}",
            "Small hall, loud applause: {thing}",
            "Rehearsal diary on {thing}",
        ),
    ),
)
