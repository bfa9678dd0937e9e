"""What planners get wrong on a site: classes of failures, as YAML that a researcher edits (A.7)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import yaml  # type: ignore[import-untyped]
from pydantic import Field, StringConstraints, ValidationError

from planact.config.paths import FAILURE_CLASSES
from planact.core.errors import UserError
from planact.core.trajectory import Record

OTHER = "Other"
"""What fits none of a site's classes."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]


class ExampleTask(Record):
    """A task of the class: its intent, what the plan got wrong, and what would have been right."""

    task: Text
    error: Text
    solution: Text | None = None


class FailureClass(Record):
    """One way in which plans fail.

    Attributes:
        id: A capital letter, by which a classifier names it.
        name: The failure in a few words.
        description: What goes wrong.
        data_needed: What a planner should see more of, to stop failing like this.
        examples: Tasks that failed, or might.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
    name: Text
    description: Texts
    data_needed: Texts
    examples: tuple[ExampleTask, ...] = ()


class _File(Record):
    classes: Annotated[tuple[FailureClass, ...], Field(min_length=1)]


class FailureClassesError(ValueError):
    """A text is no list of failure classes; it says what is wrong and on which line or key."""


def parse_failure_classes(text: str) -> tuple[FailureClass, ...]:
    """Read a site's classes.

    Raises:
        FailureClassesError: It is no YAML, a key is missing, unknown or empty, or an id is double.
    """
    try:
        classes = _File.model_validate(yaml.safe_load(text)).classes
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FailureClassesError(f"line {line}: no YAML ({error.problem})") from error
    except yaml.YAMLError as error:
        raise FailureClassesError(f"no YAML ({' '.join(str(error).split())})") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "classes"
        raise FailureClassesError(f"{where}: {first['msg']}") from error
    ids = [known.id for known in classes]
    if twice := next((one for one in ids if ids.count(one) > 1), None):
        raise FailureClassesError(f"classes: there are several with the id {twice}")
    return classes


def find_failure_classes(
    site: str, folder: Path = FAILURE_CLASSES
) -> tuple[FailureClass, ...] | None:
    """The classes in the folder's file for the site (or group of sites); None without a file.

    Raises:
        UserError: The file holds something else; the text names file and line or key.
    """
    path = folder / f"{site}.yaml"
    if not path.is_file():
        return None
    try:
        return parse_failure_classes(path.read_text(encoding="utf-8"))
    except (FailureClassesError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: {error}") from error


def render_failure_classes(classes: Sequence[FailureClass]) -> str:
    """The classes as YAML, which `parse_failure_classes` reads."""
    content = _File(classes=tuple(classes)).model_dump(mode="json", exclude_none=True)
    text: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    return text


def failure_classes_sha(folder: Path = FAILURE_CLASSES) -> str:
    """SHA-256 over every file of classes, for fingerprints."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
