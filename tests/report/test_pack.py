"""The reproduction pack: whole, the same bytes each time, scored again anywhere, safe to open."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from planact.core.errors import UserError
from planact.core.trajectory import Episode, PageContent
from planact.report import archive
from planact.report.__main__ import main
from planact.report.archive import opened_archive, write_archive
from planact.report.pack import file_sha
from planact.report.provenance import Provenance
from planact.store import write_jsonl
from tests.llm.chat_server import ChatServer, completion
from tests.report.episodes import episode
from tests.report.finished_runs import asks, finish, left

ANSWERED = asks(1, "string_match", reference_answers={"exact_match": "salt"})
VISITED = asks(2, "url_match", reference_url="__SHOPPING__/cart", url_note="EXACT")
SHOWN = asks(
    3,
    "program_html",
    program_html=[{"url": "last", "locator": "", "required_contents": {"must_include": ["Paid"]}}],
)
CRASHED = asks(4, "string_match", reference_answers={"exact_match": "1"})
JUDGED = asks(5, "string_match", reference_answers={"fuzzy_match": ["a long voyage"]})
TASKS = [ANSWERED, VISITED, SHOWN, CRASHED]
EPISODES = [
    left(ANSWERED, "salt", score=1.0),
    left(VISITED, urls=["__SHOPPING__/cart", "__SHOPPING__/"]),
    left(SHOWN, pages=[PageContent(content="Paid", chars=4)], score=1.0),
    episode(4, score=None, status="error", error="Chromium crashed"),
]


MADE_HERE = "planact.envs.sandbox.make_tasks"


@pytest.fixture(autouse=True)
def benchmark(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    tasks = {"test": TASKS, "validation": [], "train": []}
    monkeypatch.setattr(MADE_HERE, lambda seed: tasks)
    return tasks


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run and its pack, which tests leave as they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MADE_HERE, lambda seed: {"test": TASKS, "validation": [], "train": []})
        run = finish(tmp_path_factory.mktemp("made") / "outputs", TASKS, EPISODES)
        packed(run)
    return run


@pytest.fixture
def run(made: Path, tmp_path: Path) -> Path:
    """A run that was not packed."""
    run = tmp_path / "outputs" / made.relative_to(made.parents[3])
    shutil.copytree(made, run, ignore=shutil.ignore_patterns("pack.zip"))
    return run


@pytest.fixture
def pack(made: Path, tmp_path: Path) -> Path:
    """A pack of its own."""
    return Path(shutil.copyfile(made / "pack.zip", tmp_path / "pack.zip"))


def packed(path: Path, *options: str) -> Path:
    assert main(["pack", str(path), *options]) == 0
    return path / "pack.zip"


Checks = dict[str, tuple[str, str]]


def verified(pack: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, Checks]:
    """The exit code, and for the name of each check its outcome and its words."""
    capsys.readouterr()
    code = main(["verify", str(pack)])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    split = [
        (line[8:22].strip(), (line[:8].strip(), line[22:]))
        for line in lines
        if line.startswith(("ok ", "failed ", "skipped "))
    ]
    return code, dict(split)


def failed(checks: Checks) -> dict[str, str]:
    return {name: text for name, (outcome, text) in checks.items() if outcome == "failed"}


# ---- What holds ----------------------------------------------------------------------------------


def test_a_pack_is_scored_again_and_holds(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, checks = verified(pack, capsys)
    assert code == 0
    assert {outcome for outcome, _ in checks.values()} == {"ok"}
    assert checks["artifacts"][1] == "3 fingerprints follow from config, inputs and prompts"
    assert checks["prompts"][1] == "2 roles worded as their fingerprints say"
    assert checks["tasks"][1] == "4 tasks with the hashes that the evidence names"
    assert checks["benchmark"][1] == "they are the 4 that sandbox has for this config"
    assert checks["success rate"][1] == "2 of 4 = 50.00%, as stated"


def test_it_names_the_code_the_packages_and_its_own_hash(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = packed(run)
    said = capsys.readouterr().out
    assert f"sha256 {file_sha(pack)}" in said
    assert main(["verify", str(pack)]) == 0
    shown = capsys.readouterr().out
    assert file_sha(pack) in shown
    assert "python 3." in shown
    assert "the numbers hold" in shown


def test_the_same_run_gives_the_same_bytes_wherever_it_lies(run: Path, tmp_path: Path) -> None:
    first = packed(run).read_bytes()
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(run.parents[3], elsewhere, copy_function=shutil.copyfile)
    second = packed(elsewhere / run.relative_to(run.parents[3])).read_bytes()
    assert first == second
    assert str(tmp_path).encode() not in first


def test_it_holds_all_that_another_needs(run: Path) -> None:
    with zipfile.ZipFile(packed(run)) as pack:
        names = {name.removeprefix("runs/sandbox/base__base/now/") for name in pack.namelist()}
    assert names >= {
        "pack.json",
        "config.yaml",
        "provenance.json",
        "prompts/planner/user.md",
        "prompts/executor/user.md",
        "tasks.jsonl",
        "episodes.jsonl",
        "results.json",
    }
    provenance = Provenance.model_validate_json((run / "provenance.json").read_bytes())
    assert [each.name for each in provenance.artifacts] == ["seed_trajectories", "planner"]
    assert provenance.episodes.inputs == {"planner": provenance.artifacts[1].fingerprint}


def test_screenshots_come_along_only_when_asked_for(run: Path) -> None:
    shot = run / "screenshots" / "1" / "0.jpg"
    shot.parent.mkdir(parents=True)
    shot.write_bytes(b"\xff\xd8 picture")
    for options, expected in (([], False), (["--screenshots"], True)):
        with zipfile.ZipFile(packed(run, *options)) as pack:
            assert any(name.endswith("screenshots/1/0.jpg") for name in pack.namelist()) is expected


def test_a_judges_answers_are_packed_and_nobody_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], benchmark: dict[str, Any]
) -> None:
    benchmark["test"] = [JUDGED]
    with ChatServer() as server:
        server.script = [lambda: completion("correct"), lambda: completion("incorrect")]
        judge = ["judge=openai", f"judge.base_url={server.url}", "judge.model=grader"]
        outputs = tmp_path / "outputs"
        run = finish(outputs, [JUDGED], [left(JUDGED, "They sail.", score=1.0)], *judge)
        other = finish(outputs, [JUDGED], [left(JUDGED, "No.")], *judge, name="other")
        assert main(["rescore", str(run)]) == main(["rescore", str(other)]) == 0
    pack = packed(run)
    with zipfile.ZipFile(pack) as inside:
        [answers] = [name for name in inside.namelist() if name.endswith("judge/answers.jsonl")]
        assert len(inside.read(answers).splitlines()) == 1
    code, checks = verified(pack, capsys)
    assert (code, failed(checks)) == (0, {})

    forgotten = changed(pack, {answers: lambda _: b""})
    code, checks = verified(forgotten, capsys)
    assert code == 1
    assert "grader's answer to a question, as it is worded here, was not kept" in checks["run"][1]


# ---- Sweeps --------------------------------------------------------------------------------------


def sweep(outputs: Path, **first: Any) -> Path:
    """A sweep of two cells that finished, and one that did not."""
    runs = [finish(outputs, TASKS, EPISODES, f"seed={seed}", name=f"seed{seed}") for seed in (0, 1)]
    folder = outputs / "sweeps" / "now"
    folder.mkdir(parents=True)
    cell = {"planner": "base", "executor": "base", "state": "done", "success_rate": 0.5}
    cells: list[dict[str, Any]] = [
        {**cell, "seed": seed, "folder": f"../../{run.relative_to(outputs)}"}
        for seed, run in enumerate(runs)
    ]
    cells[0] |= first
    cells.append({**cell, "seed": 2, "state": "failed", "success_rate": None, "folder": None})
    (folder / "sweep.json").write_text(json.dumps({"command": "python run.py -m", "cells": cells}))
    return folder


def test_a_sweep_packs_its_finished_runs_and_shows_every_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = packed(sweep(tmp_path / "outputs"))
    capsys.readouterr()
    assert main(["verify", str(pack)]) == 0
    shown = capsys.readouterr().out
    assert "2 of 3 have a run, which says the same" in shown
    rows = [line for line in shown.splitlines() if line.count("│") > 3]
    assert [("50.00%" in row, "yes" in row) for row in rows] == [(True, True)] * 2 + [(False,) * 2]
    assert str(tmp_path) not in shown.replace(str(pack), "")


def test_a_sweep_that_says_more_than_its_runs_does_not_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, checks = verified(packed(sweep(tmp_path / "outputs", success_rate=0.9)), capsys)
    assert code == 1
    assert "what its results.json does not" in failed(checks)["cells"]


@pytest.mark.parametrize("content", ["{}", '{"command": "x", "cells": []}'])
def test_a_sweep_without_finished_cells_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    (tmp_path / "sweep.json").write_text(content)
    assert main(["pack", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


# ---- Tampering -----------------------------------------------------------------------------------

Change = Callable[[bytes], bytes]


def changed(pack: Path, changes: dict[str, Change], *, hidden: bool = True) -> Path:
    """The pack with files changed, and unless it is not hidden with their new hashes."""
    out = pack.with_name("changed.zip")
    with opened_archive(pack) as folder:
        for name, change in changes.items():
            (folder / name).write_bytes(change((folder / name).read_bytes()))
        index = json.loads((folder / "pack.json").read_text())
        if hidden:
            index["files"] = {name: file_sha(folder / name) for name in index["files"]}
        (folder / "pack.json").write_text(json.dumps(index))
        files = [file for file in folder.rglob("*") if file.is_file()]
        write_archive(out, {file.relative_to(folder).as_posix(): file for file in files})
    return out


def rewritten(old: str, new: str) -> Change:
    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode())

    return change


INSIDE = "runs/sandbox/base__base/now"
SOLVED = rewritten('"score":0.0', '"score":1.0')
WITHOUT_FAILURE = [each for each in EPISODES if each.task_id != 2]


@pytest.mark.parametrize("name", ["episodes.jsonl", "tasks.jsonl", "results.json", "config.yaml"])
def test_any_change_is_seen_by_the_hashes(
    pack: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    more = {f"{INSIDE}/{name}": lambda content: content + b"\n"}
    code, checks = verified(changed(pack, more, hidden=False), capsys)
    assert code == 1
    assert failed(checks)["files"] == f"changed since they were packed: {INSIDE}/{name}"


@pytest.mark.parametrize(
    ("name", "change", "check", "text"),
    [
        ("episodes.jsonl", SOLVED, "scores", "task 2 done 1, again done 0"),
        (
            "episodes.jsonl",
            rewritten('"answer":"salt","reply"', '"answer":"sand","reply"'),
            "scores",
            "task 1 done 1, again done 0",
        ),
        (
            "tasks.jsonl",
            rewritten('"salt"', '"sand"'),
            "tasks",
            "not those of the evidence: task 1",
        ),
        (
            "results.json",
            rewritten('"success_rate": 0.5', '"success_rate": 0.75'),
            "success rate",
            "success_rate is 0.75, again 0.5",
        ),
        (
            "results.json",
            rewritten('"statuses": {"done": 3, "error": 1}', '"statuses": {"done": 4}'),
            "statistics",
            "statuses.done is 4, again 3, statuses.error is None, again 1",
        ),
        (
            "config.yaml",
            rewritten("scorer: vab", "scorer: browsergym"),
            "scores",
            "task 2 done 0, again done 1",
        ),
        (
            "config.yaml",
            rewritten("max_rounds: 30", "max_rounds: 9"),
            "config",
            "limits.0 is 9, again",
        ),
        (
            "config.yaml",
            rewritten("learning_rate: ", "learning_rate: 1"),
            "config",
            "planner: learning_rate is 1",
        ),
        (
            "provenance.json",
            rewritten('"seed": 0', '"seed": 7'),
            "artifacts",
            "not what config, inputs and prompts give: seed_trajectories-",
        ),
        (
            "prompts/planner/user.md",
            lambda content: content + b"Cheat.",
            "prompts",
            "worded otherwise than it was for: planner",
        ),
    ],
)
def test_a_change_with_its_hash_is_seen_by_its_check(
    pack: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    change: Change,
    check: str,
    text: str,
) -> None:
    code, checks = verified(changed(pack, {f"{INSIDE}/{name}": change}), capsys)
    assert code == 1
    assert checks["files"][0] == "ok"
    assert text in failed(checks)[check]


def test_a_failure_that_was_left_out_is_missed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tasks = [each for each in TASKS if each.task_id != 2]
    code, checks = verified(packed(finish(tmp_path, tasks, WITHOUT_FAILURE)), capsys)
    assert code == 1
    assert failed(checks) == {
        "benchmark": "the config asks for tasks that have no episode: 2",
    }


def test_tasks_of_another_version_are_told_from_scores_that_do_not_hold(
    pack: Path, capsys: pytest.CaptureFixture[str], benchmark: dict[str, Any]
) -> None:
    other = asks(1, "string_match", reference_answers={"exact_match": "sugar"})
    benchmark["test"] = [other, *TASKS[1:]]
    code, checks = verified(pack, capsys)
    assert code == 1
    assert "not sandbox's as this version has them: task 1" in failed(checks)["benchmark"]
    assert checks["scores"][0] == "ok"


def no_line(content: bytes) -> bytes:
    return b"".join(content.splitlines(keepends=True)[1:])


def pages_gone(content: bytes) -> bytes:
    episodes = [Episode.model_validate_json(line) for line in content.splitlines()]
    evaluation = episodes[2].evaluation
    assert evaluation is not None
    assert evaluation.evidence is not None
    evidence = evaluation.evidence.model_copy(update={"pages": ()})
    bare = evaluation.model_copy(update={"evidence": evidence})
    episodes[2] = episodes[2].model_copy(update={"evaluation": bare})
    return b"".join(each.model_dump_json().encode() + b"\n" for each in episodes)


@pytest.mark.parametrize(
    ("name", "change", "text"),
    [
        ("episodes.jsonl", no_line, "does not hold the task of each episode"),
        ("tasks.jsonl", no_line, "does not hold the task of each episode"),
        ("episodes.jsonl", lambda content: content + content, "one has two episodes"),
        ("episodes.jsonl", pages_gone, "evidence that does not fit its task"),
        ("episodes.jsonl", lambda _: b"{]\n", "episodes.jsonl:1: not a"),
        ("results.json", lambda _: b"{", "results.json is missing or not of this version"),
        ("provenance.json", lambda _: b"{}", "provenance.json is missing or not of this version"),
        ("config.yaml", lambda _: b"planet: mars", "is no config of this version"),
        ("config.yaml", rewritten("scorer: vab", "scorer: mine"), "env.scorer=mine is not known"),
    ],
)
def test_what_cannot_be_scored_again_does_not_hold(
    pack: Path, capsys: pytest.CaptureFixture[str], name: str, change: Change, text: str
) -> None:
    code, checks = verified(changed(pack, {f"{INSIDE}/{name}": change}), capsys)
    assert code == 1
    assert text in failed(checks)["run"]


def test_a_judge_worded_by_the_pack_is_never_rendered(
    pack: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    trap = tmp_path / "trap" / "judge"
    trap.mkdir(parents=True)
    (trap / "user.md").write_text("{{ cycler.__init__.__globals__.os.mkdir('sprung') }}")
    styled = rewritten("prompts:\n  style: compact", f"prompts:\n  style: {trap.parent}")
    asked = rewritten("kind: strict", "kind: endpoint")

    def sprung(content: bytes) -> bytes:
        return asked(styled(content))

    code, checks = verified(changed(pack, {f"{INSIDE}/config.yaml": sprung}), capsys)
    assert code == 1
    assert "is not the name of a style" in failed(checks)["run"]


# ---- Archives from anybody -----------------------------------------------------------------------


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    capsys.readouterr()
    assert main([*map(str, words)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error: ")
    return line


def test_a_truncated_archive_is_refused(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = pack.read_bytes()
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        pack.write_bytes(whole[:length])
        assert "cannot be opened" in refused(capsys, "verify", pack)
    pack.write_bytes(whole[:200] + b"\0" * 100 + whole[300:])
    assert "cannot be opened" in refused(capsys, "verify", pack)


def hostile(folder: Path, name: str, mode: int = stat.S_IFREG | 0o644, content: str = "x") -> Path:
    path = folder / "hostile.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        pack.writestr(entry, content)
    return path


@pytest.mark.parametrize(
    "name", ["../out", "a/../../out", "/tmp/out", "a//b", "./a", "a\\..\\b", "a/", ".."]
)
def test_a_member_that_leads_elsewhere_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert "leads elsewhere" in refused(capsys, "verify", hostile(tmp_path, name))
    assert {path.name for path in tmp_path.iterdir()} == {"hostile.zip"}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR], ids=oct)
def test_a_link_or_a_device_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: int
) -> None:
    pack = hostile(tmp_path, "link", kind | 0o777, "/etc/passwd")
    assert "is no file" in refused(capsys, "verify", pack)


def test_huge_members_are_refused_before_they_unfold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = hostile(tmp_path, "zeros", content="0" * 100_000)
    monkeypatch.setattr(archive, "LARGEST_TOTAL", 99_999)
    assert "would take more than" in refused(capsys, "verify", pack)
    monkeypatch.setattr(archive, "LARGEST_MEMBER", 99_999)
    assert "larger than any file" in refused(capsys, "verify", pack)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 0)
    assert "more than any pack has" in refused(capsys, "verify", pack)


def test_a_member_that_lies_about_its_size_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = hostile(tmp_path, "zeros", content="0" * 100_000)
    size = (100_000).to_bytes(4, "little")
    pack.write_bytes(pack.read_bytes().replace(size, (10).to_bytes(4, "little")))
    monkeypatch.setattr(archive, "LARGEST_MEMBER", 99_999)
    assert "cannot be opened" in refused(capsys, "verify", pack)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as pack:
        pack.writestr("a", "1")
        pack.writestr("a", "2")
    assert "holds 'a' twice" in refused(capsys, "verify", tmp_path / "twice.zip")


@pytest.mark.parametrize(
    ("index", "text"),
    [
        (None, "it holds no pack.json"),
        ("{", "its pack.json is not of version 1"),
        ('{"schema_version": 2, "runs": ["x"], "files": {}}', "is not of version 1"),
        ('{"runs": [], "files": {}}', "holds no run"),
        ('{"runs": ["../../etc"], "files": {}}', "lies outside of it"),
        ('{"runs": ["/etc"], "files": {}}', "lies outside of it"),
    ],
)
def test_an_archive_that_is_no_pack_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], index: str | None, text: str
) -> None:
    path = hostile(tmp_path, "pack.json" if index else "other", content=index or "")
    assert text in refused(capsys, "verify", path)


def test_what_is_no_archive_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no such file" in refused(capsys, "verify", tmp_path / "nowhere.zip")
    assert "no such file" in refused(capsys, "verify", tmp_path)


def test_a_pack_says_nothing_to_the_terminal(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit = rewritten('"git_commit": ', '"git_commit": "\\u001b[2J", "was": ')
    main(["verify", str(changed(pack, {f"{INSIDE}/results.json": commit}))])
    assert "\x1b" not in capsys.readouterr().out


# ---- What is not packed --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["results.json", "provenance.json", "episodes.jsonl"])
def test_a_run_that_is_not_whole_is_not_packed(
    run: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (run / name).unlink()
    assert f"{name} is missing" in refused(capsys, "pack", run)


def test_a_run_whose_tasks_have_changed_is_not_packed(
    run: Path, capsys: pytest.CaptureFixture[str], benchmark: dict[str, Any]
) -> None:
    benchmark["test"] = TASKS[1:]
    assert "task 1 of sandbox is not what it was" in refused(capsys, "pack", run)


def test_a_secret_that_came_into_an_episode_is_not_packed(
    run: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_PASSWORD", "correct-horse")
    write_jsonl(run / "episodes.jsonl", [left(ANSWERED, "correct-horse"), *EPISODES[1:]])
    line = refused(capsys, "pack", run)
    assert "episodes.jsonl holds the content of an environment variable" in line
    assert "correct-horse" not in line
    assert not (run / "pack.zip").exists()


def test_a_file_stands_for_its_run(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "it.zip"
    assert main(["pack", str(run / "results.json"), "--out", str(out)]) == 0
    assert verified(out, capsys)[0] == 0
    assert "nowhere: no such folder" in refused(capsys, "pack", tmp_path / "nowhere")


def test_an_archive_that_cannot_be_written_is_one_line(
    run: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    for out in (tmp_path / "file" / "pack.zip", tmp_path / "nowhere" / "pack.zip", tmp_path):
        line = refused(capsys, "pack", run, "--out", out)
        assert f"{out}: must be a file in a folder that there is" in line


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is left behind in the folder for temporary files, however a command ends."""
    folder = tmp_path.with_name(f"{tmp_path.name}-temporary")
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []


def test_opening_leaves_the_reader_alone_with_errors_of_its_own(pack: Path) -> None:
    with pytest.raises(UserError, match="mine"), opened_archive(pack):
        raise UserError("mine")
