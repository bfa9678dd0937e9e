"""What the types cannot say: values that contradict each other or lie out of range."""

from __future__ import annotations

import re

from planact.config.models import check_models
from planact.config.paths import PROMPTS
from planact.config.schema import JudgeKind, PlanSource, ReplanWhen, RunConfig
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
    check_models(config)
    _check_judge(config)
    check_teachers(config)
    check_url("judge.base_url", config.judge.base_url)
    _check_prompts(config)
    _check_planner(config)


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
    for cell in config.leave_out:
        if "__" not in cell:
            raise UserError(f"leave_out=[{cell}]: cells are named PLANNER__EXECUTOR")
    if not config.outputs:
        raise UserError("outputs is empty: name a folder")


def _check_planner(config: RunConfig) -> None:
    """Nobody learns or does what a run without such plans has no use for."""
    planner = config.planner
    if planner.plans is not PlanSource.none and not config.executor.takes_plan:
        raise UserError(
            f"executor={config.executor.name} takes no plan, and planner={planner.name} makes one: "
            "choose planner=none"
        )
    if planner.plans is PlanSource.model:
        return
    for key, stages in (("trajectories", planner.trajectories), ("pairs", planner.pairs)):
        if any(stages.values()):
            raise UserError(
                f"planner.{key} trains a planner that planner.plans={planner.plans} never asks"
            )
    if planner.replan is not ReplanWhen.never:
        raise UserError(
            f"planner.replan={planner.replan} needs a planner, which planner.plans={planner.plans} "
            "never asks: choose planner.replan=never, or planner=+replanning"
        )
    if planner.thoughts and planner.plans is PlanSource.none:
        raise UserError(
            "planner.thoughts=true needs plans to think about, and planner.plans=none makes none: "
            "choose planner.thoughts=false, or planner=+cot"
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
    for key, style in (
        ("prompts.style", config.prompts.style),
        ("planner.prompts", config.planner.prompts),
        ("executor.prompts", config.executor.prompts),
    ):
        if style is not None and not (PROMPTS / style).is_dir():
            styles = ", ".join(sorted(path.name for path in PROMPTS.iterdir() if path.is_dir()))
            raise UserError(f"{key}={style}: no such folder under prompts/; there are: {styles}")
