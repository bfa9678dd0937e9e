from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from planact.sandbox.app import create_app
from planact.sandbox.state import EpisodeStates
from tests.sandbox.crawl import crawl

ROOT = "/gitlab"
WAYMARK = f"{ROOT}/northern-trails/waymark"  # The account is a maintainer here,
TIDEWATCH = f"{ROOT}/harbor-tools/tidewatch"  # a stranger here,
PLATEN = f"{ROOT}/slow-machines/platen"  # a developer here,
SPARE_KEYS = f"{ROOT}/rowan.estrada/spare-keys"  # and the owner of this private project.


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(EpisodeStates(0))) as client:
        yield client


def shown(html: str) -> str:
    """What a person reads: the text without markup, white space collapsed."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def text_of(html: str, identity: str) -> str:
    """The text of the element with the id."""
    found = re.search(rf'id="{identity}"[^>]*>(.*?)</', html, re.S)
    return " ".join(found[1].split()) if found else ""


def threads(html: str) -> list[str]:
    """Titles of the listed issues or merge requests, in order."""
    return re.findall(r'<article class="row">\s*<a href="[^"]+">([^<]+)</a>', html)


def projects(html: str) -> list[str]:
    """Names of the listed projects with their owners, in order."""
    return re.findall(r"<a href=\"[^\"]+\">([^<]+ / [^<]+)</a>", html)


@pytest.mark.parametrize(
    "start",
    ["harbor-tools", "rowan.estrada", "dashboard/issues", "dashboard/merge_requests", "explore"],
)
def test_every_link_leads_to_a_page(client: TestClient, start: str) -> None:
    pages = crawl(client, f"{ROOT}/{start}")
    assert {path for path, (status, _) in pages.items() if status != 200} == set()
    assert len(pages) > 3


def test_every_control_of_a_form_has_a_label(client: TestClient) -> None:
    forms = ("issues", "issues/new", "merge_requests", "merge_requests/new", "commits", "settings")
    pages = [f"{WAYMARK}/-/{form}" for form in (*forms, "members/invite", "forks/new")]
    for path in (*pages, f"{ROOT}/explore", f"{ROOT}/projects/new", f"{ROOT}/settings/profile"):
        html = client.get(path).text
        fields = re.findall(r'<(?:input|select|textarea) (?![^>]*type="hidden")[^>]+>', html)
        assert len(fields) > 1
        for field in fields:
            identity = re.search(r'id="([^"]+)"', field)
            labelled = identity and f'<label for="{identity[1]}">' in html
            assert labelled or "aria-label=" in field, (path, field)


@pytest.mark.parametrize(
    "path",
    [
        "nobody",
        "harbor-tools/none",
        "harbor-tools/tidewatch/-/issues/999",
        f"harbor-tools/tidewatch/-/issues/{'9' * 40}",
        "harbor-tools/tidewatch/-/issues/one",
        "harbor-tools/tidewatch/-/issues?state=odd",
        "harbor-tools/tidewatch/-/issues?sort=odd",
        "harbor-tools/tidewatch/-/issues?page=99",
        "harbor-tools/tidewatch/-/commits?page=two",
        "harbor-tools/tidewatch/-/commit/none",
        "harbor-tools/tidewatch/-/blob/none",
        "explore?topic=odd",
        "harbor-tools/tidewatch/-/settings",
        "harbor-tools/tidewatch/-/members/invite",
        "harbor-tools/tidewatch/-/merge_requests/new",
    ],
)
def test_what_is_not_there_for_the_visitor_is_a_404(client: TestClient, path: str) -> None:
    assert client.get(f"{ROOT}/{path}").status_code == 404


def test_a_form_with_empty_fields_leads_to_the_shortest_address(client: TestClient) -> None:
    sent = f"{WAYMARK}/-/issues?state=open&author=&assignee=&label=bug&search=&sort=newest&page=1"
    assert str(client.get(sent).url).endswith("/waymark/-/issues?label=bug")
    switched = f"{WAYMARK}/-/issues?label=bug&state=closed&odd=1"
    assert str(client.get(switched).url).endswith("/waymark/-/issues?state=closed&label=bug")


def test_the_search_finds_projects_by_name_alone(client: TestClient) -> None:
    def found(words: str) -> list[str]:
        return projects(client.get(f"{ROOT}/search", params={"q": words}).text)

    assert found("tideWATCH") == ["Harbor Tools / Tidewatch"]
    assert found("o r k") != []
    assert found("Tidewatch issues") == found("tide tables") == found("%") == found("") == []
    assert client.get(f"{ROOT}/search", params={"q": "a " * 3000}).status_code == 200


def test_projects_are_filtered_and_sorted(client: TestClient) -> None:
    html = client.get(f"{ROOT}/explore?topic=maps&sort=stars").text
    stars = [int(number) for number in re.findall(r"</td><td>(\d+)</td><td>\d+</td>", html)]
    assert len(stars) == 6
    assert stars == sorted(stars, reverse=True)
    assert projects(client.get(f"{ROOT}/?name=fieldn").text) == ["Rowan Estrada / Fieldnotes"]


def test_starring_counts_and_can_be_taken_back(client: TestClient) -> None:
    before = text_of(client.get(WAYMARK).text, "star")
    stars = int(before.removeprefix("Star (").removesuffix(")"))
    assert text_of(client.post(f"{WAYMARK}/star").text, "star") == f"Unstar ({stars + 1})"
    assert "Northern Trails / Waymark" in projects(client.get(f"{ROOT}/starred").text)
    assert text_of(client.post(f"{WAYMARK}/star").text, "star") == before


def test_commits_are_filtered_by_author_and_days(client: TestClient) -> None:
    everything = client.get(f"{WAYMARK}/-/commits").text
    author = re.findall(r'<option value="([a-z.]+)">', everything)[0]
    html = client.get(
        f"{WAYMARK}/-/commits",
        params={"author": author, "since": "2025-03-01", "until": "2025-05-31"},
    ).text
    rows = re.findall(r"<tr><td>[^<]+</td><td>([^<]+)</td><td>(\w+) \d+, 2025", html)
    assert {name.lower().replace(" ", ".") for name, _ in rows} == {author}
    assert {month for _, month in rows} <= {"March", "April", "May"}
    assert text_of(html, "count") == f"Commits 1 to {len(rows)} of {len(rows)}"


def test_a_day_in_another_form_is_explained(client: TestClient) -> None:
    answer = client.get(f"{WAYMARK}/-/commits", params={"since": "May 1, 2025"})
    assert answer.status_code == 422
    assert "Enter days as YYYY-MM-DD." in answer.text


def test_the_tabs_of_a_list_count_what_the_filter_leaves(client: TestClient) -> None:
    html = client.get(f"{WAYMARK}/-/issues?state=all&label=bug").text
    counts = {
        tab: int(number) for tab, number in re.findall(r">(Open|Closed|All) \((\d+)\)</a>", html)
    }
    assert counts["Open"] + counts["Closed"] == counts["All"] == len(threads(html)) > 0
    titles = threads(client.get(f"{WAYMARK}/-/issues?state=all&sort=title").text)
    assert titles == sorted(titles)


def test_a_new_issue_has_what_was_entered_and_can_be_closed(client: TestClient) -> None:
    form = client.get(f"{TIDEWATCH}/-/issues/new").text
    assignee = re.findall(r'<option value="([a-z.]+)">', form)[0]
    label = re.findall(r'name="label" type="checkbox" value="([^"]+)"', form)[0]
    entered = {"title": "A <b>", "assignee": assignee, "label": label, "due": "2025-07-04"}
    answer = client.post(f"{TIDEWATCH}/-/issues/new", data=entered)
    assert text_of(answer.text, "assignee").lower().replace(" ", ".") == assignee
    assert text_of(answer.text, "labels") == label
    assert text_of(answer.text, "due") == "July 4, 2025"
    assert "<h1>A &lt;b&gt;</h1>" in answer.text
    path = answer.url.path
    assert text_of(client.post(f"{path}/state", data={"state": "Closed"}).text, "state") == "Closed"
    assert text_of(client.post(f"{path}/state", data={"state": "Open"}).text, "state") == "Open"
    assert "Fine!" in client.post(f"{path}/comment", data={"comment": "Fine!"}).text
    assert "A &lt;b&gt;" in threads(client.get(f"{ROOT}/dashboard/issues/created").text)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"title": " "}, "Enter a title."),
        ({"due": "4 July"}, "Enter the due date as YYYY-MM-DD."),
        ({"assignee": "nobody"}, "Only members can be assigned."),
    ],
)
def test_a_faulty_issue_is_not_made(
    client: TestClient, changed: dict[str, str], fault: str
) -> None:
    before = client.get(f"{TIDEWATCH}/-/issues?state=all").text
    answer = client.post(f"{TIDEWATCH}/-/issues/new", data={"title": "Something", **changed})
    assert answer.status_code == 422
    assert fault in answer.text
    assert client.get(f"{TIDEWATCH}/-/issues?state=all").text == before


def test_editing_keeps_what_is_not_changed(client: TestClient) -> None:
    path = f"{WAYMARK}/-/issues/1"
    before = client.get(path).text
    form = client.get(f"{path}/edit").text
    entered = {
        "title": re.findall(r'id="title"[^>]*value="([^"]*)"', form)[0],
        "body": re.findall(r'id="body"[^>]*>([^<]*)<', form)[0],
        "assignee": "rowan.estrada",
        "label": re.findall(r'type="checkbox" value="([^"]+)" checked', form),
        "due": "2025-08-01",
    }
    after = client.post(f"{path}/edit", data=entered).text
    assert text_of(after, "assignee") == "Rowan Estrada"
    assert text_of(after, "due") == "August 1, 2025"
    for kept in ("body", "labels"):
        assert text_of(after, kept) == text_of(before, kept)


def test_strangers_may_comment_but_not_change(client: TestClient) -> None:
    html = client.get(f"{TIDEWATCH}/-/issues?state=all&author=felix.rautenberg").text
    path = re.findall(rf'<a href="({TIDEWATCH}/-/issues/\d+)"', html)[0]
    assert 'id="close"' not in client.get(path).text
    assert client.post(f"{path}/state", data={"state": "Closed"}).status_code == 404
    assert client.get(f"{path}/edit").status_code == 404
    assert "Hello" in client.post(f"{path}/comment", data={"comment": "Hello"}).text


def test_a_branch_is_offered_requested_and_merged(client: TestClient) -> None:
    new = f"{PLATEN}/-/merge_requests/new"
    branch = re.findall(r'<option value="([a-z-]+)">', client.get(new).text)[0]
    made = client.post(new, data={"source": branch, "title": "Please"})
    assert text_of(made.text, "source") == branch
    assert f'"{branch}"' not in client.get(new).text
    path = made.url.path
    merged = client.post(f"{path}/state", data={"state": "Merged"})
    assert text_of(merged.text, "state") == "Merged"
    assert f"Merge branch &#39;{branch}&#39; into" in client.get(f"{PLATEN}/-/commits").text
    assert client.post(f"{path}/state", data={"state": "Open"}).status_code == 404


def test_members_are_invited_by_name_or_user_name(client: TestClient) -> None:
    invite = f"{SPARE_KEYS}/-/members/invite"
    members = client.get(f"{SPARE_KEYS}/-/members").text
    people = ["Ilse Bramwell", "Tobias Quayle", "Anouk Ferreby", "Desmond Okoye", "Marit Solvang"]
    first, second, *_ = [
        name for name in (*people, "Pilar Ocampo", "Yara Haddadin") if name not in members
    ] + ["Lucian Petrescu", "Hester Vane"]
    by_name = client.post(invite, data={"person": first.upper(), "role": "Guest"})
    assert f"{first} was added as Guest." in by_name.text
    username = second.lower().replace(" ", ".")
    by_username = client.post(invite, data={"person": f"@{username}", "role": "Developer"})
    assert f'data-user="{username}"' in by_username.text
    for person, role, fault in (
        ("Nobody Real", "Guest", "There is nobody of this name."),
        (first, "Guest", f"{first} is a member already."),
        ("Rowan Estrada", "Owner", "Choose a role."),
    ):
        answer = client.post(invite, data={"person": person, "role": role})
        assert answer.status_code == 422
        assert fault in answer.text


def test_a_project_is_made_changed_and_found(client: TestClient) -> None:
    form = {"name": "Tin & Tape", "description": "Odds", "visibility": "Public", "readme": "on"}
    made = client.post(f"{ROOT}/projects/new", data=form)
    assert made.url.path == f"{ROOT}/rowan.estrada/tin-tape"
    assert text_of(made.text, "visibility") == "Public"
    assert "README.md" in made.text
    changed = {"name": "Tin", "description": "Ends", "visibility": "Private"}
    client.post(f"{made.url.path}/-/settings", data=changed)
    html = client.get(made.url.path).text
    assert (text_of(html, "visibility"), text_of(html, "description")) == ("Private", "Ends")
    again = client.post(f"{ROOT}/projects/new", data=form)
    assert "You already have a project of this name." in again.text


def test_a_fork_copies_the_repository(client: TestClient) -> None:
    fork = client.post(f"{TIDEWATCH}/-/forks/new", data={"visibility": "Internal"})
    assert fork.url.path == f"{ROOT}/rowan.estrada/tidewatch"
    assert text_of(fork.text, "origin") == "Forked from Harbor Tools / Tidewatch"
    commits = re.findall(r"(\d+) commits, (\d+) branches", client.get(TIDEWATCH).text)
    assert re.findall(r"(\d+) commits, (\d+) branches", fork.text) == commits
    twice = client.post(f"{TIDEWATCH}/-/forks/new", data={"visibility": "Internal"})
    assert "You already have a project of this name." in twice.text


def test_the_status_is_set_in_the_settings_of_the_profile(client: TestClient) -> None:
    profile = {"status": "Asleep", "name": "Rowan Estrada", "job": "", "location": "", "bio": ""}
    client.post(f"{ROOT}/settings/profile", data=profile)
    html = client.get(f"{ROOT}/rowan.estrada").text
    assert text_of(html, "status") == "Asleep"
    refused = client.post(f"{ROOT}/settings/profile", data={**profile, "name": "Orla Finnerty"})
    assert "Enter a name that nobody else has." in refused.text


def test_visitors_who_are_not_signed_in_see_public_projects_alone(client: TestClient) -> None:
    client.get(f"{ROOT}/logout")
    assert client.get(TIDEWATCH).url.path == TIDEWATCH
    for path in (f"{ROOT}/", SPARE_KEYS, f"{ROOT}/dashboard/issues", f"{TIDEWATCH}/-/issues/new"):
        assert client.get(path).url.path == f"{ROOT}/login"
    assert client.post(f"{TIDEWATCH}/star").url.path == f"{ROOT}/login"
    assert client.get(f"{ROOT}/search?q=Spare").text.count("Spare Keys") == 0


@pytest.mark.parametrize(
    "path",
    [
        f"{ROOT}/projects/new",
        f"{ROOT}/settings/profile",
        f"{WAYMARK}/-/settings",
        f"{WAYMARK}/-/members/invite",
        f"{WAYMARK}/-/issues/new",
        f"{WAYMARK}/-/issues/1/edit",
        f"{WAYMARK}/-/issues/1/state",
        f"{WAYMARK}/-/issues/1/comment",
        f"{WAYMARK}/-/merge_requests/new",
        f"{WAYMARK}/-/merge_requests/1/edit",
        f"{WAYMARK}/-/merge_requests/1/state",
        f"{WAYMARK}/-/merge_requests/1/comment",
        f"{WAYMARK}/-/forks/new",
    ],
)
def test_an_empty_form_is_refused(client: TestClient, path: str) -> None:
    assert client.post(path, data={}).status_code < 500
