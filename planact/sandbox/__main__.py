"""Serve the sandbox for a person to click through, or list its tasks."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from typing import NoReturn

from planact.core.errors import UserError
from planact.sandbox.server import SandboxServer
from planact.sandbox.sites import SITES


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UserError(f"{message}; see {self.prog} --help")


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    try:
        options = _parser().parse_args(arguments)
        if options.command == "tasks":
            _list_tasks(options.seed, options.split, options.json)
        else:
            _serve(options.seed, options.port)
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m planact.sandbox", description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="seed of content and tasks")
    parser.add_argument("--port", type=int, default=0, help="loopback port; 0 takes a free one")
    commands = parser.add_subparsers(dest="command", metavar="[tasks]")
    tasks = commands.add_parser("tasks", help="list the tasks instead of serving the sites")
    tasks.add_argument("--seed", type=int, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    tasks.add_argument("--split", choices=("train", "test"), help="only the tasks of this split")
    tasks.add_argument("--json", action="store_true", help="in WebArena's JSON schema")
    return parser


def _serve(seed: int, port: int) -> None:
    server = SandboxServer(seed, port)
    server.start()
    print(f"Sandbox with seed {seed} at {server.base_url}/ (Ctrl-C stops it)")
    for site in SITES.values():
        who = [f"{account.user}, password {account.password}" for account in site.accounts]
        print(f"  {server.base_url}/{site.name}/  {'; '.join(who) or 'nobody signs in'}")
    sys.stdout.flush()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        server.stop()


def _list_tasks(seed: int, split: str | None, as_json: bool) -> None:
    # Building the tasks takes a moment that serving the sites does not need.
    from planact.sandbox.tasks import make_tasks

    # `... | head` ends the listing quietly, as it does for other commands.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    made = make_tasks(seed)
    tasks = [task for name in ([split] if split else made) for task in made[name]]
    if as_json:
        print(json.dumps([task.model_dump(mode="json") for task in tasks], indent=2))
        return
    for task in tasks:
        print(f"{task.task_id}  {','.join(task.sites):9} {task.intent}")


if __name__ == "__main__":
    sys.exit(main())
