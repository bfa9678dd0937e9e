"""Labels of failed episodes: what each rule finds, and what it leaves alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planact.core.plan import Plan, Step
from planact.core.trajectory import Episode, Evaluation, PlanMade, Round, Status
from planact.report.__main__ import main
from planact.report.labels import RULES, count_labels, label_run, labels_of
from tests.report.runs import made_episode, made_run

HOME = "<a>Orders [0]</a>\n<a>Customers [1]</a>\n<button>Apply filters [2]</button>"
ORDERS = "<tr>17 [0] | Complete | $12</tr>\n<a>Customers [1]</a>"


def taken(
    action: str,
    element: str | None = None,
    *,
    page: str = HOME,
    step: int | None = None,
    error: str | None = None,
) -> Round:
    """A round; the action is also the reply."""
    return Round(
        observation=page, reply=action, action=action, element=element, step=step, error=error
    )


def click(element: str, **more: Any) -> Round:
    """A click on the element with this label."""
    return taken(f'do(action="Click", element="{len(element)}")', element, **more)


def failed(
    *rounds: Round,
    plan: tuple[str, ...] = (),
    answer: str | None = None,
    expected: str | None = None,
    stop_reason: str = "exit",
    status: Status = "done",
    score: float = 0.0,
    intent: str = "Find it.",
    task_id: int = 1,
) -> Episode:
    """A failed episode; with ``expected``, of a task that asks for it."""
    steps = Plan(tuple(Step("It helps.", step) for step in plan))
    check = {"evaluator": "string_match", "expected": expected, "found": answer, "passed": False}
    return Episode(
        task_id=task_id,
        template_id=1,
        intent=intent,
        sites=("shopping_admin",),
        rounds=rounds,
        answer=answer,
        status=status,
        stop_reason=stop_reason,
        plans=(PlanMade(round=0, text=steps.render()),) if plan else (),
        evaluation=Evaluation(score=score, scorer="vab", checks=(check,) if expected else ()),
    )


def answered(message: str, *, page: str = HOME, step: int | None = None) -> Round:
    """The round that ends the episode."""
    return taken(f'exit(message="{message}")', page=page, step=step)


@pytest.mark.parametrize("reason", ["no plan", "unparseable"])
def test_what_ended_the_episode_is_a_label(reason: str) -> None:
    assert labels_of(failed(stop_reason=reason)) == (reason,)


def test_all_rounds_taken() -> None:
    assert labels_of(failed(click("Orders"), stop_reason="rounds")) == ("ran out of rounds",)


def test_an_action_taken_again_where_nothing_had_changed() -> None:
    again = failed(click("Orders"), click("Orders"), taken("exit()"))
    assert labels_of(again) == ("repeated action",)
    elsewhere = failed(click("Orders"), click("Orders", page=ORDERS), taken("exit()"))
    assert labels_of(elsewhere) == ()


def test_an_error_with_nothing_after_it_that_worked() -> None:
    refused = taken('do(action="Click", element="9")', error="element 9 is not on the page")
    assert labels_of(failed(refused, taken("exit()"))) == ("did not recover after an error",)
    assert labels_of(failed(refused, click("Orders"), taken("exit()"))) == ()


PLAN = ("Open 'Orders'", "Press 'Apply filters'", "Finish the task")


def test_a_plan_that_names_what_no_page_of_the_site_shows() -> None:
    plan = ("Open 'Orders'", "Press 'Create invoice'", "Finish the task")
    rounds = (click("Orders", step=1), click("Customers", page=ORDERS, step=2))
    episode = failed(*rounds, plan=plan, stop_reason="rounds")
    assert labels_of(episode) == ("plan names what the site lacks", "ran out of rounds")
    page = click("17", page="<button>Create invoice [0]</button>")
    elsewhere = failed(page, task_id=2)
    assert "plan names what the site lacks" not in label_run([episode, elsewhere])[1]


def test_names_from_the_task_and_of_steps_not_begun_are_not_missed() -> None:
    plan = ("Open the project 'Kettle'", "Press 'Star'")
    episode = failed(click("Orders", step=1), plan=plan, intent="Star Kettle.", stop_reason="error")
    assert labels_of(episode) == ()


def test_another_element_than_the_plan_names_though_it_was_there() -> None:
    rounds = (
        click("Orders", step=1),
        click("Customers", step=2),
        taken("exit()", step=3),
    )
    assert labels_of(failed(*rounds, plan=PLAN)) == ("right plan, wrong element",)
    rounds = (click("Orders", step=1), click("Apply filters", step=2), taken("exit()", step=3))
    assert labels_of(failed(*rounds, plan=PLAN)) == ()


def test_a_step_that_was_passed_over() -> None:
    rounds = (click("Orders (12)", step=1), taken("exit()", step=3))
    assert labels_of(failed(*rounds, plan=PLAN)) == ("skipped part of the plan",)


def test_a_task_ended_without_what_was_asked() -> None:
    assert labels_of(failed(taken("exit()"))) == ("gave up early",)
    assert labels_of(failed(answered("N/A"), answer="N/A", expected="12")) == ("gave up early",)
    early = failed(click("Orders", step=1), taken("exit()", step=1), plan=PLAN)
    assert "gave up early" in labels_of(early)


def test_an_answer_before_its_page_was_seen() -> None:
    episode = failed(answered("14"), answer="14", expected="$12")
    assert labels_of(episode) == ("answered too soon",)


def test_an_answer_with_part_of_the_plan_left() -> None:
    rounds = (click("Orders", step=1), answered("14", page=ORDERS, step=1))
    episode = failed(*rounds, plan=PLAN, answer="14", expected="$12")
    assert "answered too soon" in labels_of(episode)


def test_the_right_value_was_seen_and_another_was_read() -> None:
    episode = failed(click("Orders"), answered("17", page=ORDERS), answer="17", expected="$12")
    assert labels_of(episode) == ("wrong value read",)
    part = failed(answered("7", page="$120"), answer="7", expected="$12")
    assert labels_of(part) == ("answered too soon",)


def test_an_answer_to_what_has_none() -> None:
    episode = failed(click("Orders"), answered("17", page=ORDERS), answer="17", expected="N/A")
    assert labels_of(episode) == ("answered what has no answer",)


def test_steps_are_those_of_the_plan_that_was_followed_then() -> None:
    rounds = (click("Orders", step=1), click("Apply filters", step=1), taken("exit()", step=2))
    first = Plan((Step("It helps.", "Open 'Orders'"), Step("It helps.", "Press 'Nothing like it'")))
    second = Plan((Step("It helps.", "Press 'Apply filters'"), Step("It helps.", "Finish")))
    plans = (PlanMade(round=0, text=first.render()), PlanMade(round=1, text=second.render()))
    assert labels_of(failed(*rounds).model_copy(update={"plans": plans})) == ()


def test_solved_episodes_and_errors_have_no_labels() -> None:
    solved = failed(taken("exit()"), score=1.0)
    error = failed(taken("exit()"), status="error", stop_reason="BrowserError", task_id=2)
    assert label_run([solved, error]) == {1: (), 2: ()}


def test_every_rule_says_what_it_looks_for() -> None:
    assert all(rule.__doc__ for rule in RULES.values())


def test_labels_are_counted_in_the_order_of_the_rules() -> None:
    counted = count_labels([("unparseable",), ("no plan", "unparseable"), ()])
    assert list(counted.items()) == [("no plan", 1), ("unparseable", 2)]


def test_the_command_counts_the_labels_of_a_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    episodes = [made_episode(1), made_episode(2, score=1.0)]
    made_run(tmp_path, [one.model_copy(update={"evaluation": None}) for one in episodes])
    assert main(["labels", str(tmp_path), "--json"]) == 0
    *table, last = capsys.readouterr().out.splitlines()
    assert any("skipped part of the plan" in line for line in table)
    assert json.loads(last)[0]["failed"] == 2
