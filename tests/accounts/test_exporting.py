"""A person gets everything kept about them, and nobody else does."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from teachpb.accounts.exporting import LEFT_OUT, is_person, tables_of_people
from teachpb.accounts.models import DataExport, User
from teachpb.applications.models import ApplicationState
from teachpb.audit.models import AuditEntry
from teachpb.db import Model
from teachpb.references.models import ReferenceState
from tests.factories.accounts import UserFactory
from tests.factories.alerts import AlertFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.references import DisclosureFactory, ReferenceFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

PASSWORD = "lantern otter gravel"
JOB = "accounts.make_exports"
Run = Callable[[str], object]


@pytest.fixture
def grace(session: Session, frozen: FrozenClock) -> User:
    user: User = UserFactory(full_name="Grace Fenn", password=PASSWORD)
    return user


def opened(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: json.loads(archive.read(name)) if name.endswith(".json") else archive.read(name)
            for name in archive.namelist()
        }


def ready(client: StrictClient, user: User, run_job: Run) -> None:
    client.sign_in(user)
    client.post("/account/data")
    run_job(JOB)


def download(client: StrictClient) -> dict[str, Any]:
    page = client.post("/account/data/download", {"current_password": PASSWORD}, status=200)
    return opened(page.response.data)


class TestWhatIsInIt:
    def test_everything_of_a_candidate(self, client: StrictClient, session: Session, grace: User, run_job: Run) -> None:
        application = ApplicationFactory(
            candidate=grace, state=ApplicationState.interviewing, statement="Only mine", support_needs="A ramp"
        )
        application.events[-1].note, application.events[-1].message = "Shy", "See you on Monday"
        other = ApplicationFactory(vacancy=application.vacancy, statement="Somebody else’s")
        ReferenceFactory(application=application, state=ReferenceState.received, referee_id=None, is_shared=False)
        ReferenceFactory(application=application, state=ReferenceState.received, referee_id=None, name="Open Ola")
        DisclosureFactory(application=application)
        ready(client, grace, run_job)
        found = download(client)
        assert found["account.json"][0]["email"] == grace.email
        assert "password_hash" not in found["account.json"][0]
        (kept,) = found["applications.json"]
        assert (kept["statement"], kept["support_needs"]) == ("Only mine", "A ramp")
        parts = found["application_parts.json"]
        assert parts["application_referees"][0]["name"] == "Alan Headteacher"
        assert parts["events"][-1]["message"] == "See you on Monday"
        confidential, shared = found["papers.json"]["references"]
        assert confidential["answers"] is None
        assert shared["answers"]["anything_else"]
        assert found["papers.json"]["self_disclosures"][0]["answers"]
        assert found["user_sessions.json"][0]["method"] == "password"
        assert found[f"application-{application.id}.pdf"].startswith(b"%PDF")
        whole = json.dumps({name: value for name, value in found.items() if name.endswith(".json")})
        for foreign in (other.statement, other.email, "Shy", "key_hash", "session_token"):
            assert foreign not in whole

    def test_alerts_with_what_they_look_for_also_those_from_before_the_account(
        self, client: StrictClient, session: Session, grace: User, run_job: Run
    ) -> None:
        AlertFactory(user=grace, email=grace.email, query={"keyword": ["phonics"]})
        AlertFactory(email=grace.email, query={"keyword": ["woodwind"]})
        AlertFactory(email="somebody@example.org", query={"keyword": ["trampoline"]})
        ready(client, grace, run_job)
        found = download(client)["alerts.json"]
        assert [each["search"] for each in found] == [{"keyword": ["woodwind"]}, {"keyword": ["phonics"]}]
        assert "secret" not in json.dumps(found)

    def test_every_table_that_knows_a_person_is_exported_or_left_out_on_purpose(self) -> None:
        """A column called “…_by_id” says who did something for an organisation: that is the organisation’s record."""
        covered = {(table.name, column.name) for table, column in tables_of_people()}
        unknown = [
            f"{table.name}.{column.name}"
            for table in Model.metadata.tables.values()
            for column in table.columns
            if is_person(column)
            and (table.name, column.name) not in covered
            and table.name not in LEFT_OUT
            and f"{table.name}.{column.name}" not in LEFT_OUT
            and not column.name.endswith("_by_id")
        ]
        assert unknown == [], "Export them (accounts.exporting), or say in LEFT_OUT why not"
        assert all(reason for reason in LEFT_OUT.values())


class TestGettingIt:
    def test_asked_made_told_and_fetched(
        self, client: StrictClient, session: Session, grace: User, run_job: Run, outbox: Any
    ) -> None:
        client.sign_in(grace)
        for _ in range(2):
            client.post("/account/data")
        assert "putting your copy together" in client.get("/account/data").text
        for _ in range(2):
            run_job(JOB)
        (mail,) = outbox()
        assert (mail.to, mail.subject) == (grace.email, "Your data is ready")
        assert session.query(DataExport).count() == 1
        (stored,) = session.scalars(text("SELECT archive FROM data_exports"))
        assert stored.startswith("sealed:")
        assert "account.json" in download(client)
        verbs = session.scalars(select(AuditEntry.verb).where(AuditEntry.actor_id == grace.id)).all()
        assert verbs[-2:] == ["data_asked", "data_downloaded"]

    @pytest.mark.parametrize(("password", "error"), [("", "Enter your password"), ("wrong", "This is not it")])
    def test_not_without_the_password(
        self, client: StrictClient, grace: User, run_job: Run, password: str, error: str
    ) -> None:
        ready(client, grace, run_job)
        page = client.post("/account/data/download", {"current_password": password}, status=200)
        assert page.is_html
        assert any(error in each for each in page.errors)

    @pytest.mark.parametrize(("minutes", "is_given"), [(14, True), (16, False)])
    def test_without_a_password_one_has_to_have_signed_in_lately(
        self, client: StrictClient, session: Session, frozen: FrozenClock, run_job: Run, minutes: int, is_given: bool
    ) -> None:
        user = UserFactory()
        ready(client, user, run_job)
        frozen.advance(timedelta(minutes=minutes))
        page = client.post("/account/data/download", status=200)
        assert page.is_html is not is_given
        assert bool(page.errors) is not is_given

    @pytest.mark.parametrize(("age", "is_there"), [(timedelta(days=7, seconds=-1), True), (timedelta(days=7), False)])
    def test_kept_for_a_week(
        self,
        client: StrictClient,
        session: Session,
        grace: User,
        frozen: FrozenClock,
        run_job: Run,
        age: timedelta,
        is_there: bool,
    ) -> None:
        ready(client, grace, run_job)
        frozen.advance(age)
        client.sign_in(grace)
        status = 200 if is_there else 302
        client.post("/account/data/download", {"current_password": PASSWORD}, status=status)
        run_job(JOB)
        assert bool(session.query(DataExport).count()) is is_there

    def test_nobody_gets_somebody_elses(
        self, client: StrictClient, session: Session, grace: User, run_job: Run
    ) -> None:
        ready(client, grace, run_job)
        client.sign_in(UserFactory(password=PASSWORD))
        assert "ready" not in client.get("/account/data").text
        client.post("/account/data/download", {"current_password": PASSWORD}, status=302)
        client.sign_in(None)
        client.get("/account/data", status=302)

    def test_the_account_is_closed_before_it_is_made(
        self, client: StrictClient, session: Session, grace: User, run_job: Run, outbox: Any
    ) -> None:
        client.sign_in(grace)
        client.post("/account/data")
        client.submit("/account/close", current_password=PASSWORD)
        run_job(JOB)
        assert [mail.subject for mail in outbox()] == ["Your account is closed"]
