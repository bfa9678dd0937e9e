"""Compose a run's config and refuse what is wrong in it, in one line, before anything starts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from types import UnionType
from typing import Any, get_args, get_type_hints

from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import Glob, Override
from hydra.errors import HydraException
from omegaconf import DictConfig, OmegaConf, flag_override
from omegaconf.errors import OmegaConfBaseException

from planact.config.paths import CONF
from planact.config.schema import RunConfig, TeacherConfig
from planact.config.semantics import check_config
from planact.config.teachers import TEACHER_ROLES
from planact.core.errors import UserError


def register_schema() -> None:
    """Tell Hydra the typed schema that ``conf/config.yaml`` is merged into."""
    ConfigStore.instance().store(name="schema", node=RunConfig)


def typed(config: DictConfig) -> RunConfig:
    """The composed config as dataclasses.

    Raises:
        UserError: A value is missing, or values contradict each other.
    """
    for key in keys():
        group, _, last = key.rpartition(".")
        node = OmegaConf.select(config, group) if group else config
        if node is not None and OmegaConf.is_missing(node, last):
            raise UserError(f"{key} has no value: add {key}=... to the command")
    result = OmegaConf.to_object(config)
    assert isinstance(result, RunConfig)
    check_config(result)
    return result


def compose_config(overrides: Sequence[str]) -> RunConfig:
    """The config of one run, as ``run.py`` with these overrides would compose it.

    Raises:
        UserError: As of `check_names` and `typed`, or an override stands for several runs.
    """
    refuse_sweeps(check_names(overrides))
    return typed(compose_overrides(overrides).config)


def refuse_sweeps(overrides: Iterable[Override]) -> None:
    """Raise `UserError` for the first override that stands for several runs."""
    for override in overrides:
        if override.is_sweep_override():
            raise UserError(
                f"{override.input_line} stands for several runs: add -m to run them all"
            )


def check_names(overrides: Sequence[str]) -> list[Override]:
    """Parse overrides and check the keys, groups and options they name.

    Raises:
        UserError: The first that is unknown or misspelt, with the nearest valid name.
    """
    parsed = [_parse(override) for override in overrides]
    for override in parsed:
        _check_name(override)
    return parsed


def groups() -> dict[str, list[str]]:
    """Every config group with its options, as the files under ``conf/`` give them."""
    found: dict[str, list[str]] = {}
    for path in sorted(CONF.rglob("*.yaml")):
        group = path.parent.relative_to(CONF).as_posix()
        if group != ".":
            found.setdefault(group, []).append(path.stem)
    return found


def keys(schema: type = RunConfig, prefix: str = "") -> Iterator[str]:
    """Every dotted key of the schema."""
    hints = get_type_hints(schema)
    for field in fields(schema):
        yield f"{prefix}{field.name}"
        hint = hints[field.name]
        for part in get_args(hint) if isinstance(hint, UnionType) else (hint,):
            if is_dataclass(part) and isinstance(part, type):
                yield from keys(part, f"{prefix}{field.name}.")


def nearest(name: str, known: Sequence[str]) -> str:
    """A closing phrase that names the nearest known name, or all of them."""
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"did you mean {close[0]}?" if close else f"there are: {', '.join(known)}"


def _parse(override: str) -> Override:
    try:
        return OverridesParser.create().parse_override(override)
    except HydraException as error:
        reason = str(error).splitlines()[0]
        raise UserError(
            f"cannot read the override {override!r}: {reason}; write KEY=VALUE"
        ) from None


def _check_name(override: Override) -> None:
    key, known_groups = override.key_or_group, groups()
    if key.split(".")[0].split("/")[0] == "hydra":
        return
    if override.is_delete() or override.is_force_add():
        raise UserError(f"{override.input_line}: nothing is removed or forced: write {key}=VALUE")
    if override.package is not None:
        _check_role_choice(override, known_groups)
        return
    if key in known_groups:
        _check_option(override, known_groups[key])
        return
    if key.startswith("teachers."):
        _check_role_key(override)
        return
    free = key.startswith(("planner.trajectories.", "planner.pairs.", "executor.trajectories."))
    if key not in set(keys()) and not free:
        raise UserError(f"unknown config key {key!r}: {_nearest_key(key)}")
    if override.is_add() and not free:
        raise UserError(f"{key} exists already: write {key}=... without the leading plus")


def _check_role_key(override: Override) -> None:
    """``teachers.ROLE.KEY=VALUE``: a key of a role's own teacher."""
    _, role, *rest = override.key_or_group.split(".")
    _check_role(override, role)
    known = [field.name for field in fields(TeacherConfig)]
    if (named := ".".join(rest)) not in known:
        raise UserError(f"unknown config key {override.key_or_group}: {nearest(named, known)}")
    if override.is_add():
        raise UserError(
            f"teachers.{role} gets a teacher by +teacher@teachers.{role}=OPTION; write "
            f"{override.key_or_group}=... without the leading plus"
        )


def _check_role_choice(override: Override, known_groups: Mapping[str, Sequence[str]]) -> None:
    """``+teacher@teachers.ROLE=OPTION``: a teacher of its own for a role."""
    head, _, role = str(override.package).partition(".")
    if override.key_or_group != "teacher" or head != "teachers":
        raise UserError(f"{override.input_line}: write +teacher@teachers.ROLE=OPTION")
    _check_role(override, role)
    for choice in choices(override, known_groups["teacher"]):
        option = choice.partition("=")[2]
        if option not in known_groups["teacher"]:
            hint = nearest(option, known_groups["teacher"])
            raise UserError(f"{override.input_line}: no such option; {hint}")


def _check_role(override: Override, role: str) -> None:
    if role not in TEACHER_ROLES:
        hint = nearest(role, TEACHER_ROLES)
        raise UserError(f"{override.input_line}: no role is called {role!r}; {hint}")


def _nearest_key(key: str) -> str:
    """The key that was meant: the same last word elsewhere, else a neighbour in the same group."""
    known = [*groups(), *keys()]
    head, _, last = key.rpartition(".")
    elsewhere = [name for name in known if name.split(".")[-1] == last]
    if elsewhere:
        return f"did you mean {elsewhere[0]}?"
    siblings = [name.rpartition(".")[2] for name in known if name.rpartition(".")[0] == head]
    if not siblings:
        return nearest(key, sorted({name.split(".")[0] for name in known}))
    return nearest(last, siblings)


def _check_option(override: Override, options: Sequence[str]) -> None:
    group = override.key_or_group
    for option in (choice.partition("=")[2] for choice in choices(override, options)):
        if override.is_add() and f"+{option}" in options:
            raise UserError(
                f"{override.input_line}: the plus belongs to the option's name: "
                f"write {group}=+{option}"
            )
        if override.is_add() and option in options:
            raise UserError(f"{group} has a choice already: write {group}={option}")
        if option not in options and option != "null":
            hint = (
                f"did you mean +{option}?" if f"+{option}" in options else nearest(option, options)
            )
            raise UserError(f"{group}={option}: no such option; {hint}")


def choices(override: Override, options: Sequence[str] | None = None) -> list[str]:
    """Each ``key=value`` that the override stands for.

    Raises:
        UserError: There is none.
    """
    key, value = str(override.input_line).partition("=")[0], override.value()
    if isinstance(value, Glob):
        names = options if options is not None else groups().get(override.key_or_group, [])
        values = list(value.filter(list(names)))
    elif override.is_sweep_override():
        values = list(override.sweep_string_iterator())
    else:
        values = [override.get_value_element_as_str()]
    if not values:
        known = groups().get(override.key_or_group)
        hint = f"; there are: {', '.join(known)}" if known else ""
        raise UserError(f"{override.input_line}: no option matches{hint}")
    return [f"{key}={value}" for value in values]


@dataclass(frozen=True)
class Composed:
    """What overrides make of ``conf/``.

    Attributes:
        config: The config of the run.
        sweeps: What the config itself sweeps over with ``-m``: values by key.
    """

    config: DictConfig
    sweeps: Mapping[str, str]


def compose_overrides(overrides: Sequence[str]) -> Composed:
    """Compose a config, whatever its values mean.

    Raises:
        UserError: A value has the wrong type, or an override does not fit what it overrides.
    """
    register_schema()
    try:
        with initialize_config_dir(str(CONF), version_base="1.3"):
            config = compose("config", list(overrides), return_hydra_config=True)
    except (HydraException, OmegaConfBaseException) as error:
        line = _one_line(error)
        if role := re.search(r"^teachers\.(\w+): .*not in struct|'teacher@teachers\.(\w+)'", line):
            name = role[1] or role[2]
            line = f"teachers.{name} has no teacher yet: write +teacher@teachers.{name}=OPTION"
        raise UserError(line) from None
    sweeps = {str(key): str(value) for key, value in (config.hydra.sweeper.params or {}).items()}
    with flag_override(config, ["struct", "readonly"], [False, False]):
        del config["hydra"]
    return Composed(config, sweeps)


def _one_line(error: Any) -> str:
    """The first telling line of a Hydra error, with the key it is about."""
    cause = error.__cause__ if error.__cause__ is not None else error
    text = str(cause)
    key = re.search(r"full_key: (\S+)", text)
    first = text.strip().splitlines()[0].strip()
    return f"{key[1]}: {first}" if key else first
