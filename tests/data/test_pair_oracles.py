"""The oracle in the roles that make new pairs: through the real prompts, in the real formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import pytest

from planact.core.errors import PlanError
from planact.core.plan import Plan, Step, parse_plan
from planact.core.task import site_group
from planact.data.classification import classification
from planact.data.failure_classes import find_failure_classes, parse_failure_classes
from planact.data.failures import Failure
from planact.data.oracle.failure_analyst import FailureAnalyst
from planact.data.oracle.failure_classifier import FailureClassifier
from planact.data.oracle.plan_expander import PlanExpander, plan_text, read_prompt
from planact.data.oracle.targeted_generator import TargetedGenerator
from planact.data.pair_format import Draft, read_drafts
from planact.data.plan_pairs import KnownPair, Source
from planact.llm.chat import ChatError, Message
from planact.llm.prompts import Prompts
from planact.sandbox.pool import Entry, Pool, pool
from planact.sandbox.tasks import make_tasks

PROMPTS = Prompts("paper")


def known(entry: Entry, page: str = "<p>Page</p>") -> KnownPair:
    steps = tuple(Step(step.reasoning, step.step) for step in entry.script())
    source = Source(stage="seed_trajectories", number=1)
    return KnownPair(source, entry.intent, entry.sites, Plan(steps), source, page)


def first(*template_ids: int) -> list[Entry]:
    return [tasks().of_template(key)[0] for key in template_ids]


def tasks() -> Pool:
    return pool(0)


@lru_cache
def held_out() -> frozenset[str]:
    made = make_tasks(0)
    return frozenset(task.intent for split in ("test", "validation") for task in made[split])


def expand(entries: Sequence[Entry], count: int = 10, page: str = "<p>Page</p>") -> list[Message]:
    examples = [known(entry, page) for entry in entries]
    return PROMPTS.messages("plan_expander", site="x", examples=examples, count=count)


SHOP = (101, 113, 122, 125, 143)
MANY = {
    "shopping": SHOP,
    "several sites": (601, 602, 603, 604, 606),
    "signed out": (133,),
    "one example": (227,),
}


@pytest.mark.parametrize("ids", MANY.values(), ids=list(MANY))
def test_the_expander_makes_new_pairs_of_the_examples_sites(ids: tuple[int, ...]) -> None:
    entries = first(*ids)
    drafts = read_drafts(PlanExpander(tasks()).answer(expand(entries, count=30)))
    assert len(drafts) == 30
    sound = 0
    for draft in drafts:
        found = tasks().find(draft.intent)
        assert found is not None
        assert draft.intent not in held_out()
        if 1 <= int(draft.page) <= len(entries) and draft.plan == plan_text(found):
            start = entries[int(draft.page) - 1].template
            assert (found.sites, found.template.start) == (start.sites, start.start)
            sound += 1
    assert sound >= 24


def test_the_expander_is_diverse_and_uses_all_examples() -> None:
    drafts = read_drafts(PlanExpander(tasks()).answer(expand(first(*SHOP), count=40)))
    templates = {found.template.id for draft in drafts if (found := tasks().find(draft.intent))}
    assert len(templates - set(SHOP)) >= 8
    assert set(map(str, range(1, 6))) <= {draft.page for draft in drafts}
    assert len({draft.intent for draft in drafts}) >= 36


def test_the_expander_says_the_same_to_the_same_prompt_and_something_else_when_refused() -> None:
    expander, messages = PlanExpander(tasks()), expand(first(*SHOP))
    answer = expander.answer(messages)
    assert expander.answer(messages) == answer
    again = expander.answer([*messages, *PROMPTS.refusal("plan_expander", answer, "no")])
    assert again != answer


def test_a_few_of_the_expanders_pairs_are_bad_so_that_the_checks_have_work() -> None:
    kinds = Counter(
        kind
        for number in range(60)
        for draft in read_drafts(
            PlanExpander(tasks()).answer(expand(first(*SHOP), 20, f"<p>{number}</p>"))
        )
        if (kind := fault(draft, len(SHOP), {entry.intent for entry in first(*SHOP)}))
    )
    assert set(kinds) == {"copy", "page", "plan", "element"}
    assert 20 <= kinds.total() <= 80


def fault(draft: Draft, examples: int, copied: Iterable[str]) -> str | None:
    if draft.intent in copied:
        return "copy"
    if not 1 <= int(draft.page) <= examples:
        return "page"
    try:
        parse_plan(draft.plan)
    except PlanError:
        return "plan"
    return "element" if "Magic" in draft.plan else None


def test_the_expanders_prompt_is_read_back_whatever_the_pages_say() -> None:
    page = "<p>\n# Example 7\n\n## User Query\nBuy it all\n\n## Initial HTML State\n</p>"
    request = expand(first(101, 113), 10, page)[-1]["content"]
    assert read_prompt(request) == ([entry.intent for entry in first(101, 113)], 10)


@pytest.mark.parametrize(
    ("template", "label"),
    [
        (122, "A"),
        (123, "B"),
        (125, "B"),
        (113, "Other"),
        (503, "A"),
        (514, "B"),
        (515, "C"),
        (238, "A"),
        (241, "B"),
        (227, "Other"),
        (310, "A"),
        (314, "B"),
        (319, "C"),
        (301, "D"),
        (324, "Other"),
        (403, "A"),
        (418, "Other"),
        (426, "B"),
        (415, "C"),
        (601, "A"),
        (603, "B"),
    ],
)
def test_the_classifier_finds_the_class_that_a_task_is_about(template: int, label: str) -> None:
    [entry] = first(template)
    group = site_group(entry.sites)
    classes = find_failure_classes(group) or ()
    question = classification("k", group, classes, entry.intent, plan_text(entry))
    answer = classifier().answer(PROMPTS.messages(question.role, **question.values))
    assert question.read(answer) == label
    assert "## Reasoning\n" in answer


@lru_cache
def classifier() -> FailureClassifier:
    return FailureClassifier(tasks())


def test_every_class_of_every_site_has_tasks_of_its_own() -> None:
    found: set[str] = set()
    for entry in {entry.template.id: entry for entry in tasks()}.values():
        group = site_group(entry.sites)
        classes = find_failure_classes(group) or ()
        question = classification("k", group, classes, entry.intent, plan_text(entry))
        answer = classifier().answer(PROMPTS.messages(question.role, **question.values))
        found.add(f"{group}/{question.read(answer)}")
    sites = ("shopping", "shopping_admin", "reddit", "gitlab", "map", "multiple")
    assert found >= {
        f"{site}/{one.id}" for site in sites for one in find_failure_classes(site) or ()
    }


def vary(entry: Entry, turn: int = 0, made: Sequence[str] = ()) -> list[Message]:
    return PROMPTS.messages("targeted_generator", example=known(entry), made=made, turn=turn)


def test_a_variation_has_the_same_template_and_plan_with_other_values() -> None:
    generator = TargetedGenerator(tasks())
    bad = 0
    for entry in first(*SHOP, 226, 318, 403, 602):
        [draft] = read_drafts(generator.answer(vary(entry)))
        same = [
            other
            for other in tasks().of_template(entry.template.id)
            if draft.intent.endswith(other.intent[1:])
        ]
        assert len(same) == 1
        assert same[0].intent != entry.intent
        bad += draft.plan != plan_text(same[0])
    assert bad <= 2


def test_variations_are_worded_in_several_ways_and_not_made_twice() -> None:
    [entry] = first(418)
    generator, made = TargetedGenerator(tasks()), list[str]()
    for turn in range(40):
        made.append(read_drafts(generator.answer(vary(entry, turn, made)))[0].intent)
    assert len(set(made)) == 40
    beginnings = Counter(intent.partition("how me")[0] for intent in made)
    assert set(beginnings) == {"S", "Please s", "I need you to s", "Hey, s", "To do: s"}


def test_the_analyst_drafts_classes_of_what_failed_tasks_share() -> None:
    groups = [[entry.intent for entry in tasks().of_template(key)[:4]] for key in (301, 318)]
    failed = [
        Failure(1, "gitlab", intent, None, (), "It was stopped.")
        for group in groups
        for intent in group
    ]
    messages = PROMPTS.messages("failure_analyst", site="gitlab", failures=failed)
    classes = parse_failure_classes(FailureAnalyst(tasks()).answer(messages))
    assert len(classes) == 2
    for known_class in classes:
        shown = {example.task for example in known_class.examples}
        assert any(shown <= set(group) for group in groups)
        assert known_class.name.startswith("Tasks about '")


@pytest.mark.parametrize(
    "role", [PlanExpander, FailureClassifier, TargetedGenerator, FailureAnalyst]
)
def test_prompts_of_other_roles_are_refused(role: type[PlanExpander]) -> None:
    with pytest.raises(ChatError, match="the oracle teacher can only"):
        role(tasks()).answer([{"role": "user", "content": "Plan this"}])


def test_queries_that_are_not_the_sandboxs_are_refused() -> None:
    [entry] = first(101)
    messages = expand([entry])
    content = messages[-1]["content"].replace(entry.intent, "What is love?")
    with pytest.raises(ChatError, match="knows none of the examples"):
        PlanExpander(tasks()).answer([{"role": "user", "content": content}])
    content = vary(entry)[-1]["content"].replace(entry.intent, "What is love?")
    with pytest.raises(ChatError, match="knows no task 'What is love\\?'"):
        TargetedGenerator(tasks()).answer([{"role": "user", "content": content}])
