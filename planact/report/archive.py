"""One archive of many files: the same bytes for the same files, and safe to open from anybody."""

from __future__ import annotations

import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from planact.core.errors import UserError
from planact.store.disk import replace_durably

MOST_MEMBERS = 200_000
LARGEST_MEMBER = 2 * 2**30
LARGEST_TOTAL = 8 * 2**30
"""Bytes; WebArena's 812 tasks with 30 rounds of 60,000 characters each come to 1.5 GB."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 0x1


def write_archive(path: Path, members: Mapping[str, Path]) -> None:
    """Write a ZIP archive; names, contents and their order alone decide its bytes.

    Args:
        path: The archive; one that is there is replaced once the new one is whole.
        members: Files by their names in the archive.
    """

    def write(part: Path) -> None:
        with zipfile.ZipFile(part, "w") as archive:
            for name in sorted(members):
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 3  # Unix, wherever it is written
                entry.external_attr = (stat.S_IFREG | 0o644) << 16
                entry.file_size = members[name].stat().st_size
                with members[name].open("rb") as source, archive.open(entry, "w") as target:
                    shutil.copyfileobj(source, target)

    replace_durably(path, write)


@contextmanager
def opened_archive(path: Path) -> Iterator[Path]:
    """A folder with the archive's files, gone afterwards.

    Nothing is written outside of that folder, no links are made, and no more is written than the
    limits above allow.

    Raises:
        UserError: There is no such archive, it is damaged, or it holds what is not allowed.
    """
    if not path.is_file():
        raise UserError(f"{path}: no such file; python -m planact.report pack makes one")
    with tempfile.TemporaryDirectory(prefix="planact-") as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                _check(path, archive.infolist())
                for entry in archive.infolist():
                    _extract(archive, entry, Path(folder))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise UserError(f"{path} cannot be opened: {error}") from error
        yield Path(folder)


def _check(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_MEMBERS:
        raise UserError(f"{path} holds {len(entries)} files, which is more than any pack has")
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        for fault, is_so in _FAULTS.items():
            if is_so(entry):
                raise UserError(f"{path} is not opened: its member {name!r} {fault}")
        if entry.filename in seen:
            raise UserError(f"{path} is not opened: it holds {name!r} twice")
        seen.add(entry.filename)
    if sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
        raise UserError(f"{path} is not opened: it would take more than {LARGEST_TOTAL:,} bytes")


def _leads_elsewhere(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename
    plain = PurePosixPath(name).as_posix() == name and "\\" not in name and "\0" not in name
    return not plain or ".." in name.split("/") or Path(name).is_absolute()


def _is_no_file(entry: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return kind not in (0, stat.S_IFREG)


_FAULTS: Mapping[str, Callable[[zipfile.ZipInfo], bool]] = {
    "has a name that leads elsewhere": _leads_elsewhere,
    "is a link or something else that is no file": _is_no_file,
    "is larger than any file of a pack": lambda entry: entry.file_size > LARGEST_MEMBER,
    "is encrypted or compressed in a way that packs are not": lambda entry: (
        bool(entry.flag_bits & _IS_ENCRYPTED) or entry.compress_type not in _KNOWN
    ),
}


def _extract(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path) -> None:
    to = folder / entry.filename
    to.parent.mkdir(parents=True, exist_ok=True)
    # Reading stops at the size that was checked, whatever the compressed data would unfold to.
    with archive.open(entry) as source, to.open("xb") as target:
        shutil.copyfileobj(source, target)
