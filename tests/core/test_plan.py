"""Plans are read from what models really write; what is refused is refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planact.core.errors import PlanError
from planact.core.plan import Plan, Step, parse_plan

words = st.lists(
    st.sampled_from(
        ["open", "the", "'Blue", "Lamp'", "page", "of", "#12,", "then", "(50%)", "read:", "it"]
    ),
    min_size=1,
)
sentences = words.map(" ".join)


@st.composite
def grounded_plans(draw: st.DrawFn) -> Plan:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
    starts = [sum(sizes[:index]) for index in range(len(sizes))]
    return Plan(
        tuple(
            Step(
                draw(sentences), draw(sentences), draw(sentences), tuple(range(start, start + size))
            )
            for start, size in zip(starts, sizes, strict=True)
        )
    )


@given(grounded_plans())
def test_a_rendered_grounded_plan_reads_back_as_itself(plan: Plan) -> None:
    assert parse_plan(plan.render(grounded=True), grounded=True) == plan


@given(grounded_plans())
def test_a_rendered_plan_reads_back_without_its_grounding(plan: Plan) -> None:
    bare = Plan(tuple(Step(step.reasoning, step.step) for step in plan.steps))
    assert parse_plan(plan.render()) == bare


@given(st.text())
def test_any_text_gives_a_plan_or_a_reason(text: str) -> None:
    try:
        parse_plan(text)
    except PlanError as error:
        assert str(error)


EXPECTED = Plan(
    (Step("The page lists forums.", "Open 'books'"), Step("It shows posts.", "Read the first"))
)


@pytest.mark.parametrize(
    "text",
    [
        "## Step 1\nReasoning: The page lists forums.\nStep: Open 'books'\n\n"
        "## Step 2\nReasoning: It shows posts.\nStep: Read the first",
        "##Step 1\nReasoning: The page lists forums.\nStep: Open 'books'\n"
        "##Step 2\nReasoning: It shows posts.\nStep: Read the first\n",
        "Here is the plan:\n\n## Step 1\n**Reasoning:** The page lists forums.\n"
        "**Step:** Open 'books'\n\n"
        "## Step 2\n**Reasoning**: It shows posts.\n**Step**: Read the first\n\nI hope this helps!",
        "Sure!\n```\n## Step 1\nReasoning: The page lists forums.\nStep: Open 'books'\n\n"
        "## Step 2\nReasoning: It shows posts.\nStep: Read the first\n```\nDone.",
        "## Step 1\r\nReasoning: The page lists forums.\r\nStep: Open 'books'\r\n\r\n"
        "## Step 2\r\nReasoning: It shows posts.\r\nStep: Read the first\r\n---\r\nGood luck",
        "### **Step 1:**\n- reasoning: The page lists forums.\n- step: Open 'books'\n"
        "### **Step 2:**\n- reasoning: It shows posts.\n- step: Read the first",
    ],
)
def test_the_same_plan_may_be_written_in_many_ways(text: str) -> None:
    assert parse_plan(text) == EXPECTED


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no '## Step 1' header"),
        ("1. Open the page\n2. Read it", "no '## Step 1' header"),
        ("## Step 1\nStep: Open", "step 1 has no 'Reasoning:'"),
        ("# Step 1\nOpen it", "step 1 has no 'Reasoning:'"),
        ("## Step 1\nReasoning: because", "step 1 has no 'Step:'"),
        ("## Step 2\nReasoning: a\nStep: b", "'## Step 2' stands where '## Step 1' belongs"),
    ],
)
def test_a_refusal_says_what_is_missing(text: str, reason: str) -> None:
    with pytest.raises(PlanError, match=reason):
        parse_plan(text)


def _grounded(*indices: tuple[int, ...]) -> Plan:
    return Plan(tuple(Step("r", "s", "d", actions) for actions in indices))


def test_steps_that_cover_every_action_in_order_are_grounded() -> None:
    _grounded((0, 1), (2,), (3, 4)).check_grounding(5)


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        (_grounded((0, 1), (3,)), r"\[2\] belong to no step"),
        (_grounded((0, 1), (2, 3, 4)), r"\[4\] are not in the trajectory"),
        (_grounded((0, 2), (1, 3)), "not in order"),
        (_grounded((0, 1), (1, 2, 3)), "not in order"),
    ],
)
def test_grounding_refuses_gaps_strangers_and_disorder(plan: Plan, reason: str) -> None:
    with pytest.raises(PlanError, match=reason):
        plan.check_grounding(4)


def test_a_grounded_plan_needs_its_indices() -> None:
    text = "## Step 1\nReasoning: a\nDescription: b\nStep: c\nActions: none"
    with pytest.raises(PlanError, match="list of indices"):
        parse_plan(text, grounded=True)
