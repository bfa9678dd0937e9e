"""The teachers of a config: who may teach in which role, and what contradicts itself in it."""

from __future__ import annotations

from planact.config.schema import RunConfig, TeacherConfig, TeacherKind
from planact.config.urls import check_url
from planact.core.errors import UserError

TEACHER_ROLES = (
    "plan_annotator",
    "replan_annotator",
    "cot_annotator",
    "query_generator",
    "query_filter",
    "orm",
    "demonstrator",
    "plan_expander",
    "failure_classifier",
    "failure_analyst",
    "targeted_generator",
)
"""The roles that can have a teacher of their own, ``teachers.ROLE``."""


def check_teachers(config: RunConfig) -> None:
    """Check ``teacher`` and every entry of ``teachers``.

    Raises:
        UserError: The first contradiction, with the keys and a way out.
    """
    _check_teacher("teacher", config.teacher)
    for role, teacher in config.teachers.items():
        if role not in TEACHER_ROLES:
            raise UserError(f"teachers.{role}: no such role; there are: {', '.join(TEACHER_ROLES)}")
        _check_teacher(f"teachers.{role}", teacher)
        if teacher.max_cost is not None:
            raise UserError(
                f"teachers.{role}.max_cost is set, but the limit is for all teachers together: "
                "set teacher.max_cost"
            )


def _check_teacher(key: str, teacher: TeacherConfig) -> None:
    _check_ranges(key, teacher)
    check_url(f"{key}.base_url", teacher.base_url)
    for url in teacher.more_urls:
        check_url(f"{key}.more_urls", url)
    if teacher.kind is TeacherKind.oracle:
        _check_oracle(key, teacher)
    elif not teacher.base_url:
        raise UserError(f"{key}.base_url has no value: add {key}.base_url=... to the command")
    if (teacher.price_in is None) != (teacher.price_out is None):
        raise UserError(f"{key} has only one of price_in and price_out: give both, or neither")
    if teacher.batch and teacher.more_urls:
        raise UserError(
            f"{key}.batch=true asks one server, and {key}.more_urls names others: give up either"
        )


def _check_ranges(key: str, teacher: TeacherConfig) -> None:
    at_least_one = ("max_tokens", "concurrency", "requests_per_minute", "tokens_per_minute")
    not_negative = ("temperature", "retries", "price_in", "price_out", "max_cost")
    for name in at_least_one:
        value = getattr(teacher, name)
        if value is not None and value < 1:
            raise UserError(f"{key}.{name} is {value}: it must be at least 1")
    for name in not_negative:
        value = getattr(teacher, name)
        if value is not None and value < 0:
            raise UserError(f"{key}.{name} is {value:g}: it must not be negative")
    if not teacher.timeout > 0:
        raise UserError(f"{key}.timeout is {teacher.timeout:g}: it must be above 0")


def _check_oracle(key: str, teacher: TeacherConfig) -> None:
    """A program is given nothing that it would ignore."""
    for name in ("base_url", "more_urls", "batch", "requests_per_minute", "tokens_per_minute"):
        if getattr(teacher, name):
            raise UserError(
                f"{key}={teacher.name} asks no server, yet {key}.{name} is set: choose another "
                "teacher, such as openai"
            )
