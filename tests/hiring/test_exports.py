"""Files: what is in them, what is not while names are hidden, and that taking them is on record."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.applications.models import ApplicationState
from teachpb.audit.models import AuditEntry
from teachpb.hiring.checklist import CheckKind
from teachpb.hiring.records import RECORD_HEADER
from teachpb.schools.models import Role
from tests.factories.applications import ApplicationFactory
from tests.factories.hiring import OfferFactory, settle
from tests.factories.schools import SchoolFactory, TrustFactory, member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient

_S = ApplicationState


def post(client: StrictClient, vacancy: Any, kind: str, *applications: Any, status: int = 200) -> Any:
    ticked = {"application": [str(each.id) for each in applications]}
    return client.post(f"/hiring/vacancies/{vacancy.id}/exports/{kind}", ticked, status=status)


def rows_of(page: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(page.body.lstrip("\ufeff"))))


@pytest.fixture
def vacancy(session: Session, client: StrictClient) -> Any:
    made = VacancyFactory()
    client.sign_in(member(Role.recruiter, made.organisation))
    return made


class TestApplications:
    def test_the_buttons_stand_under_the_list(self, client: StrictClient, vacancy: Any) -> None:
        ApplicationFactory(vacancy=vacancy)
        page = client.get(f"/hiring/vacancies/{vacancy.id}/applications")
        offered = {button.get_text(strip=True): button.get("formaction") for button in page.select("button")}
        assert str(offered["Download as a spreadsheet"]).endswith("/exports/spreadsheet")
        assert str(offered["Download as PDF files"]).endswith("/exports/papers")

    def test_only_what_is_ticked_and_ones_own(self, client: StrictClient, session: Session, vacancy: Any) -> None:
        ticked, foreign = ApplicationFactory(vacancy=vacancy), ApplicationFactory()
        ApplicationFactory(vacancy=vacancy)
        _header, *rows = rows_of(post(client, vacancy, "spreadsheet", ticked, foreign))
        assert [row[0] for row in rows] == [ticked.full_name]
        assert ticked.email in rows[0]
        post(client, vacancy, "spreadsheet", foreign, status=302)
        post(client, vacancy, "papers", status=302)
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.verb == "spreadsheet_downloaded")).all()
        assert entry.subject_id == vacancy.id and entry.changes["applications"][1] == 1
        assert ticked.full_name not in str(entry.changes)

    def test_no_cell_is_a_formula(self, client: StrictClient, vacancy: Any) -> None:
        bad = ApplicationFactory(vacancy=vacancy, first_name="=cmd|' /C calc'!A0", town="@SUM(A1)")
        _header, row = rows_of(post(client, vacancy, "spreadsheet", bad))
        assert not any(cell.startswith(("=", "@", "+", "-")) for cell in row)

    @pytest.mark.parametrize("kind", ["spreadsheet", "papers"])
    def test_hidden_people_stay_hidden_in_contents_and_names(
        self, client: StrictClient, session: Session, kind: str
    ) -> None:
        vacancy = VacancyFactory(is_anonymised=True)
        hidden = ApplicationFactory(vacancy=vacancy, state=_S.unsuccessful, revealed_at=None)
        client.sign_in(member(Role.owner, vacancy.organisation))
        answer = post(client, vacancy, kind, hidden).response
        secrets = (hidden.last_name, hidden.email, hidden.phone, hidden.postcode, hidden.trn)
        if kind == "papers":
            with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
                (name,) = archive.namelist()
            assert hidden.code in name and hidden.last_name not in name
        else:
            assert hidden.code in answer.text
            assert [word for word in secrets if word in answer.text] == []
        assert hidden.last_name not in str(answer.headers)

    def test_what_was_withdrawn_is_not_told(self, client: StrictClient, vacancy: Any) -> None:
        gone = ApplicationFactory(vacancy=vacancy, state=_S.withdrawn)
        _header, row = rows_of(post(client, vacancy, "spreadsheet", gone))
        assert gone.email not in row and "Withdrawn by the candidate" in row

    def test_namesakes_are_two_files(self, client: StrictClient, vacancy: Any) -> None:
        people = [ApplicationFactory(vacancy=vacancy, first_name="Ann", last_name="Lee") for _ in range(2)]
        answer = post(client, vacancy, "papers", *people).response
        assert answer.mimetype == "application/zip"
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            assert len(set(archive.namelist())) == 2
            assert all(archive.read(name).startswith(b"%PDF-") for name in archive.namelist())


class TestTheRecord:
    def sheet(self, client: StrictClient) -> list[list[Any]]:
        answer = client.post("/hiring/central-record", status=200).response
        book = openpyxl.load_workbook(io.BytesIO(answer.data))
        return [[cell.value for cell in row] for row in book.active.iter_rows()]

    def test_who_was_appointed_with_every_check(self, client: StrictClient, session: Session, vacancy: Any) -> None:
        person = ApplicationFactory(vacancy=vacancy, state=_S.appointed, last_name="=HYPERLINK(1)")
        ApplicationFactory(vacancy=vacancy, state=_S.accepted)
        ApplicationFactory(state=_S.appointed)
        OfferFactory(application=person)
        settle(person, but=(CheckKind.references,))
        page = client.get("/hiring/central-record")
        assert page.text.count(person.first_name) == 1
        header, *rows = self.sheet(client)
        assert tuple(header) == RECORD_HEADER
        (row,) = rows
        found = dict(zip(header, row, strict=True))
        assert found["Name"] == "Grace =HYPERLINK(1)"
        assert found["Identity"] is not None and found["Identity: checked by"] == "Olive Owner"
        assert found["References received"] == "Open"
        assert found["Section 128 direction"] == "Does not apply"
        assert found["Start date"] is not None
        assert session.scalars(select(AuditEntry).where(AuditEntry.verb == "central_record_downloaded")).one()

    def test_a_trust_sees_all_its_schools(self, client: StrictClient, session: Session) -> None:
        trust = TrustFactory()
        schools = [SchoolFactory(trust=trust) for _ in range(2)]
        for school in schools:
            ApplicationFactory(vacancy=VacancyFactory(organisation=school), state=_S.appointed)
        client.sign_in(member(Role.owner, trust))
        assert len(self.sheet(client)) == 3

    def test_nobody_yet(self, client: StrictClient, vacancy: Any) -> None:
        assert "Nobody has been appointed" in client.get("/hiring/central-record").text

    def test_more_people_take_no_more_queries(
        self, client: StrictClient, vacancy: Any, query_count: Callable[[], Any]
    ) -> None:
        def count(more: int) -> int:
            for _ in range(more):
                ApplicationFactory(vacancy=vacancy, state=_S.appointed)
            with query_count() as counter:
                client.get("/hiring/central-record")
            return int(counter.count)

        assert count(2) == count(18)
