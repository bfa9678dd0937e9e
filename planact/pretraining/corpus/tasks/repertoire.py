"""Which tasks there are, and how often each is drawn.

A task that is listed several times is drawn as many times as often; the order decides what a seed
draws.
"""

from __future__ import annotations

from collections.abc import Callable

from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.sites.grid import Grid
from planact.pretraining.corpus.sites.listing import Listing
from planact.pretraining.corpus.tasks.comparing import compare, two_facts
from planact.pretraining.corpus.tasks.doing import do_deed, do_deed_to_first, write
from planact.pretraining.corpus.tasks.filtering import collect, read_filtered
from planact.pretraining.corpus.tasks.hopping import about_person, follow_mention, reply
from planact.pretraining.corpus.tasks.looking_up import missing, read_fact, read_table
from planact.pretraining.corpus.tasks.office import add, do_with_several, edit, read_row
from planact.pretraining.corpus.tasks.ordering import first_in_order
from planact.pretraining.corpus.tasks.script import Task
from planact.pretraining.corpus.tasks.showing import show

ON_LISTINGS: tuple[Callable[[Listing, Draw], Task | None], ...] = (
    *(read_fact, read_fact, read_table, read_table, missing, compare, two_facts),
    # These are often not to be had.
    *([first_in_order] * 3 + [read_filtered] * 4 + [collect] * 3),
    *(do_deed, do_deed, do_deed_to_first, do_deed_to_first, write, write, show, show),
    *(about_person, about_person, follow_mention, reply, reply),
)

ON_GRIDS: tuple[Callable[[Grid, Draw], Task | None], ...] = (
    *(read_row, edit, edit, add, do_with_several),
)
