"""The projects of the code-hosting site, and the parts of each that its people talk about."""

from __future__ import annotations

from dataclasses import dataclass

_PROJECTS = """
Tidewatch; Harbor Tools; weather, maps; Tide tables and storm warnings for small harbors
tide table, station list, warning mail, harbor map, gauge import
Mooring Planner; Harbor Tools; scheduling, household; Finds a berth for every visiting boat
berth list, arrival calendar, guest invoice, pier drawing, waiting list
Knotbook; Harbor Tools; education, graphics; Knots to tie along, step by step
knot drawing, step animation, rope glossary, print sheet, left-hand mode

Seedling; Greenhouse Collective; gardening, scheduling; A sowing calendar that knows the last frost
sowing calendar, frost warning, seed list, bed drawing, reminder mail
Dripline; Greenhouse Collective; gardening, hardware; Waters beds and pots by their moisture
valve driver, moisture sensor, watering plan, pump log, battery meter
Compostery; Greenhouse Collective; gardening, education; Watches the temperature of compost heaps
temperature chart, heap register, turning reminder, sensor pairing, leaf guide

Foldwise; Paper Kite Labs; graphics, education; Draws folding diagrams from a few lines of text
crease pattern, diagram export, fold parser, page layout, paper catalog
Inkwell; Paper Kite Labs; writing, graphics; A plain editor for long notes
note list, spell checker, outline view, tag menu, draft backup
Marginalia; Paper Kite Labs; writing, education; Comments in the margins of any document
margin note, highlight color, page thumbnail, reader list, quote export

Waymark; Northern Trails; maps, education; A trail map that works without a signal
map tile, route editor, elevation profile, offline cache, trail legend
Hutfinder; Northern Trails; maps, scheduling; Shows which mountain huts have a bed left
hut page, bed counter, booking form, season table, photo strip
Snowline; Northern Trails; weather, maps; Avalanche bulletins in one format
bulletin feed, danger scale, slope filter, warning banner, archive search
Packlist; Northern Trails; household, scheduling; Packing lists that add up the weight
gear list, weight total, trip template, shared list, item picker

Longwave; Quiet Radio; audio, hardware; A radio player for old tablets
station dial, stream buffer, sleep timer, favorites page, volume slider
Static Garden; Quiet Radio; audio, graphics; Rain, wind and distant trains on demand
rain generator, sound mixer, wind loop, preset list, fade curve
Playlist Press; Quiet Radio; audio, publishing; Prints what a station has played as a newspaper
song table, headline picker, column layout, cover image, weekly issue

Broadsheet; Lantern Press; publishing, writing; Newsletters from plain text files
mail template, subscriber list, issue archive, link checker, preview page
Galley; Lantern Press; publishing, graphics; Sets books with proper hyphens
hyphenation table, chapter heading, running title, font loader, widow control
Footnote Server; Lantern Press; writing, education; Keeps references for a whole institute
citation style, reference import, author index, duplicate finder, shelf view

Ladle; Common Kitchen; cooking, household; A cookbook that scales its recipes
recipe page, unit converter, serving scale, shopping list, step timer
Pantry Count; Common Kitchen; cooking, household; Knows what is left in the pantry
stock table, barcode reader, expiry alert, shelf label, usage chart
Market Day; Common Kitchen; cooking, scheduling; Orders for food cooperatives
order form, crate total, supplier page, pickup slot, price import

Starhop; Orbit Garden; astronomy, maps; Leads from bright stars to faint ones
star chart, hop planner, finder view, catalog import, red light mode
Skybook; Orbit Garden; astronomy, writing; An observer's log book
observation form, sketch upload, seeing scale, session summary, object search
Meteor Tally; Orbit Garden; astronomy, audio; Counts meteors by click or by radio
click counter, hourly rate, echo detector, shower calendar, report export

Loomdriver; Slow Machines; hardware, graphics; Drives a loom from a drawing
shaft controller, weave preview, pattern import, shuttle counter, error lamp
Platen; Slow Machines; hardware, graphics; A driver for pen plotters
pen lift, path sorter, paper size, speed limit, plot queue
Clockwright; Slow Machines; hardware, scheduling; Keeps a tower clock in time
pendulum log, strike schedule, time signal, winding motor, drift chart

Cuelight; Tin Roof Theatre; stage, hardware; Cue lights over an ordinary network
cue list, lamp driver, standby button, network check, cue recorder
Propshelf; Tin Roof Theatre; stage, household; Where every prop is and who has it
prop register, loan form, storage map, photo gallery, damage report
Ticketstub; Tin Roof Theatre; stage, publishing; Sells seats for small stages
seating plan, ticket print, door list, refund form, evening report

Bookends; Rowan Estrada; writing, household; What I have read and who has borrowed it
reading list, loan reminder, cover lookup, year review, shelf export
Birdcall; Rowan Estrada; audio, education; Learn bird songs, one a day
song quiz, recording list, spectrogram, species page, daily reminder
Minutes Keeper; Rowan Estrada; writing, scheduling; Minutes of meetings and what came of them
agenda form, action list, attendance sheet, protocol export, decision log
Fieldnotes; Rowan Estrada; maps, writing; Notes that remember where they were written
note map, location picker, sync job, photo note, trip folder
Lamplighter; Rowan Estrada; hardware, household; Lamps that follow the sun
dimmer curve, lamp group, sunset table, switch panel, color picker
Spare Keys; Rowan Estrada; household, scheduling; Who has the spare key this week
key register, handover form, neighbor list, return reminder, history page
Rainbarrel; Rowan Estrada; gardening, weather; How full is the barrel and will it rain
level gauge, rain forecast, overflow alarm, tank profile, monthly chart

Choirbook; Wendell Ashcombe; audio, publishing; Song sheets for singers without glasses
score viewer, lyrics sheet, voice filter, transposer, rehearsal list
Crosswind; Mateo Larrondo; weather, education; Wind forecasts for kite flyers
wind rose, spot list, gust alert, forecast import, kite table
Dustjacket; Pilar Ocampo; graphics, publishing; Covers for books that have none
cover template, spine text, color palette, title fitter, back cover
Parsewood; Zofia Wilczek; education, writing; A parser generator that explains itself
grammar editor, parse tree, token table, railroad diagram, error message
Nightshift; Sanjay Wickrama; astronomy, scheduling; Plans observing nights around moon and clouds
moon calendar, cloud map, target queue, dome check, night report
Kettle Logic; Brigid Holloway; cooking, education; Teaches logic with tea and toast
puzzle page, hint button, score table, kettle drawing, level editor
Stagewhisper; Noemi Castellan; stage, audio; An intercom in the browser
talk button, channel list, headset test, echo filter, call log
"""


@dataclass(frozen=True)
class Project:
    """What a project is called and is about.

    Attributes:
        name: Its name; no other project has it.
        owner: Name of the group or the person it belongs to.
        topics: What it is listed under.
        description: One line about it.
        parts: Noun phrases that its issues, merge requests and commits are about.
    """

    name: str
    owner: str
    topics: tuple[str, ...]
    description: str
    parts: tuple[str, ...]


def slug(name: str) -> str:
    """The name as it stands in addresses."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def _read(text: str) -> tuple[Project, ...]:
    lines = [line for line in text.splitlines() if line]
    return tuple(
        Project(name, owner, tuple(topics.split(", ")), description, tuple(parts.split(", ")))
        for heading, parts in zip(lines[::2], lines[1::2], strict=True)
        for name, owner, topics, description in (heading.split("; "),)
    )


PROJECTS = _read(_PROJECTS)

TOPICS = tuple(sorted({topic for project in PROJECTS for topic in project.topics}))
