"""Benchmark items in WebArena's schema."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from planact.core.task import Task

WEBARENA: dict[str, Any] = {
    "sites": ["shopping_admin"],
    "task_id": 0,
    "old_task_id": 4,
    "require_login": True,
    "storage_state": "./.auth/shopping_admin_state.json",
    "start_url": "__SHOPPING_ADMIN__",
    "geolocation": None,
    "intent_template": "Get {{number}} of {{x}}",
    "instantiation_dict": {"number": "top-3", "x": "search terms"},
    "intent": "Get top-3 of search terms",
    "require_reset": False,
    "eval": {
        "eval_types": ["string_match"],
        "reference_answers": {"must_include": ["hollister"]},
        "reference_url": "",
        "program_html": [],
        "reference_answer_raw_annotation": "hollister",
        "string_note": "",
    },
    "intent_template_id": 285,
}


def test_a_task_is_written_as_it_was_read() -> None:
    assert Task.model_validate(WEBARENA).model_dump(mode="json", exclude_unset=True) == WEBARENA


def test_absent_checks_may_be_null() -> None:
    item = WEBARENA | {"eval": {"eval_types": [], "reference_answers": None, "program_html": None}}
    assert Task.model_validate(item).eval.program_html == ()


def test_an_item_without_an_intent_is_no_task() -> None:
    with pytest.raises(ValidationError, match="intent"):
        Task.model_validate({key: WEBARENA[key] for key in WEBARENA if key != "intent"})
