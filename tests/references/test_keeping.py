"""Reading is written down; papers that came another way are kept; open references are the candidate’s to read."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.applications.models import ApplicationState
from teachpb.db import transaction
from teachpb.files import operations as files
from teachpb.references.models import PaperAction, PaperEvent, ReferenceRequest, ReferenceState
from teachpb.schools.models import Role
from tests.factories.applications import ApplicationFactory
from tests.factories.references import ReferenceFactory
from tests.factories.schools import member
from tests.files import samples
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

PDF = samples.pdf()


@pytest.fixture
def received(session: Session, frozen: FrozenClock) -> ReferenceRequest:
    made: ReferenceRequest = ReferenceFactory(state=ReferenceState.received)
    return made


def owner_of(request: ReferenceRequest) -> Any:
    return member(Role.owner, request.application.vacancy.organisation)


def readings(session: Session) -> list[int | None]:
    return list(session.scalars(select(PaperEvent.actor_id).where(PaperEvent.action == PaperAction.read)))


class TestReading:
    def test_nobody_reads_without_being_written_down(
        self, client: StrictClient, session: Session, received: ReferenceRequest, frozen: FrozenClock
    ) -> None:
        owner, recruiter = owner_of(received), member(Role.recruiter, received.application.vacancy.organisation)
        url = f"/hiring/references/{received.id}"
        client.sign_in(owner)
        assert "chess club" not in client.get(url).body
        client.get(f"{url}/pdf", status=404)
        assert readings(session) == []
        for _ in range(2):
            assert "chess club" in client.follow(client.post(f"{url}/open")).text
        assert readings(session) == [owner.id]
        assert client.get(f"{url}/pdf").response.data.startswith(b"%PDF")
        client.sign_in(recruiter)
        assert "chess club" not in client.get(url).body
        client.post(f"{url}/open")
        assert readings(session) == [owner.id, recruiter.id]
        history = client.get(f"/hiring/applications/{received.application_id}/references").text
        assert f"Read, {owner.full_name}" in history
        assert f"Read, {recruiter.full_name}" in history
        client.sign_in(owner)
        frozen.advance(timedelta(minutes=31))
        assert "chess club" not in client.get(url).body

    def test_checked_by_somebody_once(self, client: StrictClient, session: Session, received: ReferenceRequest) -> None:
        client.sign_in(owner_of(received))
        url = f"/hiring/references/{received.id}"
        client.post(f"{url}/open")
        assert client.submit(f"{url}", action=f"{url}/check", status=200).errors == [
            "Select whether the reference is satisfactory"
        ]
        for words in ("Rang the school", "Rang the school twice"):
            client.submit(url, action=f"{url}/check", note=words, is_satisfactory="yes")
        assert received.checked_at is not None
        assert received.check_note == "Rang the school twice"
        actions = session.scalars(select(PaperEvent.action)).all()
        assert actions.count(PaperAction.checked) == 1

    @pytest.mark.parametrize(
        ("state", "is_shared", "status"),
        [
            (ReferenceState.received, True, 200),
            (ReferenceState.received, False, 404),
            (ReferenceState.requested, None, 404),
            (ReferenceState.declined, None, 404),
        ],
    )
    def test_the_candidate_reads_open_ones_only(
        self,
        client: StrictClient,
        session: Session,
        frozen: FrozenClock,
        state: ReferenceState,
        is_shared: bool | None,
        status: int,
    ) -> None:
        request = ReferenceFactory(state=state, is_shared=is_shared)
        client.sign_in(request.application.candidate)
        page = client.get(f"/account/applications/{request.application_id}/references")
        assert request.state.label in page.text
        own = client.get(f"/account/applications/{request.application_id}/references/{request.id}", status=status)
        assert ("chess club" in own.body) is (status == 200)
        foreign = ApplicationFactory(candidate=request.application.candidate, state=ApplicationState.shortlisted)
        client.get(f"/account/applications/{foreign.id}/references/{request.id}", status=404)


class TestAnotherWay:
    def record(self, client: StrictClient, request: ReferenceRequest, status: int = 302, **fields: Any) -> Any:
        return client.post(f"/hiring/references/{request.id}/received", fields, status=status)

    def test_a_file_is_read_once_it_is_clean_and_gone_when_it_is_not(
        self, client: StrictClient, session: Session, frozen: FrozenClock, outbox: Any
    ) -> None:
        request = ReferenceFactory(token="t" * 43)
        client.sign_in(owner_of(request))
        self.record(client, request, note="By post", upload=(BytesIO(PDF), "grace-candidate.pdf"))
        session.expire_all()
        assert request.state is ReferenceState.received_elsewhere
        client.get(f"/references/{'t' * 43}", status=404)
        client.post(f"/hiring/references/{request.id}/open")
        client.get(f"/hiring/references/{request.id}/file", status=404)
        assert request.file is not None
        assert "grace" not in request.file.name
        with transaction():
            files.settle_scan(file_id=request.file.id, verdict=None)
        assert client.get(f"/hiring/references/{request.id}/file").response.data == PDF
        assert "By post" in client.get(f"/hiring/references/{request.id}").text

        self.record(client, request, note="By post", upload=(BytesIO(PDF), "b.pdf"))
        session.expire_all()
        with transaction():
            files.settle_scan(file_id=request.file.id, verdict="Eicar")
        session.expire_all()
        assert request.file is None
        assert outbox()[-1].subject == "An uploaded reference was removed"

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({}, "Say how the reference reached you, and who wrote it"),
            ({"note": "Post", "upload": (BytesIO(b"MZ"), "x.exe")}, "PDF, DOCX or DOC"),
            ({"note": "Post", "upload": (BytesIO(b"no pdf"), "x.pdf")}, "The selected file must be"),
        ],
    )
    def test_what_is_wrong_is_said(
        self, client: StrictClient, session: Session, frozen: FrozenClock, fields: dict[str, Any], sentence: str
    ) -> None:
        request = ReferenceFactory()
        client.sign_in(owner_of(request))
        errors = self.record(client, request, status=200, **fields).errors
        assert any(sentence in error for error in errors), errors
        session.expire_all()
        assert request.state is ReferenceState.requested
