"""One episode on the terminal, as it happens: the plan, and each round's page, reply and error."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel

from planact.core.trajectory import PlanMade, Round

_console = Console()


def print_plan(made: PlanMade) -> None:
    """Show a plan as it was written, and why it was refused if it was."""
    title = f"refused plan: {made.error}" if made.error else "plan"
    _console.print(
        Panel(escape(made.text), title=escape(title), title_align="left", border_style="blue")
    )


def print_round(taken: Round) -> None:
    """Show what the agent saw and what it did."""
    _console.print(Panel(escape(taken.observation), title=taken.url, title_align="left"))
    _console.print(f"[bold]{escape(taken.reply)}[/bold]")
    if taken.error:
        _console.print(f"[red]{escape(taken.error)}[/red]")
