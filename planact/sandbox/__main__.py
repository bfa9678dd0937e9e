"""Serve the sandbox for a person to try its tasks, list the tasks, or check that they are sound."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading

from planact.core.arguments import ArgumentParser
from planact.core.errors import UserError
from planact.sandbox.server import SandboxServer
from planact.sandbox.sites import SITES
from planact.sandbox.splits import SPLITS


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    try:
        options = _parser().parse_args(arguments)
        if options.command == "tasks":
            _list_tasks(options.seed, options.split, options.json)
        elif options.command == "check":
            return _check(options)
        else:
            _serve(options.seed, options.port)
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m planact.sandbox", description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="seed of content and tasks")
    parser.add_argument("--port", type=int, default=0, help="loopback port; 0 takes a free one")
    commands = parser.add_subparsers(dest="command", metavar="[tasks|check]")
    tasks = commands.add_parser("tasks", help="list the tasks instead of serving the sites")
    tasks.add_argument("--seed", type=int, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    tasks.add_argument("--split", choices=SPLITS, help="only the tasks of this split")
    tasks.add_argument("--json", action="store_true", help="in WebArena's JSON schema")
    check = commands.add_parser("check", help="play every oracle and look for unsound tasks")
    check.add_argument("--seed", type=int, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    check.add_argument("--split", choices=SPLITS, help="only the tasks of this split")
    check.add_argument("--sample", type=int, metavar="N", help="only N tasks, spread evenly")
    check.add_argument("--jobs", type=int, default=4, metavar="N", help="tasks at a time")
    check.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser


def _serve(seed: int, port: int) -> None:
    # Trying a task needs evaluators and a browser; the sites themselves know of neither.
    from planact.envs.trial import trial_routes

    server = SandboxServer(seed, port, trial_routes)
    server.start()
    print(f"Sandbox with seed {seed} at {server.base_url}/ (Ctrl-C stops it)")
    for site in SITES.values():
        account = next(iter(site.accounts), None)
        who = f"signed in as {account.user}, password {account.password}" if account else ""
        print(f"  {server.base_url}/{site.name}/  {who}".rstrip())
    sys.stdout.flush()
    try:
        threading.Event().wait()
    finally:
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
        print(f"{task.task_id}  {','.join(task.sites):14} {task.intent}")


def _check(options: argparse.Namespace) -> int:
    # As above: the sites know of no browser and no scorer.
    from rich.console import Console

    from planact.data.soundness import check_tasks
    from planact.report.soundness import findings_as_json, print_findings

    findings = check_tasks(options.seed, options.split, options.sample, options.jobs)
    print_findings(findings, Console())
    if options.json:
        print(json.dumps(findings_as_json(findings)))
    return 1 if any(one.faults for one in findings) else 0


if __name__ == "__main__":
    sys.exit(main())
