"""Lists of staff and boards, lights, rules, the spreadsheet, kinds, reminders."""

from __future__ import annotations

import io
from datetime import date, time, timedelta
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.cpd.models import Audience, PlaceState
from teachpb.db import DomainError, transaction
from teachpb.schools.models import Role
from teachpb.training import operations, queries
from teachpb.training.models import RequiredTraining, Side, TeamMember, TrainingEntry, TrainingKind
from teachpb.training.policies import Team
from teachpb.training.standing import Light
from teachpb.training.usual import USUAL
from tests.factories.accounts import UserFactory
from tests.factories.attendance import CertificateFactory
from tests.factories.cpd import CourseDateFactory, PlaceFactory
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory, member
from tests.factories.training import EntryFactory, KindFactory, TeamMemberFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock


@pytest.fixture
def school(session: Session, frozen: FrozenClock) -> Any:
    return SchoolFactory()


def needs(organisation: Any, kind: TrainingKind, *roles: Audience) -> None:
    actor = member(Role.owner, organisation)
    for side in Side:
        with transaction():
            operations.set_required(
                actor=actor, organisation=organisation, side=side, wanted=[(role, kind.id) for role in roles]
            )


def certified(email: str, kind: TrainingKind, completed: date) -> Any:
    """Attended here, on a course that gives the kind."""
    run = CourseDateFactory(day=completed)
    kind.courses = [*kind.courses, run.course]
    place = PlaceFactory(course_date=run, delegate=None, delegate_email=email, state=PlaceState.attended)
    return CertificateFactory(place=place, completed_on=completed)


class TestLights:
    @pytest.mark.parametrize(
        ("days_ago", "light"),
        [(10, Light.green), (650, Light.amber), (731, Light.red), (None, Light.missing)],
    )
    def test_from_a_certificate(self, session: Session, school: Any, days_ago: int | None, light: Light) -> None:
        kind = KindFactory(months=24)
        who = TeamMemberFactory(organisation=school)
        needs(school, kind, Audience.dsl)
        if days_ago is not None:
            certified(who.email, kind, clock.today() - timedelta(days=days_ago))
        board = queries.board_of(Team(school, Side.staff), clock.today())
        (cell,) = board.lines[0].cells
        assert cell.light is light
        assert board.counts[light] == 1
        assert board.by_role[Audience.dsl][light] == 1

    def test_the_newest_of_three_sources_counts(self, session: Session, school: Any) -> None:
        kind, who = KindFactory(), TeamMemberFactory(organisation=school)
        needs(school, kind, Audience.dsl)
        certified(who.email, kind, clock.today() - timedelta(days=900))
        EntryFactory(user=None, member=who, kind=kind, expires_on=clock.today() + timedelta(days=5))
        own = EntryFactory(user=UserFactory(email=who.email), kind=kind, expires_on=clock.today() + timedelta(days=400))
        board = queries.board_of(Team(school, Side.staff), clock.today())
        assert board.lines[0].worst is Light.green
        own.is_shared = False
        session.commit()
        assert queries.board_of(Team(school, Side.staff), clock.today()).lines[0].worst is Light.amber

    def test_another_kind_and_a_withdrawn_one_do_not_count(self, session: Session, school: Any) -> None:
        kind, other = KindFactory(), KindFactory()
        who = TeamMemberFactory(organisation=school)
        needs(school, kind, Audience.dsl)
        certified(who.email, other, clock.today())
        certified(who.email, kind, clock.today()).withdrawn_at = clock.now()
        session.commit()
        assert queries.board_of(Team(school, Side.staff), clock.today()).lines[0].worst is Light.missing

    def test_staff_and_board_are_apart(self, session: Session, school: Any) -> None:
        TeamMemberFactory(organisation=school, role=Audience.governor)
        TeamMemberFactory(organisation=school, role=Audience.dsl)
        TeamMemberFactory(organisation=school, left_on=clock.today())
        TeamMemberFactory()
        for side, role in ((Side.staff, Audience.dsl), (Side.board, Audience.governor)):
            lines = queries.board_of(Team(school, side), clock.today()).lines
            assert [line.member.role for line in lines] == [role]


class TestPages:
    def path(self, school: Any, more: str = "") -> str:
        return f"/training/teams/{school.id}/staff{more}"

    def test_the_lead_keeps_the_list(self, client: StrictClient, session: Session, school: Any) -> None:
        client.sign_in(member(Role.cpd_lead, school))
        page = client.follow(client.get("/training/teams", status=302))
        assert "Nobody on the list yet" in page.text
        assert client.submit(self.path(school, "/new"), status=200).errors
        client.submit(self.path(school, "/new"), name="Cara Jones", email="Cara@Example.org", role="dsl")
        page = client.submit(self.path(school, "/new"), status=200, name="C", email="cara@example.org", role="dsl")
        assert page.errors == ["Somebody with this address is on the list"]
        who = session.scalars(select(TeamMember)).one()
        client.submit(f"/training/team-members/{who.id}/edit", name="Cara J", role="senco")
        assert "SENCOs, cara@example.org" in client.get(f"/training/team-members/{who.id}").text
        client.submit(f"/training/team-members/{who.id}/left")
        client.get(self.path(school))  # where it says so, once
        assert "Cara" not in client.get(self.path(school)).text
        client.submit(self.path(school, "/new"), name="Cara J", email="cara@example.org", role="dsl")
        assert session.query(TeamMember).count() == 1

    def test_rules_are_the_school_s_own(self, client: StrictClient, session: Session, school: Any) -> None:
        kind, hidden = KindFactory(name="First aid"), KindFactory(is_active=False)
        needs(school, kind, Audience.governor)
        TeamMemberFactory(organisation=school)
        client.sign_in(member(Role.cpd_lead, school))
        page = client.get(self.path(school, "/required"))
        assert hidden.name not in page.text
        client.submit(self.path(school, "/required"), **{"needs-dsl": [str(kind.id), str(hidden.id), "x"]})
        rows = session.execute(select(RequiredTraining.role, RequiredTraining.kind_id)).all()
        assert sorted(rows) == [(Audience.dsl, kind.id), (Audience.governor, kind.id)]
        assert "Missing First aid" in client.get(self.path(school)).text

    def test_training_is_entered_for_somebody(self, client: StrictClient, session: Session, school: Any) -> None:
        kind, who = KindFactory(months=12), TeamMemberFactory(organisation=school)
        needs(school, kind, Audience.dsl)
        client.sign_in(member(Role.cpd_lead, school))
        path = f"/training/team-members/{who.id}/entries/new"
        names = [str(field["name"]) for field in client.get(path).select("input[name^=completed_on]")]
        day = dict(zip(names, ("1", "4", "2026"), strict=True))
        client.submit(path, title="Refresher", hours="2", kind_id=str(kind.id), **day)
        entry = session.scalars(select(TrainingEntry)).one()
        assert (entry.member_id, entry.expires_on) == (who.id, date(2027, 4, 1))
        page = client.get(f"/training/team-members/{who.id}")
        assert "Valid" in page.text and "Refresher" in page.text
        client.submit(f"/training/record/entries/{entry.id}", title="Refresher, part 1")
        client.submit(f"/training/record/entries/{entry.id}/remove")
        assert session.query(TrainingEntry).count() == 0

    def test_who_was_booked_for_is_added_at_once(self, client: StrictClient, session: Session, school: Any) -> None:
        PlaceFactory(booking__payer=school, delegate=None, delegate_name="Dev Patel", delegate_email="dev@example.org")
        PlaceFactory(delegate=None, delegate_email="else@example.org")
        client.sign_in(member(Role.cpd_lead, school))
        assert "Add the 1 person you have booked for" in client.get(self.path(school)).text
        client.post(self.path(school, "/booked"))
        assert [row.name for row in session.scalars(select(TeamMember))] == ["Dev Patel"]
        assert "you have booked for" not in client.get(self.path(school)).text

    def test_the_spreadsheet(self, client: StrictClient, session: Session, school: Any) -> None:
        kind = KindFactory(name="DSL", basis="KCSIE")
        who = TeamMemberFactory(organisation=school, name="=1+1")
        needs(school, kind, Audience.dsl)
        certified(who.email, kind, clock.today())
        client.sign_in(member(Role.cpd_lead, school))
        data = client.get(self.path(school, "/training.xlsx")).response.data
        book = openpyxl.load_workbook(io.BytesIO(data))
        rows = list(book["Training"].iter_rows(values_only=True))
        assert rows[1][:4] == ("=1+1", "Designated safeguarding leads", "DSL", "Valid")
        assert rows[1][5].date() == date(2028, 4, 24)
        assert book["By role"]["B2"].value == 1

    def test_only_what_is_to_be_done(self, client: StrictClient, session: Session, school: Any) -> None:
        kind = KindFactory()
        needs(school, kind, Audience.dsl)
        good, bad = (TeamMemberFactory(organisation=school, name=name) for name in ("Good Grace", "Bad Ben"))
        certified(good.email, kind, clock.today())
        client.sign_in(member(Role.cpd_lead, school))
        page = client.get(self.path(school, "?show=open"))
        assert bad.name in page.text and good.name not in page.text

    def test_the_number_of_questions_does_not_grow(
        self, client: StrictClient, session: Session, school: Any, query_count: Any
    ) -> None:
        kind = KindFactory()
        needs(school, kind, Audience.dsl)
        client.sign_in(member(Role.cpd_lead, school))

        def count(people: int) -> int:
            for _ in range(people):
                who = TeamMemberFactory(organisation=school)
                EntryFactory(user=None, member=who, kind=kind, expires_on=clock.today())
            client.get(self.path(school))
            with query_count() as asked:
                client.get(self.path(school))
            return int(asked.count)

        assert count(2) == count(18)

    def test_the_clerk_keeps_the_board(self, client: StrictClient, session: Session, school: Any) -> None:
        client.sign_in(member(Role.governance_lead, school))
        page = client.follow(client.get("/board/training", status=302))
        assert page.h1 == "Training of the board"
        path = f"/training/teams/{school.id}/board/new"
        assert "Governors and trustees" in client.get(path).text
        client.submit(path, name="Ada", email="ada@example.org", role="chair")
        client.submit(path, status=200, name="Ada", email="b@example.org", role="dsl")
        assert "Ada" in client.get(f"/training/teams/{school.id}/board").text


class TestKinds:
    @pytest.fixture
    def officer(self, client: StrictClient, session: Session, frozen: FrozenClock) -> Any:
        user = member(Role.cpd_officer, LocalAuthorityFactory())
        client.sign_in(user)
        return user

    def test_the_usual_ones_once(self, client: StrictClient, session: Session, officer: Any) -> None:
        assert "No kinds yet" in client.get("/office/training-kinds").text
        for _ in range(2):
            client.post("/office/training-kinds/usual")
        kinds = session.scalars(select(TrainingKind)).all()
        assert len(kinds) == len(USUAL)
        assert {kind.review_on for kind in kinds} == {date(2026, 9, 1)}
        months = {kind.name: kind.months for kind in kinds}
        assert (months["Designated safeguarding lead"], months["Paediatric first aid"]) == (24, 36)

    def test_add_change_and_review(
        self, client: StrictClient, session: Session, officer: Any, frozen: FrozenClock
    ) -> None:
        course = CourseDateFactory().course
        path = "/office/training-kinds/new"
        assert client.submit(path, status=200, months="121").errors
        client.submit(path, name="Fire marshal", months="12", courses=[str(course.id)], is_active="yes")
        kind = session.scalars(select(TrainingKind)).one()
        assert kind.courses == [course]
        page = client.submit(path, status=200, name="Fire marshal", months="12")
        assert page.errors == ["There is already a kind of training with this name"]
        kind.review_on = clock.today()
        session.commit()
        assert "Due" in client.get("/office/training-kinds").text
        client.submit(f"/office/training-kinds/{kind.id}", months="24")
        session.expire_all()
        assert kind.months == 24


class TestReminders:
    def subjects(self, outbox: Any, to: str) -> list[str]:
        return [mail.subject for mail in outbox() if mail.to == to]

    def test_at_90_30_and_0_days_once_each_to_both(
        self, session: Session, school: Any, frozen: FrozenClock, run_job: Any, outbox: Any
    ) -> None:
        lead = member(Role.cpd_lead, school)
        kind, who = KindFactory(months=24), TeamMemberFactory(organisation=school, email="cara@example.org")
        certified(who.email, kind, date(2026, 4, 24))  # until 24 April 2028
        told = []
        for days in (91, 90, 89, 31, 30, 1, 0, -1, -40):
            frozen.move_to(clock.at_london(date(2028, 4, 24) - timedelta(days=days), time(10)))
            before = len(outbox())
            for _ in range(2):
                run_job("training.remind")
            if len(outbox()) > before:
                told.append(days)
        assert told == [90, 30, 0]
        assert len(self.subjects(outbox, "cara@example.org")) == 3
        assert self.subjects(outbox, lead.email) == ["Training on your list runs out"] * 3
        assert "Cara" not in " ".join(mail.subject for mail in outbox())
        assert "Cara Jones" in next(mail.text for mail in outbox() if mail.to == lead.email)

    def test_renewed_early_nobody_is_reminded(
        self, session: Session, school: Any, frozen: FrozenClock, run_job: Any, outbox: Any
    ) -> None:
        kind = KindFactory()
        certified("cara@example.org", kind, date(2024, 5, 1))
        certified("cara@example.org", kind, date(2026, 4, 1))
        assert run_job("training.remind") == 0
        assert outbox() == []

    def test_without_a_lead_the_owner_hears_of_it_and_the_board_s_clerk_of_the_board(
        self, session: Session, school: Any, run_job: Any, outbox: Any
    ) -> None:
        owner, clerk = member(Role.owner, school), member(Role.governance_lead, school)
        soon = clock.today() + timedelta(days=20)
        for role in (Audience.dsl, Audience.governor):
            EntryFactory(user=None, member=TeamMemberFactory(organisation=school, role=role), expires_on=soon)
        run_job("training.remind")
        assert [len(self.subjects(outbox, user.email)) for user in (owner, clerk)] == [1, 1]

    def test_what_one_keeps_to_oneself_reminds_oneself(
        self, session: Session, school: Any, run_job: Any, outbox: Any
    ) -> None:
        user = UserFactory()
        EntryFactory(user=user, is_shared=False, expires_on=clock.today())
        run_job("training.remind")
        assert [mail.to for mail in outbox()] == [user.email]
        assert "Runs out today" in outbox()[0].subject


def test_somebody_is_on_a_list_once(session: Session, school: Any) -> None:
    actor = member(Role.cpd_lead, school)
    TeamMemberFactory(organisation=school, email="cara@example.org")
    with pytest.raises(DomainError, match="is on the list"), transaction():
        operations.add_member(
            actor=actor, organisation=school, name="Cara", email="CARA@example.org", role=Audience.dsl
        )
