"""Names that the region's streets and places are drawn from."""

from __future__ import annotations

STREETS = (
    "Abbey Street", "Acorn Lane", "Anchor Street", "Apple Row", "Arch Lane", "Aspen Avenue",
    "Baker Street", "Barley Lane", "Basin Street", "Beacon Hill", "Bellfounder Street",
    "Birch Avenue", "Blacksmith Lane", "Bramley Road", "Brick Lane", "Brook Street",
    "Canal Street", "Candle Lane", "Carrier Street", "Cedar Avenue", "Chandler Street",
    "Chestnut Avenue", "Cider Lane", "Clay Road", "Clover Way", "Cobbler Street", "Cooper Street",
    "Copper Lane", "Corn Street", "Cottage Road", "Cross Street", "Dairy Lane", "Dovecote Lane",
    "Drover Street", "Duck Lane", "Elder Avenue", "Fair Street", "Falcon Road", "Fern Way",
    "Ferryman Street", "Fiddler Lane", "Finch Road", "Flax Street", "Flint Road", "Forge Lane",
    "Fountain Street", "Fox Road", "Garden Street", "Glover Street", "Granary Road", "Grove Road",
    "Hammer Lane", "Harp Street", "Hawthorn Avenue", "Hazel Way", "Heather Way", "Heron Road",
    "Hive Lane", "Holly Avenue", "Hop Street", "Inkwell Lane", "Ivy Road", "Jasmine Way",
    "Kiln Street", "King Street", "Ladder Lane", "Lark Road", "Laurel Avenue", "Lavender Way",
    "Limekiln Road", "Lock Street", "Loom Street", "Maple Avenue", "Market Street", "Mason Street",
    "Meadow Road", "Mercer Street", "Mill Lane", "Miller Street", "Mint Street", "Moss Lane",
    "Mulberry Avenue", "Needle Lane", "North Street", "Oak Avenue", "Orchard Lane", "Otter Road",
    "Paper Street", "Parade Street", "Peat Lane", "Pepper Lane", "Plum Street", "Poplar Avenue",
    "Potter Street", "Primrose Way", "Pump Street", "Quarry Road", "Quay Street", "Queen Street",
    "Reed Lane", "Saddler Street", "Saffron Lane", "Sail Street", "Salt Lane", "Scholar Street",
    "Sexton Lane", "Shepherd Road", "Slate Street", "Spindle Lane", "Spring Street",
    "Stable Lane", "Sycamore Avenue", "Tanner Street", "Thatcher Road", "Tile Street",
    "Tinker Lane", "Tower Street", "Vine Street", "Walnut Avenue", "Weaver Street",
    "Wharf Street", "Wheel Lane", "Willow Avenue", "Wool Street", "Yew Road",
)  # fmt: skip

STEMS = (
    "Abernay", "Addlestrop", "Ainsley", "Alconby", "Amory", "Appleyard", "Arkwell", "Ashlock",
    "Babbage", "Barnaby", "Belgrove", "Benbow", "Bexhurst", "Bickley", "Blythe", "Bolsover",
    "Brackley", "Brandreth", "Brindle", "Brockett", "Burdock", "Cadbourne", "Calder", "Carraway",
    "Cawdrey", "Charlock", "Chilton", "Clavering", "Colby", "Corbet", "Cranmore", "Crosby",
    "Culpin", "Dacre", "Danby", "Darrow", "Denholm", "Dimmock", "Draycott", "Dunstan", "Eastby",
    "Edgecombe", "Ellery", "Ember", "Everard", "Fairley", "Farrow", "Fennimore", "Fielding",
    "Flaxman", "Foxton", "Gadsby", "Garland", "Gilroy", "Godwin", "Gossard", "Grantley",
    "Gresham", "Hadley", "Halsey", "Harcourt", "Hartnoll", "Hawksby", "Heddon", "Hexley",
    "Holbrook", "Horsfall", "Hurley", "Ingram", "Jarrow", "Jessop", "Kelmore", "Kenning",
    "Kersey", "Kimber", "Lambourne", "Langley", "Larkham", "Ledbury", "Lidgate", "Loxton",
    "Ludlam", "Lynwood", "Mallory", "Marden", "Maskell", "Mayhew", "Merrick", "Mortlock",
    "Naseby", "Netherby", "Norwell", "Oakham", "Ormsby", "Orwin", "Osgood", "Paxton", "Pelham",
    "Penrose", "Pickering", "Prestwick", "Quarles", "Ramsden", "Ravenhill", "Redmayne", "Ripley",
    "Rushworth", "Sandwell", "Selwyn", "Shardlow", "Sibley", "Stanhope", "Stroud", "Tattersall",
    "Thornley", "Tilney", "Trelawn", "Underhill", "Vickery", "Wadham", "Warbeck", "Wexcombe",
    "Whitlock", "Winslow", "Woodford", "Wyndham", "Yelverton",
)  # fmt: skip

ADJECTIVES = (
    "Amber", "Blue", "Brass", "Copper", "Crooked", "Early", "Foggy", "Gilded", "Green", "Happy",
    "Hidden", "Iron", "Lazy", "Little", "Merry", "Old", "Painted", "Patient", "Plain", "Quiet",
    "Red", "Rusty", "Scarlet", "Silver", "Singing", "Sleepy", "Sunny", "Thirsty", "Tin",
    "Wandering", "Warm", "White", "Wooden", "Yellow",
)  # fmt: skip

NOUNS = (
    "Acorn", "Badger", "Barrel", "Button", "Cherry", "Crow", "Dove", "Fiddle", "Finch", "Fox",
    "Goose", "Hare", "Hedgehog", "Kettle", "Kite", "Ladle", "Lantern", "Magpie", "Mitten", "Moth",
    "Mug", "Otter", "Owl", "Pear", "Pepper", "Plough", "Robin", "Saucer", "Snail", "Sparrow",
    "Spoon", "Swallow", "Teapot", "Thimble", "Trout", "Walnut",
)  # fmt: skip

MUSEUMS = (
    "Bell Museum", "Bread Museum", "Button Museum", "Clock Museum", "County Museum",
    "Fishing Museum", "Folk Museum", "Glass Museum", "Kite Museum", "Lantern Museum",
    "Lace Museum", "Map Museum", "Museum of Modern Art", "Peat Museum", "Railway Museum",
    "River Museum", "Rope Museum", "Salt Museum", "Toy Museum", "Wool Museum",
)  # fmt: skip

UNIVERSITY = "Fenwick University"

UNIVERSITY_BUILDINGS = (
    "Calloway Hall", "Computing Laboratory", "Department of Botany", "Faculty of Law",
    "Founders Hall", "Hestercombe Lecture Hall", "Institute of Geology", "Institute of Music",
    "Language Center", "Merriman Hall", "Student House", "Thackray Observatory",
)  # fmt: skip

UNIVERSITY_LIBRARIES = ("Calloway Library", "Botany Library", "Merriman Law Library")

PROBLEMS = {
    "Closed for good": (
        "The windows are papered over since last month.",
        "A sign says that they have retired.",
        "There is a building site now.",
    ),
    "Wrong address": (
        "They moved to the next corner.",
        "The entrance is around the back.",
        "The number on the door is another one.",
    ),
    "Wrong opening hours": (
        "They open an hour later in winter.",
        "Nobody was there on Monday morning.",
        "They have a lunch break now.",
    ),
    "Wrong contact details": (
        "The number leads to a private house.",
        "The website is gone.",
        "Nobody picks up the phone.",
    ),
    "Something else": (
        "The name on the sign has changed.",
        "The ramp at the entrance is broken.",
        "There is a second entrance by the garden.",
    ),
}
"""Kinds of problems that visitors report of a place, with what some of them say."""
