"""Who did what to an advert, in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from teachpb import clock
from teachpb.audit.operations import record
from teachpb.db import transaction
from teachpb.schools.models import Role
from teachpb.vacancies import activity, operations
from teachpb.vacancies.models import CONTENT_FIELDS
from tests.factories.accounts import UserFactory
from tests.factories.schools import SchoolFactory, TrustFactory, member
from tests.factories.vacancies import DraftVacancyFactory, VacancyFactory

pytestmark = pytest.mark.usefixtures("session", "frozen")


def test_every_field_of_an_advert_has_a_name_for_people() -> None:
    assert activity.LABELS.keys() >= CONTENT_FIELDS
    assert len(set(activity.LABELS.values())) == len(activity.LABELS)


WORDS = [
    ("title", "", "Not given"),
    ("title", None, "Not given"),
    ("title", "Teacher", "Teacher"),
    ("job_roles", ["teacher", "sendco"], "Teacher and SENDCo (special educational needs and disabilities coordinator)"),
    ("job_roles", ["a role of old"], "a role of old"),
    ("contract_type", "fixed_term", "Fixed term"),
    ("subjects", [], "No particular subject"),
    ("subjects", None, "Not given"),
    ("subjects", ["physics", "pshe"], "Physics and PSHE"),
    ("key_stages", [], "Not given"),
    ("schools", [7, 8], "Elm School and a school"),
    ("is_job_share", True, "Yes"),
    ("is_job_share", False, "No"),
    ("school_visits", None, "Not given"),
    ("pay_min_pence", 3_291_600, "£32,916"),
    ("pay_scale", "upper", "Upper pay range"),
    ("fte_basis_points", 6_000, "0.6"),
    ("starts_on", "2026-09-01", "Tuesday 1 September 2026"),
    ("closes_at", "2026-05-08T11:00:00+00:00", "midday on Friday 8 May 2026"),
    ("religious_form", "catholic", "Questions for a Catholic school"),
    ("contact_email", "a@example.org", "a@example.org"),
    ("outcome", "hired_here", "We hired somebody who found the job on this site"),
]


@pytest.mark.parametrize(("field", "value", "words"), WORDS)
def test_values_are_words(field: str, value: Any, words: str) -> None:
    assert activity.in_words(field, value, {7: "Elm School"}) == words


def test_what_the_trail_keeps_to_itself_is_only_named() -> None:
    (change,) = activity.changes_of({"religious_form": "changed"}, {})
    assert (change.label, change.before, change.after) == ("Questions of faith", "", "")


def test_numbers_of_records_are_left_out() -> None:
    assert activity.changes_of({"parent_id": [None, 4], "organisation_id": [1, 2]}, {}) == []


@pytest.mark.parametrize(("length", "is_long"), [(activity.LONG, False), (activity.LONG + 1, True)])
def test_long_words_are_shown_on_demand(length: int, is_long: bool) -> None:
    assert activity.Change("Skills", "x" * length, "short").is_long is is_long


@pytest.fixture
def school() -> Any:
    return SchoolFactory()


def test_the_life_of_an_advert(client: Any, school: Any, frozen: Any) -> None:
    owner, colleague = member(Role.owner, school), member(Role.recruiter, school)
    vacancy = DraftVacancyFactory(organisation=school)

    def then(operation: Any, **values: Any) -> None:
        frozen.advance(timedelta(minutes=5))
        with transaction():
            operation(vacancy=vacancy, **values)

    then(operations.edit, actor=colleague, values={"title": "Year 5 teacher", "pay_max_pence": 4_600_000})
    then(operations.publish, actor=owner)
    then(operations.edit, actor=owner, values={"school_offer": "A garden. " * 30, "visa_sponsorship": True})
    then(operations.edit, actor=None, values={"contact_phone": "01733 747474"})
    client.sign_in(colleague)
    page = client.get(f"/hiring/vacancies/{vacancy.id}/activity")
    titles = [each.get_text(strip=True) for each in page.select(".tp-timeline__title")]
    assert titles == ["Changed the advert", "Changed the advert", "Published the vacancy", "Changed the advert"]
    first = page.select(".tp-timeline__when")[0].get_text()
    assert first == "10:20am on Friday 24 April 2026, System"
    assert owner.full_name in page.text
    assert "Before: Year 4 teacher → After: Year 5 teacher" in page.text
    assert "Before: £45,352 → After: £46,000" in page.text
    assert "Before: No → After: Yes" in page.text
    assert page.select("details .govuk-details__text ins")[0].get_text().startswith("A garden.")
    assert owner.email not in page.text
    assert page.links[vacancy.title] == f"/hiring/vacancies/{vacancy.id}"
    assert client.get(f"/hiring/vacancies/{vacancy.id}").links["Activity"].endswith("/activity")


def test_schools_by_name_and_unknown_verbs_readably(client: Any) -> None:
    trust = TrustFactory()
    one, two = SchoolFactory(trust=trust, name="Elm School"), SchoolFactory(trust=trust, name="Oak School")
    vacancy = DraftVacancyFactory(organisation=trust, schools=[one])
    owner = member(Role.owner, trust)
    with transaction():
        operations.edit(actor=owner, vacancy=vacancy, values={"schools": [one, two]})
        record(actor=owner, verb="vacancy_sung_about", subject=vacancy, note="hidden")
    client.sign_in(owner)
    page = client.get(f"/hiring/vacancies/{vacancy.id}/activity")
    assert "Before: Elm School → After: Elm School and Oak School" in page.text
    assert "Sung about" in page.text
    assert "hidden" not in page.text


def test_whoever_reports_an_advert_is_not_shown_to_those_who_posted_it(client: Any, school: Any) -> None:
    vacancy, reader = VacancyFactory(organisation=school), UserFactory()
    with transaction():
        record(actor=reader, verb="vacancy_reported", subject=vacancy, note="It is not true.")
    client.sign_in(member(Role.owner, school))
    page = client.get(f"/hiring/vacancies/{vacancy.id}/activity")
    assert reader.full_name not in page.text
    assert "Nothing has been done yet." in page.text


def test_nothing_has_been_done(client: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school)
    client.sign_in(member(Role.owner, school))
    assert "Nothing has been done yet." in client.get(f"/hiring/vacancies/{vacancy.id}/activity").text


def test_more_entries_ask_no_more_questions(client: Any, school: Any, query_count: Any) -> None:
    vacancy, owner = DraftVacancyFactory(organisation=school), member(Role.owner, school)
    client.sign_in(owner)
    counts = []
    for _ in range(2):
        with transaction():
            for number in range(9):
                values = {"title": f"Teacher {number}", "publish_on": date(2026, 5, 1 + number)}
                operations.edit(actor=owner, vacancy=vacancy, values=values)
        client.get(f"/hiring/vacancies/{vacancy.id}/activity")
        with query_count() as counter:
            client.get(f"/hiring/vacancies/{vacancy.id}/activity")
        counts.append(counter.count)
    assert counts[0] == counts[1]


def test_the_moment_is_londons(client: Any, school: Any) -> None:
    vacancy, owner = DraftVacancyFactory(organisation=school), member(Role.owner, school)
    with transaction():
        operations.edit(actor=owner, vacancy=vacancy, values={"title": "Teacher of art"})
    client.sign_in(owner)
    page = client.get(f"/hiring/vacancies/{vacancy.id}/activity")
    assert f"10am on {clock.today():%A} 24 April 2026" in page.text
