"""Finished runs for the tests and the benchmark of the report."""

from __future__ import annotations

import json
from pathlib import Path

from omegaconf import OmegaConf

from planact.agent.call import prompt_sha
from planact.config.compose import compose_config
from planact.core.plan import Plan, Step
from planact.core.trajectory import Episode, Evaluation, Evidence, PlanMade, Round, Status, Usage
from planact.llm.prompts import config_prompts
from planact.report.finished import CONFIG, EPISODES, FinishedRun
from planact.report.results import score_run
from planact.rollout.screenshots import screenshot_file
from planact.store.jsonl import write_jsonl
from tests.report.episodes import task

SITES = ("gitlab", "map", "reddit", "shopping", "shopping_admin")
EVIDENCE = Evidence(task_sha="0123456789ab", answer="7", reply="", urls=("__SHOPPING__/",))
PLAN = Plan((Step("The menu leads there.", "Open 'Orders'"), Step("It is asked for.", "Answer")))


def page(number: int, lines: int) -> str:
    """A page of so many lines as the compact observation prints it."""
    return "\n".join(f"<a>Entry {line} of page {number} [{line}]</a>" for line in range(lines))


def made_episode(
    task_id: int,
    *,
    intent: str = "How many orders are open?",
    rounds: int = 12,
    lines: int = 3,
    score: float = 0.0,
    status: Status = "done",
) -> Episode:
    """An episode on one of the sites, by turns, with a plan that is followed to the end."""
    taken: list[Round] = []
    for number in range(rounds):
        last = number == rounds - 1
        action = 'exit(message="7")' if last else f'do(action="Click", element="{number % lines}")'
        taken.append(
            Round(
                observation=page(number, lines),
                reply=f"# Step {1 + last}. {PLAN.steps[last].step}\n{action}",
                action=action,
                element=None if last else f"Entry {number % lines} of page {number}",
                step=1 + last,
                url=f"__SHOPPING__/page/{number}",
                usage=Usage(prompt_tokens=900, completion_tokens=20, seconds=0.25),
                observe_seconds=0.03,
                act_seconds=0.12,
                box=(0.25, 0.5, 0.125, 0.0625),
            )
        )
    check = {
        "evaluator": "string_match",
        "rule": "exact_match",
        "expected": "8",
        "found": "7",
        "passed": score == 1,
    }
    return Episode(
        task_id=task_id,
        template_id=task_id // 10,
        intent=intent,
        sites=(SITES[task_id % len(SITES)],),
        rounds=tuple(taken),
        answer="7",
        status=status,
        stop_reason="exit" if status == "done" else "BrowserError",
        plans=(PlanMade(round=0, text=PLAN.render()),),
        evaluation=Evaluation(score=score, scorer="vab", checks=(check,), evidence=EVIDENCE),
        seconds=4.5,
    )


def made_run(
    folder: Path, episodes: list[Episode], *, planner: str = "base", executor: str = "base"
) -> FinishedRun:
    """A run of the cell with these episodes, written to its folder as `run_cell` does."""
    config = compose_config([f"planner={planner}", f"executor={executor}", "tracking=none"])
    folder.mkdir(parents=True, exist_ok=True)
    OmegaConf.save(OmegaConf.structured(config), folder / CONFIG)
    write_jsonl(folder / EPISODES, episodes)
    tasks = [task(episode.task_id) for episode in episodes]
    results = score_run(
        episodes, tasks, config, judge="strict", seconds=60.0, parts={"rollout": 60.0}
    )
    (folder / "results.json").write_text(json.dumps(results), encoding="utf-8")
    return FinishedRun(folder, config, episodes)


def prompted(episode: Episode) -> Episode:
    """The episode as the base planner and executor leave it: with the hash of each prompt."""
    prompts = config_prompts(compose_config(["planner=base", "executor=base"]))
    first = prompts.messages(
        "planner", intent=episode.intent, observation=episode.rounds[0].observation
    )
    plan = episode.plans[0].model_copy(update={"prompt_sha": prompt_sha(first)})
    rounds = [
        taken.model_copy(
            update={
                "prompt_sha": prompt_sha(
                    prompts.messages(
                        "executor",
                        intent=episode.intent,
                        plan=PLAN,
                        rounds=list(episode.rounds[:number]),
                        observation=taken.observation,
                        error=None,
                    )
                )
            }
        )
        for number, taken in enumerate(episode.rounds)
    ]
    return episode.model_copy(update={"plans": (plan,), "rounds": tuple(rounds)})


def photographed(run: FinishedRun, image: bytes) -> FinishedRun:
    """The run with a screenshot of every round."""
    for episode in run.episodes:
        for number in range(len(episode.rounds)):
            file = screenshot_file(run.folder, episode.task_id, number)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(image)
    return run
