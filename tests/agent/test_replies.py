"""A constrained executor can reply with actions that the page allows, and with nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planact.agent.agent import Agent
from planact.agent.executor import Executor
from planact.agent.planner import Planner
from planact.agent.replies import Replies
from planact.browser.elements import Element
from planact.core.action import ActionKind, parse_action
from planact.core.errors import UserError
from planact.core.plan import Plan, Step, parse_plan
from planact.llm.grammar import regex
from planact.llm.prompts import Prompts
from tests.agent.test_agent import CLICK, PLAN
from tests.agent.test_agent import Replies as Prepared

LINK = Element("3", "Best sellers (all)", (ActionKind.CLICK, ActionKind.HOVER))
FIELD = Element(
    "4", "Name", (ActionKind.CLICK, ActionKind.TYPE, ActionKind.SEARCH, ActionKind.HOVER)
)
CHOOSE = 'do(action="Select Dropdown Option", argument="{}", element="{}")'
SIZE = Element("5", "Size", (ActionKind.SELECT, ActionKind.HOVER), ('14" wide', "Any"))
ICON = Element("6", "", (ActionKind.CLICK, ActionKind.HOVER))
PAGE = (LINK, FIELD, SIZE, ICON)


STEPS = Plan((Step("It is long.", "Read the 'Top 10 (all)' list"), Step("", "Sort it")))


def allowed(
    reply: str,
    style: str = "compact",
    page: tuple[Element, ...] = PAGE,
    plan: Plan | None = None,
) -> bool:
    return re.fullmatch(regex(Replies(Prompts(style)).on(page, plan)), reply) is not None


@pytest.mark.parametrize(
    "reply",
    [
        '# Element: Best sellers (all) [3]\ndo(action="Click", element="3")',
        '# Element: Name [4]\ndo(action="Type", argument="a \\"b\\" \\\\ c", element="4")',
        '# Element: Name [4]\ndo(action="Search", argument="", element="4")',
        "# Element: Size [5]\n" + CHOOSE.format('14\\" wide', 5),
        '# Note: it was $3\n# Element: Size [5]\ndo(action="Hover", element="5")',
        '# Thought: The list is long.\ndo(action="Scroll Down")',
        '# Note: the total is 3\nexit(message="3")',
        'do(action="Click", element="6")',
        "exit()",
    ],
)
def test_what_a_page_allows_can_be_said(reply: str) -> None:
    assert allowed(reply)
    assert parse_action(reply).call() == reply.splitlines()[-1]


@pytest.mark.parametrize(
    "reply",
    [
        '# Element: Home [9]\ndo(action="Click", element="9")',
        '# Element: Best sellers (all) [3]\ndo(action="Click", element="4")',
        '# Element: Name [3]\ndo(action="Click", element="3")',
        'do(action="Click", element="3")',
        '# Element: Best sellers (all) [3]\ndo(action="Type", argument="x", element="3")',
        '# Element: Size [5]\ndo(action="Click", element="5")',
        "# Element: Size [5]\n" + CHOOSE.format("Huge", 5),
        "# Element: Name [4]\n" + CHOOSE.format("Any", 4),
        '# Element: Name [4]\ndo(action="Scroll Down")',
        'exit(message="3") and so on',
        'exit(message="3"")',
        'exit(message="a\nb")',
        "I will click it.\nexit()",
        "# Note: a\n# Note: b\nexit()",
        "",
    ],
)
def test_nothing_else_can_be_said(reply: str) -> None:
    assert not allowed(reply)


def test_whoever_has_a_plan_is_on_one_of_its_steps() -> None:
    first, second = "# Step 1.\n", "# Step 2.\n"
    act = '# Element: Size [5]\ndo(action="Hover", element="5")'
    for step in (first, second, "# Thought: It is long.\n" + first, second + "# Note: $3\n"):
        assert allowed(step + act, plan=STEPS)
        assert not allowed(step + act)
        assert parse_action(step + act).step in (1, 2)
    for wrong in ("", "# Step 3.\n", "# Step 0.\n", "# Step 2. Sort it\n"):
        assert not allowed(wrong + act, plan=STEPS)
    assert allowed('# Thought: so\ndo(action="Click", element="3")', style="paper", plan=STEPS)


def test_a_style_that_leaves_comments_free_leaves_them_free() -> None:
    thoughts = "# Thought: I need it.\n# Element: that link, the third\n# Note: none\n"
    assert allowed(thoughts + 'do(action="Click", element="3")', style="paper")
    assert allowed('do(action="Click", element="3")', style="paper")
    assert not allowed(thoughts + 'do(action="Click", element="9")', style="paper")
    assert not allowed('I need it.\ndo(action="Click", element="3")', style="paper")


def test_only_who_may_ask_for_another_plan_can_do_so() -> None:
    prompts, asks = Prompts("compact"), "# Replan: the list is empty\n"
    wait = parse_action('do(action="Wait")')
    values = {"action": wait, "step": STEPS.steps[1], "step_number": 2, "label": None}
    reply = prompts.text("executor", "assistant", **values)
    pattern = regex(Replies(prompts, "executor_asking").on(PAGE, STEPS))
    for said in (reply, asks + reply, f"{asks}# Thought: so\n{reply}"):
        assert re.fullmatch(pattern, said)
    assert not re.fullmatch(pattern, asks + asks + reply)
    assert allowed(reply, plan=STEPS)
    assert not allowed(asks + reply, plan=STEPS)


@pytest.mark.parametrize("style", ["compact", "paper"])
def test_a_page_without_elements_leaves_the_actions_without_one(style: str) -> None:
    assert allowed('do(action="Go Backward")', style, page=())
    assert allowed('exit(message="N/A")', style, page=())
    assert not allowed('do(action="Click", element="3")', style, page=())


def test_the_form_of_replies_is_the_styles_own(tmp_path: Path) -> None:
    folder = tmp_path / "cot" / "executor"
    folder.mkdir(parents=True)
    template = folder / "assistant.md"
    template.write_text(
        "<think>{{ thought | default('Go.') }}</think>\n[Action] {{ action.call() }}\n[End]"
    )
    pattern = regex(Replies(Prompts("cot", tmp_path)).on(PAGE))
    assert re.fullmatch(pattern, '<think>So.</think>\n[Action] do(action="Wait")\n[End]')
    assert not re.fullmatch(pattern, 'do(action="Wait")')
    template.write_text("{{ label }} [{{ action.element }}]: {{ action.call() }}")
    pattern = regex(Replies(Prompts("cot", tmp_path)).on(PAGE))
    assert re.fullmatch(pattern, 'Name [4]: do(action="Type", argument="x", element="4")')
    assert not re.fullmatch(pattern, 'Size [4]: do(action="Type", argument="x", element="4")')
    template.write_text("I click {{ action.element }}")
    with pytest.raises(UserError, match=r"assistant.md does not hold \{\{ action.call\(\) \}\}"):
        Replies(Prompts("cot", tmp_path))


async def test_the_executor_alone_is_constrained_and_by_the_page_before_it() -> None:
    prompts, planner, executor = Prompts("compact"), Prepared(PLAN), Prepared(CLICK, CLICK)
    replies = Replies(prompts)
    agent = Agent(Executor(executor, prompts, 64, 0.0, replies), Planner(planner, prompts, 64, 0.0))
    await agent.begin("Find a bookstore", "<a>books [3]</a>")
    await agent.act("Find a bookstore", [], "<a>books [3]</a>", (LINK,))
    await agent.act("Find a bookstore", [], "<a>empty</a>")
    assert planner.grammars == [None]
    plan = parse_plan(PLAN)
    assert executor.grammars == [replies.on((LINK,), plan), replies.on((), plan)]
