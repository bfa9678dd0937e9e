"""A demonstrator that errs: when, how, and what becomes of it. No browser."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest

from planact.browser.elements import Element
from planact.browser.observation import Observation
from planact.browser.session import Place
from planact.core.action import Action, ActionKind
from planact.envs.erring import ErringAgent
from planact.envs.oracle import LostError, OracleAgent
from planact.sandbox.oracle import Script, answer, click, fill, search, select, step

SCRIPT: Script = (
    step("Find it", "It is asked for.", search("#q", "oak desk"), click("#first")),
    step(
        "Order it",
        "It is asked for.",
        fill("#number", "3"),
        select("#color", "red"),
        click("#buy"),
        answer("$12"),
    ),
)
TARGETS = {"#q": "1", "#first": "2", "#number": "3", "#color": "4", "#buy": "5"}
ELEMENTS = (
    *(Element(id, css, (ActionKind.CLICK, ActionKind.TYPE)) for css, id in TARGETS.items()),
    Element("6", "Help", (ActionKind.CLICK,)),
    Element("7", "", (ActionKind.CLICK,)),
    Element("8", "Picture", (ActionKind.HOVER,)),
)
OPTIONS = {"4": ("red", "green", "blue")}


@dataclass
class Site:
    """A site on which every target is there, until the page called ``lost`` is reached."""

    url: str = "/0"
    acted: list[Action] = field(default_factory=list)

    def page(self) -> Observation:
        elements = tuple(
            Element(one.id, one.label, one.kinds, OPTIONS.get(one.id, ())) for one in ELEMENTS
        )
        labels = {one.id: one.label for one in elements}
        return Observation("", self.url, "", labels, 1, 0.0, elements)

    async def find(self, css: str) -> Place:
        gone = self.url == "/lost" or css not in TARGETS
        return Place(None, None) if gone else Place(TARGETS[css], "here")


async def play(agent: OracleAgent, site: Site | None = None, most: int = 60) -> list[Action]:
    """The agent's actions up to its exit; clicks on what no script names lead astray."""
    site = site or Site()
    while len(site.acted) < most:
        action = await agent.reply(site.page(), site)  # type: ignore[arg-type]
        site.acted.append(action)
        if action.kind is ActionKind.EXIT:
            break
        if action.kind in (ActionKind.GO_BACKWARD, ActionKind.GO_FORWARD):
            site.url = "/0"
        elif action.element == "6":
            site.url = "/lost"
    return site.acted


def calls(actions: list[Action]) -> list[str]:
    return [action.call() for action in actions]


async def by_the_script() -> list[str]:
    return calls(await play(OracleAgent(SCRIPT)))


class Fixed(Random):
    """Chance that always turns up the given numbers, and of several things the one at an index."""

    def __init__(self, numbers: list[float], chosen: int = -1) -> None:
        super().__init__(0)
        self._numbers, self._chosen = numbers, chosen

    def random(self) -> float:
        return self._numbers.pop(0) if self._numbers else RIGHT

    def choice(self, of: Any) -> Any:
        return of[self._chosen]


RIGHT, ERRS, NOTICES, DOES_NOT = 0.99, 0.0, 0.0, 0.9


async def test_without_mistakes_it_follows_its_script() -> None:
    assert calls(await play(ErringAgent(SCRIPT, 0.0, Random(0)))) == await by_the_script()


async def test_the_same_chance_makes_the_same_mistakes() -> None:
    for seed in range(20):
        one = await play(ErringAgent(SCRIPT, 0.3, Random(seed)))
        other = await play(ErringAgent(SCRIPT, 0.3, Random(seed)))
        assert one == other


async def test_every_episode_comes_to_an_end_some_well_and_some_not() -> None:
    right = await by_the_script()
    ends: Counter[str] = Counter()
    for seed in range(300):
        actions = await play(ErringAgent(SCRIPT, 0.2, Random(seed)))
        assert actions[-1].kind is ActionKind.EXIT
        ends["unharmed" if calls(actions) == right else actions[-1].call()] += 1
    assert ends["unharmed"] > 30
    assert ends['exit(message="N/A")'] > 30
    assert ends['exit(message="$12")'] > 30
    assert len(ends) > 5


async def test_a_wrong_text_that_it_notices_is_entered_again() -> None:
    actions = calls(await play(ErringAgent(SCRIPT, 0.5, Fixed([ERRS, NOTICES]))))
    wrong, *rest = actions
    assert wrong == 'do(action="Search", argument="oak", element="1")'
    assert rest == await by_the_script()


async def test_a_wrong_text_that_it_does_not_notice_stays_and_makes_its_answer_wrong() -> None:
    actions = calls(await play(ErringAgent(SCRIPT, 0.5, Fixed([ERRS, DOES_NOT]))))
    assert actions[0] == 'do(action="Search", argument="oak", element="1")'
    *rest, said = actions[1:]
    *right, known = (await by_the_script())[1:]
    assert rest == right
    assert said.startswith('exit(message="$')
    assert said != known


async def test_a_slip_that_is_noticed_makes_no_earlier_one_good() -> None:
    chance = Fixed([ERRS, DOES_NOT, ERRS, NOTICES])
    actions = await play(ErringAgent(SCRIPT, 0.5, chance))
    assert actions[-1].argument not in ("$12", None)


async def test_another_option_is_chosen_for_the_right_one() -> None:
    chance = Fixed([RIGHT] * 3 + [ERRS, DOES_NOT])
    actions = await play(ErringAgent(SCRIPT, 0.5, chance))
    assert (actions[3].kind, actions[3].argument) == (ActionKind.SELECT, "blue")


async def test_a_wrong_click_that_it_notices_is_taken_back() -> None:
    actions = await play(ErringAgent(SCRIPT, 0.5, Fixed([RIGHT, ERRS, NOTICES])))
    right = await by_the_script()
    help_, back = 'do(action="Click", element="6")', 'do(action="Go Backward")'
    assert calls(actions) == [right[0], help_, back, *right[1:]]
    assert actions[1].comments == ("Element: Help",)


async def test_a_wrong_click_that_it_does_not_notice_leads_where_it_must_give_up() -> None:
    actions = calls(await play(ErringAgent(SCRIPT, 0.5, Fixed([RIGHT, ERRS, DOES_NOT]))))
    assert actions[1:] == ['do(action="Click", element="6")', 'exit(message="N/A")']


async def test_it_goes_back_and_gives_up_too() -> None:
    back = calls(await play(ErringAgent(SCRIPT, 0.5, Fixed([RIGHT, ERRS, DOES_NOT], chosen=0))))
    right = await by_the_script()
    assert back == [right[0], 'do(action="Go Backward")', *right[1:]]
    gone = calls(await play(ErringAgent(SCRIPT, 0.5, Fixed([RIGHT, ERRS], chosen=1))))
    assert gone == [right[0], 'exit(message="N/A")']


async def test_a_wrong_answer_is_another_number() -> None:
    actions = await play(ErringAgent(SCRIPT, 0.5, Fixed([RIGHT] * 5 + [ERRS])))
    assert actions[-1].argument not in ("$12", None)
    assert str(actions[-1].argument).startswith("$")


async def test_giving_up_is_never_right_by_accident() -> None:
    impossible = (step("Answer 'N/A'", "There is none.", click("#first"), answer("N/A")),)
    actions = calls(await play(ErringAgent(impossible, 0.5, Fixed([ERRS], chosen=1))))
    assert actions == ["exit()"]


async def test_a_script_that_does_not_fit_the_site_is_no_mistake_of_its_own() -> None:
    with pytest.raises(LostError, match="#q"):
        await play(ErringAgent(SCRIPT, 0.0, Random(0)), Site(url="/lost"))
