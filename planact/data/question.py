"""What a stage asks its teachers, and the part of its key that they decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from planact.data.stage import DataContext
from planact.data.teacher import teacher_config

T = TypeVar("T")


@dataclass(frozen=True)
class Question(Generic[T]):
    """One request to a teacher.

    Attributes:
        key: What tells it from the stage's other questions, the same whenever the stage is run.
        role: Whose templates word it, and whose teacher is asked.
        values: What the templates mention.
        read: Reads an answer; raises `AnswerError` or `PlanError` with what the teacher must mend.
        yes_or_no: Whether `Answer.yes` is wanted, where the teacher can give it.
    """

    key: str
    role: str
    values: Mapping[str, Any]
    read: Callable[[str], T]
    yes_or_no: bool = False


def asking_key(context: DataContext, roles: Sequence[str]) -> dict[str, Any]:
    """The part of a stage's key that its teachers decide.

    How fast, how dear and how patiently they are asked changes none of their answers.
    """
    teachers = {role: teacher_config(role, context.config) for role in roles}
    return {
        "teachers": {
            role: {
                "teacher": teacher.name,
                "kind": str(teacher.kind),
                "base_url": teacher.base_url,
                "temperature": teacher.temperature,
                "max_tokens": teacher.max_tokens,
            }
            for role, teacher in teachers.items()
        },
        "plan_retries": context.config.data.plan_retries,
    }
