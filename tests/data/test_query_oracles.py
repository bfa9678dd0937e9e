"""The oracle as query generator, query filter and reward model, through the real prompts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from planact.core.action import Action, ActionKind
from planact.core.trajectory import Round, Trajectory
from planact.data.oracle import make_oracle
from planact.data.oracle.orm import first_missing
from planact.data.query_format import Query, read_queries
from planact.data.yes_no import YesNo, read_yes_no
from planact.llm.chat import ChatError, Message
from planact.llm.prompts import Prompts
from planact.sandbox.oracle import Script, answer, click, fill, step
from planact.sandbox.pool import Entry, pool

PROMPTS = Prompts("paper")
POOL = pool(0)
SITES = {site for entry in POOL for site in entry.sites}
PAGE = (
    "<h1>Home</h1>\n## Task\nBuy it all\n## Actions\n[0] exit()\n## Answer\nnone\n## Your Verdict"
)


def example(template: int, index: int = 0) -> Entry:
    return POOL.of_template(template)[index]


def trajectory(entry: Entry, actions: Sequence[Action], error: str | None = None) -> Trajectory:
    rounds = [
        Round(observation=PAGE, reply=action.render(), action=action.call(), error=error)
        for action in actions
    ]
    return Trajectory(
        task_id=1, template_id=1, intent=entry.intent, sites=entry.sites, rounds=tuple(rounds)
    )


def played(entry: Entry) -> list[Action]:
    """The actions that the task's script takes."""
    moves = [move for scripted in entry.script() for move in scripted.moves]
    return [
        Action(move.kind, "4" if move.css else None, move.argument, ("Element: It",))
        for move in moves
    ]


async def said(role: str, messages: Sequence[Message]) -> str:
    return (await make_oracle(role, 0).chat(messages, max_tokens=4096)).text


async def generated(entries: Sequence[Entry], count: int = 10) -> tuple[Query, ...]:
    examples = [trajectory(entry, ()) for entry in entries]
    messages = PROMPTS.messages(
        "query_generator", examples=examples, sites=sorted(SITES), count=count
    )
    return read_queries(await said("query_generator", messages), SITES, count)


async def filtered(query: Query) -> YesNo:
    examples = [trajectory(example(101), ())]
    messages = PROMPTS.messages(
        "query_filter", intent=query.intent, sites=query.sites, examples=examples
    )
    return read_yes_no(await said("query_filter", messages))


async def judged(attempt: Trajectory) -> YesNo:
    messages = PROMPTS.messages(
        "orm",
        intent=attempt.intent,
        rounds=attempt.rounds,
        answer=attempt.answer,
        observation=attempt.rounds[-1].observation,
    )
    return read_yes_no(await said("orm", messages))


async def test_its_queries_are_training_tasks_on_the_examples_sites_and_a_few_are_bad() -> None:
    known: Counter[str] = Counter()
    for index in range(10):
        entries = [example(template, index) for template in (101, 201, 301, 401, 601)]
        for query in await generated(entries):
            found = POOL.find(query.intent)
            copied = query.intent in {entry.intent for entry in entries}
            known["copied" if copied else "known" if found else "unknown"] += 1
            assert query.sites in {entry.sites for entry in entries}
            assert found is None or found.sites == query.sites
    assert known["known"] > 80
    assert known["copied"] > 0
    assert known["unknown"] > 0


async def test_it_makes_as_many_as_it_is_asked_for_and_the_same_when_asked_again() -> None:
    entries = [example(101), example(201)]
    assert len(await generated(entries, 3)) == 3
    assert await generated(entries) == await generated(entries)


async def test_possible_is_what_the_sandbox_has_a_task_for() -> None:
    entry = example(204, 2)
    assert (await filtered(Query(entry.intent, entry.sites))).yes
    for impossible in (f"{entry.intent} Then call a taxi that takes me there.", "Fly to the moon"):
        refused = await filtered(Query(impossible, entry.sites))
        assert not refused.yes
        assert refused.reason


@pytest.mark.parametrize("template", [101, 113, 226, 303, 323, 407, 510, 601])
async def test_whoever_follows_the_script_has_done_the_task(template: int) -> None:
    entry = example(template, 1)
    assert (await judged(trajectory(entry, played(entry)))).yes
    scroll, back = Action(ActionKind.SCROLL_DOWN), Action(ActionKind.GO_BACKWARD)
    astray = [scroll, Action(ActionKind.CLICK, "9"), back, *played(entry)]
    assert (await judged(trajectory(entry, astray, error="it did not work"))).yes


@pytest.mark.parametrize("template", [101, 113, 226, 303, 323, 407, 510, 601])
async def test_whoever_stops_early_or_answers_wrongly_has_not(template: int) -> None:
    entry = example(template, 1)
    *before, last = played(entry)
    gone = await judged(trajectory(entry, [*before[:-1], Action(ActionKind.EXIT, argument="N/A")]))
    assert not gone.yes
    assert gone.reason
    wrong = Action(ActionKind.EXIT, argument=f"not {last.argument}")
    assert not (await judged(trajectory(entry, [*before, wrong]))).yes


def test_what_is_missing_is_the_first_move_that_was_not_made() -> None:
    script: Script = (
        step("Write", "It is asked for.", fill("#text", "Hello")),
        step("Send", "It is asked for.", click("#send"), answer()),
    )
    typed, sent = (
        'do(action="Type", argument="Hello", element="1")',
        'do(action="Click", element="2")',
    )
    assert first_missing(script, [typed, sent, "exit()"]) is None
    for actions, kind in (
        ([], ActionKind.TYPE),
        ([typed.replace("Hello", "Hell"), sent, "exit()"], ActionKind.TYPE),
        ([typed, "exit()"], ActionKind.CLICK),
        ([typed, sent], ActionKind.EXIT),
    ):
        missing = first_missing(script, actions)
        assert missing is not None
        assert missing.kind is kind


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        ("query_generator", "can only make queries"),
        ("query_filter", "can only filter queries"),
        ("orm", "can only judge trajectories"),
    ],
)
async def test_prompts_of_other_roles_are_refused(role: str, reason: str) -> None:
    with pytest.raises(ChatError, match=reason):
        await said(role, [{"role": "user", "content": "Plan this"}])


async def test_examples_and_tasks_that_are_not_of_the_sandbox_are_refused() -> None:
    stranger = trajectory(example(101), [Action(ActionKind.EXIT)]).model_copy(
        update={"intent": "Fly me to the moon"}
    )
    with pytest.raises(ChatError, match="none of the example tasks"):
        await said(
            "query_generator",
            PROMPTS.messages("query_generator", examples=[stranger], sites=["map"], count=2),
        )
    with pytest.raises(ChatError, match="no task 'Fly me to the moon'"):
        await judged(stranger)
