"""The label of a class is read out of whatever a classifier writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planact.data.answers import AnswerError
from planact.data.classification import classification, read_classification
from planact.data.failure_classes import find_failure_classes
from planact.llm.prompts import Prompts

REASON = "## Reasoning\nClass A is about searches; this is about stock.\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{REASON}## Classification\nClass B",
        f"{REASON}##Classification\n\n[Class B]\n",
        f"{REASON}## Classification\n**Class B: Attributes confused**\n\nI hope this helps.",
        f"{REASON}**Classification:** Class B",
        f"{REASON}Classification: B",
        f"{REASON}### classification\n[B]",
        f"{REASON}## Classification\n```\nClass 'B'\n```",
        f"{REASON}## Classification:\r\nclass b.\r\n",
        "## Classification\nClass A\n\nWait, on second thought:\n## Classification\nClass B",
    ],
)
def test_the_class_is_read_in_many_forms(text: str) -> None:
    assert read_classification(text, "ABC") == "B"


@pytest.mark.parametrize(
    "label", ["Other", "other", "[Other]", "**Other**", "Class Other", "'Other'"]
)
def test_none_of_the_classes_is_a_label_too(label: str) -> None:
    assert read_classification(f"{REASON}## Classification\n{label}", "ABC") == "Other"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no '## Classification' section"),
        ("Class B", "no '## Classification' section"),
        (f"{REASON}## Classification\n\n", "no '## Classification' section"),
        (f"{REASON}## Classification\nClass A or Class B", "names several classes"),
        (f"{REASON}## Classification\nClass A or Other", "names several classes"),
        (f"{REASON}## Classification\nHard to say.", "names no class"),
        (f"{REASON}## Classification\nClass F", "there is no class F"),
    ],
)
def test_what_is_no_class_is_refused_with_the_labels_there_are(text: str, complaint: str) -> None:
    with pytest.raises(AnswerError, match=complaint) as caught:
        read_classification(text, "ABC")
    if "section with a class" not in str(caught.value):
        assert str(caught.value).endswith("write one of 'Class A', 'Class B', 'Class C', 'Other'")


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert read_classification(f"## Classification\n{text}", "AB") in ("A", "B", "Other")
    except AnswerError as error:
        assert "lassification" in str(error) or "no class" in str(error)


def test_the_prompt_shows_the_sites_classes_and_says_whether_the_plan_failed() -> None:
    classes = find_failure_classes("shopping") or ()
    asked = [
        classification("k", "shopping", classes, "What is due?", plan, failed=failed)
        for plan, failed in (("## Step 1", False), (None, True))
    ]
    right, failed = (
        Prompts("paper").messages(question.role, **question.values)[-1]["content"]
        for question in asked
    )
    for known in classes:
        assert f"### Class {known.id}: {known.name}\nWhat goes wrong:\n- " in right
        assert all(f"\n- {line}\n" in right for line in known.data_needed)
    assert "## User Query\nWhat is due?\n\n## Global Plan\n## Step 1\n" in right
    assert "it failed" not in right
    assert "it failed)\n(the planner made none)" in failed
    # What a site's questions share comes first.
    assert right.partition("## User Query")[0] == failed.partition("## User Query")[0]
