"""The list of teachers: who annotates and generates data."""

from __future__ import annotations

from functools import partial

from planact.config.schema import EnvConfig, ServingConfig, TeacherConfig, TeacherKind
from planact.core.errors import UserError
from planact.data.oracle_teacher import OracleTeacher
from planact.llm.chat import ChatModel


def make_teacher(config: TeacherConfig, serving: ServingConfig, env: EnvConfig) -> ChatModel:
    """The teacher that the config names.

    Raises:
        UserError: The oracle is asked about a benchmark it does not know, or an endpoint has no
            URL.
    """
    if config.kind is TeacherKind.oracle:
        return _oracle(env)
    return _endpoint(config, serving)


def _oracle(env: EnvConfig) -> ChatModel:
    from planact.sandbox.tasks import make_tasks, script_for

    if env.name != "sandbox":
        raise UserError(
            f"teacher=oracle knows env=sandbox alone, not env={env.name}: choose teacher=openai"
        )
    tasks = make_tasks(env.seed)["train"]
    return OracleTeacher({task.intent: partial(script_for, task) for task in tasks})


def _endpoint(config: TeacherConfig, serving: ServingConfig) -> ChatModel:
    if not config.base_url:
        raise UserError("teacher.base_url is missing: give the URL of an OpenAI-compatible server")
    from planact.llm.endpoint import EndpointChat

    return EndpointChat(config.name, config.base_url, config.api_key_env, serving)
