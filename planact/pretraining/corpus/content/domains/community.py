"""What people write to each other and work on together."""

from __future__ import annotations

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.content.domains.deeds import (
    ARCHIVE,
    CLOSE,
    DELETE,
    FOLLOW,
    KEEP,
    LIKE,
)
from planact.pretraining.corpus.content.domains.domain import Deed, Domain
from planact.pretraining.corpus.content.domains.parts import COMMENTS, HISTORY, PEOPLE
from planact.pretraining.corpus.content.properties import how_many, one_of, when, who
from planact.pretraining.corpus.content.values import USER

FORUM = Domain(
    "thread",
    "threads",
    "board",
    ("Boards", "Topics", "Discussions", "All threads"),
    names.sentence,
    (
        who("author", "By", "Author", "Started by", kind=USER, questions=("Who started {x}?",)),
        how_many("replies", high=300),
        how_many("likes", "Likes", "Score", high=900),
        how_many("views", high=9000),
        when("date", "Posted", "Date", "Started", questions=("When was {x} written?",)),
        one_of("status", ("Status", "State"), "Open", "Solved", "Locked", "Pinned"),
    ),
    (LIKE, FOLLOW, KEEP),
    (COMMENTS,),
    names.slug,
)
PROJECTS = Domain(
    "project",
    "projects",
    "topic",
    ("Projects", "Repositories", "Explore", "All projects"),
    names.slug,
    (
        how_many("stars", high=5000),
        how_many("forks", high=900),
        one_of("license", ("License",), "MIT", "Apache-2.0", "GPL-3.0", "BSD"),
        one_of("language", ("Language", "Written in"), "Python", "Rust", "Go", "C", "Java"),
        who("owner", "Owner", "Maintainer", kind=USER, questions=("Who owns {x}?",)),
        when("last update", "Updated", "Last update", questions=("When was {x} last changed?",)),
        how_many("open tickets", high=99),
    ),
    (
        Deed(("star {x}", "give {x} a star"), ("Star", "Add a star")),
        Deed(("fork {x}", "make a copy of {x}"), ("Fork", "Make a fork", "Copy project")),
        FOLLOW,
    ),
    (PEOPLE, HISTORY),
    lambda draw: draw.word("nouns"),
)
TICKETS = Domain(
    "ticket",
    "tickets",
    "milestone",
    ("Tickets", "Bugs", "Tasks", "Work items"),
    names.sentence,
    (
        who("assignee", "Assignee", "Assigned to", kind=USER, questions=("Who works on {x}?",)),
        who("reporter", "Reporter", "Opened by", kind=USER, questions=("Who reported {x}?",)),
        one_of("status", ("Status", "State"), "Open", "Closed", "In progress", "Waiting"),
        one_of("priority", ("Priority", "Severity"), "Low", "Normal", "High", "Urgent"),
        one_of("label", ("Label", "Tag", "Kind"), "bug", "feature", "docs", "question", "design"),
        when("due date", "Due", "Due date", questions=("Until when must {x} be done?",)),
        how_many("comments", high=60),
    ),
    (CLOSE, FOLLOW, ARCHIVE),
    (COMMENTS, HISTORY),
)
MAILS = Domain(
    "message",
    "messages",
    "folder",
    ("Mail", "Messages", "Mailbox", "My mail"),
    names.sentence,
    (
        who("sender", "From", "Sender", questions=("Who sent {x}?", "Who wrote {x}?")),
        when("date", "Date", "Received", "Arrived", questions=("When did {x} arrive?",)),
        one_of("status", ("Status", "State"), "Read", "Unread", "Answered", "Forwarded"),
        one_of("importance", ("Importance", "Mark"), "Normal", "Important", "Private"),
        how_many("attachments", high=9),
    ),
    (ARCHIVE, DELETE, Deed(("mark {x} with a star",), ("Add a star", "Star", "Mark"))),
    (HISTORY,),
)
