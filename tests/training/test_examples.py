"""Training sees the very prompts that inference will ask with."""

from collections.abc import Sequence
from typing import Any

import pytest
from transformers import AutoTokenizer

from planact.agent.executor import Executor
from planact.agent.planner import Planner
from planact.config.paths import ROOT
from planact.core.action import parse_action
from planact.core.plan import Plan, Step
from planact.core.trajectory import Round, Trajectory
from planact.llm.chat import Completion, Message
from planact.llm.prompts import Prompts
from planact.llm.tokens import prompt_ids
from planact.training.dataset import IGNORED, Example, tokenize
from planact.training.examples import executor_examples, planner_examples

TOKENIZER = AutoTokenizer.from_pretrained(ROOT / "models" / "laptop")

PLAN = Plan(
    (
        Step("The search box leads to it.", "Search for 'Oak Desk'", "…", (0, 1)),
        Step("Its page has the price.", "Return the price of 'Oak Desk'", "…", (2,)),
    )
)


def a_round(action: str, element: str | None, page: str, error: str | None = None) -> Round:
    comment = f"# Element: {element}\n" if element else ""
    return Round(
        observation=page, reply=comment + action, action=action, element=element, error=error
    )


TRAJECTORY = Trajectory(
    task_id=3,
    template_id=101,
    intent="How much is the 'Oak Desk'?",
    sites=("shopping",),
    rounds=(
        a_round('do(action="Search", argument="Oak Desk", element="5")', "Search", "<h1>Home</h1>"),
        a_round('do(action="Click", element="9")', "Oak Desk", "<a>Oak Desk [9]</a>", "covered"),
        a_round('exit(message="$120")', None, "<p>Price: $120</p>"),
    ),
    answer="$120",
)


class Recorder:
    """A model that notes the conversations it is asked."""

    name = "recorder"

    def __init__(self, reply: str) -> None:
        self.asked: list[list[Message]] = []
        self._reply = reply

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: object = None,
    ) -> Completion:
        self.asked.append(list(messages))
        return Completion(self._reply, 0, 0, 0.0)

    async def close(self) -> None:
        return None


def trained_prompt(example: Example) -> list[int]:
    """The tokens before the loss begins."""
    [row] = tokenize(TOKENIZER, [example], 10_000).rows
    return row["input_ids"][: sum(label == IGNORED for label in row["labels"])]


@pytest.mark.parametrize("style", ["compact", "paper"])
async def test_the_planner_is_trained_on_the_prompt_it_is_asked_with(style: str) -> None:
    prompts, model = Prompts(style), Recorder(PLAN.render())
    [example] = planner_examples(prompts, [TRAJECTORY], {3: PLAN}, stage="seed")
    await Planner(model, prompts, 100, 0.0).plan(
        TRAJECTORY.intent, TRAJECTORY.rounds[0].observation, []
    )
    assert trained_prompt(example) == prompt_ids(TOKENIZER, model.asked[0])


@pytest.mark.parametrize("style", ["compact", "paper"])
@pytest.mark.parametrize("plan", [PLAN, None], ids=["with a plan", "without a plan"])
async def test_the_executor_is_trained_on_the_prompts_it_is_asked_with(
    style: str, plan: Plan | None
) -> None:
    prompts, model = Prompts(style), Recorder("exit()")
    plans = None if plan is None else {3: plan}
    examples = list(executor_examples(prompts, [TRAJECTORY], plans, stage="seed"))
    said = [example.messages[-1].content for example in examples]
    lived = [
        round.model_copy(update={"reply": reply, "step": parse_action(reply).step})
        for round, reply in zip(TRAJECTORY.rounds, said, strict=True)
    ]
    executor = Executor(model, prompts, 100, 0.0)
    for index, round in enumerate(lived):
        await executor.act(TRAJECTORY.intent, plan, lived[:index], round.observation)
    asked = [prompt_ids(TOKENIZER, messages) for messages in model.asked]
    assert [trained_prompt(example) for example in examples] == asked


def test_the_loss_is_on_the_last_reply_and_its_end_alone() -> None:
    example = Example.model_validate(
        {
            "messages": [
                {"role": "user", "content": "first page"},
                {"role": "assistant", "content": "go_backward()"},
                {"role": "user", "content": "second page"},
                {"role": "assistant", "content": "exit()"},
            ]
        }
    )
    [row] = tokenize(TOKENIZER, [example], 100).rows
    learned = [label for label in row["labels"] if label != IGNORED]
    assert TOKENIZER.decode(learned) == "exit()<|end|>"
    assert row["input_ids"][-len(learned) :] == learned
    whole: Any = [turn.model_dump() for turn in example.messages]
    assert TOKENIZER.decode(row["input_ids"]) == TOKENIZER.apply_chat_template(
        whole, tokenize=False
    )


@pytest.mark.parametrize("style", ["compact", "paper"])
def test_every_target_is_a_reply_the_grammar_accepts(style: str) -> None:
    examples = executor_examples(Prompts(style), [TRAJECTORY], {3: PLAN}, stage="seed")
    calls = [parse_action(example.messages[-1].content).call() for example in examples]
    assert calls == [round.action for round in TRAJECTORY.rounds]


def test_a_target_names_the_step_that_covers_its_action() -> None:
    examples = executor_examples(Prompts("compact"), [TRAJECTORY], {3: PLAN}, stage="seed")
    steps = [example.messages[-1].content.splitlines()[0] for example in examples]
    assert steps == ["# Step 1.", "# Step 1.", "# Step 2."]


def test_the_actions_so_far_name_their_steps() -> None:
    *_, last = executor_examples(Prompts("compact"), [TRAJECTORY], {3: PLAN}, stage="seed")
    assert last.messages[0].content.count("\n1) ") == 2


def test_a_prompt_ends_with_the_step_that_the_last_action_was_on() -> None:
    examples = executor_examples(Prompts("compact"), [TRAJECTORY], {3: PLAN}, stage="seed")
    endings = [example.messages[0].content.splitlines()[-1] for example in examples]
    assert endings == [f"## Action after step {number}" for number in (0, 1, 1)]


def test_a_trajectory_without_a_plan_is_left_out_where_plans_are_given() -> None:
    prompts = Prompts("compact")
    assert not list(executor_examples(prompts, [TRAJECTORY], {}, stage="seed"))
    assert not list(planner_examples(prompts, [TRAJECTORY], {}, stage="seed"))


def test_an_example_says_where_it_comes_from() -> None:
    examples = executor_examples(Prompts("compact"), [TRAJECTORY], {3: PLAN}, stage="seed")
    assert [example.meta for example in examples][2] == {
        "role": "executor",
        "stage": "seed",
        "task_id": 3,
        "sites": ["shopping"],
        "round": 2,
    }
