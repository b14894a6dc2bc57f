"""A recruitment system with a key, and a school that has allowed it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb.ats.models import AtsClient
from teachpb.schools.models import School
from tests.factories.ats import AtsClientFactory, AtsKeyFactory, AtsPermissionFactory, vacancy_fields
from tests.factories.schools import SchoolFactory
from tests.support.client import Page, StrictClient
from tests.support.time import FrozenClock

KEY = "5" * 40
URN = 123_456
VACANCIES = "/ats-api/v1/vacancies"


class System:
    """A recruitment system at work: sends JSON with its key."""

    def __init__(self, http: StrictClient, key: str = KEY) -> None:
        self.http, self.key = http, key

    def ask(self, method: str, path: str = "", status: int = 200, json: Any = None, **headers: str) -> Page:
        sent = {"X-Api-Key": self.key, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return self.http._open(method, f"{VACANCIES}{path}", status, json=json, headers=sent)

    def get(self, path: str = "", status: int = 200) -> Any:
        return self.ask("GET", path, status).json

    def post(self, status: int = 201, *, key: str = "", **fields: Any) -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        return self.ask("POST", "", status, {"vacancy": vacancy_fields(URN, **fields)}, **headers).json

    def put(self, advert_id: str, status: int = 200, **fields: Any) -> Any:
        return self.ask("PUT", f"/{advert_id}", status, {"vacancy": vacancy_fields(URN, **fields)}).json

    def patch(self, advert_id: str, status: int = 200, **fields: Any) -> Any:
        return self.ask("PATCH", f"/{advert_id}", status, {"vacancy": fields}).json


@pytest.fixture
def school(session: Session) -> School:
    return SchoolFactory(urn=URN, name="Riverside School")


@pytest.fixture
def vendor(session: Session, school: School, frozen: FrozenClock) -> AtsClient:
    client = AtsClientFactory(name="Fenland Recruit")
    AtsKeyFactory(client=client, text=KEY)
    AtsPermissionFactory(client=client, organisation=school)
    return client


@pytest.fixture
def system(client: StrictClient, vendor: AtsClient) -> System:
    return System(client)


@pytest.fixture
def rival(client: StrictClient, school: School, frozen: FrozenClock) -> System:
    """Another vendor, whom the same school has allowed."""
    other = AtsClientFactory(name="Rival Recruit")
    AtsKeyFactory(client=other, text="6" * 40)
    AtsPermissionFactory(client=other, organisation=school)
    return System(client, "6" * 40)
