"""Signing in and out, on every site that has accounts."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from planact.sandbox.app import create_app
from planact.sandbox.signing import required_user
from planact.sandbox.site import Site
from planact.sandbox.sites import SITES
from planact.sandbox.state import EpisodeStates

WITH_ACCOUNTS = [site for site in SITES.values() if site.accounts]
every_site = pytest.mark.parametrize("site", WITH_ACCOUNTS, ids=lambda site: site.name)


@pytest.fixture
def client() -> TestClient:
    async def whoami(request: Request) -> Response:
        return PlainTextResponse(required_user(request, request.path_params["site"]))

    routes = [Route("/whoami/{site}", whoami, methods=["GET", "POST"])]
    return TestClient(create_app(EpisodeStates(0), routes), follow_redirects=False)


def sign_in(client: TestClient, site: Site, password: str | None = None, **query: str) -> Response:
    account = site.accounts[0]
    form = {"user": account.user, "password": account.password if password is None else password}
    response: Response = client.post(f"/{site.name}/login", data=form, params=query)
    return response


@every_site
def test_the_first_account_is_signed_in_when_an_episode_begins(
    client: TestClient, site: Site
) -> None:
    assert client.get(f"/whoami/{site.name}").text == site.accounts[0].user


@every_site
def test_who_has_signed_out_is_sent_to_the_login_and_back(client: TestClient, site: Site) -> None:
    client.get(f"/{site.name}/logout")
    refused = client.get(f"/whoami/{site.name}?tab=2")
    assert refused.status_code == 303
    assert refused.headers["location"] == f"/{site.name}/login?next=/whoami/{site.name}%3Ftab%3D2"
    assert sign_in(client, site).headers["location"] == f"/{site.name}/"
    assert client.get(f"/whoami/{site.name}").text == site.accounts[0].user


@every_site
def test_after_signing_in_one_goes_on_to_the_page_one_wanted(
    client: TestClient, site: Site
) -> None:
    wanted = f"/{site.name}/some/page?tab=2"
    assert sign_in(client, site, next=wanted).headers["location"] == wanted


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "/"])
@every_site
def test_signing_in_never_leads_away_from_the_site(
    client: TestClient, site: Site, elsewhere: str
) -> None:
    assert sign_in(client, site, next=elsewhere).headers["location"] == f"/{site.name}/"


@pytest.mark.parametrize("password", ["", "wrong"])
@every_site
def test_a_wrong_password_is_refused(client: TestClient, site: Site, password: str) -> None:
    client.get(f"/{site.name}/logout")
    refused = sign_in(client, site, password)
    assert refused.status_code == 422
    assert "password is wrong" in refused.text
    assert client.get(f"/whoami/{site.name}").status_code == 303


def test_a_form_sent_while_signed_out_leads_back_to_the_front_page(client: TestClient) -> None:
    client.get("/reddit/logout")
    assert client.post("/whoami/reddit").headers["location"] == "/reddit/login?next=/reddit/"
