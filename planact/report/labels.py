"""Which ability failed: labels of failed episodes, found by rules from their rounds.

The rules read what an episode recorded and know no benchmark. They point a researcher at episodes
to read; one episode may carry several labels, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from planact.core.trajectory import Episode
from planact.report.case import Case, plain


def no_plan(case: Case) -> bool:
    """The planner gave no readable plan, reminders notwithstanding."""
    return case.episode.stop_reason == "no plan"


def plan_names_missing(case: Case) -> bool:
    """A step that was begun names something to act on that the sites did not show.

    Looked for are quoted names after open, press, select, tick, under and the like. What the task's
    own words hold counts as there, and so does what any page of the same sites showed in the run.
    """
    return case.names_missing()


def wrong_element(case: Case) -> bool:
    """The plan was right, and the agent acted on what it does not name, in place of what it does.

    A quoted name in a step that was begun stood on some page and was never acted on, while an
    action was about an element that neither the plan nor the task names. A plan that names what the
    site lacks is not right.
    """
    if plan_names_missing(case):
        return False
    left_alone = case.left_alone(case.steps_begun)
    return any(map(case.was_on_offer, left_alone)) and case.acted_elsewhere()


def skipped_part(case: Case) -> bool:
    """A step that the agent left behind quotes what no action of it was about.

    Where that is because it acted on something else, or because the site lacks it, the labels for
    those say so instead.
    """
    if plan_names_missing(case) or wrong_element(case):
        return False
    return bool(case.left_alone(case.steps_begun[:-1]))


def repeated_action(case: Case) -> bool:
    """The same action was taken again on a page that looked the same, or replies repeated."""
    taken = [(one.observation, one.action) for one in case.episode.rounds if one.action]
    return case.episode.stop_reason == "repeats" or len(set(taken)) < len(taken)


def did_not_recover(case: Case) -> bool:
    """The last action before the end, ``exit`` aside, was refused or failed."""
    actions = [one for one in case.episode.rounds if one.action]
    acted = [one for one in actions if not str(one.action).startswith("exit(")]
    return bool(acted) and acted[-1].error is not None


def gave_up_early(case: Case) -> bool:
    """The agent ended a task itself without what was asked.

    A question was left without an answer, or with ``N/A`` where there is one; or a task that asks
    nothing was ended before any action, or with more of its plan left than the last step.
    """
    if case.episode.stop_reason != "exit" or not case.says_nothing:
        return False
    return bool(case.wrong_answers) or len(case.episode.rounds) <= 1 or case.steps_left > 1


def answered_the_impossible(case: Case) -> bool:
    """Something was answered where the right answer is that the task cannot be done."""
    return case.is_impossible and not case.says_nothing


def answered_too_soon(case: Case) -> bool:
    """A question was answered before a page had shown what the answer should have held.

    Also where a page had shown it, if steps of the plan were left or part of it was skipped.
    """
    missing = case.wrong_answers
    if case.says_nothing or case.is_impossible or not missing:
        return False
    return case.steps_left > 0 or skipped_part(case) or not all(map(case.has_seen, missing))


def wrong_value_read(case: Case) -> bool:
    """The pages had shown all that the answer should have held, and it held something else.

    The whole plan was worked on; where a small number was asked for, it was perhaps not read but
    counted wrongly.
    """
    if case.says_nothing or case.is_impossible:
        return False
    return bool(case.wrong_answers) and not answered_too_soon(case)


def ran_out_of_rounds(case: Case) -> bool:
    """The episode was ended because it had taken all its rounds."""
    return case.episode.stop_reason == "rounds"


def unparseable(case: Case) -> bool:
    """The episode was ended because several replies in a row held no action."""
    return case.episode.stop_reason == "unparseable"


RULES: dict[str, Callable[[Case], bool]] = {
    "no plan": no_plan,
    "plan names what the site lacks": plan_names_missing,
    "right plan, wrong element": wrong_element,
    "skipped part of the plan": skipped_part,
    "repeated action": repeated_action,
    "did not recover after an error": did_not_recover,
    "gave up early": gave_up_early,
    "answered what has no answer": answered_the_impossible,
    "answered too soon": answered_too_soon,
    "wrong value read": wrong_value_read,
    "ran out of rounds": ran_out_of_rounds,
    "unparseable": unparseable,
}
"""Every label with its rule; the rule's docstring says exactly what it looks for."""


def label_run(episodes: Sequence[Episode]) -> dict[int, tuple[str, ...]]:
    """The labels of each episode of a run, by task; none where it succeeded or was an error."""
    shown = _shown_by_site(episodes)
    return {
        one.task_id: _labels(one, " ".join(shown[site] for site in one.sites)) for one in episodes
    }


def labels_of(episode: Episode) -> tuple[str, ...]:
    """The labels of one episode alone; `label_run` knows more of what the site has."""
    return label_run([episode])[episode.task_id]


def count_labels(labels: Iterable[Sequence[str]]) -> dict[str, int]:
    """How many episodes carry each label, in the order of `RULES`; labels of none are left out."""
    flat = [label for of_one in labels for label in of_one]
    return {label: flat.count(label) for label in RULES if label in flat}


def _labels(episode: Episode, shown: str) -> tuple[str, ...]:
    if episode.status == "error" or episode.score == 1:
        return ()
    case = Case(episode, shown)
    return tuple(label for label, applies in RULES.items() if applies(case))


def _shown_by_site(episodes: Sequence[Episode]) -> dict[str, str]:
    """All that the pages of each site's tasks showed, each page once."""
    pages: dict[str, dict[str, None]] = {}
    for episode in episodes:
        for site in episode.sites:
            seen = dict.fromkeys(taken.observation for taken in episode.rounds)
            pages.setdefault(site, {}).update(seen)
    return {site: plain("\n".join(seen)) for site, seen in pages.items()}
