"""Prompts as text files: ``prompts/<style>/<role>/*.md``, Jinja2 templates a researcher edits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import SandboxedEnvironment

from planact.config.paths import PROMPTS
from planact.config.schema import RunConfig
from planact.core.errors import UserError
from planact.core.trajectory import Round
from planact.llm.chat import Message

FALLBACK = "paper"
"""The style that words the roles for which a style has no folder."""

NO_STYLES: Mapping[str, str] = MappingProxyType({})


class Prompts:
    """The wording of every model call in one style.

    A role's folder holds ``user.md``, and where the role has them ``system.md``, ``past_user.md``
    (its presence turns every past round into a user/assistant pair), ``assistant.md`` (how a
    training target is written) and ``refused.md`` (how a refused answer is sent back). A role
    without a folder is worded as in the style `FALLBACK`. A template includes another role's of the
    same style as ``{% include "role/part.md" %}``. Values are inserted as they are and never
    rendered again, so nothing on a page is taken for a template.

    Args:
        style: Name of the folder of templates.
        own: The styles of roles that have one of their own.
        root: Folder of the styles.

    Raises:
        UserError: There is no such style.
    """

    def __init__(
        self, style: str, root: Path = PROMPTS, *, own: Mapping[str, str] = NO_STYLES
    ) -> None:
        self.style = style
        self._own = own
        self._root = root
        for name in (style, *own.values()):
            if not (root / name).is_dir():
                known = sorted(path.name for path in root.glob("*") if path.is_dir())
                raise UserError(
                    f"prompts.style={name}: there is no folder {root / name}; "
                    f"the styles there are: {', '.join(known) or 'none'}"
                )
        self._templates = _Templates(
            loader=FileSystemLoader(root),
            undefined=StrictUndefined,
            autoescape=False,  # prompts are text for a model; nothing displays them as HTML
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # what is edited during a run is for the next one
        )
        self._found: dict[tuple[str, str], Path | None] = {}

    def messages(self, role: str, **values: Any) -> list[Message]:
        """The conversation that asks the role's model; ends with a user turn.

        Args:
            role: The role's folder.
            **values: What its templates mention; ``rounds`` are the past rounds, oldest first, and
                none where they are left out.

        Raises:
            UserError: A template is missing, broken, or mentions a value that is not there.
        """
        messages: list[Message] = []
        if self._has(role, "system"):
            messages.append({"role": "system", "content": self.text(role, "system", **values)})
        if self._has(role, "past_user"):
            rounds: Sequence[Round] = values.get("rounds", ())
            for index, past in enumerate(rounds):
                turn = self.text(role, "past_user", **{**values, "round": past, "index": index})
                messages.append({"role": "user", "content": turn})
                messages.append({"role": "assistant", "content": past.reply})
        messages.append({"role": "user", "content": self.text(role, "user", **values)})
        return messages

    def refusal(self, role: str, answer: str, reason: str) -> list[Message]:
        """The turns that send a refused answer back to the role's model with the reason."""
        return [
            {"role": "assistant", "content": answer},
            {"role": "user", "content": self.text(role, "refused", reason=reason)},
        ]

    def text(self, role: str, part: str, **values: Any) -> str:
        """One template of the role, e.g. ``assistant``, rendered.

        Raises:
            UserError: As for `messages`.
        """
        path = self._find(role, part)
        if path is None:
            missing = self._folder(role) / f"{part}.md"
            raise UserError(
                f"{missing} is missing: the style {self.style!r} has no {part} for {role}"
            )
        try:
            return self._templates.get_template(path.relative_to(self._root).as_posix()).render(
                values
            )
        except TemplateSyntaxError as error:
            raise UserError(f"{path}, line {error.lineno}: {error.message}") from error
        except TemplateError as error:
            raise UserError(f"{path}: {error.message}") from error

    def outline(self, role: str) -> tuple[int, set[str]]:
        """Characters of the templates that ask the role's model, and the values they mention."""
        parts = [part for part in ("system", "user") if self._has(role, part)]
        texts = [(self._folder(role) / f"{part}.md").read_text("utf-8") for part in parts]
        named = (meta.find_undeclared_variables(self._templates.parse(text)) for text in texts)
        return sum(map(len, texts)), set().union(*named)

    def files(self, role: str) -> list[Path]:
        """The role's template files, by name.

        Raises:
            UserError: The style has no templates for the role.
        """
        found = sorted(self._folder(role).glob("*.md"))
        if not found:
            raise UserError(f"{self._folder(role)}: the style {self.style!r} has no {role} prompt")
        return found

    def sha(self, role: str) -> str:
        """SHA-256 over the role's template files, for fingerprints.

        Raises:
            UserError: The style has no templates for the role.
        """
        return templates_sha(self.files(role))

    def _has(self, role: str, part: str) -> bool:
        return self._find(role, part) is not None

    def _find(self, role: str, part: str) -> Path | None:
        """The template's file, looked for once."""
        if (role, part) not in self._found:
            path = self._folder(role) / f"{part}.md"
            self._found[role, part] = path if path.is_file() else None
        return self._found[role, part]

    def _folder(self, role: str) -> Path:
        own = self._root / self._own.get(role, self.style) / role
        return own if own.is_dir() else self._root / FALLBACK / role


class _Templates(SandboxedEnvironment):
    """Finds what a template includes in the template's own style, wherever that folder lies.

    Sandboxed, since the templates of a run may be anybody's.
    """

    def join_path(self, template: str, parent: str) -> str:
        return f"{parent.partition('/')[0]}/{template}"


def templates_sha(files: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of template files, in their order."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def config_prompts(config: RunConfig) -> Prompts:
    """The wording that the config names, with the planner's and the executor's own styles.

    Raises:
        UserError: There is no such style.
    """
    executor = config.executor.prompts
    named = {
        "planner": config.planner.prompts,
        "executor": executor,
        "executor_asking": executor,
    }
    own = {role: style for role, style in named.items() if style is not None}
    return Prompts(config.prompts.style, own=own)
