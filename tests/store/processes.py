"""Real child processes for tests that kill, race or restrict them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

_fork = multiprocessing.get_context("fork")

FILE_EVENTS = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.truncate"}


def start(work: Callable[..., Any], *arguments: Any) -> BaseProcess:
    """Run the function in a process of its own."""
    process = _fork.Process(target=work, args=arguments)
    process.start()
    return process


def run(work: Callable[..., Any], *arguments: Any) -> int:
    """Run the function in a process of its own to its end; the exit code, negative for a signal."""
    process = start(work, *arguments)
    process.join(timeout=30)
    assert process.exitcode is not None
    return process.exitcode


def kill_at_file_operation(number: int, below: Path) -> None:
    """Have this process killed by SIGKILL just before its n-th file operation below the folder."""
    count = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event in FILE_EVENTS and str(arguments[0]).startswith(str(below)):
            count += 1
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
