"""From config to a model that answers."""

from __future__ import annotations

from pathlib import Path

from planact.config.schema import ModelConfig, ModelKind, ServingConfig
from planact.core.errors import UserError
from planact.llm.chat import ChatModel


def make_chat(
    model: ModelConfig,
    serving: ServingConfig,
    checkpoint: Path | None = None,
    *,
    seed: int = 0,
    key: str = "model",
) -> ChatModel:
    """The model as something to talk to.

    Args:
        model: Which model.
        serving: How it answers.
        checkpoint: Folder of a fine-tuned version, or None for the model as it is.
        seed: Seed of the weights where the model has random ones.
        key: The config key of the model, for what the user is told.

    Raises:
        UserError: The model cannot be had: see `load_model` and `EndpointChat`.
    """
    if model.kind is ModelKind.endpoint:
        if checkpoint is not None:
            raise UserError(
                f"{key}={model.name}: an endpoint cannot serve the checkpoint {checkpoint}; "
                "choose planner=base executor=base, or a model with weights"
            )
        return _endpoint(model, serving, key)
    from planact.llm.local import LocalChat
    from planact.llm.weights import load_model

    weights, tokenizer = load_model(model, checkpoint, seed=seed)
    return LocalChat(model.name, weights, tokenizer, context=model.context, config=serving)


def _endpoint(model: ModelConfig, serving: ServingConfig, key: str) -> ChatModel:
    from planact.llm.endpoint import EndpointChat

    if not model.base_url:
        raise UserError(f"{key}.base_url is not set: give the server's address, ending in /v1")
    return EndpointChat(model.name, model.base_url, model.api_key_env, serving, group=key)
