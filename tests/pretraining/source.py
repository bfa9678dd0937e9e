"""The texts that stand in the corpus' source, as opposed to those that it draws."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from planact.pretraining import corpus

CORPUS = Path(corpus.__file__).parent


def source_texts(folder: Path = CORPUS) -> set[str]:
    """Every text in the source below the folder, but for documentation."""
    return {text for path in folder.rglob("*.py") for text in _texts(path)}


def _texts(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in documentation:
            yield node.value
