"""Models on the command line: one for both roles, and others for the planner or the executor."""

from __future__ import annotations

import pytest

from planact.config.compose import compose_config
from planact.config.grid import compose_runs
from planact.config.models import model_name, model_of
from planact.config.schema import ModelKind
from planact.core.errors import UserError
from planact.llm.prompts import config_prompts

GPT = "model.executor=gpt-4o"


def test_the_executor_alone_can_be_another_model() -> None:
    config = compose_config(["planner=none", "executor=base", GPT])
    own = model_of("executor", config)
    assert (own.name, own.kind) == ("gpt-4o", ModelKind.endpoint)
    assert model_of("planner", config).name == "laptop"
    assert (config.serving.name, config.env.observation.style) == ("local", "compact")
    assert model_name(config) == "gpt-4o"


def test_a_trained_planner_can_stand_beside_it() -> None:
    config = compose_config(["planner=+targeted", "executor=base", GPT])
    assert model_name(config) == "laptop + gpt-4o"


def test_its_prompts_are_the_long_ones_and_the_others_stay() -> None:
    prompts = config_prompts(compose_config(["planner=base", "executor=base", GPT]))
    assert "paper" in prompts.files("executor")[0].parts
    assert "compact" in prompts.files("planner")[0].parts


def test_its_keys_are_keys() -> None:
    url = "http://127.0.0.1:8000/v1"
    config = compose_config(["executor=base", GPT, f"model.executor.base_url={url}"])
    assert model_of("executor", config).base_url == url


def test_both_roles_can_have_models_of_their_own() -> None:
    planner = ["model.planner=hf", "model.planner.path=some/planner"]
    config = compose_config([*planner, "executor=base", GPT])
    assert model_name(config) == "hf + gpt-4o"


@pytest.mark.parametrize(
    ("overrides", "line"),
    [
        (["model.executor=gpt4o"], "model.executor=gpt4o: no such option; did you mean gpt-4o?"),
        (["model.executr=gpt-4o"], "unknown config key 'model.executr': did you mean executor?"),
        (["model.executor=hf"], "model.executor.path has no value"),
        (["model.executor=endpoint", "executor=base"], "model.executor.name has no value"),
        ([GPT], "executor=finetuned trains weights, which an endpoint does not give"),
        (["model.planner=gpt-4o"], "planner=+finetuning trains weights"),
        ([GPT, "executor=base", "model.executor.context=0"], "model.executor.context is 0"),
        ([GPT, "executor=base", "model.executor.base_url=here"], "base_url=here is no URL"),
        ([GPT, "executor=base", "model.executor.base_urll=h"], "did you mean base_url?"),
        (["model.chat_template=none.jinja"], "model.chat_template=none.jinja: there is no such"),
        (["executor.prompts=poems"], "executor.prompts=poems: no such folder under prompts/"),
    ],
)
def test_what_is_wrong_gets_one_line(overrides: list[str], line: str) -> None:
    with pytest.raises(UserError) as refusal:
        compose_runs(overrides)
    assert line in str(refusal.value)
    assert "\n" not in str(refusal.value)
