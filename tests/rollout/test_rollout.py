"""Episodes end as VisualAgentBench's do, faults are no failures, and nothing runs twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest

from planact.agent.agent import Agent
from planact.agent.executor import Executor
from planact.agent.planner import Planner
from planact.agent.replanning import POLICIES
from planact.browser import BrowserError, Session
from planact.config.schema import (
    BrowserConfig,
    EnvConfig,
    ObservationConfig,
    ReplanWhen,
    RolloutConfig,
)
from planact.core.task import TaskEval
from planact.core.trajectory import Episode
from planact.envs.evaluators import Scorer
from planact.envs.judges import JudgeError, Question, StrictJudge, Verdict
from planact.envs.sandbox import SandboxEnvironment
from planact.llm.chat import ChatError, Completion, Message
from planact.llm.prompts import Prompts
from planact.rollout.episode import Watch, run_episode
from planact.rollout.rollout import rollout
from planact.rollout.screenshots import screenshot_file
from planact.sandbox.tasks import make_tasks
from planact.store.jsonl import read_jsonl

OBSERVATION = ObservationConfig(style="compact", max_chars=6000)
PROMPTS = Prompts("compact")
TASK = next(
    task for task in make_tasks(0)["test"] if "exact_match" in (task.eval.reference_answers or {})
)
ANSWER = (TASK.eval.reference_answers or {})["exact_match"]
JUDGED = TASK.model_copy(
    update={
        "eval": TaskEval(
            eval_types=("string_match",), reference_answers={"fuzzy_match": ["a long voyage"]}
        )
    }
)

Reply = Callable[[int], str]


class Model:
    """A chat model whose replies are a function of the number of the call."""

    def __init__(self, reply: Reply) -> None:
        self.name = "prepared"
        self.calls = 0
        self._reply = reply

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: object = None,
    ) -> Completion:
        self.calls += 1
        return Completion(self._reply(self.calls), 10, 2, 0.1)

    async def close(self) -> None: ...


class Stuck(Model):
    """A chat model that never answers."""

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: object = None,
    ) -> Completion:
        await asyncio.Event().wait()
        raise AssertionError("nobody sets the event")


class Broken(Model):
    """An endpoint that fails."""

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: object = None,
    ) -> Completion:
        self.calls += 1
        raise ChatError("the endpoint answered 503")


def agent(model: Model, planner: Model | None = None) -> Agent:
    plans = Planner(planner, PROMPTS, 64, 0.0) if planner else None
    return Agent(Executor(model, PROMPTS, 64, 0.0), plans)


@pytest.fixture(scope="module")
async def sandbox() -> AsyncIterator[SandboxEnvironment]:
    config = EnvConfig(name="sandbox", observation=OBSERVATION, browser=BrowserConfig())
    environment = SandboxEnvironment(config)
    await environment.start()
    yield environment
    await environment.stop()


async def episode(sandbox: SandboxEnvironment, model: Model, **limits: object) -> Episode:
    config = RolloutConfig(**limits)  # type: ignore[arg-type]
    return await run_episode(TASK, sandbox, agent(model), OBSERVATION, config)


async def test_an_exit_with_the_right_answer_scores(sandbox: SandboxEnvironment) -> None:
    replies = ["do(action='Scroll Down')", f"# Note: it says {ANSWER}\nexit(message='{ANSWER}')"]
    ended = await episode(sandbox, Model(lambda call: replies[call - 1]))
    assert (ended.status, ended.stop_reason, ended.score) == ("done", "exit", 1.0)
    assert [taken.action for taken in ended.rounds] == [
        'do(action="Scroll Down")',
        f'exit(message="{ANSWER}")',
    ]
    assert ended.rounds[-1].note == f"it says {ANSWER}"
    assert ended.final_url.startswith(f"__{TASK.sites[0].upper()}__")


async def test_an_episode_keeps_what_any_scorer_needs(sandbox: SandboxEnvironment) -> None:
    replies = ["do(action='Scroll Down')", f"# {ANSWER}\nexit()"]
    ended = await episode(sandbox, Model(lambda call: replies[call - 1]))
    assert ended.evaluation is not None
    evidence = ended.evaluation.evidence
    assert evidence is not None
    assert (ended.score, evidence.answer, evidence.reply) == (0.0, None, replies[1])
    assert evidence.urls == (ended.final_url,)
    assert (await Scorer("release").score(TASK, evidence)).score == 1.0


async def test_a_judge_that_cannot_be_asked_is_an_error_and_no_failure(sandbox) -> None:
    class Unreachable(StrictJudge):
        async def verdict(self, question: Question) -> Verdict:
            raise JudgeError("the judge cannot be asked: HTTP 503")

    config = RolloutConfig()
    judged = SandboxEnvironment(EnvConfig(name="sandbox"), Unreachable())
    judged._server, judged._browser = sandbox._server, sandbox._browser
    judged._launching = sandbox._launching
    said = agent(Model(lambda call: 'exit(message="They sail for weeks.")'))
    ended = await run_episode(JUDGED, judged, said, OBSERVATION, config)
    assert (ended.status, ended.stop_reason) == ("error", "JudgeError")
    assert ended.error == "the judge cannot be asked: HTTP 503"
    assert ended.evaluation is None


async def test_five_unparseable_replies_in_a_row_end_the_episode(sandbox) -> None:
    ended = await episode(sandbox, Model(lambda call: f"hm, {call}"))
    assert (ended.status, ended.stop_reason, len(ended.rounds)) == ("done", "unparseable", 5)
    assert ended.rounds[0].error == (
        'no action found: end the reply with do(action="...") or exit(...)'
    )


async def test_five_identical_replies_in_a_row_end_the_episode(sandbox) -> None:
    ended = await episode(sandbox, Model(lambda call: "do(action='Scroll Down')"))
    assert (ended.stop_reason, len(ended.rounds)) == ("repeats", 5)


async def test_the_last_round_is_the_thirtieth(sandbox) -> None:
    scrolls = ("do(action='Scroll Down')", "do(action='Scroll Up')")
    ended = await episode(sandbox, Model(lambda call: scrolls[call % 2]))
    assert (ended.status, ended.stop_reason, len(ended.rounds)) == ("done", "rounds", 30)
    assert ended.evaluation is not None


async def test_an_element_that_is_not_there_costs_a_round_and_is_told(sandbox) -> None:
    replies = ["do(action='Click', element='9999')", "exit()"]
    ended = await episode(sandbox, Model(lambda call: replies[call - 1]))
    assert "9999" in str(ended.rounds[0].error)
    assert ended.score == 0


async def test_a_rollout_keeps_a_screenshot_of_every_round_if_asked_to(
    sandbox, tmp_path: Path
) -> None:
    replies = ["do(action='Click', element='0')", "hm", "exit()"]
    for screenshots in (False, True):
        folder = tmp_path / str(screenshots)
        folder.mkdir()
        model, config = (
            Model(lambda call: replies[call - 1]),
            RolloutConfig(screenshots=screenshots),
        )
        journal = folder / "episodes.jsonl"
        (ended,) = await rollout(
            [TASK], sandbox, lambda task, model=model: agent(model), OBSERVATION, config, journal
        )
        boxes = [taken.box is not None for taken in ended.rounds]
        assert boxes == [screenshots, False, False]
        there = [screenshot_file(folder, TASK.task_id, number).exists() for number in range(4)]
        assert there == [screenshots, screenshots, screenshots, False]


async def test_no_plan_is_the_agents_failure(sandbox) -> None:
    unplanned = agent(Model(lambda call: "exit()"), planner=Model(lambda call: "no plan"))
    ended = await run_episode(TASK, sandbox, unplanned, OBSERVATION, RolloutConfig())
    assert (ended.status, ended.stop_reason, ended.rounds) == ("failed", "no plan", ())


async def test_a_model_that_cannot_be_reached_is_an_error(sandbox) -> None:
    ended = await episode(sandbox, Broken(lambda call: ""))
    assert (ended.status, ended.error) == ("error", "the endpoint answered 503")


async def test_a_round_that_takes_too_long_is_an_error(sandbox) -> None:
    ended = await episode(sandbox, Stuck(lambda call: ""), round_seconds=1.0)
    assert (ended.status, ended.stop_reason) == ("error", "time-out")


async def test_what_fails_after_the_score_leaves_none(
    sandbox: SandboxEnvironment, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = Session.close

    async def close_and_fail(session: Session) -> None:
        await close(session)
        raise BrowserError("the session cannot be closed")

    monkeypatch.setattr(Session, "close", close_and_fail)
    ended = await episode(sandbox, Model(lambda call: f"exit(message='{ANSWER}')"))
    assert (ended.status, ended.error) == ("error", "the session cannot be closed")
    assert (ended.evaluation, ended.score) == (None, 0.0)


async def test_a_watcher_sees_plans_and_rounds_as_they_happen(sandbox) -> None:
    seen: list[str] = []
    watch = Watch(lambda plan: seen.append(plan.text), lambda taken: seen.append(taken.reply))
    planned = agent(Model(lambda call: "exit()"), planner=Model(lambda call: PLAN))
    await run_episode(TASK, sandbox, planned, OBSERVATION, RolloutConfig(), watch)
    assert seen == [PLAN, "exit()"]


PLAN = "## Step 1\nReasoning: a\nStep: b"


async def test_plans_made_on_the_way_are_recorded_with_their_rounds(sandbox) -> None:
    seen: list[int] = []
    watch = Watch(lambda plan: seen.append(plan.round), lambda taken: None)
    actions = ["do(action='Scroll Down')", "do(action='Scroll Up')", "exit()"]
    planning = agent(Model(lambda call: actions[call - 1]), planner=Model(lambda call: PLAN))
    planning.replanning = POLICIES[ReplanWhen.every_round]
    ended = await run_episode(TASK, sandbox, planning, OBSERVATION, RolloutConfig(), watch)
    assert [made.round for made in ended.plans] == seen == [0, 1, 2]
    assert len(ended.rounds) == 3


async def test_a_replan_that_cannot_be_read_does_not_end_the_episode(sandbox) -> None:
    actions = ["do(action='Scroll Down')", "exit()"]
    planner = Model(lambda call: PLAN if call == 1 else "no plan")
    planning = agent(Model(lambda call: actions[call - 1]), planner=planner)
    planning.replanning = POLICIES[ReplanWhen.every_round]
    ended = await run_episode(TASK, sandbox, planning, OBSERVATION, RolloutConfig())
    assert (ended.status, ended.stop_reason) == ("done", "exit")
    assert [made.error is None for made in ended.plans] == [True, False, False, False]


async def run(sandbox: SandboxEnvironment, model: Model, journal: Path) -> list[Episode]:
    tasks = make_tasks(0)["test"][:4]
    config = RolloutConfig(concurrency=2)
    return await rollout(tasks, sandbox, lambda task: agent(model), OBSERVATION, config, journal)


async def test_a_resumed_rollout_runs_only_what_is_missing(sandbox, tmp_path: Path) -> None:
    journal = tmp_path / "episodes.jsonl"
    first = await run(sandbox, Model(lambda call: "exit()"), journal)
    lines = journal.read_bytes().splitlines(keepends=True)
    # What a kill leaves: two whole lines and a torn one.
    journal.write_bytes(lines[2] + lines[0] + lines[1][: len(lines[1]) // 2])
    model = Model(lambda call: "exit()")
    second = await run(sandbox, model, journal)
    assert model.calls == 2
    assert [e.task_id for e in second] == [e.task_id for e in first]
    assert read_jsonl(journal, Episode) == second


async def test_an_error_is_tried_again_now_and_when_resumed(sandbox, tmp_path: Path) -> None:
    journal = tmp_path / "episodes.jsonl"
    broken = Broken(lambda call: "")
    episodes = await run(sandbox, broken, journal)
    assert broken.calls == 4 * 3
    assert {(e.status, e.attempts) for e in episodes} == {("error", 3)}
    mended = await run(sandbox, Model(lambda call: "exit()"), journal)
    assert {e.status for e in mended} == {"done"}
