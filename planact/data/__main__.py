"""Make datasets, read what was asked for them, and take them elsewhere.

python -m planact.data list                                the stages, and which datasets there are
python -m planact.data STAGE [KEY=VALUE ...]               make one, its inputs first
python -m planact.data show STAGE [--n 3] [KEY=VALUE ...]  full requests and what was answered
python -m planact.data export STAGE --to FOLDER [--format messages|parquet|sharegpt|alpaca]
                       [--push OWNER/NAME] [KEY=VALUE ...]
python -m planact.data propose_failure_classes SITE [KEY=VALUE ...]

KEY=VALUE are the overrides of run.py: data=smoke, teacher=openai, data.expanded_plans=50, ...
"""

from __future__ import annotations

import logging
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.table import Table

from planact.config.compose import compose_config
from planact.core.arguments import ArgumentParser
from planact.core.errors import UserError
from planact.data.context import config_judge, make_context
from planact.data.stage import DataContext
from planact.data.stages import DATASETS, STAGES, find_stage, make_dataset
from planact.report.console import wide_console
from planact.report.datasets import datasets_table, details
from planact.store.disk import storage_errors
from planact.training.validation import with_validation


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    for chatty in ("httpx", "httpx2"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    try:
        _run(words)
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("stopped: the same command goes on from here", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        sys.stderr.close()
    return 0


def _run(words: list[str]) -> None:
    command = words.pop(0) if words[0] in _COMMANDS else "make"
    parser = _parser(command)
    arguments = parser.parse_intermixed_args(words)
    names = [word for word in arguments.words if "=" not in word]
    if len(names) != _NAMES.get(command, 1):
        parser.error(f"{len(names)} names where {_NAMES.get(command, 1)} belongs")
    arguments.name = next(iter(names), "")
    # Before the config is composed and the sandbox's tasks are made, which takes seconds.
    if command in ("make", "show", "export"):
        find_stage(arguments.name)
    context = _context([word for word in arguments.words if "=" in word])
    with storage_errors(context.store.root):
        _COMMANDS[command](arguments, context)


def _parser(command: str) -> ArgumentParser:
    shown = "" if command == "make" else f" {command}"
    parser = ArgumentParser(prog=f"python -m planact.data{shown}")
    name = {"list": "", "propose_failure_classes": "SITE "}.get(command, "STAGE ")
    parser.add_argument("words", nargs="*", default=[], metavar=f"{name}KEY=VALUE")
    if command == "show":
        parser.add_argument("--n", type=int, default=3, help="requests of each role (default: 3)")
    if command == "export":
        parser.add_argument("--to", type=Path, required=True, metavar="FOLDER")
        parser.add_argument("--format", default="messages", help="default: messages")
        parser.add_argument("--push", metavar="OWNER/NAME", help="also to the Hugging Face Hub")
    return parser


def _context(overrides: Sequence[str]) -> DataContext:
    config = compose_config(overrides)
    return with_validation(make_context(config, config_judge(config)))


def _make(arguments: Namespace, context: DataContext) -> None:
    made = make_dataset(arguments.name, context)
    wide_console().print(datasets_table(context.datasets.values()))
    for line in details(made):
        print(f"  {line}")
    print(f"dataset: {made.folder}")


def _show(arguments: Namespace, context: DataContext) -> None:
    from planact.data.show import show_stage

    show_stage(arguments.name, context, arguments.n, wide_console())


def _export(arguments: Namespace, context: DataContext) -> None:
    from planact.data.export import export_dataset

    export_dataset(arguments.name, context, arguments.to, arguments.format)
    print(f"exported: {arguments.to}")
    if arguments.push:
        from planact.data.hub import push_to_hub

        print(f"pushed: {push_to_hub(arguments.to, arguments.push)}")


def _list(arguments: Namespace, context: DataContext) -> None:
    table = Table("Stage", "Reads", "Asks", "In the store")
    for stage in STAGES.values():
        folders = context.store.folders(DATASETS, stage.name)
        names = "\n".join(folder.name for folder in folders)
        table.add_row(stage.name, "\n".join(stage.inputs), "\n".join(stage.roles), names)
    wide_console().print(table)


def _propose(arguments: Namespace, context: DataContext) -> None:
    from planact.data.failure_analysis import propose_failure_classes

    print(f"draft: {propose_failure_classes(arguments.name, context)}")


_COMMANDS: dict[str, Callable[[Namespace, DataContext], None]] = {
    "make": _make,
    "show": _show,
    "export": _export,
    "list": _list,
    "propose_failure_classes": _propose,
}

_NAMES = {"list": 0}
"""How many names a command takes besides overrides, where that is not one."""


if __name__ == "__main__":
    sys.exit(main())
