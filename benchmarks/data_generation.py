"""How fast a stage asks its teacher, beside what the endpoint's slots allow.

    python benchmarks/data_generation.py [--requests N] [--json]

The stage is `grounded_plans` from prompt to dataset, journal included, over trajectories made up
here. The endpoint runs in a process of its own and does nothing but wait: so many requests at a
time, each for so long. Its slots divided by that time are the limit. The stage's own time is what
its process spends on the CPU, divided by the requests.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from planact.config.schema import DataConfig, EnvConfig, RunConfig, TeacherConfig, TeacherKind
from planact.core.errors import UserError
from planact.core.trajectory import Round, Trajectory
from planact.data import grounded_plans
from planact.data.stage import DATASET, DataContext
from planact.data.teacher import make_teacher
from planact.envs.sandbox import SandboxEnvironment
from planact.llm.prompts import Prompts
from planact.store import Key, Store, write_jsonl

LATENCY = 0.2
SLOTS = 64
ACTIONS = 10
OBSERVATION = "<div> <a id='7'> a product with its name and its price </a> </div>\n" * 300
"""The first page, which the teacher sees: 20,000 characters, as many of WebArena's have."""

WARM_UP = 2 * SLOTS
GOALS = {"share": 0.95, "cpu_ms": 2.0}

TRAJECTORIES = "seed_trajectories"
STEP = """## Step {number}
Reasoning: The page shows what the step needs, so it can be done now and brings the task forward.
Description: # Element: product {index} do(action="Click", element="{index}")
Step: Open product {index} and look at what it costs
Actions: [{index}]"""
ANSWER = "\n\n".join(STEP.format(number=n + 1, index=n) for n in range(ACTIONS))


def main(requests: int) -> dict[str, float]:
    """Measure; the figures by name.

    Raises:
        UserError: A number is not positive.
    """
    if requests < 1:
        raise UserError(f"--requests must be 1 or more, not {requests}")
    with _endpoint_process() as port, tempfile.TemporaryDirectory() as folder:
        config = _config(f"http://127.0.0.1:{port}/v1")
        _annotate(config, WARM_UP, Path(folder) / "warm-up")
        wall, cpu = _annotate(config, requests, Path(folder) / "measured")
    limit = SLOTS / LATENCY
    return {
        "requests": requests,
        "requests_per_second": round(requests / wall, 1),
        "limit_per_second": limit,
        "share": round(requests / wall / limit, 3),
        "cpu_ms": round(1000 * cpu / requests, 2),
    }


def table_of(figures: dict[str, float]) -> Table:
    """The figures beside their goals."""
    table = Table("", "measured", "goal", title=f"{SLOTS} slots of {1000 * LATENCY:.0f} ms")
    table.add_row("requests", f"{figures['requests']:.0f}", "")
    table.add_row("requests a second", f"{figures['requests_per_second']:.1f}", "")
    table.add_row("what the slots allow", f"{figures['limit_per_second']:.1f}", "")
    table.add_row("share of that", f"{figures['share']:.3f}", f"{GOALS['share']:.2f}")
    table.add_row("our own CPU ms a request", f"{figures['cpu_ms']:.2f}", f"{GOALS['cpu_ms']:.0f}")
    return table


def _config(url: str) -> RunConfig:
    return RunConfig(
        data=DataConfig(name="benchmark"),
        env=EnvConfig(name="sandbox"),
        teacher=TeacherConfig(
            name="benchmark", kind=TeacherKind.endpoint, base_url=url, concurrency=SLOTS
        ),
    )


def _annotate(config: RunConfig, count: int, folder: Path) -> tuple[float, float]:
    """Wall and CPU seconds of the stage over so many trajectories."""
    context = DataContext(
        store=Store(folder),
        config=config,
        environment=SandboxEnvironment(config.env),
        teacher=lambda role: make_teacher(role, config),
        prompts=Prompts("paper"),
    )

    def write(place: Path) -> dict[str, Any]:
        write_jsonl(place / DATASET, (_trajectory(number) for number in range(count)))
        return {"kept": count}

    given = context.store.get_or_make("datasets", TRAJECTORIES, Key(config={}), write)
    place = folder / "plans"
    place.mkdir()
    wall, cpu = time.perf_counter(), time.process_time()
    told = grounded_plans.stage(TRAJECTORIES).make(context, {TRAJECTORIES: given}, place)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    assert told["kept"] == told["answers"] == count
    return wall, cpu


def _trajectory(number: int) -> Trajectory:
    rounds = [
        Round(
            observation="" if index else OBSERVATION,
            reply=f'# Element: product {index}\ndo(action="Click", element="{index}")',
            action=f'do(action="Click", element="{index}")',
        )
        for index in range(ACTIONS)
    ]
    return Trajectory(
        task_id=number,
        template_id=0,
        intent=f"How much is product {number}?",
        sites=("shopping",),
        rounds=tuple(rounds),
    )


@contextmanager
def _endpoint_process() -> Iterator[int]:
    """The endpoint in a process of its own; gives its port."""
    spawn = multiprocessing.get_context("spawn")
    ours, its = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(its,), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def _serve(told: Connection) -> None:
    """Answer every request alike, `SLOTS` at a time, each after `LATENCY` seconds."""
    usage = {"prompt_tokens": 5000, "completion_tokens": 500}
    choice = {"message": {"role": "assistant", "content": ANSWER}, "finish_reason": "stop"}
    body = json.dumps({"choices": [choice], "usage": usage}).encode()
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}"
    answer = head.encode() + b"\r\n\r\n" + body

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not reader.at_eof():
            try:
                asked = await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError:
                break
            length = re.search(rb"content-length: *(\d+)", asked, re.IGNORECASE)
            await reader.readexactly(int(length[1]) if length else 0)
            async with slots:
                await asyncio.sleep(LATENCY)
            writer.write(answer)
        writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(converse, "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    slots = asyncio.Semaphore(SLOTS)
    asyncio.run(serve())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Time a stage that asks a teacher.")
    parser.add_argument("--requests", type=int, default=6000, metavar="N", help="trajectories")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    options = parser.parse_args()
    try:
        figures = main(options.requests)
    except UserError as error:
        raise SystemExit(f"error: {error}") from None
    print(json.dumps(figures)) if options.json else Console().print(table_of(figures))
