"""Episodes on the sandbox in a real browser: what oracles reach, and what others do not."""

from __future__ import annotations

from planact.envs.oracle import OracleAgent
from planact.envs.sandbox import SandboxEnvironment
from planact.sandbox.tasks import script_for

from .conftest import GivesUp, of_template, play


async def test_episodes_do_not_see_each_others_changes(sandbox: SandboxEnvironment) -> None:
    upvote = of_template(221)
    done = await play(sandbox, upvote, sandbox.demonstrator(upvote), "one")
    idle = await play(sandbox, upvote, GivesUp(), "two")
    again = await play(sandbox, upvote, sandbox.demonstrator(upvote), "one")
    assert (done.score, idle.score, again.score) == (1.0, 0.0, 1.0)


async def test_evidence_names_no_port(sandbox: SandboxEnvironment) -> None:
    task = of_template(209)
    evaluation = await play(sandbox, task, GivesUp(), "evidence")
    assert evaluation.checks[0]["found"] == "__REDDIT__/"


async def test_the_oracle_says_what_it_clicks_and_notes_what_it_read(
    sandbox: SandboxEnvironment,
) -> None:
    task = of_template(208)
    oracle = OracleAgent(script_for(task))
    session = await sandbox.open(task, "comments")
    said = []
    for _ in range(2):
        action = await oracle.reply(await session.observe("compact"), session)
        await session.act(action)
        said.append(action.comments)
    await session.close()
    first = task.instantiation_dict["first"]
    assert said[0] == ("Element: Search Commons",)
    assert said[1][0] == "Element: Search Commons"
    assert said[1][1].startswith(f"Note: {first}: ")


async def test_a_known_plan_tells_what_the_oracle_does_and_not_the_answer(
    sandbox: SandboxEnvironment,
) -> None:
    task = of_template(307)
    script = script_for(task)
    assert [step.step for step in sandbox.plan(task).steps] == [step.step for step in script]
    answer = script[-1].moves[-1].argument
    assert answer
    assert answer not in sandbox.plan(task).render()
