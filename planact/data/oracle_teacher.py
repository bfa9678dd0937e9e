"""The oracle teacher: answers the plan annotator's prompt out of the sandbox's own scripts.

It is a chat model like any other: it sees the prompt's text and nothing else, and what it writes
goes through the parser and the checks that a real model's text goes through.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence

from planact.core.action import Action, ActionKind, parse_action
from planact.core.errors import ActionError
from planact.core.plan import Plan, Step
from planact.llm.chat import ChatError, Completion, Message
from planact.llm.grammar import Grammar
from planact.sandbox.oracle import Move, Script

Scripts = Mapping[str, Callable[[], Script]]

_SECTION = r"^##[ ]*{}[ ]*$\n"
_QUERY = re.compile(
    _SECTION.format("User Query") + r"(.*?)\n+(?=##[ ]*Initial HTML State)", re.S | re.M
)
_TRAJECTORY = re.compile(_SECTION.format("Trajectory"), re.M)


class OracleTeacher:
    """Knows the script behind every intent.

    Args:
        scripts: Makes the script of each intent it can be asked about.
    """

    def __init__(self, scripts: Scripts) -> None:
        self.name = "oracle"
        self._scripts = scripts

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: Grammar | None = None,
    ) -> Completion:
        """Answer with the grounded plan of the trajectory in the first user message.

        Raises:
            ChatError: The prompt is of another kind, or its trajectory follows no known script.
        """
        started = time.monotonic()
        prompt = next(message["content"] for message in messages if message["role"] == "user")
        intent, actions = read_prompt(prompt)
        if intent not in self._scripts:
            raise ChatError(f"the oracle teacher knows no task '{intent}'")
        plan = annotate(self._scripts[intent](), actions)
        return Completion(plan.render(grounded=True), 0, 0, time.monotonic() - started)

    async def close(self) -> None:
        """Nothing is held."""


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
    return query[1].strip(), _numbered(prompt[headers[-1].end() :])


def annotate(script: Script, actions: Sequence[str]) -> Plan:
    """The script's steps as a grounded plan over the actions of a trajectory that followed it.

    An action that is not the next scripted move (a scroll, a repeated try) prepares that move and
    belongs to its step.

    Raises:
        ChatError: The trajectory does not follow the script.
    """
    moves = [(number, move) for number, step in enumerate(script) for move in step.moves]
    covered: list[list[int]] = [[] for _ in script]
    position = 0
    for index, text in enumerate(actions):
        if position == len(moves):
            raise ChatError(f"the oracle teacher's script is over before action {index}")
        number, move = moves[position]
        covered[number].append(index)
        position += _is(move, text)
    if position < len(moves):
        raise ChatError(f"the trajectory lacks the oracle teacher's move {moves[position][1]}")
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


def _numbered(text: str) -> list[str]:
    """The actions of a list whose entries begin with ``[0]``, ``[1]``, ... on a new line."""
    starts: list[re.Match[str]] = []
    for match in re.finditer(r"^\[(\d+)\][ \t]*", text, re.M):
        if int(match[1]) == len(starts):
            starts.append(match)
    ends = [start.start() for start in starts[1:]] + [len(text)]
    return [text[start.end() : end].strip() for start, end in zip(starts, ends, strict=True)]


def _is(move: Move, text: str) -> bool:
    """Whether the action, as the trajectory writes it, is this move."""
    action = _action(text)
    return (action.kind, action.argument) == (move.kind, move.argument)


def _action(text: str) -> Action:
    try:
        return parse_action(text)
    except ActionError:
        return Action(ActionKind.WAIT)
