"""Look again at runs that are finished, and hand them on."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from planact.core.arguments import ArgumentParser
from planact.core.errors import UserError

PROGRAM = "python -m planact.report"

COMMANDS = {
    "rescore": "score a finished run by other rules, or with another judge, without browsing",
    "pack": "put a run or a sweep into one archive, with all that its numbers rest on",
    "verify": "score a pack again and say whether its numbers hold",
    "html": "write runs or a sweep as pages that open from the disk: tables, episodes, rounds",
    "labels": "count which ability failed in a run, by rules over its episodes",
}
"""What each command is for; the module ``planact.report.commands.<name>`` does it.

Such a module has ``add_arguments(parser)`` and ``run(arguments)``, which returns the exit code.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] in ("-h", "--help"):
        print(_help())
        return 0
    try:
        return _run(words)
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130


def _run(words: Sequence[str]) -> int:
    if not words or words[0] not in COMMANDS:
        known = ", ".join(COMMANDS)
        raise UserError(f"the first word must be one of {known}; see {PROGRAM} --help")
    name, *rest = words
    command = import_module(f"planact.report.commands.{name}")
    parser = ArgumentParser(prog=f"{PROGRAM} {name}", description=command.__doc__)
    command.add_arguments(parser)
    # Overrides and options in any order.
    code: int = command.run(parser.parse_intermixed_args(rest))
    return code


def _help() -> str:
    lines = [f"{PROGRAM} COMMAND ...", "", str(__doc__), ""]
    lines += [f"  {name:10}{about}" for name, about in COMMANDS.items()]
    return "\n".join([*lines, "", f"{PROGRAM} COMMAND --help tells what a command takes."])


if __name__ == "__main__":
    sys.exit(main())
