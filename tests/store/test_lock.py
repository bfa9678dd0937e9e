"""One holder at a time, whoever dies."""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

from planact.store.lock import Holder, Lock
from tests.store.processes import start


def add_one(folder: Path, times: int) -> None:
    """Read, wait and write back, which loses counts unless one process does it at a time."""
    counter = folder / "counter"
    for _ in range(times):
        with Lock(folder / "lock", "count", poll=0.001):
            count = int(counter.read_text())
            time.sleep(0.002)
            counter.write_text(str(count + 1))


def hold_for_ever(folder: Path) -> None:
    with Lock(folder / "lock", "hold"):
        (folder / "held").touch()
        signal.pause()


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 10
    while not path.exists():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def leave_lock_of(holder: Holder, folder: Path) -> Path:
    folder.mkdir()
    file = folder / holder.file_name()
    file.touch()
    return file


def dead_process_here() -> Holder:
    me = Holder.here()
    return replace(me, started=me.started + "0")


def test_processes_that_compete_hold_it_one_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "counter").write_text("0")
    processes = [start(add_one, tmp_path, 10) for _ in range(5)]
    for process in processes:
        process.join(timeout=30)
    assert (tmp_path / "counter").read_text() == "50"
    assert not (tmp_path / "lock").exists()


def test_a_holder_killed_by_sigkill_is_taken_over_at_once(tmp_path: Path) -> None:
    process = start(hold_for_ever, tmp_path)
    wait_for(tmp_path / "held")
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    started = time.monotonic()
    with Lock(tmp_path / "lock", "take over") as lock:
        assert lock.is_held
    assert time.monotonic() - started < 5


def test_a_live_holder_is_waited_for(tmp_path: Path) -> None:
    order: list[str] = []
    entered = threading.Event()

    def hold() -> None:
        with Lock(tmp_path / "lock", "first"):
            entered.set()
            time.sleep(0.1)
            order.append("first")

    thread = threading.Thread(target=hold)
    thread.start()
    entered.wait()
    with Lock(tmp_path / "lock", "second", poll=0.01):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_of_many_that_find_a_dead_holder_one_at_a_time_gets_in(tmp_path: Path) -> None:
    for attempt in range(5):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        (folder / "counter").write_text("0")
        leave_lock_of(dead_process_here(), folder / "lock")
        processes = [start(add_one, folder, 1) for _ in range(6)]
        for process in processes:
            process.join(timeout=30)
        assert (folder / "counter").read_text() == "6"


def test_a_later_process_with_the_same_number_is_not_the_holder() -> None:
    assert dead_process_here().is_dead_here()
    assert not Holder.here().is_dead_here()


def test_a_holder_on_another_machine_is_taken_over_only_when_silent(tmp_path: Path) -> None:
    elsewhere = replace(Holder.here(), host="elsewhere")
    file = leave_lock_of(elsewhere, tmp_path / "lock")
    silent = threading.Event()

    def beat() -> None:
        for number in range(10):
            os.utime(file, (number, number))
            time.sleep(0.03)
        silent.set()

    thread = threading.Thread(target=beat)
    thread.start()
    with Lock(tmp_path / "lock", "elsewhere", patience=0.25, poll=0.01):
        assert silent.is_set()
    thread.join()


def test_a_holder_that_was_taken_over_knows_it(tmp_path: Path) -> None:
    with Lock(tmp_path / "lock", "sleepy") as sleepy:
        assert sleepy.is_held
        [file] = (tmp_path / "lock").iterdir()
        file.rename(file.with_name(Holder.here().file_name()))
        assert not sleepy.is_held


def test_the_heartbeat_changes_the_time_of_the_holders_file(tmp_path: Path) -> None:
    with Lock(tmp_path / "lock", "beat", beat=0.01):
        [file] = (tmp_path / "lock").iterdir()
        os.utime(file, (0, 0))
        deadline = time.monotonic() + 5
        while file.stat().st_mtime == 0:
            assert time.monotonic() < deadline
            time.sleep(0.005)
