"""What an attempt at a task leaves behind: rounds, trajectories, episodes, as JSON records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Status = Literal["done", "failed", "error"]

Box = tuple[float, float, float, float]
"""Left, top, width and height of an element, as shares of the viewport."""

EPISODE_SCHEMA = 2


class Record(BaseModel):
    """A value that crosses a border as JSON; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Usage(Record):
    """Tokens and seconds of one model call, or of several together."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        """Both calls together; seconds to the millisecond."""
        return Usage(
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            seconds=round(self.seconds + other.seconds, 3),
        )

    @classmethod
    def total(cls, calls: Iterable[Usage]) -> Usage:
        """All the calls together."""
        return sum(calls, start=cls())


class Round(Record):
    """One observation-action pair.

    Attributes:
        observation: What the model saw, in the style of the run.
        reply: The model's raw text, comments included.
        action: The action as its canonical call, or None where the reply held none.
        element: The label of the target element as the observation shows it, if there is one.
        step: The step of its plan that the agent says it is on (``# Step 2. ...``), if any.
        note: What the agent wrote down for later rounds (``# Note:``), if anything.
        error: Why the action was refused or failed, as told to the model in the next round.
        url: The page's address when it was observed.
        prompt_sha: First 12 hexadecimal digits of the SHA-256 of the rendered prompt.
        usage: The executor's call.
        observe_seconds: Time to make the observation.
        act_seconds: Time for the action and for the page to settle.
        box: Where the target element was on the round's screenshot, if one was taken.
    """

    observation: str
    reply: str
    action: str | None
    element: str | None = None
    step: int | None = None
    note: str | None = None
    error: str | None = None
    url: str = ""
    prompt_sha: str = ""
    usage: Usage = Usage()
    observe_seconds: float = 0.0
    act_seconds: float = 0.0
    box: Box | None = None


class PlanMade(Record):
    """A planner's reply and the call that gave it.

    Attributes:
        round: Number of rounds already taken.
        text: The model's raw text.
        prompt_sha: First 12 hexadecimal digits of the SHA-256 of the rendered prompt.
        usage: This call alone.
        error: Why the reply was refused, as told to the model; None where it is a plan.
        reason: Why the plan was made anew, as the policy has it; empty for a first plan.
    """

    round: int
    text: str
    prompt_sha: str = ""
    usage: Usage = Usage()
    error: str | None = None
    reason: str = ""


class Trajectory(Record):
    """The rounds of one attempt at one task."""

    task_id: int
    template_id: int
    intent: str
    sites: tuple[str, ...]
    rounds: tuple[Round, ...]
    answer: str | None = None


class PageContent(Record):
    """What a check of a task looked at on a page.

    Attributes:
        content: The text that was found, cut where it is very long.
        chars: Its length before it was cut.
    """

    content: str
    chars: int

    @property
    def is_cut(self) -> bool:
        """Whether there was more than is kept."""
        return self.chars > len(self.content)


class Evidence(Record):
    """What any scorer needs of an episode, so that it can be scored again without browsing.

    Addresses hold placeholders (``__REDDIT__/f/books``), so that they outlive a port.

    Attributes:
        task_sha: First 12 hexadecimal digits of the SHA-256 of the task as it was.
        answer: What the agent said at the end, if anything.
        reply: The whole text of the reply that ended the episode, comments included; empty where a
            limit ended it.
        urls: The page's addresses after each action, in order, the last page's at the end; those
            that follow each other differ.
        pages: What each ``program_html`` check of the task looked at, in the task's order.
    """

    task_sha: str
    answer: str | None
    reply: str
    urls: tuple[str, ...]
    pages: tuple[PageContent, ...] = ()


class Evaluation(Record):
    """A score with the evidence it rests on.

    Attributes:
        score: 1.0 or 0.0.
        scorer: Name of the rule set.
        checks: Per evaluator: what was expected, what was found, whether it passed, and who judged
            it where somebody had to.
        evidence: Enough to score again under another rule set; None where nobody browsed.
    """

    score: float
    scorer: str
    checks: tuple[dict[str, Any], ...] = ()
    evidence: Evidence | None = None


class Episode(Trajectory):
    """A trajectory with its plans (refused ones too), score, status, timings and token counts.

    ``status`` is ``done`` (ran to its end), ``failed`` (the agent's own failure, counts as 0) or
    ``error`` (the environment's or an endpoint's fault: retried, and reported apart).
    """

    schema_version: int = EPISODE_SCHEMA
    status: Status
    stop_reason: str
    plans: tuple[PlanMade, ...] = ()
    evaluation: Evaluation | None = None
    error: str | None = None
    attempts: int = 1
    seconds: float = 0.0
    final_url: str = ""

    @property
    def score(self) -> float:
        """The score, 0.0 where there is none."""
        return self.evaluation.score if self.evaluation else 0.0
