"""Task files in WebArena's schema, and the placeholders in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planact.core.errors import UserError
from planact.envs.task import load_tasks
from planact.envs.urls import SiteUrls

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


def write(path: Path, items: object) -> Path:
    path.write_text(json.dumps(items), encoding="utf-8")
    return path


def test_a_task_is_written_as_it_was_read(tmp_path: Path) -> None:
    (task,) = load_tasks(write(tmp_path / "tasks.json", [WEBARENA]))
    written = task.model_dump(mode="json", exclude_unset=True)
    assert written == WEBARENA


def test_absent_checks_may_be_null(tmp_path: Path) -> None:
    item = WEBARENA | {"eval": {"eval_types": [], "reference_answers": None, "program_html": None}}
    (task,) = load_tasks(write(tmp_path / "tasks.json", [item]))
    assert task.eval.program_html == ()


def test_a_bad_item_is_named_by_file_index_and_field(tmp_path: Path) -> None:
    path = write(tmp_path / "tasks.json", [WEBARENA, WEBARENA | {"intent": 3}])
    with pytest.raises(UserError, match=r"tasks\.json: item 1 is no WebArena task: intent"):
        load_tasks(path)


@pytest.mark.parametrize("text", ["[{", '{"task_id": 1}'])
def test_a_file_without_a_list_of_tasks_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "tasks.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"tasks\.json"):
        load_tasks(path)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No such file"):
        load_tasks(tmp_path / "nowhere.json")


def test_placeholders_become_addresses_and_back() -> None:
    urls = SiteUrls({"shopping": "http://h:1/", "shopping_admin": "http://h:1/admin"})
    assert urls.resolve("__SHOPPING__/cart") == "http://h:1/cart"
    assert urls.resolve("__SHOPPING_ADMIN__/x") == "http://h:1/admin/x"
    assert urls.abstract("http://h:1/admin/x") == "__SHOPPING_ADMIN__/x"
    assert urls.abstract("http://h:1/cart") == "__SHOPPING__/cart"


def test_sites_on_one_port_are_one_host() -> None:
    urls = SiteUrls({"shopping": "http://h:1/shopping", "reddit": "http://h:1/reddit"})
    assert urls.hosts == ("h:1",)
