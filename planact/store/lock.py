"""A lock on a shared folder that outlives no holder: atomic, waited for, taken over when dead.

The lock is a folder that holds one file, whose name says who holds it and whose time of change is
the holder's heartbeat. It is taken by renaming a prepared folder into place, and taken over from a
dead holder by renaming the file that names the dead one: either rename succeeds for one alone.
"""

from __future__ import annotations

import errno
import logging
import os
import secrets
import shutil
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

log = logging.getLogger(__name__)

_SEPARATOR = "~"
_IS_TAKEN = {errno.ENOTEMPTY, errno.EEXIST}


@dataclass(frozen=True)
class Holder:
    """A process on a machine, told apart from later processes with the same number.

    Attributes:
        host: Host name, with the process-number space where a host has several (containers).
        pid: Process number.
        started: Start time of the process in the kernel's clock ticks; empty where unknown.
        token: Random; tells one taking of a lock from the next.
    """

    host: str
    pid: int
    started: str
    token: str

    @classmethod
    def here(cls) -> Holder:
        """This process, with a fresh token."""
        pid = os.getpid()
        return cls(_host(), pid, _start_time(pid) or "", secrets.token_hex(4))

    @classmethod
    def parse(cls, file_name: str) -> Holder:
        """The holder that a lock's file names."""
        host, pid, started, token = file_name.split(_SEPARATOR)
        return cls(host, int(pid), started, token)

    def file_name(self) -> str:
        """The name of the lock's file while this holder has it."""
        return _SEPARATOR.join([self.host, str(self.pid), self.started, self.token])

    def is_dead_here(self) -> bool:
        """Whether it is a process of this machine that has ended; False if it cannot be known."""
        return self.host == _host() and _start_time(self.pid) != self.started


@dataclass
class Lock:
    """Held inside a ``with`` block, whose entering waits until the lock is free.

    Attributes:
        folder: The lock's folder, beside what it guards.
        purpose: What the holder does, for the line that says what is waited for.
        beat: Seconds between heartbeats.
        patience: Seconds without a heartbeat after which a holder elsewhere counts as dead. They
            are counted by the one who waits, so that clocks need not agree between machines.
        poll: Seconds between looks at a lock that somebody holds.
    """

    folder: Path
    purpose: str
    beat: float = 5.0
    patience: float = 60.0
    poll: float = 0.2
    _me: Holder = field(init=False, default_factory=Holder.here)
    _heart: _Heart | None = field(init=False, default=None)

    def acquire(self) -> None:
        """Take the lock, waiting for a live holder and taking over from a dead one."""
        watch = _Watch()
        while not self._try(watch):
            if watch.is_new:
                log.info("waiting for process %s: %s", watch.seen, self.purpose)
            time.sleep(self.poll)

    def release(self) -> None:
        """Give the lock back."""
        if self._heart is not None:
            self._heart.stop()
        (self.folder / self._me.file_name()).unlink(missing_ok=True)
        # Another holder may already have taken the lock between the two steps.
        _remove_if_empty(self.folder)

    def __enter__(self) -> Lock:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    @property
    def is_held(self) -> bool:
        """False once a holder elsewhere took over because this process gave no sign for long."""
        return (self.folder / self._me.file_name()).exists()

    def _try(self, watch: _Watch) -> bool:
        if not (self._take() or self._take_over(watch)):
            return False
        self._heart = _Heart(self.folder / self._me.file_name(), self.beat)
        return True

    def _take(self) -> bool:
        """Take a lock nobody holds."""
        if _holder_file(self.folder) is not None:
            return False
        prepared = self.folder.with_name(f"{self.folder.name}.{self._me.token}")
        prepared.mkdir()
        (prepared / self._me.file_name()).touch()
        try:
            # Renaming a folder onto another succeeds only while that one is empty or absent.
            prepared.rename(self.folder)
        except OSError as error:
            shutil.rmtree(prepared)
            if error.errno in _IS_TAKEN:
                return False
            raise
        return True

    def _take_over(self, watch: _Watch) -> bool:
        """Take the lock of a dead holder."""
        file = _holder_file(self.folder)
        if file is None:
            return False
        watch.look(file)
        if not (Holder.parse(file.name).is_dead_here() or watch.still_for > self.patience):
            return False
        try:
            file.rename(self.folder / self._me.file_name())
        except FileNotFoundError:
            return False
        log.info("took over from a dead process: %s", self.purpose)
        return True


class _Heart:
    """A thread that renews the time of the holder's file until it is stopped."""

    def __init__(self, file: Path, beat: float) -> None:
        self._file = file
        self._beat = beat
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._keep_beating, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop, and wait for the thread to end."""
        self._stopped.set()
        self._thread.join()

    def _keep_beating(self) -> None:
        while not self._stopped.wait(self._beat):
            try:
                os.utime(self._file)
            except OSError as error:
                log.warning("no heartbeat in %s: %s", self._file, error)


class _Watch:
    """What one who waits has seen of a holder: who it is, and since when it gave no sign."""

    def __init__(self) -> None:
        self.seen = ""
        self.is_new = False
        self.still_for = 0.0
        self._beat = 0.0
        self._since = 0.0

    def look(self, file: Path) -> None:
        """Look at the holder's file once more."""
        try:
            beat = file.stat().st_mtime
        except FileNotFoundError:
            return
        self.is_new = file.name != self.seen
        if self.is_new or beat != self._beat:
            self.seen, self._beat, self._since = file.name, beat, time.monotonic()
        self.still_for = time.monotonic() - self._since


def _holder_file(folder: Path) -> Path | None:
    try:
        return next(folder.iterdir(), None)
    except FileNotFoundError:
        return None


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError as error:
        log.debug("%s stays: %s", folder, error)


def _host() -> str:
    """This host's name, with the kernel's number of the process-number space where it has one."""
    space = Path("/proc/self/ns/pid")
    number = str(space.readlink()).strip("pid:[]") if space.is_symlink() else ""
    return f"{socket.gethostname()}.{number}".replace(_SEPARATOR, "-").replace("/", "-")


def _start_time(pid: int) -> str | None:
    """When the process started; None if it has ended, "" where the system does not tell."""
    if not Path("/proc/self/stat").exists():
        return "" if _exists(pid) else None
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, start = fields[0], fields[19]
    return None if state in "ZX" else start


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
