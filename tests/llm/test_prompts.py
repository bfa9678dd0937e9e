"""Prompts are text files that a researcher edits."""

from pathlib import Path

import pytest

from planact.core.errors import UserError
from planact.core.trajectory import Round
from planact.llm.prompts import Prompts


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "short/executor/user.md", "Task: {{ intent }}\n{{ observation }}")
    write(tmp_path, "short/executor/assistant.md", "{{ action }}")
    write(tmp_path, "chatty/executor/system.md", "You act. Task: {{ intent }}")
    write(tmp_path, "chatty/executor/past_user.md", "Round {{ index }} of {{ rounds|length }}")
    write(tmp_path, "chatty/executor/user.md", "{{ observation }}")
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def ask(prompts: Prompts, **values: object) -> list[tuple[str, str]]:
    given = {"intent": "Buy it", "observation": "<p>shop</p>", "rounds": [], **values}
    messages = prompts.messages("executor", **given)
    return [(message["role"], message["content"]) for message in messages]


def test_a_style_without_past_user_is_one_user_turn(root: Path) -> None:
    rounds = [Round(observation="o", reply="r", action="exit()")]
    assert ask(Prompts("short", root), rounds=rounds) == [("user", "Task: Buy it\n<p>shop</p>")]


def test_a_style_with_past_user_is_a_pair_of_turns_a_round_after_the_system_text(
    root: Path,
) -> None:
    rounds = [Round(observation="o", reply=f"reply {n}", action="exit()") for n in range(2)]
    assert ask(Prompts("chatty", root), rounds=rounds) == [
        ("system", "You act. Task: Buy it"),
        ("user", "Round 0 of 2"),
        ("assistant", "reply 0"),
        ("user", "Round 1 of 2"),
        ("assistant", "reply 1"),
        ("user", "<p>shop</p>"),
    ]


def test_a_page_that_looks_like_a_template_stays_as_it_is(root: Path) -> None:
    page = "{{ intent }} {% for x in y %} <b>&amp;</b>"
    assert ask(Prompts("short", root), observation=page) == [("user", f"Task: Buy it\n{page}")]


def test_a_template_reaches_nothing_but_the_values_it_is_given(root: Path) -> None:
    write(root, "short/executor/user.md", "{{ intent.__class__.__mro__[1].__subclasses__() }}")
    with pytest.raises(UserError, match=r"user\.md: .*unsafe"):
        ask(Prompts("short", root))


def test_a_part_renders_alone(root: Path) -> None:
    assert Prompts("short", root).text("executor", "assistant", action="exit()") == "exit()"


def test_a_template_that_is_edited_during_a_run_is_for_the_next(root: Path) -> None:
    prompts = Prompts("short", root)
    before = ask(prompts)
    write(root, "short/executor/user.md", "Quick: {{ intent }}")
    assert ask(prompts) == before
    assert ask(Prompts("short", root)) == [("user", "Quick: Buy it")]


def test_an_unknown_style_names_those_there_are(root: Path) -> None:
    with pytest.raises(UserError, match=r"prompts.style=long: .* are: chatty, short"):
        Prompts("long", root)


def test_a_missing_template_is_named(root: Path) -> None:
    with pytest.raises(UserError, match=r"judge/user\.md is missing: the style 'short'"):
        Prompts("short", root).messages("judge", intent="x")


def test_a_value_that_is_not_given_is_named_with_its_file(root: Path) -> None:
    with pytest.raises(UserError, match=r"executor/assistant\.md: 'action' is undefined"):
        Prompts("short", root).text("executor", "assistant")


def test_a_broken_template_is_named_with_its_line(root: Path) -> None:
    write(root, "short/executor/assistant.md", "fine\n{% if %}")
    with pytest.raises(UserError, match=r"assistant\.md, line 2"):
        Prompts("short", root).text("executor", "assistant", action="x")


def test_the_hash_follows_the_roles_templates_and_nothing_else(root: Path) -> None:
    prompts = Prompts("short", root)
    before = prompts.sha("executor")
    write(root, "short/planner/user.md", "Plan it")
    assert prompts.sha("executor") == before
    write(root, "short/executor/assistant.md", "{{ action }}!")
    assert prompts.sha("executor") != before


def test_a_role_without_templates_has_no_hash(root: Path) -> None:
    with pytest.raises(UserError, match="no orm prompt"):
        Prompts("short", root).sha("orm")
