"""One benchmark item, in WebArena's own JSON schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

MULTIPLE = "multiple"
"""The group of tasks on more than one site, as in the paper's Figure 4."""


class _AsWritten(BaseModel):
    """Keys that we do not use stay where they are, so that a task is written as it was read."""

    model_config = ConfigDict(extra="allow", frozen=True)


class HtmlCheck(_AsWritten):
    """One ``program_html`` check: where to look, at what, and what must be there.

    Attributes:
        url: ``last`` for the page the episode ended on, else an address.
        locator: JavaScript expression for the content; empty for the whole page.
        required_contents: ``{"exact_match": text}`` or ``{"must_include": [texts]}``.
    """

    url: str
    locator: str
    required_contents: dict[str, Any]


class TaskEval(_AsWritten):
    """How a task is scored: the evaluators' names and what each compares with."""

    eval_types: tuple[str, ...]
    reference_answers: dict[str, Any] | None = None
    reference_url: str | None = None
    url_note: str | None = None
    program_html: tuple[HtmlCheck, ...] = ()

    @field_validator("program_html", mode="before")
    @classmethod
    def _none_is_empty(cls, value: Any) -> Any:
        return () if value is None else value


class Task(_AsWritten):
    """One benchmark item.

    Addresses hold placeholders (``__REDDIT__/f/books``) where a site's base address belongs.
    """

    task_id: int
    sites: tuple[str, ...]
    start_url: str
    intent: str
    intent_template_id: int
    intent_template: str = ""
    instantiation_dict: dict[str, Any] = Field(default_factory=dict)
    eval: TaskEval

    @property
    def seen(self) -> bool | None:
        """Whether training has tasks of the template; None where the benchmark does not say."""
        seen: bool | None = (self.model_extra or {}).get("seen")
        return seen


def site_group(sites: Sequence[str]) -> str:
    """The row of Figure 4 that a task on these sites counts in: its one site, or `MULTIPLE`."""
    return sites[0] if len(sites) == 1 else MULTIPLE
