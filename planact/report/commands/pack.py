"""Put a run, or a sweep's finished runs, into one archive with all that its numbers rest on.

Config, command, versions, prompts, tasks, manifests of models and datasets, episodes with their
evidence, results. The same runs give the same bytes.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from planact.report.pack import pack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("path", type=Path, help="the folder of a run, or of a sweep")
    parser.add_argument("--out", type=Path, help="the archive (default: pack.zip in the folder)")
    parser.add_argument("--screenshots", action="store_true", help="pack the screenshots too")


def run(arguments: argparse.Namespace) -> int:
    """Pack; returns the exit code."""
    began = time.monotonic()
    packed = pack(arguments.path, arguments.out, screenshots=arguments.screenshots)
    print(
        f"{packed.path}: {packed.runs} runs, {packed.files} files, {packed.size / 1e6:.2f} MB, "
        f"{time.monotonic() - began:.1f} s"
    )
    print(f"sha256 {packed.sha}")
    print(f"whoever has it checks it by: python -m planact.report verify {packed.path.name}")
    return 0
