"""What a system sends becomes a vacancy, by the contract: every field, every code, every shape of error; and none of
the weaknesses that the contract’s first home is known for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.ats.contract import OPTIONAL, REQUIRED
from teachpb.ats.models import AtsAdvert, AtsClient, AtsTrouble, TroubleKind
from teachpb.audit.models import AuditEntry
from teachpb.schools.models import EstablishmentStatus, Phase, School, SchoolLink, TypeGroup
from teachpb.vacancies.models import (
    ContractType,
    EctStatus,
    JobRole,
    KeyStage,
    PayPeriod,
    StartType,
    Subject,
    Vacancy,
    VacancyState,
    WorkingPattern,
)
from tests.ats.conftest import KEY, URN, VACANCIES, System
from tests.factories.ats import AtsPermissionFactory, vacancy_fields
from tests.factories.schools import SchoolFactory, TrustFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

FULL: dict[str, Any] = {
    "publish_on": "2026-04-24",
    "benefits_details": "TLR 2a",
    "starts_on": "2026-09-01",
    "visa_sponsorship_available": True,
    "is_job_share": True,
    "ect_suitable": True,
    "key_stages": ["ks3", "ks4"],
    "subjects": ["Geography", "PSHE"],
    "salary_range": {"minimum": 32916, "maximum": 51048.5, "period": "year"},
}


def vacancy_of(session: Session, advert_id: str) -> Vacancy:
    return session.scalars(select(AtsAdvert).where(AtsAdvert.public_id == advert_id)).one().vacancy


def troubles(session: Session) -> dict[tuple[TroubleKind, str], int]:
    return {(each.kind, each.reference): each.attempts for each in session.scalars(select(AtsTrouble))}


class TestEveryField:
    def test_what_was_sent_is_what_is_read(self, system: System, session: Session) -> None:
        sent = vacancy_fields(URN, **FULL)
        made = system.post(**FULL)
        assert made["warnings"] == []
        read = system.get(f"/{made['id']}")
        vacancy = vacancy_of(session, made["id"])
        assert read.pop("id") == made["id"]
        assert read.pop("public_url") == f"http://localhost/jobs/{vacancy.slug}"
        assert read.pop("expires_at") == "2026-05-22T12:00:00+01:00"
        assert read.pop("schools") == {"school_urns": [URN], "trust_uid": None}
        assert read == {name: value for name, value in sent.items() if name not in {"expires_at", "schools"}}
        assert set(sent) == set(REQUIRED) | set(OPTIONAL), "this test sends every field there is"

    def test_it_stands_in_our_own_words(self, system: System, session: Session, school: School) -> None:
        vacancy = vacancy_of(session, system.post(**FULL)["id"])
        assert (vacancy.title, vacancy.organisation, vacancy.schools) == ("Teacher of geography", school, [school])
        assert vacancy.job_roles == [JobRole.teacher]
        assert vacancy.phases == [Phase.secondary]
        assert vacancy.key_stages == [KeyStage.ks3, KeyStage.ks4]
        assert vacancy.subjects == [Subject.geography, Subject.pshe]
        assert vacancy.contract_type is ContractType.permanent
        assert vacancy.working_patterns == [WorkingPattern.full_time]
        assert (vacancy.pay_min_pence, vacancy.pay_max_pence) == (3_291_600, 5_104_850)
        assert (vacancy.pay_period, vacancy.pay_words) == (PayPeriod.year, "M1 to U3")
        assert vacancy.ect_status is EctStatus.ect_suitable
        assert (vacancy.visa_sponsorship, vacancy.is_job_share) == (True, True)
        assert (vacancy.start_type, str(vacancy.starts_on)) == (StartType.specific_date, "2026-09-01")
        assert (vacancy.state, vacancy.provider) == (VacancyState.live, "Fenland Recruit")
        assert vacancy.opens_at == vacancy.published_at == clock.now()

    def test_every_key_is_always_there(self, system: System) -> None:
        read = system.get(f"/{system.post()['id']}")
        assert set(read) == set(REQUIRED) | set(OPTIONAL) | {"id", "public_url"}
        for name in ("visa_sponsorship_available", "is_job_share", "ect_suitable"):
            assert read[name] is False
        assert (read["key_stages"], read["subjects"], read["salary_range"]) == ([], [], None)
        assert (read["publish_on"], read["benefits_details"], read["starts_on"]) == ("2026-04-24", None, None)

    @pytest.mark.parametrize(
        ("sent", "kind", "day"),
        [
            ("2026-09-01", "specific_date", "2026-09-01"),
            ("1/9/2026", "specific_date", "2026-09-01"),
            ("01.09.2026", "specific_date", "2026-09-01"),
            ("01-09-2026", "specific_date", "2026-09-01"),
            ("2026/9/1", "specific_date", "2026-09-01"),
            ("2026-09-01T00:00:00Z", "specific_date", "2026-09-01"),
            ("September, or sooner", "other", None),
            ("2026-09-01 or sooner", "other", None),
            ("31/02/2026", "other", None),
            ("", None, None),
            (None, None, None),
        ],
    )
    def test_a_start_is_a_date_or_words(
        self, system: System, session: Session, sent: str | None, kind: str | None, day: str | None
    ) -> None:
        made = system.post(starts_on=sent)["id"]
        vacancy = vacancy_of(session, made)
        assert (vacancy.start_type, str(vacancy.starts_on) if day else None) == (kind, day)
        assert vacancy.start_words == (sent if kind == "other" else "")
        assert system.get(f"/{made}")["starts_on"] == (sent or None)

    def test_html_is_read_and_only_what_is_harmless_remains(
        self, system: System, session: Session, client: StrictClient
    ) -> None:
        html = (
            "<h2>Us</h2><p>We <b>care</b> &amp; share.<br>Always.</p><ul><li>One</li><li>Two</li></ul>"
            '<script>alert("x")</script><style>p{}</style><p onclick="x()"><a href="javascript:x()">bad</a> '
            '<a href="https://example.org/a">good</a></p><img src=x onerror=y>'
        )
        made = system.post(job_advert=html)
        vacancy = vacancy_of(session, made["id"])
        page = client.get(f"/jobs/{vacancy.slug}")
        section = page.select("section[aria-labelledby=skills] .tp-prose")[0]
        assert [each.get_text() for each in section.select("li")] == ["One", "Two"]
        assert section.select("strong")[0].get_text() == "care"
        assert [each["href"] for each in section.select("a[href]")] == ["https://example.org/a"]
        for word in ("alert", "onclick", "javascript:", "onerror", "p{}"):
            assert word not in str(section)
        assert system.get(f"/{made['id']}")["job_advert"] == html, "the system reads its own words again"

    def test_plain_text_stays_as_it_is(self, system: System, session: Session) -> None:
        text = "Pay < £40,000 & more\n\nCome > see"
        vacancy = vacancy_of(session, system.post(job_advert=text)["id"])
        assert vacancy.skills_and_experience == text


@pytest.mark.parametrize(
    ("roles", "suitable", "status"),
    [
        (["teacher"], False, EctStatus.ect_unsuitable),
        (["it_support"], False, None),
        (["it_support"], True, EctStatus.ect_suitable),
    ],
)
def test_early_careers_are_a_matter_of_teachers(
    system: System, session: Session, roles: list[str], suitable: bool, status: EctStatus | None
) -> None:
    made = system.post(job_roles=roles, ect_suitable=suitable)["id"]
    assert vacancy_of(session, made).ect_status is status
    assert system.get(f"/{made}")["ect_suitable"] is suitable


class TestClocks:
    @pytest.mark.parametrize("winter", [True, False])
    @pytest.mark.parametrize("written", ["naive", "z", "offset"])
    def test_nine_o_clock_is_the_same_moment_however_it_is_written(
        self, system: System, session: Session, written: str, winter: bool
    ) -> None:
        """Before and after a change of the clocks."""
        day, hour, offset = ("2026-10-26", "09", "+00:00") if winter else ("2026-10-23", "08", "+01:00")
        sent = {"naive": f"{day}T09:00:00", "z": f"{day}T{hour}:00:00Z", "offset": f"{day}T09:00:00{offset}"}[written]
        made = system.post(expires_at=sent)["id"]
        vacancy = vacancy_of(session, made)
        assert clock.to_london(vacancy.closes_at).isoformat() == f"{day}T09:00:00{offset}"
        assert system.get(f"/{made}")["expires_at"] == f"{day}T09:00:00{offset}"

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"expires_at": "2026-04-24T23:00:00"}, "expires_at: must be after today"),
            ({"expires_at": "2026-04-24T22:59:59Z"}, "expires_at: must be after today"),
            ({"expires_at": "2020-01-01T00:00:00"}, "expires_at: must be after today"),
            ({"expires_at": "9999-12-31T23:59:59"}, "expires_at: must be a date and time"),
            ({"expires_at": "soon"}, "expires_at: must be a date and time"),
            ({"expires_at": "0001-01-01T00:00:00+14:00"}, "expires_at: must be a date and time"),
            ({"expires_at": "2026-05-10T09:00:00", "publish_on": "2026-05-10"}, "expires_at: must be after publish_on"),
            ({"publish_on": "tomorrow"}, "publish_on: must be a date"),
        ],
    )
    def test_days_that_cannot_be(self, system: System, fields: dict[str, str], error: str) -> None:
        assert system.post(422, **fields)["errors"][0].startswith(error)

    def test_the_first_hour_of_tomorrow_in_london_is_tomorrow(self, system: System) -> None:
        system.post(expires_at="2026-04-24T23:00:00Z")

    def test_a_day_that_has_passed_means_today_and_nobody_is_passed_over(
        self, system: System, session: Session
    ) -> None:
        """Who wants to be told of new jobs is told: it opened now, not then."""
        made = system.post(publish_on="2026-03-01")
        assert made["warnings"] == ["publish_on: 2026-03-01 has passed, so the vacancy appears today"]
        vacancy = vacancy_of(session, made["id"])
        assert vacancy.opens_at == vacancy.published_at == clock.now()
        assert system.get(f"/{made['id']}")["publish_on"] == "2026-04-24"

    def test_one_for_later_waits_for_its_day(
        self, system: System, session: Session, frozen: FrozenClock, client: StrictClient
    ) -> None:
        made = system.post(publish_on="2026-05-01")["id"]
        vacancy = vacancy_of(session, made)
        assert vacancy.state is VacancyState.scheduled
        assert system.get(f"/{made}")["public_url"] is None
        client.get(f"/jobs/{vacancy.slug}", status=404)
        frozen.move_to(clock.at_london(vacancy.publish_on))
        assert system.get(f"/{made}")["public_url"] is not None
        frozen.move_to(vacancy.closes_at)
        assert system.get(f"/{made}")["public_url"] is None, "no longer live"
        assert system.get()["meta"]["count"] == 1, "and still in the list"


class TestBadRequests:
    @pytest.mark.parametrize("name", REQUIRED)
    def test_a_field_that_is_needed(self, system: System, name: str) -> None:
        fields = vacancy_fields(URN)
        del fields[name]
        errors = system.ask("POST", "", 400, {"vacancy": fields}).json["errors"]
        assert errors == [f"$.vacancy: '{name}' is a required property"]

    @pytest.mark.parametrize(
        "fields",
        [
            {"job_roles": ["king"]},
            {"job_roles": []},
            {"job_roles": "teacher"},
            {"working_patterns": ["job_share"]},
            {"contract_type": "zero_hours"},
            {"phases": ["middle"]},
            {"phases": ["not_applicable"]},
            {"key_stages": ["ks9"]},
            {"subjects": ["geography"]},
            {"job_title": 7},
            {"job_title": ""},
            {"is_job_share": "yes"},
            {"schools": {}},
            {"schools": {"school_urns": []}},
            {"schools": {"school_urns": ["123456"]}},
            {"schools": {"school_urns": [12]}},
            {"schools": {"urn": 123456}},
            {"schools": {"trust_uid": "1", "school_urns": [123456], "more": 1}},
            {"salary_range": {"minimum": 0, "period": "year"}},
            {"salary_range": {"minimum": 10, "period": "month"}},
        ],
    )
    def test_a_value_outside_the_contract(self, system: System, session: Session, fields: dict[str, Any]) -> None:
        errors = system.post(400, **fields)["errors"]
        assert errors and all(error.startswith("$.vacancy.") for error in errors)
        assert session.scalars(select(AtsAdvert)).all() == []

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            (b"", "application/json"),
            (b"{", "application/json"),
            (b"[]", "application/json"),
            (b"null", "application/json"),
            (b'{"job_title": "no wrapper"}', "application/json"),
            (b'{"vacancy": {}, "more": 1}', "application/json"),
            (b'{"vacancy": NaN}', "application/json"),
            (b'{"vacancy": ' + b"9" * 5000 + b"}", "application/json"),
            (b"[" * 100_000, "application/json"),
            (b'{"vacancy": "\xff"}', "application/json"),
            (b"vacancy=1", "application/x-www-form-urlencoded"),
            (b'{"vacancy": {}}', "text/plain"),
        ],
    )
    def test_a_body_that_is_none(self, system: System, client: StrictClient, body: bytes, kind: str) -> None:
        answer = client.http.post(VACANCIES, data=body, content_type=kind, headers={"X-Api-Key": KEY})
        assert answer.status_code == 400
        assert len(answer.json["errors"]) >= 1
        assert answer.mimetype == "application/json"

    def test_a_body_too_large(self, system: System) -> None:
        assert system.post(413, job_advert="x" * 300_000)["errors"]

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"job_title": "x" * 76}, "job_title: must be at most 75 characters"),
            ({"job_title": "<b>Teacher</b>"}, "job_title: must be one line without < and >"),
            ({"job_title": " \n "}, "job_title: must not be empty"),
            ({"job_title": "Tea\x00cher"}, "job_title: has characters that cannot be shown"),
            ({"salary": "£" * 257}, "salary: must be at most 256 characters"),
            ({"external_reference": "x" * 256}, "external_reference: must be at most 255 characters"),
            ({"external_reference": "\ud800"}, "external_reference: has characters"),
            ({"job_advert": "x" * 50_001}, "job_advert: must be at most 50,000 characters"),
            ({"external_advert_url": "javascript:alert(1)"}, "external_advert_url: must be a web address"),
            ({"external_advert_url": "https://user:pw@example.org"}, "external_advert_url: must be a web address"),
            ({"starts_on": "x" * 201}, "starts_on: must be at most 200 characters"),
            (
                {"salary_range": {"minimum": 20, "maximum": 10, "period": "hour"}},
                "salary_range: the maximum must not be below the minimum",
            ),
        ],
    )
    def test_a_value_that_is_understood_and_refused(self, system: System, fields: dict[str, Any], error: str) -> None:
        assert system.post(422, **fields)["errors"][0].startswith(error)

    def test_everything_that_is_wrong_is_told_at_once(self, system: System) -> None:
        answer = system.post(422, job_title="x" * 76, salary="£" * 300, schools={"school_urns": [999_999]})
        assert [error.split(":")[0] for error in answer["errors"]] == ["job_title", "salary", "schools"]

    def test_fields_nobody_knows_are_told_and_not_swallowed(self, system: System) -> None:
        made = system.post(jobTitle="Teacher", hours=30)
        assert made["warnings"] == ["hours: unknown field, ignored", "jobTitle: unknown field, ignored"]


class TestWhere:
    def test_urns_nobody_has_are_told_to_the_vendor_and_to_the_council(self, system: System, session: Session) -> None:
        made = system.post(schools={"school_urns": [URN, 999_998]})
        assert made["warnings"] == ["schools: nobody here has the URN 999998, so it was left out"]
        assert troubles(session) == {(TroubleKind.unknown_urn, "999998"): 1}
        system.post(422, external_reference="other", schools={"school_urns": [999_998]})
        assert troubles(session) == {(TroubleKind.unknown_urn, "999998"): 2}

    def test_schools_outside_the_trust_are_not_dropped_in_silence(
        self, system: System, session: Session, vendor: AtsClient, school: School
    ) -> None:
        trust = TrustFactory(group_uid="4321")
        AtsPermissionFactory(client=vendor, organisation=trust)
        inside = SchoolFactory(urn=200_001, trust=trust)
        made = system.post(schools={"trust_uid": "4321", "school_urns": [200_001, URN]})
        assert made["warnings"] == [f"schools: URN {URN} is not a school of the trust 4321, so it was left out"]
        assert troubles(session) == {(TroubleKind.outside_trust, str(URN)): 1}
        vacancy = vacancy_of(session, made["id"])
        assert (vacancy.organisation, vacancy.schools) == (trust, [inside])
        assert system.get(f"/{made['id']}")["schools"] == {"school_urns": [200_001], "trust_uid": "4321"}
        refused = system.post(422, external_reference="2", schools={"trust_uid": "4321", "school_urns": [URN]})
        assert "no valid organisation" in refused["errors"][0]

    def test_a_trust_alone_is_its_head_office(self, system: System, session: Session, vendor: AtsClient) -> None:
        trust = TrustFactory(group_uid="4321")
        AtsPermissionFactory(client=vendor, organisation=trust)
        made = system.post(schools={"trust_uid": "4321"})["id"]
        vacancy = vacancy_of(session, made)
        assert (vacancy.organisation, vacancy.schools, vacancy.at_head_office) == (trust, [], True)
        read = system.get(f"/{made}")
        assert read["schools"] == {"school_urns": [], "trust_uid": "4321"}
        assert system.patch(made, salary="More")["schools"] == read["schools"]

    def test_several_schools_of_one_trust_are_the_trusts(
        self, system: System, session: Session, vendor: AtsClient, client: StrictClient
    ) -> None:
        trust = TrustFactory()
        AtsPermissionFactory(client=vendor, organisation=trust)
        schools = [SchoolFactory(urn=200_000 + number, trust=trust) for number in range(2)]
        made = system.post(schools={"school_urns": [200_001, 200_000, 200_001]})["id"]
        vacancy = vacancy_of(session, made)
        assert (vacancy.organisation, vacancy.schools) == (trust, schools)
        assert system.get(f"/{made}")["schools"] == {"school_urns": [200_000, 200_001], "trust_uid": None}
        for school in schools:
            assert vacancy.title in client.get(f"/jobs?school={school.slug}").text

    def test_several_schools_without_a_trust(self, system: System, session: Session, vendor: AtsClient) -> None:
        other = SchoolFactory(urn=200_001)
        AtsPermissionFactory(client=vendor, organisation=other)
        vacancy = vacancy_of(session, system.post(schools={"school_urns": [URN, 200_001]})["id"])
        assert {each.urn for each in vacancy.schools} == {URN, 200_001}
        assert vacancy.organisation in vacancy.schools

    @pytest.mark.parametrize("group", [TypeGroup.college, TypeGroup.independent, TypeGroup.other])
    def test_a_kind_of_school_that_cannot_post(
        self, system: System, session: Session, vendor: AtsClient, group: TypeGroup
    ) -> None:
        """One among others refuses the whole: a job must not appear at fewer places than it is for."""
        AtsPermissionFactory(client=vendor, organisation=SchoolFactory(urn=200_001, type_group=group))
        for urns in ([200_001], [URN, 200_001]):
            refused = system.post(422, schools={"school_urns": urns})
            assert "(URN 200001) is of a kind that cannot post here" in refused["errors"][0]
        assert session.scalars(select(AtsAdvert)).all() == []

    def test_nobody_is_posted_for_who_has_not_allowed_it(
        self, system: System, session: Session, vendor: AtsClient
    ) -> None:
        trust = TrustFactory(group_uid="4321")
        SchoolFactory(urn=200_001, trust=trust, name="Stranger School")
        for where in ({"school_urns": [200_001]}, {"school_urns": [URN, 200_001]}, {"trust_uid": "4321"}):
            refused = system.post(422, schools=where)
            assert "has not allowed you to post for it" in refused["errors"][0]
        assert troubles(session) == {
            (TroubleKind.not_permitted, "200001"): 2,
            (TroubleKind.not_permitted, "4321"): 1,
        }
        permission = AtsPermissionFactory(client=vendor, organisation=trust)
        system.post(schools={"school_urns": [200_001]})
        permission.ended_at = clock.now()
        session.commit()
        system.post(422, external_reference="2", schools={"school_urns": [200_001]})

    def test_a_trust_nobody_has(self, system: System, session: Session) -> None:
        assert system.post(422, schools={"trust_uid": "ß"})["errors"] == ["schools: nobody here has the trust UID ß"]
        assert troubles(session) == {(TroubleKind.unknown_trust, "ß"): 1}

    def test_a_closed_school_is_its_successor(
        self, system: System, session: Session, vendor: AtsClient, school: School
    ) -> None:
        SchoolFactory(urn=200_001, status=EstablishmentStatus.closed)
        gone = SchoolFactory(urn=200_002, status=EstablishmentStatus.closed)
        session.add(SchoolLink(predecessor_urn=200_001, successor_urn=URN, kind="Successor"))
        session.commit()
        made = system.post(schools={"school_urns": [200_001]})
        assert made["warnings"] == [f"schools: URN 200001 has closed; its successor {URN} was taken"]
        assert vacancy_of(session, made["id"]).schools == [school]
        system.post(422, external_reference="2", schools={"school_urns": [gone.urn]})


class TestConflicts:
    def test_the_same_reference(self, system: System) -> None:
        made = system.post()["id"]
        for attempt in (1, 2, 3):
            refused = system.post(409, job_title="Another title")
            assert refused["errors"] == ["external_reference: you have sent a vacancy with this reference"]
            assert refused["meta"] == {"link": f"http://localhost{VACANCIES}/{made}", "attempts": attempt}

    def test_the_same_content(self, system: System) -> None:
        made = system.post()["id"]
        for attempt in (1, 2, 3):
            refused = system.post(409, external_reference=f"other-{attempt}", job_title=" teacher  OF geography")
            assert refused["meta"] == {"link": f"http://localhost{VACANCIES}/{made}", "attempts": attempt}

    @pytest.mark.parametrize(
        "fields",
        [
            {"job_title": "Teacher of history"},
            {"expires_at": "2026-05-23T12:00:00"},
            {"contract_type": "fixed_term"},
            {"salary": "M1 to M6"},
            {"working_patterns": ["full_time", "part_time"]},
            {"phases": ["secondary", "sixth_form_or_college"]},
            {"schools": {"school_urns": [200_001]}},
        ],
    )
    def test_one_difference_makes_another_vacancy(
        self, system: System, vendor: AtsClient, fields: dict[str, Any]
    ) -> None:
        AtsPermissionFactory(client=vendor, organisation=SchoolFactory(urn=200_001))
        system.post()
        system.post(external_reference="other", **fields)

    def test_a_deleted_twin_is_not_in_the_way(self, system: System) -> None:
        for _ in range(3):
            made = system.post()["id"]
            system.ask("DELETE", f"/{made}", 204)
        system.post()

    def test_another_vendors_advert_is_linked_only_where_the_public_can_read_it(
        self, system: System, rival: System, session: Session, frozen: FrozenClock
    ) -> None:
        made = system.post()["id"]
        vacancy = vacancy_of(session, made)
        refused = rival.post(409)
        assert refused["meta"] == {"link": f"http://localhost/jobs/{vacancy.slug}", "attempts": 1}
        assert (TroubleKind.foreign_duplicate, made) in troubles(session)
        waiting = {"publish_on": "2026-05-01", "job_title": "Waiting", "external_reference": "2"}
        system.post(**waiting)
        assert rival.post(409, **waiting)["meta"] == {"link": None, "attempts": 1}

    def test_two_vendors_may_use_the_same_reference(self, system: System, rival: System) -> None:
        system.post()
        rival.post(job_title="Teacher of history")

    def test_a_change_that_makes_it_anothers_twin(self, system: System) -> None:
        first = system.post()["id"]
        second = system.post(external_reference="2", job_title="Teacher of history")["id"]
        assert system.put(second, 409)["meta"]["link"].endswith(first)
        assert system.patch(second, 409, job_title="Teacher of geography")["meta"]["link"].endswith(first)
        assert system.get(f"/{second}")["job_title"] == "Teacher of history", "nothing of it was done"
        system.put(second, external_reference="2", job_title="Teacher of history")


class TestWhoseItIs:
    @pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
    def test_anothers_is_as_if_there_were_none(
        self, system: System, rival: System, session: Session, method: str
    ) -> None:
        made = system.post()["id"]
        body = {"vacancy": vacancy_fields(URN)} if method in {"PUT", "PATCH"} else None
        answers = [rival.ask(method, f"/{known}", 404, body).json for known in (made, "0" * 8 + made[8:])]
        assert answers[0] == answers[1] == {"errors": ["The given ID does not match any vacancy for your ATS"]}
        assert vacancy_of(session, made).state is VacancyState.live

    def test_the_list_is_ones_own_page_by_page(
        self, system: System, rival: System, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("teachpb.ats.queries.PER_PAGE", 2)
        for number in range(3):
            system.post(external_reference=f"R{number}", job_title=f"Post number {number}")
        rival.post(job_title="Somebody else’s")
        pages = [system.get(f"?page={number}") for number in (1, 2, 3)]
        assert [[each["external_reference"] for each in page["vacancies"]] for page in pages] == [
            ["R0", "R1"],
            ["R2"],
            [],
        ]
        assert all(page["meta"] == {"totalPages": 2, "count": 3} for page in pages)
        assert [each["job_title"] for each in system.get("?external_reference=R1")["vacancies"]] == ["Post number 1"]
        assert system.get("?external_reference=none")["meta"] == {"totalPages": 0, "count": 0}

    @pytest.mark.parametrize("page", ["0", "-1", "abc", "", "1.0", "99999999999"])
    def test_a_page_that_is_none(self, system: System, page: str) -> None:
        assert system.get(f"?page={page}", 400) == {"errors": ["page: must be a whole number from 1"]}

    def test_the_list_asks_the_same_number_of_questions(
        self, system: System, session: Session, query_count: Any
    ) -> None:
        counts = []
        for more in (2, 8):
            for number in range(more):
                system.post(external_reference=f"{more}-{number}", job_title=f"Post {more} {number}")
            system.get()
            with query_count() as sent:
                system.get()
            counts.append(sent.count)
        assert counts[0] == counts[1]


class TestChanging:
    def test_put_says_everything_anew_but_keeps_the_three(self, system: System) -> None:
        made = system.post(**FULL)["id"]
        changed = system.put(made, job_title="Head of geography", salary="L1")
        assert (changed["job_title"], changed["salary"]) == ("Head of geography", "L1")
        for name in ("visa_sponsorship_available", "is_job_share", "ect_suitable"):
            assert changed[name] is True, "kept"
        assert (changed["benefits_details"], changed["starts_on"], changed["key_stages"]) == (None, None, [])
        assert system.put(made, ect_suitable=False)["ect_suitable"] is False
        assert changed["warnings"] == []

    def test_put_of_what_was_read_changes_nothing(self, system: System, session: Session) -> None:
        made = system.post(**FULL)["id"]
        read = system.get(f"/{made}")
        before = len(session.scalars(select(AuditEntry)).all())
        again = system.ask("PUT", f"/{made}", 200, {"vacancy": read}).json
        assert again == {**read, "warnings": []}
        assert len(session.scalars(select(AuditEntry)).all()) == before

    def test_patch_changes_what_it_names(self, system: System) -> None:
        made = system.post(**FULL)["id"]
        before = system.get(f"/{made}")
        changed = system.patch(made, salary="L1 to L5", subjects=[])
        assert changed == {**before, "salary": "L1 to L5", "subjects": [], "warnings": []}
        assert system.patch(made, 400, job_roles=["king"])["errors"]
        assert system.patch(made, 422, expires_at="2020-01-01")["errors"]

    def test_a_live_one_keeps_its_address_and_its_day(
        self, system: System, session: Session, frozen: FrozenClock
    ) -> None:
        made = system.post()["id"]
        vacancy = vacancy_of(session, made)
        slug, opened = vacancy.slug, vacancy.opens_at
        frozen.advance(timedelta(days=2))
        changed = system.put(made, job_title="Another title", publish_on="2026-05-01")
        assert (vacancy.slug, vacancy.opens_at, vacancy.title) == (slug, opened, "Another title")
        assert (changed["publish_on"], changed["warnings"]) == ("2026-04-24", [])

    def test_one_that_waits_can_be_moved_and_brought_forward(self, system: System, session: Session) -> None:
        made = system.post(publish_on="2026-05-01")["id"]
        assert system.put(made)["publish_on"] == "2026-05-01", "a PUT without it does not publish at once"
        assert system.put(made, publish_on="2026-05-04")["publish_on"] == "2026-05-04"
        vacancy = vacancy_of(session, made)
        assert (vacancy.state, vacancy.opens_at) == (VacancyState.scheduled, clock.at_london(vacancy.publish_on))
        assert system.put(made, publish_on="2026-04-24")["public_url"]
        assert vacancy.state is VacancyState.live

    def test_a_closed_one_opens_again_as_the_same_post(
        self, system: System, session: Session, frozen: FrozenClock, client: StrictClient
    ) -> None:
        made = system.post()["id"]
        first = vacancy_of(session, made)
        frozen.move_to(first.closes_at + timedelta(days=1))
        assert system.patch(made, 422, salary="More")["errors"] == ["expires_at: must be after today"]
        again = system.patch(made, expires_at="2026-06-30T12:00:00")
        assert again["id"] == made
        second = vacancy_of(session, made)
        assert (second.parent_id, second.campaign_id) == (first.id, first.campaign_id)
        assert (first.state_at(clock.now()), second.state) == (VacancyState.expired, VacancyState.live)
        assert again["public_url"] == f"http://localhost/jobs/{second.slug}"
        assert system.get()["meta"]["count"] == 1

    def test_delete_takes_it_away_for_everybody(self, system: System, session: Session, client: StrictClient) -> None:
        made = system.post()["id"]
        vacancy = vacancy_of(session, made)
        assert system.ask("DELETE", f"/{made}", 204).response.data == b""
        client.get(f"/jobs/{vacancy.slug}", status=410)
        client.get(f"/api/v1/vacancies/{vacancy.slug}", status=410)
        assert vacancy.title not in client.get("/jobs").text
        system.ask("DELETE", f"/{made}", 404)
        system.get(f"/{made}", 404)
        assert system.get()["meta"]["count"] == 0

    def test_the_trail_names_the_system_and_no_person(self, system: System, session: Session) -> None:
        made = system.post()["id"]
        system.patch(made, salary="More")
        system.ask("DELETE", f"/{made}", 204)
        vacancy = session.scalars(select(Vacancy)).one()
        entries = session.scalars(
            select(AuditEntry).where(AuditEntry.subject_id == vacancy.id).order_by(AuditEntry.id)
        ).all()
        assert [entry.verb for entry in entries] == ["vacancy_imported", "vacancy_replaced", "vacancy_removed"]
        assert {entry.actor_label for entry in entries} == {"Fenland Recruit (recruitment system)"}
        assert {entry.actor_id for entry in entries} == {None}
        assert entries[1].changes == {"pay_words": ["M1 to U3", "More"]}
