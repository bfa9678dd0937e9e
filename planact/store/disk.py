"""Writes that survive a power cut, and what to tell the user when the disk refuses them."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from planact.core.errors import UserError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR}
_FULL_TEXT = "No space left on device"


@contextmanager
def storage_errors(folder: Path) -> Iterator[None]:
    """Turn a full disk or an unwritable folder into one line for the user.

    Libraries that write through native code report a full disk in exceptions of their own; those
    are recognised by the system's text.

    Raises:
        UserError: Writing below ``folder`` was refused.
    """
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        number, name = (error.errno, error.filename) if isinstance(error, OSError) else (None, None)
        if number in _FULL or _FULL_TEXT in str(error):
            raise UserError(
                f"{folder}: no space left on the disk; free some, or set outputs=<another folder>, "
                "and run the same command again to continue"
            ) from error
        if number in _REFUSED:
            raise UserError(
                f"{name or folder}: cannot be written ({os.strerror(number or 0)}); "
                "make it writable or set outputs=<another folder>"
            ) from error
        raise


def sync_file(path: Path) -> None:
    """Bring a file's, or a folder's list of names, onto the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Bring a folder with everything below it onto the disk."""
    for path in folder.rglob("*"):
        if not path.is_symlink():
            sync_file(path)
    sync_file(folder)


def write_durably(path: Path, text: str) -> None:
    """Put a file in place whole or not at all, replacing one of the same name."""
    replace_durably(path, lambda part: part.write_text(text, encoding="utf-8"))


def replace_durably(path: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` write a file beside ``path``, then put it in ``path``'s place."""
    part = path.with_name(f".{path.name}.part")
    write(part)
    sync_file(part)
    part.replace(path)
    sync_file(path.parent)
