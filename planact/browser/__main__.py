"""Look at a page as a model sees it, and act on it by hand.

python -m planact.browser observe http://127.0.0.1:8000/ --style vab
python -m planact.browser act page.html
python -m planact.browser where
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from planact.browser.browser import Browser, locate
from planact.browser.errors import BrowserError
from planact.browser.observation import STYLES
from planact.browser.session import Session
from planact.config.schema import BrowserConfig
from planact.core.action import ActionKind, parse_action
from planact.core.errors import ActionError, UserError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        asyncio.run(arguments.run(arguments))
    except (UserError, BrowserError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        sys.stderr.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m planact.browser",
        description="Print the observation a model would see of a page, or act on the page by "
        "hand. Only the host of the address can be reached.",
    )
    commands = parser.add_subparsers(required=True, metavar="observe|act|where")
    observe = commands.add_parser("observe", help="print the observation of a page")
    observe.set_defaults(command=_observe)
    act = commands.add_parser(
        "act", help="read actions from standard input, print the observation after each"
    )
    act.set_defaults(command=_act)
    where = commands.add_parser("where", help="print the path of the browser that is used")
    where.set_defaults(run=_where)
    where.add_argument("--executable", metavar="PATH", help="Chrome or Chromium to use")
    for command in (observe, act):
        command.set_defaults(run=_open)
        command.add_argument("page", help="address, or path of an HTML file")
        command.add_argument("--style", choices=list(STYLES), default="vab")
        command.add_argument(
            "--scroll", type=int, default=0, metavar="N", help="start N pixels down the page"
        )
        command.add_argument("--max-chars", type=int, default=60_000, metavar="N")
        command.add_argument("--executable", metavar="PATH", help="Chrome or Chromium to use")
        command.add_argument("--show", action="store_true", help="show the browser's window")
    return parser


async def _where(arguments: argparse.Namespace) -> None:
    print(await locate(BrowserConfig(executable=arguments.executable)))


async def _open(arguments: argparse.Namespace) -> None:
    url, hosts = _address(arguments.page)
    config = BrowserConfig(executable=arguments.executable, headless=not arguments.show)
    browser = await Browser.launch(config)
    try:
        session = await browser.open(url, hosts=hosts)
        if arguments.scroll:
            await session.scroll_to(arguments.scroll)
        await arguments.command(session, arguments)
    finally:
        await browser.close()


def _address(page: str) -> tuple[str, list[str]]:
    """The address to open, and what may be reached from it."""
    parts = urlsplit(page)
    if parts.scheme in ("http", "https") and parts.hostname:
        return page, [parts.netloc.rpartition("@")[2]]
    path = Path(parts.path if parts.scheme == "file" else page)
    if not path.is_file():
        raise UserError(f"no page at {page!r}: give an http(s) address or the path of a file")
    return path.resolve().as_uri(), []


async def _observe(session: Session, arguments: argparse.Namespace) -> None:
    observation = await session.observe(arguments.style, arguments.max_chars)
    print(observation.text, flush=True)
    print(
        f"{len(observation.text)} characters, {observation.nodes} nodes, "
        f"{observation.seconds * 1000:.1f} ms, status {session.last_status or 'none'}, "
        f"{observation.url}",
        file=sys.stderr,
    )
    if session.refused:
        hosts = ", ".join(sorted(session.refused))
        print(f"refused: {hosts} (only the host of the address can be reached)", file=sys.stderr)
        session.refused.clear()


async def _act(session: Session, arguments: argparse.Namespace) -> None:
    await _observe(session, arguments)
    while line := await asyncio.to_thread(_read_line):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            action = parse_action(line)
        except ActionError as error:
            print(f"error: {error}", file=sys.stderr)
            continue
        if action.kind is ActionKind.EXIT:
            print(f"answer: {action.argument}" if action.argument else "no answer")
            return
        fault = await session.act(action)
        if fault:
            print(f"error: {fault}", file=sys.stderr)
        await _observe(session, arguments)


def _read_line() -> str:
    """The next line of standard input, empty at its end; people get a prompt."""
    if sys.stdin.isatty():
        print("> ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline()


if __name__ == "__main__":
    sys.exit(main())
