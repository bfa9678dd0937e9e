"""Deeds that many kinds of things allow."""

from __future__ import annotations

from planact.pretraining.corpus.content.domains.domain import Deed

KEEP = Deed(
    ("keep {x} for later", "remember {x} in my favorites", "bookmark {x}"),
    ("Save for later", "Add to favorites", "Bookmark", "Remember", "Keep"),
)
FOLLOW = Deed(
    ("follow {x}", "get updates about {x}", "watch {x}"),
    ("Follow", "Watch", "Get updates", "Notify me", "Follow along"),
)
LIKE = Deed(
    ("like {x}", "vote for {x}", "give {x} a like"),
    ("Like", "Vote", "+1", "Thumbs up", "Give a like"),
)
BUY = Deed(
    ("buy {x}", "put {x} into the basket", "add {x} to my bag"),
    ("Add to basket", "Put in basket", "Buy now", "Add to bag", "Into the basket"),
)
PRINT = Deed(("print {x}", "get a printout of {x}"), ("Print", "Print this", "Print view"))
ARCHIVE = Deed(
    ("archive {x}", "move {x} to the archive"), ("Archive", "Move to archive", "Put away")
)
DELETE = Deed(
    ("delete {x}", "remove {x}", "get rid of {x}"), ("Delete", "Remove", "Delete for good")
)
APPROVE = Deed(("approve {x}", "accept {x}"), ("Approve", "Accept", "Give approval"))
REJECT = Deed(("reject {x}", "turn down {x}"), ("Reject", "Turn down", "Refuse"))
CLOSE = Deed(("close {x}", "mark {x} as closed"), ("Close", "Mark as closed", "Set to closed"))
