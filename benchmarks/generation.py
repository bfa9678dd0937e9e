"""How fast a local model acts and plans, beside the same prompts through plain `generate`.

    python benchmarks/generation.py [--tasks N] [KEY=VALUE ...]

The prompts are those of real episodes: pages that the oracles of N test tasks see. The peer is
``transformers``' own ``generate``, on one padded batch. Keys change the config, for example
``model.path=outputs/store/checkpoints/executor-...``.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections.abc import Sequence
from itertools import cycle, islice
from typing import Any

import torch
from rich.console import Console
from rich.table import Table

from planact.config.compose import compose_config
from planact.config.schema import RunConfig
from planact.core.errors import UserError
from planact.core.plan import Plan
from planact.core.task import Task
from planact.core.trajectory import Round
from planact.data.demonstrate import demonstrate
from planact.envs.sandbox import SandboxEnvironment
from planact.llm.chat import ChatModel, Message
from planact.llm.prompts import Prompts
from planact.llm.registry import make_chat
from planact.llm.tokens import prompt_ids
from planact.llm.weights import load_model
from planact.rollout.choice import spread

TOGETHER = 8
PASSES = 5
"""Each figure is the median of so many passes over other prompts, after one that warms up."""


async def main(count: int, overrides: Sequence[str]) -> None:
    """Measure, and print a table.

    Raises:
        UserError: The config is not valid, or the model or the browser cannot be had.
    """
    config = compose_config(overrides)
    torch.set_num_threads(config.serving.threads or torch.get_num_threads())
    asked = await _asked(config, count)
    chat = make_chat(config.model, config.serving)
    model, tokenizer = load_model(config.model)
    table = Table("reply", "at a time", "ms each", "by generate alone", "ratio", "tokens")
    for kind, conversations in asked.items():
        for together in (1, TOGETHER):
            ours, steps = await _ours(chat, conversations, together, config.model.max_tokens)
            peer = _peer(model, tokenizer, conversations, together, steps)
            tokens = f"{statistics.median(steps[1:]):.0f}"
            figures = (f"{ours:.0f}", f"{peer:.0f}", f"{ours / peer:.2f}x", tokens)
            table.add_row(kind, str(together), *figures)
    await chat.close()
    Console().print(table)


async def _asked(config: RunConfig, count: int) -> dict[str, list[list[Message]]]:
    """What the models are asked while oracles solve some of the test tasks."""
    environment, prompts = SandboxEnvironment(config.env), Prompts(config.prompts.style)
    tasks = spread(environment.tasks("test"), count)
    limits = (config.env.observation, config.data.max_rounds)
    actions, plans = [], []
    await environment.start()
    try:
        for task in tasks:
            shown = await demonstrate(environment, task, str(task.task_id), *limits)
            rounds, plan = shown.trajectory.rounds, environment.plan(task)
            page = rounds[0].observation
            plans.append(prompts.messages("planner", intent=task.intent, observation=page))
            actions += [_to_act(prompts, task, plan, rounds[: at + 1]) for at in range(len(rounds))]
    finally:
        await environment.stop()
    return {"action": actions, "plan": plans}


def _to_act(prompts: Prompts, task: Task, plan: Plan, rounds: Sequence[Round]) -> list[Message]:
    """The executor's prompt in the last of the rounds."""
    *past, now = rounds
    page = now.observation
    return prompts.messages(
        "executor", intent=task.intent, plan=plan, rounds=past, observation=page, error=None
    )


def _batches(conversations: list[list[Message]], together: int) -> list[list[list[Message]]]:
    """The passes: the first warms up; prompts are used again where there are too few."""
    endless = cycle(conversations)
    return [list(islice(endless, together)) for _ in range(PASSES + 1)]


async def _ours(
    chat: ChatModel, conversations: list[list[Message]], together: int, longest: int
) -> tuple[float, list[int]]:
    """Milliseconds for each reply, and the longest reply of each pass in tokens."""
    times, tokens = [], []
    for batch in _batches(conversations, together):
        started = time.perf_counter()
        replies = await asyncio.gather(*(chat.chat(one, max_tokens=longest) for one in batch))
        times.append(1000 * (time.perf_counter() - started) / together)
        tokens.append(max(reply.completion_tokens for reply in replies))
    return statistics.median(times[1:]), tokens


def _peer(
    model: Any, tokenizer: Any, conversations: list[list[Message]], together: int, steps: list[int]
) -> float:
    """The same through `generate` alone, for just as many tokens in each pass."""
    times = []
    for batch, count in zip(_batches(conversations, together), steps, strict=True):
        started = time.perf_counter()
        ids = [prompt_ids(tokenizer, one) for one in batch]
        inputs = tokenizer.pad({"input_ids": ids}, padding_side="left", return_tensors="pt")
        with torch.inference_mode():
            model.generate(
                **inputs.to(model.device),
                do_sample=False,
                min_new_tokens=count,
                max_new_tokens=count,
                pad_token_id=tokenizer.pad_token_id,
            )
        times.append(1000 * (time.perf_counter() - started) / together)
    return statistics.median(times[1:])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Time a local model's replies.")
    parser.add_argument("--tasks", type=int, default=16, metavar="N", help="test tasks shown")
    parser.add_argument("overrides", nargs="*", metavar="KEY=VALUE", help="of the config")
    options = parser.parse_args()
    try:
        asyncio.run(main(options.tasks, options.overrides))
    except UserError as error:
        raise SystemExit(f"error: {error}") from None
