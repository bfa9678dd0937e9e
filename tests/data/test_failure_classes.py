"""Classes of failures are YAML that people edit: what is wrong in it is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from planact.config.paths import FAILURE_CLASSES
from planact.core.errors import UserError
from planact.data.failure_classes import (
    FailureClassesError,
    failure_classes_sha,
    find_failure_classes,
    parse_failure_classes,
    render_failure_classes,
)

SITES = ("shopping", "shopping_admin", "reddit", "gitlab", "map", "multiple")

GOOD = """
classes:
  - id: A
    name: Reports not found
    description: [The plan searches for reports.]
    data_needed: [Plans that open the menu.]
    examples:
      - task: Show me the report of May.
        error: The plan searches for 'May'.
        solution: Open the reports.
  - id: B
    name: Filters forgotten
    description: [The plan reads the whole list.]
    data_needed: [Plans that filter a list.]
"""


@pytest.mark.parametrize("site", SITES)
def test_every_site_has_its_classes(site: str) -> None:
    classes = find_failure_classes(site)
    assert classes
    assert [known.id for known in classes] == list("ABCDEFGH"[: len(classes)])


def test_a_site_without_a_file_has_none(tmp_path: Path) -> None:
    assert find_failure_classes("shopping", tmp_path) is None


def test_what_is_written_is_read() -> None:
    classes = parse_failure_classes(GOOD)
    assert [known.name for known in classes] == ["Reports not found", "Filters forgotten"]
    assert classes[0].examples[0].solution == "Open the reports."
    assert classes[1].examples == ()
    assert parse_failure_classes(render_failure_classes(classes)) == classes


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "classes"),
        ("- a\n- b", "classes"),
        ("classes: []", "classes: Tuple should have at least 1 item"),
        (GOOD.replace("    name: Reports", "    name: Reports: all"), "line 4: no YAML"),
        (GOOD.replace("name: Filters forgotten", "nmae: x"), "classes.1.name: Field required"),
        (GOOD + "    colour: red\n", "classes.1.colour: Extra inputs"),
        (GOOD.replace("id: B", "id: Bee"), "classes.1.id: String should match"),
        (GOOD.replace("id: B", "id: A"), "several with the id A"),
        (GOOD.replace("[Plans that filter a list.]", "[]"), "classes.1.data_needed: Tuple"),
        (
            GOOD.replace("task: Show me the report of May.", "task: ' '"),
            "classes.0.examples.0.task",
        ),
        ("classes: {}\n\x00", "no YAML"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(FailureClassesError) as caught:
        parse_failure_classes(text)
    assert complaint in str(caught.value)
    (tmp_path / "map.yaml").write_text(text)
    with pytest.raises(UserError) as told:
        find_failure_classes("map", tmp_path)
    assert str(told.value).startswith(f"{tmp_path / 'map.yaml'}: ")
    assert "\n" not in str(told.value)


def test_an_edited_file_has_another_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(GOOD)
    before = failure_classes_sha(tmp_path)
    assert failure_classes_sha(tmp_path) == before
    (tmp_path / "map.yaml").write_text(GOOD.replace("May", "June"))
    edited = failure_classes_sha(tmp_path)
    (tmp_path / "map.yaml").rename(tmp_path / "gitlab.yaml")
    assert len({before, edited, failure_classes_sha(tmp_path)}) == 3


def test_the_classes_of_the_repository_are_used() -> None:
    assert sorted(path.stem for path in FAILURE_CLASSES.glob("*.yaml")) == sorted(SITES)
