"""Every option composes; what is wrong in a command line is refused in one helpful line."""

import subprocess
import sys
from dataclasses import asdict
from itertools import pairwise

import pytest

from planact.config.compose import compose_config, groups
from planact.config.grid import compose_runs
from planact.config.paths import ROOT
from planact.core.errors import UserError

# What an option needs beside itself to make sense.
NEEDS = {
    "model=endpoint": [
        "planner=base",
        "executor=base",
        "model.base_url=http://127.0.0.1:8000/v1",
        "model.name=any",
    ],
    "model=hf": ["model.path=some/model"],
    "executor=webrl": ["planner=none"],
    "model.planner=hf": ["model.planner.path=some/model"],
    "model.executor=hf": ["model.executor.path=some/model"],
    "model.planner=gpt-4o": ["planner=base"],
    "model.executor=gpt-4o": ["executor=base"],
}
for role in ("planner", "executor"):
    NEEDS[f"model.{role}=endpoint"] = [
        f"{role}=base",
        f"model.{role}.base_url=http://127.0.0.1:8000/v1",
        f"model.{role}.name=any",
    ]
NEEDS["serving=endpoint"] = ["model=endpoint", *NEEDS["model=endpoint"]]
OPTIONS = [f"{group}={option}" for group, options in groups().items() for option in options]


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_of_every_group_composes(option: str) -> None:
    compose_config([option, *NEEDS.get(option, [])])


def test_the_default_is_the_laptop() -> None:
    config = compose_config([])
    assert (config.model.name, config.teacher.name, config.trainer.name) == (
        "laptop",
        "oracle",
        "cpu",
    )
    assert (config.env.name, config.serving.name) == ("sandbox", "local")


def test_the_paper_trainer_has_the_papers_hyperparameters() -> None:
    trainer = compose_config(["trainer=paper"]).trainer
    assert (trainer.learning_rate, trainer.schedule, trainer.warmup_ratio) == (2e-5, "cosine", 0.1)
    assert (trainer.batch_size, trainer.epochs) == (32, 1.0)


def test_the_default_judge_needs_no_key_and_the_other_is_the_published_one() -> None:
    assert compose_config([]).judge.kind == "strict"
    judge = compose_config(["judge=openai"]).judge
    assert (judge.model, judge.temperature) == ("gpt-4-1106-preview", 0.0)
    with pytest.raises(UserError, match=r"judge\.model has no value"):
        compose_config(["judge=openai", "judge.model=null"])


def test_a_planner_row_extends_the_row_above_it() -> None:
    base, finetuned = compose_config(["planner=base"]), compose_config(["planner=+finetuning"])
    assert base.planner.plans == finetuned.planner.plans == "model"
    assert not base.planner.trajectories
    assert finetuned.planner.trajectories == {"seed_trajectories": True}


ROWS = ["base", "+finetuning", "+trajectories", "+expansion", "+targeted", "+replanning", "+cot"]


@pytest.mark.parametrize(("above", "row"), [*pairwise(ROWS)])
def test_each_row_of_table_1_adds_one_thing_to_the_row_above(above: str, row: str) -> None:
    before, after = (asdict(compose_config([f"planner={name}"]).planner) for name in (above, row))
    changed = [key for key in before if before[key] != after[key] and key != "name"]
    assert len(changed) == 1, changed
    assert (ROOT / "conf" / "planner" / f"{row}.yaml").read_text().count(f"  - {above}\n") == 1


def test_the_adaptive_row_is_the_replanning_row_that_plans_anew_less_often() -> None:
    every, adaptive = (
        asdict(compose_config([f"planner={name}"]).planner) for name in ("+replanning", "+adaptive")
    )
    assert (every.pop("replan"), adaptive.pop("replan")) == ("every_round", "rule")
    assert {**every, "name": "+adaptive"} == adaptive


@pytest.mark.parametrize("planner", ["none", "oracle"])
def test_planning_anew_needs_a_planner(planner: str) -> None:
    with pytest.raises(UserError, match=f"replan=every_round needs a planner.*plans={planner}"):
        compose_runs([f"planner={planner}", "planner.replan=every_round"])


def test_thoughts_need_plans() -> None:
    with pytest.raises(UserError, match=r"planner\.thoughts=true needs plans"):
        compose_runs(["planner=none", "planner.thoughts=true"])


def test_an_unknown_policy_is_told_what_there_is() -> None:
    with pytest.raises(UserError, match=r"expected one of \[never, every_round, asked, rule\]"):
        compose_runs(["planner=+adaptive", "planner.replan=sometimes"])


def test_an_endpoint_brings_its_own_serving_prompts_and_observation() -> None:
    config = compose_config(["model=endpoint", *NEEDS["model=endpoint"]])
    assert (config.serving.name, config.prompts.style) == ("endpoint", "paper")
    assert config.env.observation.style == "full"


@pytest.mark.parametrize(
    ("override", "line"),
    [
        ("plannr=base", "unknown config key 'plannr': did you mean planner?"),
        ("trainer.learning_rat=1", "did you mean learning_rate?"),
        ("learning_rate=1", "did you mean trainer.learning_rate?"),
        ("trainer.learning_rate=fast", "trainer.learning_rate: Value 'fast'"),
        ("env.tasks=many", "env.tasks: Value 'many'"),
        ("env.tasks=0", "env.tasks is 0: it must be at least 1"),
        ("env.observation.style=html", "expected one of [vab, compact, full]"),
        ("planner=targted", "planner=targted: no such option; did you mean +targeted?"),
        ("planner=finetuning", "did you mean +finetuning?"),
        ("+planner=finetuning", "write planner=+finetuning"),
        ("+experiment=smoke", "write experiment=smoke"),
        ("+rollout.max_rounds=3", "without the leading plus"),
        ("planner", "write KEY=VALUE"),
        ("planner=none,base", "add -m"),
        ("model=endpoint", "has no value: add model."),
        ("serving=endpoint", "choose serving=local"),
        ("prompts.style=poems", "no such folder under prompts/"),
        ("trainer.micro_batch=3", "is no multiple of"),
        ("trainer.epochs=0", "trainer.epochs is 0: it must be above 0"),
        ("trainer.warmup_ratio=5", "it must be below 1"),
        ("serving.temperature=-1", "it must not be negative"),
        ("planner.name=../../evil", "a name is made of"),
        ("outputs=", "outputs is empty"),
        ("judge.model=any", "judge=strict asks no model, yet judge.model is set"),
        ("judge.temperature=-1", "judge.temperature is -1: it must not be negative"),
        ("model=hf", "model.path has no value: add model.path=..."),
        ("+planner=targted", "no such option"),
        ("~trainer.epochs", "write trainer.epochs=VALUE"),
        ("++planner=base", "write planner=VALUE"),
    ],
)
def test_a_bad_override_gets_one_line(override: str, line: str) -> None:
    with pytest.raises(UserError) as refusal:
        compose_runs([override])
    assert line in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_training_on_an_endpoint_is_refused_with_a_way_out() -> None:
    overrides = [o for o in NEEDS["model=endpoint"] if not o.startswith("planner")]
    with pytest.raises(UserError, match="choose planner=base"):
        compose_runs(["model=endpoint", "planner=+finetuning", *overrides])


@pytest.mark.parametrize("planner", ["none", "oracle"])
def test_training_a_planner_that_is_never_asked_is_refused(planner: str) -> None:
    with pytest.raises(UserError, match=f"planner.plans={planner} never asks"):
        compose_runs(["planner=+finetuning", f"planner.plans={planner}"])


@pytest.mark.parametrize(
    "url", ["http://bob:secret@127.0.0.1/v1", "https://api.example/v1?key=secret"]
)
def test_a_secret_in_an_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(UserError) as refusal:
        compose_runs(
            [
                "planner=base",
                "executor=base",
                "model=endpoint",
                "model.name=any",
                f"model.base_url='{url}'",
            ]
        )
    assert "model.base_url holds a password or a query" in str(refusal.value)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("sweep", ["planner=none,base", "planner=glob(*)", "seed=range(3)"])
def test_a_sweep_is_checked_choice_by_choice(sweep: str) -> None:
    compose_runs([sweep], multirun=True)


def test_every_combination_of_a_sweep_is_checked() -> None:
    model = ["model=laptop,endpoint", "model.base_url=http://127.0.0.1:1/v1", "model.name=any"]
    with pytest.raises(UserError, match="choose executor=base"):
        compose_runs([*model, "planner=base", "executor=base,finetuned"], multirun=True)


def test_a_bad_choice_inside_a_sweep_is_refused() -> None:
    with pytest.raises(UserError, match="seed: Value 'x'"):
        compose_runs(["seed=0,1,x"], multirun=True)


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "run.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)


def test_help_lists_every_group_and_option_without_loading_the_heavy_libraries() -> None:
    shown = _run("--help").stdout
    for option in OPTIONS:
        group, name = option.split("=")
        assert group in shown
        assert name in shown
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "run.py", "--help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    ).stderr
    heavy = ("torch", "transformers", "playwright", "wandb", "aiohttp", "datasets")
    names = {line.rpartition("|")[2].strip() for line in loaded.splitlines()}
    assert not names & set(heavy)


def test_the_resolved_config_can_be_printed() -> None:
    done = _run("--cfg", "job", "--resolve")
    assert done.returncode == 0
    assert "name: +finetuning" in done.stdout


def test_a_bad_command_line_ends_with_status_2_and_nothing_made(tmp_path: object) -> None:
    done = _run("planner=finetuning", f"outputs={tmp_path}/outputs")
    assert done.returncode == 2
    assert (
        done.stderr.strip()
        == "error: planner=finetuning: no such option; did you mean +finetuning?"
    )
    assert not done.stdout
