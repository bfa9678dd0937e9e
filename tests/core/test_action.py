"""The action grammar reads what models really write and refuses the rest with a reason."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planact.core.action import NEEDS_ARGUMENT, NEEDS_ELEMENT, Action, ActionKind, parse_action
from planact.core.errors import ActionError

texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)


@st.composite
def actions(draw: st.DrawFn) -> Action:
    kind = draw(st.sampled_from(ActionKind))
    element = str(draw(st.integers(0, 500))) if kind in NEEDS_ELEMENT else None
    argument = draw(texts) if kind in NEEDS_ARGUMENT else None
    if kind is ActionKind.EXIT:
        argument = draw(st.none() | texts)
    return Action(kind, element=element, argument=argument)


@given(actions())
@example(Action(ActionKind.TYPE, "3", 'say "exit(message="no")" twice, element="9"'))
@example(Action(ActionKind.EXIT, argument="\\"))
@example(Action(ActionKind.EXIT, argument='")'))
@example(Action(ActionKind.EXIT, argument="a\r# Note: b"))
@example(Action(ActionKind.TYPE, "3", 'a", element="4"); exit(message="no'))
@example(Action(ActionKind.SELECT, "3", "',) # None; do(action=Wait)"))
def test_a_rendered_action_reads_back_as_itself(action: Action) -> None:
    assert parse_action(action.render()) == action


@given(st.text())
def test_any_text_gives_an_action_or_a_reason(text: str) -> None:
    try:
        parse_action(text)
    except ActionError as error:
        assert str(error)


@pytest.mark.parametrize(
    "reply",
    [
        'do(action="Click", element="7")',
        "do(action='Click', element='7')",
        'do(element="7", action="Click")',
        'do(action="click", element=7)',
        'do(action="Click", element="[7]")',
        'do (action="Click", element="7") }',
        '```python\ndo(action="Click", element="7")\n```',
        'I will open the menu.\n\ndo(action="Click", element="7")\n\nThen I will go on.',
        'do("Click", element="7")',
        'do(action=Click, element="7")',
        'Do(action="Click", element="7")',
        'do(action="Click", element="7",)',
        'do(action="Hover", element="1"); do(action="Click", element="7")',
        'do(action="Type", argument="a", element="3"); do(action="Click", element="7")',
        'do(action="Hover", element="1")\ndo(action="Click", element="7")',
    ],
)
def test_a_click_may_be_written_in_many_ways(reply: str) -> None:
    assert parse_action(reply) == Action(ActionKind.CLICK, element="7")


@pytest.mark.parametrize(
    ("reply", "argument"),
    [
        (
            'do(action="Type", argument="a exit(message="b") c", element="5")',
            'a exit(message="b") c',
        ),
        ('do(action="Type", argument="the "best" one", element="5")', 'the "best" one'),
        ("do(action='Type', argument='it's here', element='5')", "it's here"),
        ('do(element="5", argument="f("x")", action="Type")', 'f("x")'),
        ('do(action="Type", argument="", element="5")', ""),
        ('do(action="Type", argument=2024, element=5)', "2024"),
    ],
)
def test_an_argument_may_hold_quotes_and_calls(reply: str, argument: str) -> None:
    assert parse_action(reply) == Action(ActionKind.TYPE, "5", argument)


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        ('exit("hi")', "hi"),
        ('Exit(message="hi")', "hi"),
        ('exit(message="hi",)', "hi"),
        ('do(action="Scroll Down"), exit(message="hi")', "hi"),
        ('do(action="Type", argument="a", element="3"); exit(message="hi")', "hi"),
        ('do(action="Type", element="3", argument="a") and then exit(message="hi")', "hi"),
        ('exit(message="no"); exit(message="hi")', "hi"),
        ('exit(message="the "best", he said")', 'the "best", he said'),
        ('exit(message="f("x") or "y"")', 'f("x") or "y"'),
    ],
)
def test_the_last_action_of_a_line_counts_with_its_whole_answer(reply: str, answer: str) -> None:
    assert parse_action(reply) == Action(ActionKind.EXIT, argument=answer)


def test_a_line_of_an_argument_is_no_comment() -> None:
    reply = '# Note: mine\ndo(action="Type", argument="a\n# Note: b\n# c", element="3"); exit()'
    assert parse_action(reply) == Action(ActionKind.EXIT, comments=("Note: mine",))
    typed = parse_action(reply.removesuffix("; exit()"))
    assert typed == Action(ActionKind.TYPE, "3", "a\n# Note: b\n# c", comments=("Note: mine",))


def test_a_reply_full_of_quotes_is_read_in_no_time() -> None:
    started = time.monotonic()
    with pytest.raises(ActionError):
        parse_action('do(argument="", message="", ' * 60)
    assert time.monotonic() - started < 5


def test_comments_are_kept_apart_from_the_call() -> None:
    action = parse_action('# Element: the Go button\n#Note: 29 km\nexit(message="29 km")')
    assert action.comments == ("Element: the Go button", "Note: 29 km")
    assert action.note == "29 km"
    assert action.argument == "29 km"


def test_an_exit_whose_text_never_ends_does_not_swallow_the_action_after_it() -> None:
    reply = (
        'exit(message="$7\' in the list\n# Element: Page 2 [30]\ndo(action="Click", element="30")'
    )
    assert parse_action(reply).call() == 'do(action="Click", element="30")'


def test_a_call_inside_a_comment_does_not_count() -> None:
    reply = '# Note: then do(action="Click", element="1")\ndo(action="Wait")'
    assert parse_action(reply).kind is ActionKind.WAIT


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ("go_backward()", ActionKind.GO_BACKWARD),
        ("go_forward()", ActionKind.GO_FORWARD),
        ('do(action="Go Backward")', ActionKind.GO_BACKWARD),
        ('do(action="scroll down")', ActionKind.SCROLL_DOWN),
        ("exit()", ActionKind.EXIT),
    ],
)
def test_actions_without_a_target(reply: str, kind: ActionKind) -> None:
    assert parse_action(reply) == Action(kind)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("", "no action found"),
        ("I am done.", "no action found"),
        ('do(action="Click", element="7"', "no action found"),
        ('do(action="Drag", element="7")', "unknown action 'Drag'"),
        ('do(action="Exit")', "unknown action 'Exit'"),
        ('do(action="Click")', "needs an element"),
        ('do(action="Type", element="7")', "needs an argument"),
        ('do(element="7")', "names no action"),
    ],
)
def test_a_refusal_says_what_is_missing(reply: str, reason: str) -> None:
    with pytest.raises(ActionError, match=reason):
        parse_action(reply)


@pytest.mark.parametrize(
    ("comment", "step"),
    [("# Step 12. Search for 'tea'", 12), ("# step 3", 3), ("# Element: Step 2", None)],
)
def test_the_step_is_read_from_its_comment(comment: str, step: int | None) -> None:
    assert parse_action(f"{comment}\nexit()").step == step
