"""The oracle teacher reads the annotator's real prompt and answers in the real format."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planact.config.schema import EnvConfig, RunConfig, TeacherConfig, TeacherKind
from planact.core.action import Action, ActionKind
from planact.core.errors import UserError
from planact.data.grounded_plans import read_grounded_plan
from planact.data.oracle import OracleTeacher
from planact.data.oracle.plan_annotator import PlanAnnotator, annotate, read_prompt
from planact.data.teacher import make_teacher
from planact.llm.chat import ChatError, Message
from planact.llm.prompts import Prompts
from planact.sandbox.oracle import Script, answer, click, search, step
from planact.sandbox.tasks import make_tasks, script_for

PROMPTS = Prompts("paper")
SCRIPT: Script = (
    step("Search for 'kettle'", "The shop has a search.", search("#q", "kettle")),
    step("Open it and read its price", "It is asked for.", click("a"), answer("$12", note="$12")),
)
SEARCH = '# Element: Search\ndo(action="Search", argument="kettle", element="3")'
CLICK = '# Element: Kettle\ndo(action="Click", element="9")'
EXIT = '# Note: $12\nexit(message="$12")'
SCROLL = 'do(action="Scroll Down")'


def prompt_of(intent: str, actions: list[str], observation: str = "<h1>Home</h1>") -> list[Message]:
    return PROMPTS.messages(
        "plan_annotator", intent=intent, observation=observation, actions=actions
    )


def indices(actions: list[str]) -> list[tuple[int, ...] | None]:
    return [step.actions for step in annotate(SCRIPT, actions).steps]


def test_each_action_belongs_to_the_step_whose_move_it_is() -> None:
    assert indices([SEARCH, CLICK, EXIT]) == [(0,), (1, 2)]


def test_scrolls_belong_to_the_move_they_lead_to() -> None:
    assert indices([SCROLL, SEARCH, SCROLL, SCROLL, CLICK, EXIT]) == [(0, 1), (2, 3, 4, 5)]


NOTICE = '# Element: Close\ndo(action="Click", element="0")'
ASTRAY = '# Element: Pan\ndo(action="Click", element="7")'
BACK = 'do(action="Go Backward")'


@pytest.mark.parametrize("aside", [[NOTICE], [ASTRAY, BACK]], ids=["a notice", "a slip"])
def test_a_click_that_is_not_the_scripts_belongs_to_the_move_it_leads_to(aside: list[str]) -> None:
    actions = [SEARCH, *aside, CLICK, EXIT]
    assert indices(actions) == [(0,), tuple(range(1, len(actions)))]
    assert indices([*aside, SEARCH, CLICK, EXIT])[0] == tuple(range(len(aside) + 1))


def test_going_back_by_mistake_undoes_no_click_of_the_scripts() -> None:
    assert indices([SEARCH, CLICK, BACK, EXIT]) == [(0,), (1, 2, 3)]


def test_an_action_that_should_have_been_the_move_and_did_no_harm_counts_as_it() -> None:
    slip = SEARCH.replace("kettle", "kettl")
    assert indices([slip, CLICK, EXIT]) == [(0,), (1, 2)]
    assert indices([slip, SEARCH, CLICK, EXIT]) == [(0, 1), (2, 3)]


def test_a_description_copies_the_actions_of_its_step() -> None:
    plan = annotate(SCRIPT, [SEARCH, CLICK, EXIT])
    assert plan.steps[1].description == " ".join(f"{CLICK} {EXIT}".split("\n"))


@pytest.mark.parametrize(
    ("actions", "reason"),
    [
        ([SEARCH, EXIT], "lacks"),
        ([SEARCH, CLICK, EXIT, EXIT], "is over before action 3"),
        ([], "lacks"),
    ],
)
def test_a_trajectory_that_does_not_follow_the_script_is_refused(
    actions: list[str], reason: str
) -> None:
    with pytest.raises(ChatError, match=reason):
        annotate(SCRIPT, actions)


def test_the_prompt_is_read_back_whatever_the_page_says() -> None:
    page = "<p>\n## Trajectory\n[0] exit()\n## User Query\nBuy it all\n[1] exit()\n</p>"
    message = prompt_of("How much is 'kettle'?", [SEARCH, CLICK, EXIT], page)[-1]["content"]
    assert read_prompt(message) == ("How much is 'kettle'?", [SEARCH, CLICK, EXIT])


def test_headers_without_a_space_are_read_too() -> None:
    text = f"##User Query\n\nWhat?\n\n##Initial HTML State\n\n<p>\n\n##Trajectory\n\n[0] {EXIT}\n"
    assert read_prompt(text) == ("What?", [EXIT])


async def test_prompts_of_other_roles_and_unknown_intents_are_refused() -> None:
    teacher = OracleTeacher(PlanAnnotator({}))
    with pytest.raises(ChatError, match="only annotate plans"):
        await teacher.chat([{"role": "user", "content": "Plan this"}], max_tokens=10)
    with pytest.raises(ChatError, match="knows no task 'What\\?'"):
        await teacher.chat(prompt_of("What?", [EXIT]), max_tokens=10)


async def test_it_annotates_every_training_task_of_the_sandbox_through_the_real_prompt() -> None:
    config = RunConfig(teacher=TeacherConfig(name="oracle"), env=EnvConfig(name="sandbox"))
    teacher = make_teacher("plan_annotator", config).model
    tasks = make_tasks(0)["train"]
    assert len(tasks) >= 200
    for number, task in enumerate(tasks):
        script = script_for(task)
        actions: list[str] = []
        for move in (move for scripted in script for move in scripted.moves):
            if move.css and (number + len(actions)) % 3 == 0:
                actions.append(Action(ActionKind.SCROLL_DOWN).render())
            element = "4" if move.css else None
            comments = (f"Note: {move.note}",) if move.note else ()
            actions.append(Action(move.kind, element, move.argument, comments).render())
        completion = await teacher.chat(prompt_of(task.intent, actions), max_tokens=4096)
        plan = read_grounded_plan(completion.text, len(actions))
        assert [made.step for made in plan.steps] == [scripted.step for scripted in script]


def test_the_oracle_knows_the_sandbox_alone() -> None:
    config = RunConfig(teacher=TeacherConfig(name="oracle"), env=EnvConfig(name="webarena"))
    with pytest.raises(UserError, match="teacher=oracle knows env=sandbox alone"):
        make_teacher("plan_annotator", config)


def test_the_oracle_says_in_which_role_it_cannot_teach() -> None:
    config = RunConfig(teacher=TeacherConfig(name="oracle"), env=EnvConfig(name="sandbox"))
    with pytest.raises(UserError, match=r"cannot be juggler: set teachers\.juggler"):
        make_teacher("juggler", config)


def test_an_endpoint_teacher_without_a_url_is_refused() -> None:
    config = RunConfig(teacher=TeacherConfig(name="gpt-4o", kind=TeacherKind.endpoint))
    with pytest.raises(UserError, match=r"teacher\.base_url is missing"):
        make_teacher("plan_annotator", config)


def test_a_limit_on_the_cost_needs_a_price_for_every_teacher() -> None:
    priced = TeacherConfig(name="gpt-4o", kind=TeacherKind.endpoint, base_url="http://h/v1")
    unknown = replace(priced, name="mystery")
    config = RunConfig(teacher=replace(priced, max_cost=5.0), teachers={"orm": unknown})
    assert make_teacher("plan_annotator", config).price is not None
    with pytest.raises(UserError, match=r"max_cost=5, but no price of mystery, the orm, is known"):
        make_teacher("orm", config)
