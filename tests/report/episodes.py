"""Episodes for the tests of the reports."""

from __future__ import annotations

from planact.core.task import Task
from planact.core.trajectory import Episode, Evaluation, PlanMade, Round, Status, Usage


def episode(
    task_id: int,
    *,
    sites: tuple[str, ...] = ("shopping",),
    score: float | None = 1.0,
    rounds: int = 2,
    status: Status = "done",
    error: str | None = None,
    intent: str = "How much is the kettle?",
) -> Episode:
    """An episode with that many rounds of 10 + 2 tokens, and a plan of 5 + 7."""
    taken = Round(
        observation="<h1>Home</h1>",
        reply='do(action="Wait")',
        action='do(action="Wait")',
        usage=Usage(prompt_tokens=10, completion_tokens=2),
    )
    plan = PlanMade(round=0, text="## Step 1", usage=Usage(prompt_tokens=5, completion_tokens=7))
    return Episode(
        task_id=task_id,
        template_id=100,
        intent=intent,
        sites=sites,
        rounds=(taken,) * rounds,
        answer="$12",
        status=status,
        stop_reason="exit" if status != "error" else "BrowserError",
        plans=(plan,),
        evaluation=Evaluation(score=score, scorer="vab") if score is not None else None,
        error=error,
        seconds=1.5,
    )


def task(task_id: int, **extra: object) -> Task:
    """A task of that number that asks nothing."""
    return Task.model_validate(
        {
            "task_id": task_id,
            "sites": ["shopping"],
            "start_url": "__SHOPPING__/",
            "intent": "How much is the kettle?",
            "intent_template_id": 100,
            "eval": {"eval_types": ["string_match"]},
            **extra,
        }
    )
