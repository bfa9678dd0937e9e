"""The list of teachers: who annotates and generates data, role by role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planact.config.schema import EnvConfig, RunConfig, TeacherConfig, TeacherKind
from planact.core.errors import UserError
from planact.core.trajectory import Usage
from planact.llm.chat import ChatModel
from planact.llm.endpoint import endpoints
from planact.llm.prices import Price, price_of


@dataclass(frozen=True)
class Teacher:
    """A teacher model in one role.

    Attributes:
        config: Which model, and how it is asked.
        model: The model.
        price: What its tokens cost, if that is known.
    """

    config: TeacherConfig
    model: ChatModel
    price: Price | None = None

    def cost(self, usage: Usage) -> float | None:
        """What a call cost in US dollars; None where no price is known."""
        return None if self.price is None else self.price.of(usage)


class Teachers:
    """The teachers of several roles, each opened when it is first asked for.

    Roles that share an endpoint share what it can take, too.

    Args:
        open_teacher: Opens the teacher of a role.
        config: The run's config.
    """

    def __init__(self, open_teacher: Callable[[str], Teacher], config: RunConfig) -> None:
        self._open = open_teacher
        self._config = config
        self._by_role: dict[str, Teacher] = {}

    def of(self, role: str) -> Teacher:
        """The teacher in the role; errors as in `make_teacher`."""
        if role not in self._by_role:
            self._by_role[role] = self._shared(role) or self._open(role)
        return self._by_role[role]

    async def close(self) -> None:
        """Close the teachers that were opened."""
        models = {id(teacher.model): teacher.model for teacher in self._by_role.values()}
        for model in models.values():
            await model.close()

    def _shared(self, role: str) -> Teacher | None:
        config = teacher_config(role, self._config)
        known = (teacher for teacher in self._by_role.values() if teacher.config == config)
        return next(known, None) if config.kind is TeacherKind.endpoint else None


def teacher_config(role: str, config: RunConfig) -> TeacherConfig:
    """Who teaches in the role: its own entry of ``teachers``, else ``teacher``."""
    return config.teachers.get(role, config.teacher)


def make_teacher(role: str, config: RunConfig) -> Teacher:
    """The role's teacher.

    Raises:
        UserError: The oracle is asked about a benchmark or in a role that it does not know, an
            endpoint has no URL, or a limit on the cost is set where no price is known.
    """
    chosen = teacher_config(role, config)
    if chosen.kind is TeacherKind.oracle:
        return Teacher(chosen, _oracle(role, config.env))
    price = price_of(chosen)
    if price is None and (limit := config.teacher.max_cost) is not None:
        raise UserError(
            f"teacher.max_cost={limit:g}, but no price of {chosen.name}, the {role}, is known: "
            "give price_in and price_out, in US dollars per million tokens"
        )
    return Teacher(chosen, endpoints(chosen), price)


def _oracle(role: str, env: EnvConfig) -> ChatModel:
    from planact.data.oracle import make_oracle

    if env.name != "sandbox":
        raise UserError(
            f"teacher=oracle knows env=sandbox alone, not env={env.name}: choose teacher=openai"
        )
    return make_oracle(role, env.seed)
