"""Plan steps that most tasks are made of, each in several wordings."""

from __future__ import annotations

from collections.abc import Sequence

from planact.pretraining.corpus.tasks.script import Move, ScriptStep, leave


def step(texts: Sequence[str], reasons: Sequence[str], *moves: Move, **slots: str) -> ScriptStep:
    """A step whose wordings have the slots filled in."""
    return ScriptStep(
        tuple(text.format_map(slots) for text in texts),
        tuple(reason.format_map(slots) for reason in reasons),
        moves,
    )


def go_to(label: str, move: Move) -> ScriptStep:
    """Follow a link of the site's menu."""
    return step(
        ("Open '{label}'", "Go to '{label}'", "Click '{label}' in the menu", "Follow '{label}'"),
        ("The menu leads there.", "This is where it can be done.", "It is in this section."),
        move,
        label=label,
    )


def open_one(one: str, name: str, *moves: Move) -> ScriptStep:
    """Open what a list shows."""
    return step(
        (
            "Open the {one} '{name}'",
            "Open '{name}'",
            "Click '{name}' in the list",
            "Choose the {one} '{name}'",
            "Go to the {one} '{name}'",
        ),
        ("Its own page has the details.", "The {one} is in the list.", "More is shown there."),
        *moves,
        one=one,
        name=name,
    )


def search_for(text: str, *moves: Move) -> ScriptStep:
    """Use the search box."""
    return step(
        (
            "Search for '{text}'",
            "Look up '{text}' with the search box",
            "Find '{text}' by searching",
            "Enter '{text}' into the search box",
            "Use the search to find '{text}'",
        ),
        ("The search box is the shortest way.", "A search finds it.", "It can be searched for."),
        *moves,
        text=text,
    )


def press(label: str, reason: str, *moves: Move) -> ScriptStep:
    """Press a button."""
    return step(
        ("Press '{label}'", "Click '{label}'", "Use the button '{label}'", "Click on '{label}'"),
        (reason, "There is a button for it.", "This does what is wanted."),
        *moves,
        label=label,
    )


def answer_with(what: str, value: str, sight: str | None = None) -> ScriptStep:
    """End with an answer that the page shows; ``what`` says in words what it is."""
    return step(
        (
            "Answer with {what}",
            "Return {what}",
            "Read {what} and answer with it",
            "Report {what}",
            "Give {what} as the answer",
        ),
        ("It can be read on this page.", "This answers the question.", "The page has it."),
        leave(value, sight=sight if sight is not None else value),
        what=what,
    )


def conclude(what: str, value: str) -> ScriptStep:
    """End with an answer that follows from what was noted and what the page shows."""
    return step(
        ("Answer with {what}", "Work out {what} and answer with it", "Give {what} as the answer"),
        ("Everything needed is known now.", "The notes and this page decide it."),
        leave(value),
        what=what,
    )


def finish() -> ScriptStep:
    """End where nothing was asked."""
    return step(
        ("Finish", "End the task", "Stop here", "Finish, as all is done", "Exit"),
        ("All that was wanted is done.", "Nothing is left to do.", "The goal is reached."),
        leave(),
    )


def give_up(reasons: Sequence[str], **slots: str) -> ScriptStep:
    """End a task that cannot be done."""
    return step(
        ("Answer with 'N/A'", "Say 'N/A'", "Answer 'N/A', as it cannot be done", "Return 'N/A'"),
        reasons,
        leave("N/A"),
        **slots,
    )
