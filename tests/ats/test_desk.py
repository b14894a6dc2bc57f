"""Letting a system in: the council’s desk, the owner’s page, and what the school sees of what was sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.ats.models import AtsAdvert, AtsClient, AtsKey, AtsPermission
from teachpb.schools.models import Role, School
from teachpb.vacancies import policies
from tests.ats.conftest import System
from tests.factories.accounts import UserFactory
from tests.factories.ats import AtsClientFactory, AtsKeyFactory, AtsPermissionFactory
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory, TrustFactory, member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

DESK = "/office/recruitment-systems"
OWN = "/hiring/recruitment-systems"


@pytest.fixture
def officer(client: StrictClient, session: Session) -> StrictClient:
    client.sign_in(member(Role.recruitment_officer, LocalAuthorityFactory(code="874")))
    return client


class TestTheCouncil:
    def test_from_nothing_to_the_first_vacancy(self, officer: StrictClient, session: Session, school: School) -> None:
        assert "No system sends vacancies yet" in officer.get(DESK).text
        page = officer.follow(officer.submit(f"{DESK}/add", name="Fenland Recruit", contact_email="v@example.org"))
        assert page.h1 == "Fenland Recruit"
        assert "It has no key yet" in page.text
        vendor = session.scalars(select(AtsClient)).one()
        shown = officer.submit(f"{DESK}/{vendor.id}/new-key", status=200)
        key = shown.select("p code")[0].get_text()
        assert shown.response.headers["Cache-Control"] == "no-store"
        officer.submit(f"{DESK}/{vendor.id}", action=f"{DESK}/{vendor.id}/permissions", organisation=str(school.urn))
        System(officer, key).post(schools={"school_urns": [school.urn, 999_998]})
        page = officer.get(f"{DESK}/{vendor.id}")
        assert "1 vacancy is live" in page.text
        assert "URN that nobody here has 999998 1 today" in page.text
        assert key not in page.body and key[:6] in page.text
        assert "1 vacancy today 1 thing to look at" in officer.get(DESK).text

    def test_a_key_is_shown_once(self, officer: StrictClient, session: Session, vendor: AtsClient) -> None:
        form = officer.get(f"{DESK}/{vendor.id}/new-key").form()
        shown = officer.post(f"{DESK}/{vendor.id}/new-key", {**form, "overlap": "7"}, status=200)
        again = officer.post(f"{DESK}/{vendor.id}/new-key", {**form, "overlap": "7"}, status=200)
        assert (shown.h1, again.h1) == ("The new key", "This key was shown before")
        assert len(session.scalars(select(AtsKey)).all()) == 2
        assert shown.select("p code")[0].get_text() not in again.body

    def test_the_overlap_is_asked_where_a_key_is_in_use(self, officer: StrictClient, vendor: AtsClient) -> None:
        page = officer.submit(f"{DESK}/{vendor.id}/new-key", status=200, overlap=None)
        assert page.errors == ["Select what happens to the key in use"]
        officer.submit(f"{DESK}/{vendor.id}/new-key", status=200, overlap="30")
        assert "Works until 10am on Sunday 24 May 2026" in officer.get(f"{DESK}/{vendor.id}").text

    def test_keys_by_their_state(self, officer: StrictClient, vendor: AtsClient, frozen: FrozenClock) -> None:
        AtsKeyFactory(client=vendor, expires_at=frozen() - timedelta(days=1))
        AtsKeyFactory(client=vendor, revoked_at=frozen(), last_used_at=frozen())
        text = officer.get(f"{DESK}/{vendor.id}").text
        for words in ("Ran out 23 Apr 2026", "Revoked 24 Apr 2026", "Works Revoke now", "Never"):
            assert words in text

    def test_revoking_and_stopping(self, officer: StrictClient, vendor: AtsClient, system: System) -> None:
        officer.post(f"{DESK}/keys/{vendor.keys[0].id}/revoke")
        system.get(status=401)
        officer.submit(f"{DESK}/{vendor.id}/end")
        page = officer.get(f"{DESK}/{vendor.id}")
        assert "Stopped" in page.text and "Issue a key" not in page.text
        assert "Stopped" in officer.get(DESK).text
        officer.submit(f"{DESK}/{vendor.id}/new-key", status=302)

    @pytest.mark.parametrize("number", ["", "000001", "ß", "999999999999", "no"])
    def test_a_number_nobody_has(self, officer: StrictClient, vendor: AtsClient, number: str) -> None:
        page = officer.post(f"{DESK}/{vendor.id}/permissions", {"organisation": number}, status=200)
        assert len(page.errors) == 1

    def test_a_trust_by_its_uid_and_withdrawing(self, officer: StrictClient, session: Session) -> None:
        vendor, trust = AtsClientFactory(), TrustFactory(group_uid="4321", name="The Trust")
        for _ in range(2):
            officer.post(f"{DESK}/{vendor.id}/permissions", {"organisation": "4321"})
        permission = session.scalars(select(AtsPermission)).one()
        assert permission.organisation == trust
        assert "The Trust" in officer.get(f"{DESK}/{vendor.id}").text
        for _ in range(2):
            officer.post(f"{DESK}/permissions/{permission.id}/end")
        assert "may no longer post for The Trust" in officer.get(f"{DESK}/{vendor.id}").text
        assert "The Trust" not in officer.get(f"{DESK}/{vendor.id}").text

    def test_the_same_name_twice_loses_nothing(self, officer: StrictClient, vendor: AtsClient) -> None:
        page = officer.submit(f"{DESK}/add", status=200, name=vendor.name, contact_email="v@example.org")
        assert page.errors == ["There is already a recruitment system of this name"]
        assert page.form()["contact_email"] == "v@example.org"


class TestTheOwner:
    def test_allowing_and_withdrawing(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        vendor, school = AtsClientFactory(), SchoolFactory(urn=200_001)
        AtsKeyFactory(client=vendor, text="7" * 40)
        system = System(client, "7" * 40)
        owner = member(Role.owner, school)
        client.sign_in(owner)
        system.post(422, schools={"school_urns": [200_001]})
        client.submit(OWN, action=f"{OWN}/{vendor.id}/allow")
        client.post(f"{OWN}/{vendor.id}/allow")
        assert "Allowed" in client.get(OWN).text
        system.post(schools={"school_urns": [200_001]})
        client.submit(OWN, action=f"{OWN}/{vendor.id}/forbid")
        client.post(f"{OWN}/{vendor.id}/forbid")
        system.post(422, external_reference="2", schools={"school_urns": [200_001]})

    def test_what_the_trust_has_allowed_is_not_the_schools_to_end(self, client: StrictClient, session: Session) -> None:
        trust = TrustFactory()
        school = SchoolFactory(trust=trust)
        permission = AtsPermissionFactory(organisation=trust)
        client.sign_in(member(Role.owner, school))
        page = client.get(OWN)
        assert "Allowed by your trust" in page.text
        client.post(f"{OWN}/{permission.client_id}/forbid")
        assert permission.ended_at is None

    def test_without_any_system_it_says_whom_to_write_to(self, client: StrictClient, session: Session) -> None:
        client.sign_in(member(Role.owner))
        assert "No system is connected yet" in client.get(OWN).text

    def test_an_ended_system_cannot_be_chosen(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        vendor = AtsClientFactory(ended_at=frozen())
        client.sign_in(member(Role.owner))
        assert vendor.name not in client.get(OWN).text
        client.post(f"{OWN}/{vendor.id}/allow", status=404)


def test_what_a_school_allowed_the_school_it_became_allows(
    session: Session, vendor: AtsClient, system: System, school: School
) -> None:
    from teachpb.ats import queries
    from teachpb.db import transaction
    from teachpb.schools.operations.succession import succeed

    made = system.post()["id"]
    successor = SchoolFactory(urn=200_001)
    for _ in range(2):
        with transaction():
            succeed(predecessor=school, successor=successor)
    assert queries.permitted_ids(vendor) == {successor.id}
    assert system.get(f"/{made}")["schools"]["school_urns"] == [200_001]
    system.patch(made, salary="More")


class TestWhatTheSchoolSees:
    def test_imported_is_read_only(
        self, client: StrictClient, session: Session, system: System, school: School
    ) -> None:
        """A tag, and no action: not in the pages, and not by address either."""
        system.post()
        vacancy = session.scalars(select(AtsAdvert)).one().vacancy
        owner = member(Role.owner, school)
        client.sign_in(owner)
        assert "Imported" in client.get("/hiring/vacancies?tab=live").text
        page = client.get(f"/hiring/vacancies/{vacancy.id}")
        assert "Sent by Fenland Recruit" in page.text
        for words in ("Extend the closing date", "End it early", "Remove", "Relist"):
            assert words not in page.text
        for action in ("extend", "end", "remove"):
            answer = client.http.get(f"/hiring/vacancies/{vacancy.id}/{action}")
            assert answer.status_code in {403, 404}
        assert not policies.can_manage(owner, vacancy)  # type: ignore[arg-type]
        assert policies.can_view(owner, vacancy)  # type: ignore[arg-type]

    def test_the_advert_leads_to_the_system(self, client: StrictClient, session: Session, system: System) -> None:
        system.post()
        vacancy = session.scalars(select(AtsAdvert)).one().vacancy
        page = client.get(f"/jobs/{vacancy.slug}")
        assert "About the job" in page.text and "Who we are looking for" not in page.text
        assert "Sent to us by Fenland Recruit" in page.text and "Questions?" not in page.text
        answer = client.get(f"/jobs/{vacancy.slug}/apply-externally", status=303)
        assert answer.location == "https://jobs.example.org/vacancies/1"
        assert [job["title"] for job in client.get("/api/v1/vacancies?keyword=geographer").json["data"]]

    def test_nobody_is_written_to(self, system: System, outbox: object) -> None:
        system.post()
        assert outbox() == []  # type: ignore[operator]

    def test_one_written_here_is_no_import(self, session: Session) -> None:
        vacancy = VacancyFactory()
        assert not vacancy.is_imported
        assert policies.can_manage(member(Role.owner, vacancy.organisation), vacancy)  # type: ignore[arg-type]
        assert not policies.can_manage(UserFactory(), vacancy)


def test_the_demonstration_has_a_system_with_a_fresh_key(client: StrictClient, session: Session) -> None:
    from teachpb.db import transaction
    from teachpb.demo.build.organisations import build_organisations
    from teachpb.demo.build.people import build_people
    from teachpb.demo.build.systems import build_systems
    from teachpb.demo.build.world import World

    world = World()
    with transaction():
        for build in (build_organisations, build_people, build_systems):
            build(world)
    (advert,) = System(client, world.system_key).get()["vacancies"]
    assert advert["job_title"] == "Network manager"
    assert advert["public_url"]
