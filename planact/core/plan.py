"""Plans in the paper's text format (A.3, grounded A.5): read tolerantly, written canonically."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planact.core.errors import PlanError
from planact.core.thinking import without_thinking


@dataclass(frozen=True)
class Step:
    """One step of a plan.

    Attributes:
        reasoning: Why the step is taken.
        step: What the step achieves, without naming low-level interactions.
        description: Grounded plans only: the covered actions, copied from the trajectory.
        actions: Grounded plans only: indices of the covered actions, counted from 0.
    """

    reasoning: str
    step: str
    description: str | None = None
    actions: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Plan:
    """A list of steps, in order."""

    steps: tuple[Step, ...]

    def render(self, *, grounded: bool = False) -> str:
        """The plan as text; with ``grounded`` also each step's description and action indices."""
        return "\n\n".join(
            _render_step(number, step, grounded) for number, step in enumerate(self.steps, start=1)
        )

    def step_of(self, action: int) -> int | None:
        """Number of the step of a grounded plan that covers the action, counted from 1."""
        for number, step in enumerate(self.steps, start=1):
            if step.actions and action in step.actions:
                return number
        return None

    def check_grounding(self, action_count: int) -> None:
        """Check that the steps cover the actions 0 .. ``action_count`` - 1 in order (4.2).

        Raises:
            PlanError: An index is missing, repeated, out of order or not in the trajectory.
        """
        covered = [index for step in self.steps for index in step.actions or ()]
        expected = list(range(action_count))
        if covered == expected:
            return
        unknown = sorted(set(covered) - set(expected))
        missing = sorted(set(expected) - set(covered))
        if unknown:
            raise PlanError(
                f"action indices {unknown} are not in the trajectory, "
                f"which has 0 to {action_count - 1}"
            )
        if missing:
            raise PlanError(f"action indices {missing} belong to no step; every action needs one")
        raise PlanError(
            f"action indices {covered} are not in order; steps must cover {expected} in sequence"
        )


def parse_plan(text: str, *, grounded: bool = False) -> Plan:
    """Read a plan out of a model's reply.

    Takes a missing space after ``##``, bold or differently cased labels, a lead-in sentence or
    thought, thinking in tags, code fences, CRLF and trailing text after a fence or a rule.

    Args:
        text: The reply.
        grounded: Whether each step must also carry ``Description`` and ``Actions`` (A.5).

    Raises:
        PlanError: No step, a step without its sections, or wrong numbering; the message says which.
    """
    clean = _unfenced(without_thinking(text).replace("\r\n", "\n").replace("\r", "\n"))
    headers = list(_HEADER.finditer(clean))
    if not headers:
        raise PlanError("no '## Step 1' header found; start the plan with it")
    ends = [header.start() for header in headers[1:]] + [len(clean)]
    steps = []
    for expected, (header, end) in enumerate(zip(headers, ends, strict=True), start=1):
        if int(header[1]) != expected:
            raise PlanError(f"'## Step {header[1]}' stands where '## Step {expected}' belongs")
        steps.append(_parse_step(expected, clean[header.end() : end], grounded))
    return Plan(tuple(steps))


_HEADER = re.compile(
    r"^[ \t]*#{1,4}[ \t]*\**[ \t]*Step[ \t]+(\d+)\b[ \t]*:?[ \t]*\**:?[ \t]*$", re.I | re.M
)
_LABEL = re.compile(
    r"^[ \t]*(?:[-*][ \t]+)?\**(Reasoning|Description|Step|Actions)\**[ \t]*:[ \t]*\**[ \t]*",
    re.I | re.M,
)
_RULE = re.compile(r"^[ \t]*(?:-{3,}|\*{3,}|={3,})[ \t]*$", re.M)
_INDICES = re.compile(r"\[([\d,\s]*)\]")


def _unfenced(text: str) -> str:
    """The inside of the code fence that holds the plan, if one does; else the text."""
    for fence in re.finditer(r"```[^\n]*\n(.*?)(?:```|\Z)", text, re.DOTALL):
        if _HEADER.search(fence[1]):
            return fence[1]
    return text


def _parse_step(number: int, body: str, grounded: bool) -> Step:
    body = _RULE.split(body, maxsplit=1)[0]
    labels = list(_LABEL.finditer(body))
    ends = [*(label.start() for label in labels[1:]), len(body)]
    sections: dict[str, str] = {}
    # Without any label there is one end too many.
    for label, end in zip(labels, ends, strict=False):
        sections.setdefault(label[1].lower(), body[label.end() : end].strip())
    if "step" in sections:
        # A step is one paragraph: what follows a blank line is the model's farewell.
        sections["step"] = re.split(r"\n[ \t]*\n", sections["step"], maxsplit=1)[0]
    required = (
        ("reasoning", "description", "step", "actions") if grounded else ("reasoning", "step")
    )
    for name in required:
        if not sections.get(name):
            raise PlanError(f"step {number} has no '{name.capitalize()}:' section")
    if not grounded:
        return Step(sections["reasoning"], sections["step"])
    indices = _INDICES.search(sections["actions"])
    if indices is None:
        raise PlanError(f"step {number}: 'Actions:' must be a list of indices such as [0, 1]")
    actions = tuple(int(index) for index in re.findall(r"\d+", indices[1]))
    return Step(sections["reasoning"], sections["step"], sections["description"], actions)


def _render_step(number: int, step: Step, grounded: bool) -> str:
    lines = [f"## Step {number}", f"Reasoning: {step.reasoning}"]
    if grounded:
        lines.append(f"Description: {step.description}")
    lines.append(f"Step: {step.step}")
    if grounded:
        lines.append(f"Actions: {list(step.actions or ())}")
    return "\n".join(lines)
