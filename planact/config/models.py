"""The models of a config: which one a role starts from, and what contradicts itself in them."""

from __future__ import annotations

from planact.config.paths import below_root
from planact.config.schema import ModelConfig, ModelKind, PlanSource, RunConfig
from planact.config.urls import check_url
from planact.core.errors import UserError

MODEL_ROLES = ("planner", "executor")
"""The roles that can have a model of their own, ``model.ROLE``."""


def model_of(role: str, config: RunConfig) -> ModelConfig:
    """The role's own model, else the model of both roles."""
    own: ModelConfig | None = getattr(config.model, role)
    return config.model if own is None else own


def model_key(role: str, config: RunConfig) -> str:
    """The config key of that model, for what the user is told."""
    return "model" if getattr(config.model, role) is None else f"model.{role}"


def reply_length(role: str, config: RunConfig) -> int:
    """The longest reply in the role, in tokens, its thought included where one is asked for."""
    model = model_of(role, config)
    return model.max_tokens + (model.thought_tokens if config.planner.thoughts else 0)


def asked_roles(config: RunConfig) -> tuple[str, ...]:
    """The roles whose models a run asks: the planner only where a model makes the plans."""
    return MODEL_ROLES if config.planner.plans is PlanSource.model else ("executor",)


def model_name(config: RunConfig) -> str:
    """The name of the model that a run asks; of two, both, the planner's first."""
    names = [model_of(role, config).name for role in asked_roles(config)]
    return " + ".join(dict.fromkeys(names))


def check_models(config: RunConfig) -> None:
    """Check ``model``, ``model.planner`` and ``model.executor``.

    Raises:
        UserError: The first contradiction, with the keys and a way out.
    """
    endpoint = config.model.kind is ModelKind.endpoint
    if endpoint != (config.serving.name == "endpoint"):
        wanted = "endpoint" if endpoint else "local"
        raise UserError(
            f"model={config.model.kind} cannot be served by serving={config.serving.name}: "
            f"choose serving={wanted}"
        )
    _check_model("model", config.model)
    for role in MODEL_ROLES:
        own: ModelConfig | None = getattr(config.model, role)
        if own is not None:
            _check_model(f"model.{role}", own)
        _check_trainable(role, config)


def _check_model(key: str, model: ModelConfig) -> None:
    for name in ("context", "max_tokens"):
        if (value := getattr(model, name)) < 1:
            raise UserError(f"{key}.{name} is {value}: it must be at least 1")
    if model.thought_tokens < 0:
        raise UserError(f"{key}.thought_tokens is {model.thought_tokens}: it must not be negative")
    needed = "base_url" if model.kind is ModelKind.endpoint else "path"
    if not getattr(model, needed):
        raise UserError(f"{key}.{needed} has no value: add {key}.{needed}=... to the command")
    check_url(f"{key}.base_url", model.base_url)
    template = model.chat_template
    if template and model.kind is ModelKind.endpoint:
        raise UserError(f"{key}.chat_template is set, but an endpoint has its own: leave it out")
    if template and not below_root(template).is_file():
        raise UserError(f"{key}.chat_template={template}: there is no such file")


def _check_trainable(role: str, config: RunConfig) -> None:
    """What is fine-tuned has weights."""
    variant = getattr(config, role)
    stages = {**variant.trajectories, **getattr(variant, "pairs", {})}
    if any(stages.values()) and model_of(role, config).kind is ModelKind.endpoint:
        raise UserError(
            f"{role}={variant.name} trains weights, which an endpoint does not give: "
            f"choose {role}=base, or another model"
        )
