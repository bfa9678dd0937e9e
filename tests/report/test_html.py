"""The report in a real browser, opened from the disk: all is there, and nothing of a page runs."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from planact.browser.browser import find_executable
from planact.config.schema import BrowserConfig
from planact.core.errors import UserError
from planact.core.trajectory import Evaluation, PlanMade
from planact.report.finished import FinishedRun
from planact.report.html import write_report
from tests.report.runs import PLAN, made_episode, made_run, photographed, prompted

HOSTILE = (
    "</script><script>window.ran = 1</script><img src=x onerror='window.ran = 2'>"
    "\"'`{{ 7 * 7 }}\u2028<svg onload='window.ran = 3'>"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        executable = find_executable(BrowserConfig(), playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails its test if a script of it fails."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(request.url))
    yield page
    page.close()
    assert faults == []


def written(runs: list[FinishedRun], out: Path) -> Path:
    """The report; written in a thread, since Playwright keeps an event loop running in this one."""
    with ThreadPoolExecutor() as threads:
        return threads.submit(write_report, runs, out).result()


def show(page: Page, report: Path, at: str = "") -> None:
    page.goto(report.resolve().as_uri() + at)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a run of 165 episodes with 12 rounds each."""
    folder = tmp_path_factory.mktemp("run")
    episodes = [
        made_episode(
            number,
            intent=f"How many orders has customer {number}?",
            score=float(number % 3 == 0),
            status="error" if number in (1, 50, 100, 151) else "done",
        )
        for number in range(165)
    ]
    return written([made_run(folder, episodes)], folder)


def test_every_episode_of_a_whole_run_is_listed(page: Page, whole: Path) -> None:
    show(page, whole)
    expect(page.locator("#list tbody tr")).to_have_count(165)
    expect(page.locator("#count")).to_have_text("165, 55 solved (33.3 %)")
    expect(page.locator("#cells")).to_contain_text("base × base")
    expect(page.locator(".counts").first).to_contain_text("answered too soon")


def test_filters_narrow_the_list_together(page: Page, whole: Path) -> None:
    show(page, whole)
    visible = page.locator("#list tbody tr:visible")
    page.get_by_label("Site").select_option("map")
    expect(visible).to_have_count(33)
    page.get_by_label("Status").select_option("solved")
    expect(visible).to_have_count(11)
    page.get_by_label("Search").fill("customer 36?")
    expect(visible).to_have_count(1)
    expect(page.locator("#count")).to_have_text("1 of 165, 1 solved (100.0 %)")
    page.get_by_role("button", name="Clear").click()
    expect(visible).to_have_count(165)
    page.get_by_label("Status").select_option("error")
    expect(visible).to_have_count(4)
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("Template").select_option("3")
    expect(visible).to_have_count(10)
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("Label").select_option("gave up early")
    expect(visible).to_have_count(0)


def test_a_click_on_a_heading_sorts(page: Page, whole: Path) -> None:
    show(page, whole)
    heading = page.locator("[data-sort=task]")
    heading.click()
    heading.click()
    assert page.locator("#list tbody tr").first.get_attribute("data-task") == "164"


def test_an_episode_opens_with_its_rounds(page: Page, whole: Path) -> None:
    show(page, whole)
    page.get_by_label("Search").fill("customer 7?")
    page.get_by_text("How many orders has customer 7?").click()
    episode = page.locator("#episode")
    expect(episode.locator("h2")).to_have_text("How many orders has customer 7?")
    expect(episode.locator(".round")).to_have_count(12)
    expect(episode.locator(".checks .missed")).to_contain_text("exact_match")
    expect(episode.locator(".plan")).to_contain_text("Open 'Orders'")
    expect(episode.locator("mark").first).to_have_text("<a>Entry 0 of page 0 [0]</a>")
    expect(episode.locator(".hint code")).to_have_text(
        "python run.py planner=base executor=base task=7 rollout.screenshots=true"
    )
    page.get_by_text("All episodes").first.click()
    expect(page.locator("#list tbody tr:visible")).to_have_count(1)


def test_keys_move_between_rounds_and_episodes(page: Page, whole: Path) -> None:
    show(page, whole, "#episode/c0/7")
    rounds = page.locator(".round")
    expect(rounds).to_have_count(12)
    page.keyboard.press("j")
    page.keyboard.press("j")
    top = rounds.nth(1).evaluate("(round) => round.getBoundingClientRect().top")
    assert top == pytest.approx(12, abs=2)
    page.keyboard.press("n")
    expect(page.locator("#head h2")).to_have_text("How many orders has customer 8?")
    page.keyboard.press("Escape")
    expect(page.locator("#list")).to_be_visible()


def test_a_prompt_is_shown_in_full_and_told_from_one_that_was_sent(
    page: Page, tmp_path: Path
) -> None:
    sent = prompted(made_episode(1, rounds=3))
    last = sent.rounds[-1].model_copy(update={"prompt_sha": "0123456789ab"})
    changed = sent.model_copy(update={"task_id": 2, "rounds": (*sent.rounds[:-1], last)})
    report = written([made_run(tmp_path, [sent, changed])], tmp_path)
    show(page, report, "#episode/c0/1")
    expect(page.locator(".prompt")).to_have_count(4)
    page.locator(".round .prompt summary").last.click()
    expect(page.locator(".round .prompt pre").last).to_contain_text("Entry 2 of page 2 [2]")
    expect(page.locator(".round .prompt pre").last).to_contain_text("# Step 1. Open 'Orders'")
    expect(page.locator(".warning")).to_have_count(0)
    show(page, report, "#episode/c0/2")
    expect(page.locator(".warning")).to_have_text("prompt differs from what was sent")


def test_a_replan_is_shown_as_what_it_changed(page: Page, tmp_path: Path) -> None:
    shorter = "## Step 1\nReasoning: It is asked for.\nStep: Answer"
    plans = (
        PlanMade(round=0, text=PLAN.render()),
        PlanMade(round=1, text="no idea", error="no '## Step 1' header found"),
        PlanMade(round=1, text=shorter, reason="a round is over"),
    )
    episode = made_episode(1, rounds=2).model_copy(update={"plans": plans})
    report = written([made_run(tmp_path, [episode])], tmp_path)
    show(page, report, "#episode/c0/1")
    replan = page.locator(".round").nth(1).locator(".plan").nth(1)
    expect(replan).to_contain_text("a round is over")
    expect(replan.locator(".removed")).to_have_text(["• Open 'Orders'", "  The menu leads there."])
    expect(replan.locator(".same")).to_have_text(["• Answer", "  It is asked for."])
    expect(page.locator(".plan .error")).to_contain_text("no '## Step 1' header found")


def test_a_screenshot_has_its_target_outlined(page: Page, browser: Browser, tmp_path: Path) -> None:
    image = page.screenshot(type="jpeg")
    run = photographed(made_run(tmp_path / "run", [made_episode(1, rounds=2)]), image)
    for report in (written([run], run.folder), written([run], tmp_path / "elsewhere")):
        show(page, report, "#episode/c0/1")
        picture = page.locator(".screenshot").first
        loaded = "(picture) => picture.querySelector('img').decode().then(() => true)"
        assert picture.evaluate(loaded)
        outer, inner = picture.bounding_box(), picture.locator("rect").bounding_box()
        assert outer is not None
        assert inner is not None
        assert (inner["x"] - outer["x"]) / outer["width"] == pytest.approx(0.25, abs=0.01)
        assert inner["width"] / outer["width"] == pytest.approx(0.125, abs=0.01)
        expect(page.locator(".hint")).to_have_count(0)


def test_one_task_stands_side_by_side_under_two_cells(page: Page, tmp_path: Path) -> None:
    runs = [
        made_run(
            tmp_path / planner,
            [made_episode(1), made_episode(2, rounds=rounds, score=score)],
            planner=planner,
        )
        for planner, rounds, score in (("none", 3, 0.0), ("base", 5, 1.0))
    ]
    report = written(runs, tmp_path)
    show(page, report, "#compare")
    expect(page.locator("#task optgroup").nth(1)).to_have_attribute(
        "label", "solved by only right (1)"
    )
    expect(page.locator("#task")).to_have_value("2")
    expect(page.locator("#pairs .head")).to_have_count(2)
    expect(page.locator("#pairs .round")).to_have_count(10)
    expect(page.locator("#pairs .round:empty")).to_have_count(2)
    rounds = page.locator("#pairs .round")
    left, right = rounds.nth(2).bounding_box(), rounds.nth(3).bounding_box()
    assert left is not None
    assert right is not None
    assert left["y"] == right["y"]
    assert left["x"] < right["x"]
    page.locator("#task").select_option("1")
    expect(page.locator("#pairs .round")).to_have_count(24)


def test_an_episode_that_ended_before_its_first_page_is_shown(page: Page, tmp_path: Path) -> None:
    episode = made_episode(1, rounds=0, status="error").model_copy(update={"plans": ()})
    run = made_run(tmp_path, [episode], planner="oracle")
    show(page, written([run], tmp_path), "#episode/c0/1")
    expect(page.locator("#head .result")).to_have_text("error")
    expect(page.locator(".round")).to_have_count(0)


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("results.json", "[]", "holds no results of this version"),
        ("results.json", '{"n": 1}', "holds no results of this version"),
        ("provenance.json", "{}", "provenance.json is corrupt"),
    ],
)
def test_a_file_that_is_not_ours_is_named(tmp_path: Path, file: str, text: str, says: str) -> None:
    run = made_run(tmp_path, [made_episode(1, rounds=1)])
    (tmp_path / file).write_text(text)
    with pytest.raises(UserError, match=says):
        written([run], tmp_path)


@pytest.mark.parametrize("where", ["overview", "episode", "compare"])
def test_nothing_of_a_page_a_reply_or_an_intent_runs(
    page: Page, tmp_path: Path, where: str
) -> None:
    episode = made_episode(1, intent=HOSTILE, rounds=2)
    check = {"evaluator": HOSTILE, "expected": HOSTILE, "found": HOSTILE, "passed": False}
    hostile = dict.fromkeys(("observation", "reply", "action", "element", "error", "url"), HOSTILE)
    episode = episode.model_copy(
        update={
            "rounds": tuple(taken.model_copy(update=hostile) for taken in episode.rounds),
            "plans": (PlanMade(round=0, text=HOSTILE, error=HOSTILE, prompt_sha="x"),),
            "stop_reason": HOSTILE,
            "answer": HOSTILE,
            "error": HOSTILE,
            "final_url": HOSTILE,
            "evaluation": Evaluation(score=0.0, scorer="vab", checks=(check,)),
        }
    )
    runs = [made_run(tmp_path / name, [episode]) for name in ("one", "other")]
    at = {"overview": "", "episode": "#episode/c0/1", "compare": "#compare/c0/c1/1"}[where]
    show(page, written(runs, tmp_path), at)
    intent = {"overview": "#list .intent", "episode": "#head h2", "compare": "#pairs h2"}[where]
    expect(page.locator(intent).first).to_contain_text("{{ 7 * 7 }}")
    assert page.evaluate("window.ran") is None
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == {"overview": 1, "episode": 2, "compare": 3}[where]
