"""Posting a vacancy, page by page."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import func, select

from teachpb import clock
from teachpb.db import db
from teachpb.schools.models import Phase, Role
from teachpb.vacancies.models import (
    ApplicationMethod,
    ContractType,
    EctStatus,
    ExtensionReason,
    JobRole,
    KeyStage,
    PayPeriod,
    StartType,
    Subject,
    Vacancy,
    VacancyOutcome,
    VacancyState,
)
from tests.factories.schools import SchoolFactory, TrustFactory, member
from tests.factories.vacancies import (
    DraftVacancyFactory,
    ExpiredVacancyFactory,
    ScheduledVacancyFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.usefixtures("session", "frozen")

#: step -> what is posted, in the order of the wizard, for a teacher at a secondary school
ANSWERS: dict[str, dict[str, Any]] = {
    "title": {"title": "Teacher of physics"},
    "role": {"teaching": ["teacher"]},
    "key-stages": {"key_stages": ["ks3", "ks4"]},
    "subjects": {"subjects": ["physics", "science"]},
    "contract": {
        "contract_type": "fixed_term",
        "contract_duration": "1 year",
        "is_parental_leave_cover": "yes",
        "working_patterns": ["full_time", "part_time"],
        "is_job_share": "no",
        "working_patterns_details": "Four or five days.",
    },
    "start": {
        "start_type": "specific_date",
        "starts_on-day": "1",
        "starts_on-month": "9",
        "starts_on-year": "2026",
    },
    "pay": {
        "pay_scale": "main",
        "pay_point_from": "mps1",
        "pay_point_to": "U3",
        "pay_period": "year",
        "pay_min_pence": "£32,916",
        "pay_max_pence": "51048",
        "pay_is_full_time_equivalent": "yes",
        "share": "0.8",
        "allowances": ["tlr2"],
        "allowances_details": "",
        "pay_words": "",
    },
    "about": {
        "ect_status": "ect_suitable",
        "skills_and_experience": "You love physics.",
        "school_offer": "A new laboratory.",
        "flexible_working": "",
        "further_details": "",
    },
    "visits": {"school_visits": "yes"},
    "visa": {"visa_sponsorship": "no"},
    "dates": {
        "publish": "now",
        "closes_on-day": "15",
        "closes_on-month": "5",
        "closes_on-year": "2026",
        "closing_time": "12:00",
    },
    "applying": {"application_method": "native"},
    "anonymity": {"is_anonymised": "yes"},
    "documents": {"has_documents": "no"},
    "contact": {"whose": "other", "other_email": "office@example.org", "contact_phone": "01733 747474"},
    "confirm-contact": {"contact_is_confirmed": "yes"},
}


@pytest.fixture
def school() -> Any:
    return SchoolFactory(name="Nene Gate Academy", phase=Phase.secondary, religious_character="")


@pytest.fixture
def owner(school: Any, client: Any) -> Any:
    user = member(Role.owner, school)
    client.sign_in(user)
    return user


def start(client: Any) -> str:
    """Start a draft; returns the address of its pages."""
    page = client.post("/hiring/vacancies/new")
    return str(page.location.rsplit("/edit/", 1)[0])


def the_vacancy() -> Vacancy:
    return db.session.scalars(select(Vacancy)).one()


def test_from_nothing_to_live(client: Any, owner: Any, outbox: Any) -> None:
    assert client.get("/hiring/vacancies/new").h1 == "Post a vacancy"
    base = start(client)
    for step, answers in ANSWERS.items():
        page = client.submit(f"{base}/edit/{step}", **answers)
        following = [*list(ANSWERS)[1:], None][list(ANSWERS).index(step)]
        assert page.location == (f"{base}/edit/{following}" if following else f"{base}/check")
    check = client.get(f"{base}/check")
    assert "12 noon" not in check.text
    assert "Teacher of physics" in check.text
    assert "£32,916" in check.text
    preview = client.get(f"{base}/preview")
    assert preview.h1 == "Teacher of physics"
    assert "Apply now" not in preview.links
    client.get("/jobs", status=200)
    published = client.follow(client.post(f"{base}/publish"))
    assert published.h1 == "Your vacancy is live"

    vacancy = the_vacancy()
    assert vacancy.slug == "teacher-of-physics-nene-gate-academy"
    assert vacancy.job_roles == [JobRole.teacher]
    assert vacancy.phases == [Phase.secondary]
    assert vacancy.key_stages == [KeyStage.ks3, KeyStage.ks4]
    assert vacancy.subjects == [Subject.physics, Subject.science]
    assert (vacancy.contract_type, vacancy.contract_duration) == (ContractType.fixed_term, "1 year")
    assert vacancy.is_parental_leave_cover is True
    assert (vacancy.start_type, vacancy.starts_on) == (StartType.specific_date, date(2026, 9, 1))
    assert (vacancy.pay_point_from, vacancy.pay_point_to) == ("M1", "U3")
    assert (vacancy.pay_min_pence, vacancy.pay_max_pence, vacancy.fte_basis_points) == (3_291_600, 5_104_800, 8_000)
    assert (vacancy.pay_period, vacancy.pay_is_full_time_equivalent) == (PayPeriod.year, True)
    assert vacancy.ect_status is EctStatus.ect_suitable
    assert vacancy.closes_at == clock.at_london(date(2026, 5, 15), time(12))
    assert (vacancy.application_method, vacancy.is_anonymised) == (ApplicationMethod.native, True)
    assert vacancy.created_by_id == vacancy.published_by_id == owner.id
    assert [row.subject for row in outbox()] == [
        "You are invited to TeachPeterborough",
        "Your vacancy is live: Teacher of physics",
    ]
    assert {row.to for row in outbox()} == {"office@example.org"}
    client.sign_in(None)
    advert = client.get("/jobs/teacher-of-physics-nene-gate-academy")
    assert "£32,916 to £51,048 a year" in advert.text
    assert "(0.8 of full time)" in advert.text
    assert "£26,333 to £40,838 a year" in advert.text


def test_publishing_by_a_double_click(client: Any, owner: Any, school: Any, outbox: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school, phases=[Phase.secondary], key_stages=[KeyStage.ks3])
    first = client.post(f"/hiring/vacancies/{vacancy.id}/publish")
    second = client.post(f"/hiring/vacancies/{vacancy.id}/publish")
    assert first.location == second.location == f"/hiring/vacancies/{vacancy.id}/published"
    assert len(outbox()) == 1


def test_starting_by_a_double_click(client: Any, owner: Any) -> None:
    assert start(client) == start(client)
    assert db.session.scalar(select(func.count(Vacancy.id))) == 1


def test_what_is_missing_is_asked_for_where_it_is_asked(client: Any, owner: Any) -> None:
    base = start(client)
    asked = "title role contract start pay about visits visa dates applying documents contact"
    for step in asked.split():
        blank = dict.fromkeys(ANSWERS[step])
        page = client.submit(f"{base}/edit/{step}", status=200, **blank)
        assert page.errors, step
        assert page.title.startswith("Error: ")
    page = client.submit(f"{base}/edit/pay", status=200)
    assert page.errors == [
        "Select a pay scale",
        "Select whether the pay is for a year or for an hour",
    ]


def test_saving_an_unfinished_page(client: Any, owner: Any) -> None:
    base = start(client)
    page = client.submit(f"{base}/edit/pay", pay_min_pence="30000", save_draft="yes")
    assert page.location == f"{base}/tasks"
    assert client.follow(page).flashes == ["Your answers are saved. You can come back to them at any time."]
    assert the_vacancy().pay_min_pence == 3_000_000


def test_what_cannot_be_read_is_never_saved(client: Any, owner: Any) -> None:
    base = start(client)
    page = client.submit(f"{base}/edit/pay", status=200, pay_min_pence="lots", save_draft="yes")
    assert page.errors == ["Lowest pay must be an amount of money, like 36,413 or 12.50"]
    assert the_vacancy().pay_min_pence is None


def test_coming_back_begins_at_the_first_gap(client: Any, owner: Any) -> None:
    base = start(client)
    client.submit(f"{base}/edit/title", title="Teacher of art")
    tasks = client.get(f"{base}/tasks")
    assert tasks.h1 == "Teacher of art"
    assert tasks.links["Continue: role"] == f"{base}/edit/role"
    assert "You have completed 2 of 12 parts" in tasks.text, "the contact is known already"
    assert client.get(f"/hiring/vacancies/{the_vacancy().id}", status=302).location == f"{base}/tasks"


def test_an_incomplete_advert_cannot_be_published_by_hand(client: Any, owner: Any) -> None:
    base = start(client)
    client.submit(f"{base}/edit/title", title="Teacher of art")
    page = client.post(f"{base}/publish")
    assert page.location == f"{base}/edit/role"
    assert the_vacancy().state is VacancyState.draft
    assert "Publish vacancy" not in client.get(f"{base}/check").text


def test_a_change_of_role_takes_questions_away_and_brings_them_back(client: Any, owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(
        organisation=school, phases=[Phase.secondary], key_stages=[KeyStage.ks3], subjects=[Subject.art_and_design]
    )
    base = f"/hiring/vacancies/{vacancy.id}"
    client.submit(f"{base}/edit/role", teaching=None, support=["it_support"])
    assert (vacancy.key_stages, vacancy.subjects, vacancy.ect_status) == ([], None, None)
    assert "Key stages" not in client.get(f"{base}/tasks").links
    client.submit(f"{base}/edit/role", teaching=["teacher"], support=None)
    tasks = client.get(f"{base}/tasks")
    assert tasks.links["Continue: key stages"] == f"{base}/edit/key-stages"


def test_no_particular_subject_is_an_answer(client: Any, owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(
        organisation=school, phases=[Phase.secondary], key_stages=[KeyStage.ks3], subjects=None
    )
    base = f"/hiring/vacancies/{vacancy.id}"
    page = client.submit(f"{base}/edit/subjects", status=200)
    assert page.errors == ["Select the subjects, or “No particular subject”"]
    client.submit(f"{base}/edit/subjects", subjects=["none-of-these"])
    assert vacancy.subjects == []
    assert client.get(f"{base}/edit/subjects").select("input[value=none-of-these][checked]")


def test_casual_work_is_paid_by_the_hour(client: Any, owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school, contract_type=ContractType.casual, pay_period=None)
    page = client.get(f"/hiring/vacancies/{vacancy.id}/edit/pay")
    assert [str(box["value"]) for box in page.select("input[name=pay_period]")] == ["hour"]


def test_the_full_time_share_is_asked_of_part_time_posts_only(client: Any, owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    page = client.get(f"/hiring/vacancies/{vacancy.id}/edit/pay")
    assert not page.select("input[name=share]")
    assert not page.select("input[name=pay_is_full_time_equivalent]")


def test_another_closing_time(client: Any, owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    base = f"/hiring/vacancies/{vacancy.id}/edit/dates"
    answers = {**ANSWERS["dates"], "closing_time": "other", "other_time": "4.45pm"}
    client.submit(base, **answers)
    assert vacancy.closes_at == clock.at_london(date(2026, 5, 15), time(16, 45))
    page = client.get(base)
    assert page.select("#closing_time input, input[name=closing_time][checked]")[0]["value"] == "other"
    page = client.submit(base, status=200, closing_time="other", other_time="")
    assert page.errors == ["Enter a closing time, like 4pm"]


def test_appearing_on_another_day(client: Any, owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school, phases=[Phase.secondary], key_stages=[KeyStage.ks3], subjects=[])
    base = f"/hiring/vacancies/{vacancy.id}"
    day = {"publish_day-day": "1", "publish_day-month": "5", "publish_day-year": "2026"}
    client.submit(f"{base}/edit/dates", **{**ANSWERS["dates"], "publish": "later", **day})
    assert vacancy.publish_on == date(2026, 5, 1)
    assert "Schedule vacancy" in client.get(f"{base}/check").text
    page = client.follow(client.post(f"{base}/publish"))
    assert page.h1 == "Your vacancy is scheduled"
    client.sign_in(None)
    client.get(f"/jobs/{vacancy.slug}", status=404)


def test_a_website_is_asked_for_its_address(client: Any, owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    step = f"/hiring/vacancies/{vacancy.id}/edit/applying"
    page = client.submit(step, status=200, application_method="website", application_link="javascript:alert(1)")
    assert page.errors == ["Enter the web address of the application page, like https://www.example.org/jobs"]
    client.submit(step, application_method="website", application_link="www.example.org/jobs")
    assert vacancy.application_link == "https://www.example.org/jobs"
    assert vacancy.is_anonymised is None


def test_a_faith_school_is_asked_which_questions(client: Any) -> None:
    school = SchoolFactory(religious_character="Roman Catholic")
    client.sign_in(member(Role.recruiter, school))
    vacancy = DraftVacancyFactory(organisation=school)
    step = f"/hiring/vacancies/{vacancy.id}/edit/applying"
    client.submit(step, religious_form="catholic")
    assert vacancy.religious_form.value == "catholic"


# -- trusts


def test_a_trust_posts_for_several_schools(client: Any) -> None:
    trust = TrustFactory(name="Fenland Learning Trust")
    one, two = (SchoolFactory(trust=trust, phase=phase) for phase in (Phase.primary, Phase.secondary))
    stranger = SchoolFactory()
    client.sign_in(member(Role.owner, trust))
    base = start(client)
    assert base.endswith(str(the_vacancy().id))
    page = client.submit(f"{base}/edit/location", status=200)
    assert page.errors == ["Select where the job is"]
    client.submit(f"{base}/edit/location", status=200, places=[str(stranger.id)])
    client.submit(f"{base}/edit/location", places=[str(one.id), str(two.id)])
    vacancy = the_vacancy()
    assert {school.id for school in vacancy.schools} == {one.id, two.id}
    assert vacancy.phases == [Phase.primary, Phase.secondary]
    assert vacancy.place_name == "Fenland Learning Trust, 2 schools"


def test_a_trust_posts_for_its_head_office(client: Any) -> None:
    client.sign_in(member(Role.recruiter, TrustFactory()))
    base = start(client)
    page = client.submit(f"{base}/edit/location", status=200, places=["head-office"])
    assert page.errors == ["Enter the postcode of your head office, like PE1 1AA"]
    client.submit(f"{base}/edit/location", places=["head-office"], office_postcode="pe11aa")
    vacancy = the_vacancy()
    assert (vacancy.at_head_office, vacancy.office_postcode) == (True, "PE1 1AA")
    assert "Phase of education" in client.get(f"{base}/tasks").links


def test_a_trusts_recruiter_works_on_its_schools_vacancies(client: Any) -> None:
    trust = TrustFactory()
    vacancy = DraftVacancyFactory(organisation=SchoolFactory(trust=trust))
    client.sign_in(member(Role.recruiter, trust))
    client.get(f"/hiring/vacancies/{vacancy.id}/tasks")
    assert vacancy.title in client.get("/hiring/vacancies?tab=draft").text


# -- after publication


def test_a_live_advert_shows_what_can_still_change(client: Any, owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school, phases=[Phase.secondary], key_stages=[KeyStage.ks3])
    base = f"/hiring/vacancies/{vacancy.id}"
    page = client.get(base)
    changes = {label for label in page.links if label.startswith("Change")}
    assert "Change Lowest pay" in changes
    assert "Change Working hours" in changes
    assert not {"Change Job title", "Change Contract", "Change Working pattern"} & changes
    for step in ("title", "role", "key-stages", "dates"):
        assert client.get(f"{base}/edit/{step}", status=302).location == base
        client.post(f"{base}/edit/{step}", {"title": "Other"})
    assert vacancy.title == "Year 4 teacher"


def test_a_frozen_answer_is_refused_with_a_sentence(client: Any, owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school, phases=[Phase.secondary], key_stages=[KeyStage.ks3])
    step = f"/hiring/vacancies/{vacancy.id}/edit/contract"
    page = client.get(step)
    assert not page.select("input[name=contract_type]")
    assert "Permanent (cannot change any more)" in page.text
    page = client.post(step, {"contract_type": "casual", "working_patterns_details": "Mondays off."}, status=200)
    assert page.errors == ["This cannot be changed any more, because people may have applied on the strength of it"]
    page = client.post(step, {"contract_type": "permanent", "working_patterns_details": "Mondays off."})
    assert page.location == f"/hiring/vacancies/{vacancy.id}"
    assert (vacancy.contract_type, vacancy.working_patterns_details) == (ContractType.permanent, "Mondays off.")


def test_a_live_advert_cannot_be_emptied(client: Any, owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school, phases=[Phase.secondary], key_stages=[KeyStage.ks3])
    step = f"/hiring/vacancies/{vacancy.id}/edit/contact"
    page = client.submit(step, status=200, other_email="", save_draft="yes")
    assert page.errors == ["Enter an email address for questions about the job"]
    assert vacancy.contact_email == "office@example.org"


def test_extending(client: Any, owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(
        organisation=school,
        closes_at=clock.at_london(date(2026, 5, 8), time(9)),
        phases=[Phase.secondary],
        key_stages=[KeyStage.ks3],
        subjects=[],
    )
    step = f"/hiring/vacancies/{vacancy.id}/extend"
    later = {"closes_at-day": "22", "closes_at-month": "may", "closes_at-year": "2026"}
    page = client.submit(step, status=200)
    assert page.errors == ["Enter the new closing date", "Select why you are extending it"]
    page = client.submit(step, status=200, reason="no_applications", **{**later, "closes_at-day": "1"})
    assert page.errors == ["The new closing date and time must be later than the present one"]
    client.submit(step, reason="no_applications", **later)
    assert vacancy.closes_at == clock.at_london(date(2026, 5, 22), time(9))
    assert vacancy.extension_reason is ExtensionReason.no_applications


def test_ending_early_asks_what_came_of_it(client: Any, owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school)
    step = f"/hiring/vacancies/{vacancy.id}/end"
    assert client.submit(step, status=200).errors[0] == "Select what came of it"
    page = client.submit(step, outcome="hired_here", listed_elsewhere="nowhere")
    assert client.follow(page).status == 200
    assert (vacancy.state, vacancy.outcome) == (VacancyState.ended_early, VacancyOutcome.hired_here)


def test_the_outcome_of_what_has_closed(client: Any, owner: Any, school: Any) -> None:
    vacancy = ExpiredVacancyFactory(organisation=school)
    assert "What came of it?" in client.get("/hiring/vacancies?tab=closed").text
    client.submit(
        f"/hiring/vacancies/{vacancy.id}/outcome", outcome="not_filled_still_looking", listed_elsewhere="paid"
    )
    assert vacancy.outcome is VacancyOutcome.not_filled_still_looking


def test_removing_asks_first(client: Any, owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school)
    page = client.get(f"/hiring/vacancies/{vacancy.id}/remove")
    assert page.h1 == "Remove this vacancy?"
    assert vacancy.state is VacancyState.live
    client.post(f"/hiring/vacancies/{vacancy.id}/remove")
    assert vacancy.state is VacancyState.removed
    client.get(f"/jobs/{vacancy.slug}", status=410)


def test_relisting_leads_to_a_new_draft(client: Any, owner: Any, school: Any) -> None:
    vacancy = ExpiredVacancyFactory(
        organisation=school, phases=[Phase.secondary], key_stages=[KeyStage.ks3], subjects=[]
    )
    tasks = client.follow(client.submit(f"/hiring/vacancies/{vacancy.id}/relist", reason="no_applications"))
    assert tasks.h1 == vacancy.title
    assert "Continue: when it appears and closes" in tasks.links


# -- the dashboard


def test_the_dashboard_counts_by_the_clock(client: Any, owner: Any, school: Any, frozen: Any) -> None:
    vacancy = ScheduledVacancyFactory(organisation=school, title="Lunch supervisor")
    assert "Lunch supervisor" in client.get("/hiring/vacancies?tab=scheduled").text
    frozen.move_to(vacancy.opens_at)
    client.sign_in(owner)
    assert "Lunch supervisor" in client.get("/hiring/vacancies?tab=live").text
    assert "Lunch supervisor" not in client.get("/hiring/vacancies?tab=scheduled").text
    frozen.move_to(vacancy.closes_at)
    client.sign_in(owner)
    assert "Lunch supervisor" in client.get("/hiring/vacancies?tab=closed").text
    assert "Lunch supervisor" not in client.get("/hiring/vacancies?tab=live").text


def test_an_unknown_tab_is_no_error(client: Any, owner: Any) -> None:
    client.get("/hiring/vacancies?tab=nonsense&page=0")


@pytest.mark.parametrize("path", ["/hiring", "/hiring/vacancies?tab=live"])
def test_lists_ask_the_same_number_of_questions(
    client: Any, owner: Any, school: Any, query_count: Any, path: str
) -> None:
    counts = []
    for more in (2, 18):
        VacancyFactory.create_batch(more, organisation=school)
        with query_count() as counter:
            client.get(path)
        counts.append(counter.count)
    assert counts[0] == counts[1]


def test_the_home_page_says_what_to_do(client: Any, owner: Any, school: Any) -> None:
    assert "Nothing is live" in client.get("/hiring").text
    DraftVacancyFactory(organisation=school)
    ExpiredVacancyFactory(organisation=school)
    page = client.get("/hiring")
    assert page.links["Drafts to finish"] == "/hiring/vacancies?tab=draft"
    assert page.links["What came of it?"] == "/hiring/vacancies?tab=awaiting"
