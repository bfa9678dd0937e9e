"""The oracle as plan annotator: the plan behind a trajectory, out of the sandbox's own scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from itertools import pairwise

from planact.core.action import Action, ActionKind, parse_action
from planact.core.errors import ActionError
from planact.core.plan import Plan, Step
from planact.data.oracle.prompt import first_prompt
from planact.llm.chat import ChatError, Message
from planact.sandbox.oracle import Move, Script

Scripts = Mapping[str, Callable[[], Script]]

NOTICE = "Close"
"""Label of the button that closes the notice which covers a page of the sandbox now and then."""

_SECTION = r"^##[ ]*{}[ ]*$\n"
_QUERY = re.compile(
    _SECTION.format("User Query") + r"(.*?)\n+(?=##[ ]*Initial HTML State)", re.S | re.M
)
_TRAJECTORY = re.compile(_SECTION.format("Trajectory"), re.M)


class PlanAnnotator:
    """Knows the script behind every intent.

    Args:
        scripts: Makes the script of each intent it can be asked about.
    """

    def __init__(self, scripts: Scripts) -> None:
        self._scripts = scripts

    def answer(self, messages: Sequence[Message]) -> str:
        """The grounded plan of the trajectory in the first user message.

        Raises:
            ChatError: The prompt is of another kind, or its trajectory follows no known script.
        """
        prompt = first_prompt(messages)
        intent, actions = read_prompt(prompt)
        if intent not in self._scripts:
            raise ChatError(f"the oracle teacher knows no task '{intent}'")
        return annotate(self._scripts[intent](), actions).render(grounded=True)


def read_prompt(prompt: str) -> tuple[str, list[str]]:
    """The intent and the numbered actions that a plan annotator's prompt asks about.

    Page content is data: a header or a number that an observation holds is not taken for ours.

    Raises:
        ChatError: It is not such a prompt.
    """
    query = _QUERY.search(prompt)
    # The page stands before the trajectory, so the last header is the real one.
    headers = list(_TRAJECTORY.finditer(prompt))
    if query is None or not headers:
        raise ChatError("the oracle teacher can only annotate plans: no User Query and Trajectory")
    return query[1].strip(), numbered_actions(prompt[headers[-1].end() :])


def annotate(script: Script, actions: Sequence[str]) -> Plan:
    """The script's steps as a grounded plan over the actions of a trajectory that followed it.

    An action that is not the next scripted move (a scroll, a repeated try, the closing of a notice,
    a slip that is undone) prepares that move and belongs to its step. One that should have been the
    move, and did no harm, counts as the move.

    Raises:
        ChatError: The trajectory does not follow the script.
    """
    taken = [_action(text) for text in actions]
    notices = {index for index, action in enumerate(taken) if action.target == NOTICE}
    try:
        covered = _covered(script, actions, notices | _undone(taken))
    except ChatError:
        # Then going back was the slip.
        covered = _covered(script, actions, notices)
    return Plan(
        tuple(
            Step(
                reasoning=step.reasoning,
                step=step.step,
                description=" ".join(" ".join(actions[index].split("\n")) for index in indices),
                actions=tuple(indices),
            )
            for step, indices in zip(script, covered, strict=True)
        )
    )


def _covered(script: Script, actions: Sequence[str], asides: Set[int]) -> list[list[int]]:
    """The indices of each step's actions, where those of the asides are no scripted moves."""
    moves = [(number, move) for number, step in enumerate(script) for move in step.moves]
    covered: list[list[int]] = [[] for _ in script]
    position = 0
    for index, text in enumerate(actions):
        if position == len(moves):
            raise ChatError(f"the oracle teacher's script is over before action {index}")
        number, move = moves[position]
        covered[number].append(index)
        if index not in asides:
            position += is_move(move, text) or _stands_for(move, text, actions[index + 1 :])
    if position < len(moves):
        raise ChatError(f"the trajectory lacks the oracle teacher's move {moves[position][1]}")
    return covered


def _undone(taken: Sequence[Action]) -> set[int]:
    """The clicks that led astray."""
    return {
        index
        for index, (action, following) in enumerate(pairwise(taken))
        if action.kind is ActionKind.CLICK and is_undone_by(following)
    }


def is_undone_by(following: Action) -> bool:
    """Whether a click before this action was a slip: it goes back with nothing to note."""
    return following.kind is ActionKind.GO_BACKWARD and following.note is None


def numbered_actions(text: str) -> list[str]:
    """The actions of a list whose entries begin with ``[0]``, ``[1]``, ... on a new line."""
    starts: list[re.Match[str]] = []
    for match in re.finditer(r"^\[(\d+)\][ \t]*", text, re.M):
        if int(match[1]) == len(starts):
            starts.append(match)
    ends = [start.start() for start in starts[1:]] + [len(text)]
    return [text[start.end() : end].strip() for start, end in zip(starts, ends, strict=False)]


def is_move(move: Move, text: str) -> bool:
    """Whether the action, as the trajectory writes it, is this move."""
    action = _action(text)
    return (action.kind, action.argument) == (move.kind, move.argument)


def _stands_for(move: Move, text: str, later: Sequence[str]) -> bool:
    """Whether the action is of the move's kind, and the move itself never comes."""
    return _action(text).kind is move.kind and not any(is_move(move, other) for other in later)


def _action(text: str) -> Action:
    try:
        return parse_action(text)
    except ActionError:
        return Action(ActionKind.WAIT)
