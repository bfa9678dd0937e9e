"""What the types cannot say: values that contradict each other or lie out of range."""

from __future__ import annotations

import re

from planact.config.paths import PROMPTS
from planact.config.schema import JudgeKind, ModelKind, PlanSource, RunConfig
from planact.config.teachers import check_teachers
from planact.config.urls import check_url
from planact.core.errors import UserError


def check_config(config: RunConfig) -> None:
    """Check the composed config as a whole.

    Raises:
        UserError: The first contradiction, with the keys and a way out.
    """
    _check_names(config)
    _check_ranges(config)
    _check_model(config)
    _check_judge(config)
    check_teachers(config)
    check_url("model.base_url", config.model.base_url)
    check_url("judge.base_url", config.judge.base_url)
    _check_prompts(config)
    planner = config.planner
    for key, stages in (("trajectories", planner.trajectories), ("pairs", planner.pairs)):
        if any(stages.values()) and planner.plans is not PlanSource.model:
            raise UserError(
                f"planner.{key} trains a planner that planner.plans={planner.plans} never asks"
            )


def _check_ranges(config: RunConfig) -> None:
    at_least_one = {
        "env.browser.width": config.env.browser.width,
        "env.browser.height": config.env.browser.height,
        "rollout.max_unparseable": config.rollout.max_unparseable,
        "rollout.max_repeats": config.rollout.max_repeats,
        "trainer.save_steps": config.trainer.save_steps,
        "data.max_rounds": config.data.max_rounds,
        "data.concurrency": config.data.concurrency,
        "data.seeds_per_request": config.data.seeds_per_request,
        "data.new_per_request": config.data.new_per_request,
        "rollout.concurrency": config.rollout.concurrency,
        "rollout.max_rounds": config.rollout.max_rounds,
        "rollout.attempts": config.rollout.attempts,
        "env.observation.max_chars": config.env.observation.max_chars,
        "trainer.batch_size": config.trainer.batch_size,
        "trainer.micro_batch": config.trainer.micro_batch,
        "trainer.max_length": config.trainer.max_length,
        "serving.batch": config.serving.batch,
        "serving.concurrency": config.serving.concurrency,
        "model.context": config.model.context,
        "model.max_tokens": config.model.max_tokens,
        "judge.max_tokens": config.judge.max_tokens,
    }
    all_where_null = {
        "env.tasks": config.env.tasks,
        "data.seed_trajectories": config.data.seed_trajectories,
    }
    at_least_one |= {key: value for key, value in all_where_null.items() if value is not None}
    for key, value in at_least_one.items():
        if value < 1:
            raise UserError(f"{key} is {value}: it must be at least 1")
    _check_numbers(config)
    if config.trainer.batch_size % config.trainer.micro_batch:
        raise UserError(
            f"trainer.batch_size={config.trainer.batch_size} is no multiple of "
            f"trainer.micro_batch={config.trainer.micro_batch}"
        )
    if not 0 <= config.env.port <= 65535:
        raise UserError(f"env.port is {config.env.port}: a port lies between 0 and 65535")


def _check_numbers(config: RunConfig) -> None:
    trainer, browser = config.trainer, config.env.browser
    positive = {
        "trainer.learning_rate": trainer.learning_rate,
        "trainer.epochs": trainer.epochs,
        "rollout.round_seconds": config.rollout.round_seconds,
        "env.browser.load_seconds": browser.load_seconds,
        "env.browser.settle_seconds": browser.settle_seconds,
        "serving.timeout": config.serving.timeout,
        "data.near_duplicate": config.data.near_duplicate,
    }
    not_negative = {
        "trainer.weight_decay": trainer.weight_decay,
        "trainer.warmup_ratio": trainer.warmup_ratio,
        "trainer.min_steps": trainer.min_steps,
        "serving.temperature": config.serving.temperature,
        "serving.retries": config.serving.retries,
        "judge.temperature": config.judge.temperature,
        "data.plan_retries": config.data.plan_retries,
        "data.mistakes": config.data.mistakes,
        "data.synthetic_trajectories": config.data.synthetic_trajectories,
        "data.expanded_plans": config.data.expanded_plans,
        "data.targeted_plans": config.data.targeted_plans,
        "env.browser.quiet_ms": browser.quiet_ms,
    }
    for key, value in positive.items():
        if not value > 0:
            raise UserError(f"{key} is {value:g}: it must be above 0")
    for key, value in not_negative.items():
        if value < 0:
            raise UserError(f"{key} is {value:g}: it must not be negative")
    for key, share in (
        ("trainer.learning_rate", trainer.learning_rate),
        ("trainer.warmup_ratio", trainer.warmup_ratio),
        ("data.mistakes", config.data.mistakes),
    ):
        if share >= 1:
            raise UserError(f"{key} is {share:g}: it must be below 1")
    if config.data.near_duplicate > 1:
        raise UserError(
            f"data.near_duplicate is {config.data.near_duplicate:g}: it must be at most 1"
        )


def _check_names(config: RunConfig) -> None:
    """Names that become folders."""
    for key, name in (
        ("planner.name", config.planner.name),
        ("executor.name", config.executor.name),
        ("env.name", config.env.name),
    ):
        if not re.fullmatch(r"[\w+.-]*\w[\w+.-]*", name):
            raise UserError(f"{key}={name}: a name is made of letters, digits and + - _ .")
    if not config.outputs:
        raise UserError("outputs is empty: name a folder")


def _check_model(config: RunConfig) -> None:
    endpoint = config.model.kind is ModelKind.endpoint
    if endpoint != (config.serving.name == "endpoint"):
        wanted = "endpoint" if endpoint else "local"
        raise UserError(
            f"model={config.model.kind} cannot be served by serving={config.serving.name}: "
            f"choose serving={wanted}"
        )
    key = "base_url" if endpoint else "path"
    if not getattr(config.model, key):
        raise UserError(f"model.{key} has no value: add model.{key}=... to the command")
    trained = [
        name
        for name, stages in (
            ("planner", {**config.planner.trajectories, **config.planner.pairs}),
            ("executor", config.executor.trajectories),
        )
        if any(stages.values())
    ]
    if endpoint and trained:
        variant = getattr(config, trained[0]).name
        raise UserError(
            f"{trained[0]}={variant} trains weights, which an endpoint does not give: "
            f"choose {trained[0]}=base, or another model"
        )


def _check_judge(config: RunConfig) -> None:
    """An endpoint has all it needs, and a program is given nothing that it would ignore."""
    given = {"judge.model": config.judge.model, "judge.base_url": config.judge.base_url}
    strict = config.judge.kind is JudgeKind.strict
    for key, value in given.items():
        if strict and value:
            raise UserError(f"judge=strict asks no model, yet {key} is set: choose judge=openai")
        if not strict and not value:
            raise UserError(f"{key} has no value: add {key}=... to the command")


def _check_prompts(config: RunConfig) -> None:
    style = config.prompts.style
    if not (PROMPTS / style).is_dir():
        styles = ", ".join(sorted(path.name for path in PROMPTS.iterdir() if path.is_dir()))
        raise UserError(
            f"prompts.style={style}: no such folder under prompts/; there are: {styles}"
        )
