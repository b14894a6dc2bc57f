"""Around the advert: jobs like it, how far one’s own application is, passing it on, reporting it, and what is left when
it is gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.applications.models import ApplicationState
from teachpb.audit.models import AuditEntry
from teachpb.db import transaction
from teachpb.notifications.models import MessageRow
from teachpb.schools.models import Phase, Role
from teachpb.vacancies import operations, queries
from teachpb.vacancies.models import ContractType, JobRole, PayPeriod, Subject, WorkingPattern
from teachpb.vacancies.models.reporting import ReportReason
from teachpb.vacancies.signals import vacancy_viewed
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, DraftApplicationFactory
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory, member
from tests.factories.vacancies import (
    DraftVacancyFactory,
    ExpiredVacancyFactory,
    ScheduledVacancyFactory,
    VacancyFactory,
)
from tests.support.client import StrictClient

pytestmark = pytest.mark.usefixtures("session", "frozen")
ROOT = Path(__file__).parents[2]


# -- jobs like it

MATHS = {"subjects": [Subject.mathematics], "phases": [Phase.secondary]}
NEAR = {"latitude": 52.5725, "longitude": -0.2428, "postcode": "PE1 1XS"}
FAR = {"latitude": 52.70, "longitude": -0.2428, "postcode": "PE6 8AA"}


def similar_titles(vacancy: Any) -> list[str]:
    return [other.title for other in queries.similar_vacancies(vacancy)]


def test_the_nearest_of_role_and_subject_come_first() -> None:
    vacancy = VacancyFactory(title="This", organisation=SchoolFactory(**NEAR), **MATHS)
    VacancyFactory(title="Lead maths", organisation=SchoolFactory(**NEAR), job_roles=[JobRole.sendco], **MATHS)
    VacancyFactory(title="Near maths", organisation=SchoolFactory(**NEAR), **MATHS)
    VacancyFactory(title="Far maths", organisation=SchoolFactory(**FAR), **MATHS)
    VacancyFactory(title="Near history", phases=[Phase.secondary], subjects=[Subject.history])
    VacancyFactory(title="Cook", job_roles=[JobRole.catering_cleaning_and_site_management], phases=[Phase.nursery])
    assert similar_titles(vacancy) == ["Near maths", "Far maths", "Near history", "Lead maths"]


def test_among_equals_the_same_working_pattern_and_contract_come_first() -> None:
    """Elsewhere patterns, pay and contract were ignored."""
    part, full = {"working_patterns": [WorkingPattern.part_time]}, {"working_patterns": [WorkingPattern.full_time]}
    fixed = {"contract_type": ContractType.fixed_term}
    vacancy = VacancyFactory(title="This", **part)
    VacancyFactory(title="Part time", **part)
    VacancyFactory(title="Part time, fixed term", **part, **fixed)
    VacancyFactory(title="Full time, fixed term", **full, **fixed)
    VacancyFactory(title="Full time", **full)
    assert similar_titles(vacancy) == ["Part time", "Part time, fixed term", "Full time", "Full time, fixed term"]


def test_a_class_teacher_is_shown_classes_before_subjects() -> None:
    """An all-through school’s physics post is found under “primary” too."""
    vacancy = VacancyFactory(title="Year 4")
    VacancyFactory(title="Year 5")
    VacancyFactory(title="Physics", phases=[Phase.through], subjects=[Subject.physics])
    assert similar_titles(vacancy) == ["Year 5", "Physics"]


def test_never_itself_never_closed_never_more_than_four() -> None:
    vacancy = VacancyFactory(title="This")
    ExpiredVacancyFactory(title="Closed")
    ScheduledVacancyFactory(title="Coming")
    DraftVacancyFactory(title="Draft")
    assert similar_titles(vacancy) == []
    for number in range(6):
        VacancyFactory(title=f"Other {number}")
    found = similar_titles(vacancy)
    assert len(found) == len(set(found)) == 4
    assert set(found) <= {f"Other {number}" for number in range(6)}


def test_a_trusts_own_post_and_a_support_post_have_some_too() -> None:
    """On another board a post without a school loses its place, and with it everything like it."""
    office = VacancyFactory(schools=[], at_head_office=True, office_postcode="", job_roles=[JobRole.it_support])
    VacancyFactory(title="Technician", job_roles=[JobRole.it_support], phases=[Phase.nursery])
    VacancyFactory(title="Teacher")
    assert similar_titles(office) == ["Technician"]


def test_a_closed_and_a_removed_one_lead_on(client: StrictClient) -> None:
    other = VacancyFactory(title="Another one")
    for vacancy, status in ((ExpiredVacancyFactory(), 200), (VacancyFactory(title="Gone", state="removed"), 410)):
        page = client.get(f"/jobs/{vacancy.slug}", status=status)
        assert page.links["Another one"] == f"/jobs/{other.slug}?source=similar"
        assert page.response.headers["X-Robots-Tag"] == "noindex"


def test_what_was_removed_says_nothing_of_what_it_said(client: StrictClient) -> None:
    vacancy = VacancyFactory(title="Secret title", state="removed", skills_and_experience="secret words")
    body = client.get(f"/jobs/{vacancy.slug}", status=410).body
    assert "ecret" not in body


def test_the_advert_leads_to_the_pages_of_its_kind(client: StrictClient) -> None:
    """Elsewhere the role was to be a link, and never was, because it was looked up by a name no longer used."""
    LocalAuthorityFactory(code="874", name="Peterborough")
    school = SchoolFactory(latitude=52.541, longitude=-0.259)
    page = client.get(f"/jobs/{VacancyFactory(organisation=school, **MATHS).slug}")
    links = {link.get_text(strip=True): str(link["href"]) for link in page.select('nav[aria-labelledby="onward"] a')}
    assert links == {
        "Teacher jobs in Peterborough": "/teacher-jobs",
        "Secondary school jobs in Peterborough": "/secondary-school-jobs",
        "Mathematics teaching jobs in Peterborough": "/mathematics-teacher-jobs",
        "School jobs in Hampton": "/teaching-jobs-in-hampton",
    }
    for href in links.values():
        assert "1 job open now" in client.get(href).text, href


@pytest.mark.parametrize("role", list(JobRole))
def test_every_role_has_a_page_to_lead_to(client: StrictClient, role: JobRole) -> None:
    vacancy = VacancyFactory(job_roles=[role], organisation=SchoolFactory(latitude=None, longitude=None))
    page = client.get(f"/jobs/{vacancy.slug}")
    assert len(page.select('nav[aria-labelledby="onward"] a')) == 2  # role and phase, and no place


def test_an_alert_for_jobs_like_it_is_one_step_away(client: StrictClient) -> None:
    page = client.get(f"/jobs/{VacancyFactory(**MATHS).slug}")
    href = page.links["Email me new jobs like this one"]
    assert parse_qs(urlsplit(href).query) == {"role": ["teacher"], "subject": ["mathematics"]}
    client.get(href)


# -- one’s own application


@pytest.mark.parametrize("state", list(ApplicationState))
def test_who_has_applied_is_led_to_their_own_application(client: StrictClient, state: ApplicationState) -> None:
    """Another board’s links led to anybody’s application, and so to “not found”."""
    vacancy = VacancyFactory()
    ApplicationFactory(vacancy=vacancy)  # somebody else’s
    make = DraftApplicationFactory if state is ApplicationState.draft else ApplicationFactory
    mine = make(vacancy=vacancy, state=state)
    client.sign_in(mine.candidate)
    page = client.get(f"/jobs/{vacancy.slug}")
    words = "Continue your application" if state is ApplicationState.draft else "View your application"
    assert f"/{mine.id}" in page.links[words]
    assert "Apply now" not in page.links
    client.get(page.links[words])


def test_others_just_apply(client: StrictClient) -> None:
    vacancy = ApplicationFactory().vacancy
    for user in (None, UserFactory()):
        client.sign_in(user)
        assert "Apply now" in client.get(f"/jobs/{vacancy.slug}").links


# -- what it pays


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"fte_basis_points": 6000}, "(0.6 of full time): £19,750 to £27,211 a year"),
        (
            {"fte_basis_points": 6000, "pay_is_full_time_equivalent": False},
            "what this part-time job pays",
        ),
        ({"pay_period": PayPeriod.hour, "pay_min_pence": 1285, "pay_max_pence": None}, "£12.85 an hour"),
    ],
)
def test_a_part_time_post_says_what_it_really_pays(client: StrictClient, fields: dict[str, Any], words: str) -> None:
    vacancy = VacancyFactory(working_patterns=[WorkingPattern.part_time], **fields)
    assert words in client.get(f"/jobs/{vacancy.slug}").text


# -- passing it on


def test_it_can_be_passed_on_without_anybodys_script(client: StrictClient) -> None:
    vacancy = VacancyFactory()
    page = client.get(f"/jobs/{vacancy.slug}")
    ways = {link.get_text(strip=True): str(link["href"]) for link in page.select(".tp-share a")}
    assert set(ways) == {"Send by e-mail", "Send by WhatsApp", "Share on Facebook", "Share on X"}
    for words, source in (("Share on Facebook", "share-facebook"), ("Share on X", "share-x")):
        query = parse_qs(urlsplit(ways[words]).query)
        assert (query.get("u") or query["url"]) == [f"http://localhost/jobs/{vacancy.slug}?source={source}"]
    assert "source=share-link" in page.select("[data-copy]")[0]["data-copy"]
    assert all(str(tag["src"]).startswith("/static/") for tag in page.select("script[src], img[src]"))


@pytest.mark.parametrize("source", ["share-whatsapp", "landing", "similar", "savedjob"])
def test_where_a_reader_came_from_is_told(client: StrictClient, source: str) -> None:
    vacancy = VacancyFactory()
    heard: list[Any] = []

    def hear(_sender: Any, vacancy_id: int, source: str) -> None:
        heard.append((vacancy_id, source))

    with vacancy_viewed.connected_to(hear):
        page = client.get(f"/jobs/{vacancy.slug}?source={source}")
    assert heard == [(vacancy.id, source)]
    assert page.select('link[rel="canonical"]')[0]["href"] == f"http://localhost/jobs/{vacancy.slug}"
    assert page.select('meta[property="og:url"]')[0]["content"] == f"http://localhost/jobs/{vacancy.slug}"


# -- what this device remembers


def test_what_was_looked_at_is_remembered_by_the_device_alone(client: StrictClient) -> None:
    vacancy = VacancyFactory(title="<Maths> & more")
    page = client.get(f"/jobs/{vacancy.slug}")
    (box,) = page.select("[data-recent]")
    assert box.has_attr("hidden"), "nothing is shown without JavaScript"
    assert (box["data-title"], box["data-href"]) == ("<Maths> & more", f"/jobs/{vacancy.slug}")
    closed = client.get(f"/jobs/{ExpiredVacancyFactory().slug}").select("[data-recent]")[0]
    assert not closed.has_attr("data-href"), "a closed one is not remembered"


@pytest.mark.pure
@pytest.mark.parametrize(
    "word", ["fetch", "XMLHttpRequest", "sendBeacon", "WebSocket", "cookie", "innerHTML", "import"]
)
def test_the_script_that_remembers_can_send_nothing(word: str) -> None:
    assert word not in (ROOT / "assets" / "js" / "recent.mjs").read_text(encoding="utf-8")


# -- reporting it


def report(client: StrictClient, vacancy: Any, status: int = 302, **answers: str) -> Any:
    return client.submit(f"/jobs/{vacancy.slug}/report", status=status, **answers)


def test_anybody_can_report_an_advert_to_the_council(
    client: StrictClient, session: Session, outbox: Callable[[], list[MessageRow]]
) -> None:
    council = LocalAuthorityFactory()
    officer = member(Role.recruitment_officer, council)
    member(Role.cpd_officer, council)
    vacancy = VacancyFactory(organisation=SchoolFactory(local_authority=council))
    page = client.get(f"/jobs/{vacancy.slug}")
    assert page.links["Report this job"] == f"/jobs/{vacancy.slug}/report"
    answer = report(client, vacancy, reason="unfair", words="It asks for a man.", email="me@example.org")
    assert "looks at it" in client.follow(answer).flashes[0]
    letters = [letter for letter in outbox() if letter.kind == "vacancies.reported"]
    assert officer.email in {letter.to for letter in letters}
    assert all("It asks for a man." in letter.text and "me@example.org" in letter.text for letter in letters)
    assert all(vacancy.title not in letter.subject for letter in letters)
    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.verb == "vacancy_reported"))
    assert (entry.note, entry.actor_id) == ("It seems unfair or discriminates", None)
    assert "man" not in str(entry.changes)


def test_without_officers_it_goes_to_support(client: StrictClient, outbox: Callable[[], list[MessageRow]]) -> None:
    report(client, VacancyFactory(), reason="closed")
    assert [letter.to for letter in outbox()] == ["support@localhost"]


def test_pressing_twice_is_one_letter(
    client: StrictClient, outbox: Callable[[], list[MessageRow]], frozen: Any
) -> None:
    vacancy = VacancyFactory()
    for _ in range(2):
        report(client, vacancy, reason="wrong", words="The date")
    report(client, vacancy, reason="wrong", words="The pay")
    assert len(outbox()) == 2
    frozen.advance(timedelta(days=1))
    report(client, vacancy, reason="wrong", words="The date")
    assert len(outbox()) == 3


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"reason": None}, "Select what is wrong"),
        ({"reason": "other", "words": ""}, "Tell us what is wrong"),
        ({"reason": "wrong", "words": "x" * 1001}, "1,000"),
        ({"reason": "wrong", "email": "nobody"}, "email"),
    ],
)
def test_a_report_says_something(client: StrictClient, answers: dict[str, Any], error: str) -> None:
    page = report(client, VacancyFactory(), status=200, **answers)
    assert any(error in words for words in page.errors)
    if answers.get("words"):
        assert page.form()["words"] == answers["words"]


@pytest.mark.parametrize(("make", "status"), [(DraftVacancyFactory, 404), (ExpiredVacancyFactory, 200)])
def test_only_what_can_be_read_can_be_reported(client: StrictClient, make: Any, status: int) -> None:
    client.get(f"/jobs/{make().slug}/report", status=status)


@pytest.mark.pure
def test_reports_are_few() -> None:
    source = (ROOT / "teachpb" / "vacancies" / "views" / "sharing.py").read_text(encoding="utf-8")
    assert '@limiter.limit("5/hour", methods=["POST"])\ndef report_vacancy' in source


def test_every_reason_has_words() -> None:
    assert all(reason.label for reason in ReportReason)
    with pytest.raises(TypeError), transaction():
        operations.report_vacancy(actor=None)  # type: ignore[call-arg]
