"""Teachers on the command line: one for all roles, and others for some of them."""

from __future__ import annotations

import pytest

from planact.config.compose import compose_config
from planact.config.grid import compose_runs
from planact.config.schema import TeacherKind
from planact.config.teachers import TEACHER_ROLES, check_teachers
from planact.core.errors import UserError

OWN = "+teacher@teachers.cot_annotator=vllm"


def test_a_role_can_have_a_teacher_of_its_own() -> None:
    config = compose_config(["teacher=openai", OWN, "teachers.cot_annotator.max_tokens=999"])
    own = config.teachers["cot_annotator"]
    assert (config.teacher.name, list(config.teachers)) == ("gpt-4o", ["cot_annotator"])
    assert (own.kind, own.temperature, own.max_tokens) == (TeacherKind.endpoint, 0.6, 999)
    assert own.name.startswith("deepseek-ai/DeepSeek-R1-Distill")


@pytest.mark.parametrize("role", TEACHER_ROLES)
def test_every_role_can(role: str) -> None:
    assert role in compose_config([f"+teacher@teachers.{role}=openai"]).teachers


def test_the_paid_teacher_is_asked_for_as_much_as_it_gives() -> None:
    teacher = compose_config(["teacher=openai"]).teacher
    assert (teacher.concurrency, teacher.max_cost, teacher.batch) == (64, None, False)


def test_a_sweep_over_a_roles_teachers_is_checked_choice_by_choice() -> None:
    sweep = "+teacher@teachers.orm=openai,vllm"
    compose_runs([sweep, "teachers.orm.temperature=0,1"], multirun=True)
    with pytest.raises(UserError, match="no such option"):
        compose_runs(["+teacher@teachers.orm=openai,vlm"], multirun=True)


@pytest.mark.parametrize(
    ("overrides", "line"),
    [
        (["+teacher@teachers.cot_anotator=vllm"], "'cot_anotator'; did you mean cot_annotator?"),
        (["teachers.ormm.temperature=1"], "no role is called 'ormm'; did you mean orm?"),
        (["+teacher@teachers.orm=opnai"], "no such option; did you mean openai?"),
        (["+judge@teachers.orm=openai"], "write +teacher@teachers.ROLE=OPTION"),
        (["+teacher@orm=openai"], "write +teacher@teachers.ROLE=OPTION"),
        (["teachers.orm.temperatur=1"], "key teachers.orm.temperatur: did you mean temperature?"),
        (["teachers.orm=openai"], "unknown config key teachers.orm"),
        (["teachers.orm.temperature=1"], "no teacher yet: write +teacher@teachers.orm=OPTION"),
        (["teacher@teachers.orm=vllm"], "no teacher yet: write +teacher@teachers.orm=OPTION"),
        (["+teachers.orm.temperature=1"], "without the leading plus"),
        ([OWN, "teachers.cot_annotator.retries=x"], "Value 'x'"),
        ([OWN, "teachers.cot_annotator.concurrency=0"], "teachers.cot_annotator.concurrency is 0"),
        ([OWN, "teachers.cot_annotator.max_cost=3"], "set teacher.max_cost"),
        ([OWN, "teachers.cot_annotator.base_url=here"], "cot_annotator.base_url=here is no URL"),
        (["teacher=openai", "teacher.base_url=null"], "teacher.base_url has no value"),
        (["teacher=openai", "teacher.more_urls=[here]"], "teacher.more_urls=here is no URL"),
        (["teacher=openai", "teacher.timeout=0"], "teacher.timeout is 0: it must be above 0"),
        (["teacher=openai", "teacher.retries=-1"], "teacher.retries is -1: it must not be"),
        (["teacher=openai", "teacher.requests_per_minute=0"], "must be at least 1"),
        (["teacher=openai", "teacher.max_cost=-1"], "teacher.max_cost is -1"),
        (["teacher=openai", "teacher.price_in=1"], "only one of price_in and price_out"),
        (["teacher=vllm", "teacher.batch=true", "teacher.more_urls=[http://h/v1]"], "give up"),
        (["teacher=oracle", "teacher.batch=true"], "asks no server, yet teacher.batch is set"),
        (["teacher=oracle", "teacher.base_url=http://h/v1"], "yet teacher.base_url is set"),
    ],
)
def test_what_is_wrong_gets_one_line(overrides: list[str], line: str) -> None:
    with pytest.raises(UserError) as refusal:
        compose_runs(overrides)
    assert line in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_secret_in_a_teachers_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UserError, match=r"that teachers\.orm\.api_key_env names") as refusal:
        compose_runs(
            ["+teacher@teachers.orm=openai", "teachers.orm.base_url='http://a:secret@h/v1'"]
        )
    assert "secret" not in str(refusal.value)


def test_an_unknown_role_of_a_file_is_refused_too() -> None:
    config = compose_config([])
    config.teachers["juggler"] = config.teacher
    with pytest.raises(UserError, match=r"teachers\.juggler: no such role; there are: plan_ann"):
        check_teachers(config)
