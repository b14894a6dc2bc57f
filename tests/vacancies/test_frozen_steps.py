"""What may still be changed, page by page and state by state: an old page, or a request by hand, changes no more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from teachpb import clock
from teachpb.db import db, transaction
from teachpb.schools.models import Phase, Role
from teachpb.vacancies import operations
from teachpb.vacancies.forms.base import FIXED
from teachpb.vacancies.models import CONTENT_FIELDS, Subject, VacancyState
from teachpb.vacancies.views.posting import EXTENDED, SETTLED
from teachpb.vacancies.wizard import WIZARD
from tests.factories.schools import SchoolFactory, member
from tests.factories.vacancies import (
    DocumentFactory,
    DraftVacancyFactory,
    ExpiredVacancyFactory,
    ScheduledVacancyFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.usefixtures("session", "frozen")

LATER = "closes_on-day", "closes_on-month", "closes_on-year"
FIXED_TERM = {"contract_type": "fixed_term", "contract_duration": "1 year", "is_parental_leave_cover": "no"}
WEBSITE = {"application_method": "website", "application_link": "https://x.example.org"}
#: step -> (another answer, the fields it would change)
OTHER_ANSWERS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "title": ({"title": "Head of everything"}, {"title"}),
    "role": ({"support": ["it_support"]}, {"job_roles"}),
    "key-stages": ({"key_stages": ["ks5"]}, {"key_stages"}),
    "subjects": ({"subjects": ["music"]}, {"subjects"}),
    "contract": (
        {**FIXED_TERM, "working_patterns": ["part_time"], "is_job_share": "yes"},
        {"contract_type", "working_patterns", "is_job_share"},
    ),
    "start": ({"start_type": "other", "start_words": "After Easter"}, {"start_type", "start_words"}),
    "pay": (
        {"pay_scale": "main", "pay_period": "year", "pay_min_pence": "34000", "pay_words": "And a bicycle"},
        {"pay_min_pence", "pay_words"},
    ),
    "about": (
        {"ect_status": "ect_suitable", "skills_and_experience": "Others.", "school_offer": "Others."},
        {"skills_and_experience", "school_offer"},
    ),
    "visits": ({"school_visits": "no"}, {"school_visits"}),
    "visa": ({"visa_sponsorship": "yes"}, {"visa_sponsorship"}),
    "dates": ({"publish": "now", **dict(zip(LATER, ["31", "5", "2026"], strict=True)), "closing_time": "09:00"}, set()),
    "applying": (WEBSITE, {"application_method"}),
    "anonymity": ({"is_anonymised": "yes"}, {"is_anonymised"}),
    "documents": ({"has_documents": "no"}, {"has_documents"}),
    "contact": ({"whose": "own", "contact_phone": "01733 747474"}, {"contact_email", "contact_phone"}),
}
WHOLE = {"title", "role", "key-stages", "subjects"}
EVERY = set(OTHER_ANSWERS)

#: (what it is) -> how it is made, and the steps that are refused, with what is said
CASES: dict[str, tuple[Any, set[str], str]] = {
    "draft": (DraftVacancyFactory, set(), ""),
    "scheduled": (ScheduledVacancyFactory, set(), ""),
    "live": (VacancyFactory, {*WHOLE, "contract", "applying", "dates"}, FIXED),
    "live, applied for": (VacancyFactory, {*WHOLE, "contract", "applying", "dates", "anonymity"}, FIXED),
    "closed": (ExpiredVacancyFactory, EVERY, SETTLED),
    "ended early": (lambda **more: VacancyFactory(state="ended_early", **more), EVERY, SETTLED),
}


def make(what: str) -> tuple[Any, Any]:
    school = SchoolFactory(phase=Phase.secondary)
    vacancy = CASES[what][0](
        organisation=school,
        phases=[Phase.secondary],
        key_stages=["ks3"],
        subjects=[Subject.physics],
        has_documents=True,
    )
    DocumentFactory(vacancy=vacancy)
    if what == "live, applied for":
        with transaction():
            operations.record_first_application(vacancy=vacancy)
    return vacancy, member(Role.owner, school)


def test_the_table_holds_every_step_of_a_schools_advert() -> None:
    vacancy, _ = make("draft")
    assert {step.name for step in WIZARD.visible_steps(vacancy)} == EVERY


@pytest.mark.parametrize("step", OTHER_ANSWERS)
@pytest.mark.parametrize("what", CASES)
def test_what_is_settled_is_refused_with_a_sentence(client: Any, what: str, step: str) -> None:
    vacancy, owner = make(what)
    client.sign_in(owner)
    _, refused, sentence = CASES[what]
    answers, would_change = OTHER_ANSWERS[step]
    before = {name: getattr(vacancy, name) for name in CONTENT_FIELDS}
    response = client.http.post(
        f"/hiring/vacancies/{vacancy.id}/edit/{step}", data={"csrf_token": client._csrf_token(), **answers}
    )
    db.session.expire_all()
    changed = {name for name in CONTENT_FIELDS if getattr(vacancy, name) != before[name]}
    if step not in refused:
        assert response.status_code == 302, (what, step)
        assert would_change <= changed, (what, step)
        return
    assert changed == set(), (what, step)
    words = {"dates": EXTENDED}.get(step, sentence) if sentence == FIXED else sentence
    shown = response.text if response.status_code == 200 else client.get(f"/hiring/vacancies/{vacancy.id}").text
    assert words in shown, (what, step)


@pytest.mark.parametrize("what", CASES)
def test_files_change_as_long_as_people_can_apply(client: Any, what: str) -> None:
    vacancy, owner = make(what)
    client.sign_in(owner)
    (document,) = vacancy.documents
    is_open = what in {"draft", "scheduled", "live", "live, applied for"}
    client.http.post(
        f"/hiring/vacancies/{vacancy.id}/documents/{document.id}/remove", data={"csrf_token": client._csrf_token()}
    )
    db.session.expire_all()
    assert (vacancy.documents == []) is is_open


def test_the_clock_settles_an_open_page(client: Any, frozen: Any) -> None:
    """The page was opened while the advert was scheduled, and sent after it went live."""
    vacancy, owner = make("scheduled")
    client.sign_in(owner)
    step = f"/hiring/vacancies/{vacancy.id}/edit/title"
    client.get(step)
    frozen.move_to(vacancy.opens_at + timedelta(seconds=1))
    client.sign_in(owner)
    page = client.follow(client.post(step, {"title": "Too late"}))
    assert page.flashes == [f"{FIXED}."]
    assert vacancy.title == "Year 4 teacher"
    assert vacancy.state_at(clock.now()) is VacancyState.live
