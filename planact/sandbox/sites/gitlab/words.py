"""The sentences that the code-hosting site's content is drawn from.

``{part}`` stands for a part of the project, ``{Part}`` for the same at the start of a sentence.
"""

from __future__ import annotations

LABELS = (
    "bug",
    "feature",
    "documentation",
    "performance",
    "accessibility",
    "translation",
    "regression",
    "good first issue",
    "needs design",
)

ISSUE_TITLES = (
    "{Part} stays empty after an update",
    "Crash when the {part} is opened twice",
    "{Part} ignores the time zone",
    "Wrong order in the {part}",
    "{Part} is slow with many entries",
    "{Part} loses its settings on restart",
    "Let me print the {part}",
    "Keyboard shortcuts for the {part}",
    "Dark colors for the {part}",
    "Undo in the {part}",
    "Import an old {part}",
    "Explain the {part} in the handbook",
    "Screenshot of the {part} is outdated",
    "Test the {part} with a screen reader",
)

ISSUE_BODIES = (
    "Seen with the latest release on two machines. It does not happen with the one before.",
    "We talked about this at the last meeting and agreed to write it down here.",
    "Several people have asked for this. I can test a first version.",
    "Steps: start with an empty profile, open the {part}, wait a minute.",
    "Not urgent, but it would save us a lot of explaining.",
    "I would start with the simplest case and see how far it carries us.",
)

MERGE_TITLES = (
    "Speed up the {part}",
    "Rework the {part}",
    "Add tests for the {part}",
    "Document the {part}",
    "Simplify the {part}",
    "Fix rounding in the {part}",
    "Make the {part} accessible",
    "Split the {part} into modules",
)

MERGE_BODIES = (
    "Small steps, best read commit by commit.",
    "Nothing changes for users. The tests pass on my machine.",
    "This replaces my earlier attempt, which went too far.",
    "The second half is moved code. Please look at the first half with care.",
)

COMMIT_TITLES = (
    "Tidy the {part}",
    "Handle empty input in the {part}",
    "Log errors of the {part}",
    "Rename functions of the {part}",
    "Cache results of the {part}",
    "Update texts of the {part}",
    "Fix a typo in the {part}",
    "Cover the {part} by a test",
    "Remove dead code from the {part}",
    "Shorten the {part}",
)

COMMENTS = (
    "Thanks, I can see the same here.",
    "Could you add the output of the log?",
    "I would rather wait for the next release.",
    "Good idea. Who has the time for it?",
    "This is related to what we changed in spring.",
    "Works for me now. Can anybody else confirm it?",
    "Let us keep it small and do the rest later.",
    "I have started on this and will report on Monday.",
    "One question: what happens to existing data?",
    "Please rebase, there are conflicts.",
)

LICENSES = (
    "Open Workshop License 1.0",
    "Common Share License 2.1",
    "Plain Permission License",
    "Give Back License 3",
)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")

README = """# {name}

{description}.

## Getting started

Copy settings.toml, change what you need and start the server. {name} listens on port {port} \
unless it is told otherwise, and needs at least {memory} MB of memory.

## What is inside

{parts}

## Help

Open an issue, or write to {slug}@lists.example. Contributions are welcome: see CONTRIBUTING.md.
"""

CONTRIBUTING = """# Contributing to {name}

Every merge request needs the approval of {approvals} maintainers. Open an issue before you begin \
with anything large.

## Meetings

The developers of {name} meet every {weekday} at {time} in the room {room}.

## Security

Report security problems to {security}, not in an issue.
"""

LICENSE = """{license}

You may use, change and pass on {name}. Keep this text with every copy. There is no warranty.
"""

SETTINGS = """[server]
port = {port}
memory_mb = {memory}

[log]
file = "{slug}.log"
days = {days}
"""

MODULE = '''"""The {part} of {name}."""


def load(path):
    with open(path) as file:
        return [line.strip() for line in file]
'''


def about(sentence: str, part: str) -> str:
    """The sentence about a part of a project."""
    return sentence.format(part=part, Part=part[0].upper() + part[1:])
