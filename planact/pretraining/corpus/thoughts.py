"""Short reasoning before plans and actions, for models that think first."""

from __future__ import annotations

from planact.core.action import ActionKind, parse_action
from planact.core.plan import Plan
from planact.core.trajectory import Round
from planact.pretraining.corpus.draw import Draw


def before_plan(plan: Plan, draw: Draw) -> str:
    """What a planner may think: how the plan begins and ends."""
    first, last = plan.steps[0].step, plan.steps[-1].step
    if len(plan.steps) == 1:
        return draw.say(("One step is enough.", "This takes a single step."))
    return draw.say(_PLAN).format(first=_lower(first), last=_lower(last), count=len(plan.steps))


def before_action(round: Round, step: str | None, draw: Draw) -> str:
    """What an executor may think: where it is, and what comes next."""
    action = parse_action(round.reply)
    because = draw.say(_STEP).format(step=_lower(step)) + " " if step else ""
    match action.kind:
        case ActionKind.EXIT if action.argument is None:
            return because + draw.say(("Nothing is left to do.", "All of it is done."))
        case ActionKind.EXIT:
            return because + draw.say(_ANSWER).format(value=action.argument)
        case ActionKind.SCROLL_DOWN | ActionKind.SCROLL_UP:
            return because + "It is not in view yet."
        case ActionKind.GO_BACKWARD:
            return because + "This is the wrong page."
        case ActionKind.CLICK:
            return because + draw.say(_CLICK).format(label=round.element)
    return because + draw.say(_ENTER).format(label=round.element, value=action.argument)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


_PLAN = (
    "It takes {count} steps: first {first}, and in the end {last}.",
    "I should {first}, go on from there, and {last}.",
)
_STEP = ("I have to {step}.", "Now I {step}.", "The plan says: {step}.")
_ANSWER = ("The page says '{value}'.", "The answer is '{value}'.")
_CLICK = ("'{label}' does that.", "There is '{label}'.")
_ENTER = ("'{label}' takes '{value}'.", "'{value}' goes into '{label}'.")
