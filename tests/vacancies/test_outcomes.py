"""What came of it: whom we ask and when, the signed link in every state, opting out, and the figures."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from teachpb import clock
from teachpb.audit.models import AuditEntry
from teachpb.clock import LONDON
from teachpb.db import DomainError, db, transaction
from teachpb.schools.models import Role
from teachpb.vacancies import asking, operations, queries
from teachpb.vacancies.links import Purpose, read_token, token_for
from teachpb.vacancies.models import (
    ListedElsewhere,
    OutcomePrompt,
    PromptOptOut,
    PromptState,
    Vacancy,
    VacancyOutcome,
    VacancyState,
)
from tests.factories.accounts import UserFactory
from tests.factories.schools import MembershipFactory, SchoolFactory, TrustFactory, member
from tests.factories.vacancies import ExpiredVacancyFactory, VacancyFactory

using_database = pytest.mark.usefixtures("session", "frozen")
DAY = timedelta(days=1)
ANSWERS = {"outcome": "hired_here", "listed_elsewhere": "nowhere"}


@pytest.fixture
def school(session: Any) -> Any:
    return SchoolFactory()


@pytest.fixture
def owner(school: Any) -> Any:
    return member(Role.owner, school)


def closed(days: float, **fields: Any) -> Vacancy:
    """Closed so many days ago."""
    return ExpiredVacancyFactory(
        opens_at=clock.now() - timedelta(days=days + 20), closes_at=clock.now() - timedelta(days=days), **fields
    )


def asked(outbox: Any) -> list[str]:
    return [row.to for row in outbox() if row.kind == "vacancies.outcome_asked"]


def ask() -> int:
    with transaction():
        return operations.ask_outcomes()


@pytest.fixture
def prompt(school: Any, owner: Any, frozen: Any) -> OutcomePrompt:
    closed(20, organisation=school, published_by_id=owner.id)
    ask()
    return db.session.scalars(select(OutcomePrompt)).one()


def path_of(prompt: OutcomePrompt, purpose: Purpose = Purpose.answer) -> str:
    return f"/vacancy-outcomes/{token_for(prompt, purpose)}" + ("/stop" if purpose is Purpose.stop else "")


# -- when


@pytest.mark.pure
@pytest.mark.parametrize(
    ("moment", "is_hour"),
    [
        (datetime(2026, 4, 24, 9, 0, tzinfo=LONDON), True),
        (datetime(2026, 4, 24, 8, 59, tzinfo=LONDON), False),
        (datetime(2026, 4, 24, 16, 59, tzinfo=LONDON), True),
        (datetime(2026, 4, 24, 17, 0, tzinfo=LONDON), False),
        (datetime(2026, 4, 25, 12, 0, tzinfo=LONDON), False),
        (datetime(2026, 4, 26, 12, 0, tzinfo=LONDON), False),
        (datetime(2026, 12, 21, 9, 0, tzinfo=LONDON), True),
    ],
)
def test_nobody_is_asked_outside_office_hours(moment: datetime, is_hour: bool) -> None:
    assert asking.is_office_hour(moment) is is_hour


@using_database
@pytest.mark.parametrize(
    ("days", "is_asked"), [(1, False), (13.9, False), (14, True), (28, True), (41.9, True), (42, False), (90, False)]
)
def test_asked_two_to_six_weeks_after_closing(outbox: Any, days: float, is_asked: bool) -> None:
    closed(days, contact_email="office@example.org")
    ask()
    assert asked(outbox) == (["office@example.org"] if is_asked else [])


@using_database
@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": VacancyOutcome.unknown},
        {"state": VacancyState.removed},
        {"state": VacancyState.draft},
        {"closes_at": None, "state": VacancyState.draft},
        {"provider": "A recruitment system"},
    ],
)
def test_what_is_answered_or_gone_is_not_asked_about(outbox: Any, fields: dict[str, Any]) -> None:
    VacancyFactory()
    ExpiredVacancyFactory(**{"closes_at": clock.now() - 20 * DAY, "opens_at": clock.now() - 40 * DAY, **fields})
    assert ask() == 0
    assert asked(outbox) == []


@using_database
def test_an_advert_the_worker_has_not_closed_yet_is_asked_about_as_well(outbox: Any) -> None:
    closed(20, state=VacancyState.live)
    closed(20, state=VacancyState.ended_early)
    assert ask() == 2


@using_database
def test_each_once_however_often_and_late_the_job_runs(run_job: Any, outbox: Any, frozen: Any) -> None:
    for _ in range(3):
        closed(14)
    assert run_job("vacancies.ask_outcomes") == 3
    for _ in range(30):
        frozen.advance(DAY)
        run_job("vacancies.ask_outcomes")
    assert len(asked(outbox)) == 3
    assert db.session.scalar(select(func.count(OutcomePrompt.id))) == 3


@using_database
def test_a_worker_that_was_away_too_long_does_not_ask_any_more(run_job: Any, outbox: Any, frozen: Any) -> None:
    closed(10)
    frozen.advance(35 * DAY)
    assert run_job("vacancies.ask_outcomes") == 0
    assert asked(outbox) == []


@using_database
def test_not_at_night(run_job: Any, outbox: Any, frozen: Any) -> None:
    closed(20)
    frozen.advance(timedelta(hours=8))
    assert run_job("vacancies.ask_outcomes") == 0
    frozen.advance(timedelta(hours=64))  # Monday, 10am
    assert run_job("vacancies.ask_outcomes") == 1


# -- whom


@using_database
def test_asked_is_who_published_it_while_they_still_hire_for_it(outbox: Any, school: Any, owner: Any) -> None:
    gone = MembershipFactory(organisation=school, ended_at=clock.now()).user
    left = UserFactory(closed_at=clock.now())
    for publisher in (owner, gone, left, None):
        closed(
            20, organisation=school, published_by_id=publisher.id if publisher else None, contact_email="c@example.org"
        )
    assert ask() == 4
    assert asked(outbox) == [owner.email, "c@example.org", "c@example.org", "c@example.org"]
    assert db.session.scalars(select(OutcomePrompt.user_id).order_by(OutcomePrompt.id)).all() == [
        owner.id,
        None,
        None,
        None,
    ]


@using_database
def test_the_letter_can_be_answered_and_stopped_and_its_subject_names_nothing(
    outbox: Any, prompt: OutcomePrompt
) -> None:
    (letter,) = [row for row in outbox() if row.kind == "vacancies.outcome_asked"]
    assert path_of(prompt) in letter.text
    assert path_of(prompt, Purpose.stop) in letter.text
    assert prompt.vacancy.title in letter.text
    assert prompt.vacancy.title not in letter.subject
    assert "List-Unsubscribe" in str(letter.headers)


@using_database
def test_no_address_is_kept_where_it_can_be_read(prompt: OutcomePrompt, owner: Any) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", prompt.email_hash)
    assert owner.email not in str(prompt.__dict__)


# -- the link


@using_database
def test_signed_out_one_looks_and_then_answers(client: Any, prompt: OutcomePrompt, owner: Any) -> None:
    url, vacancy = path_of(prompt), prompt.vacancy
    for _ in range(2):
        page = client.get(url)
        assert page.h1 == "What came of it?"
        assert vacancy.title in page.text
    assert (vacancy.outcome, prompt.answered_at) == (None, None), "looking answers nothing"
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert page.response.headers["Cache-Control"] == "no-store"
    assert client.submit(url, status=200).errors == [
        "Select what came of it",
        "Select whether you advertised it anywhere else",
    ]
    thanks = client.follow(client.submit(url, **ANSWERS))
    assert thanks.h1 == "Thank you, we know"
    assert (vacancy.outcome, vacancy.listed_elsewhere) == (VacancyOutcome.hired_here, ListedElsewhere.nowhere)
    assert (vacancy.outcome_at, vacancy.outcome_by_id, prompt.answered_at) == (clock.now(), owner.id, clock.now())
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "vacancy_outcome_given")).one()
    assert (entry.actor_id, entry.note) == (owner.id, "By the link in our mail")


@using_database
def test_a_double_click_answers_once_and_another_answer_is_refused(client: Any, prompt: OutcomePrompt) -> None:
    url = path_of(prompt)
    client.submit(url, **ANSWERS)
    assert client.post(url, ANSWERS).location == url
    page = client.post(url, {**ANSWERS, "outcome": "hired_paid"}, status=200)
    assert page.h1 == "Thank you, we know"
    assert prompt.vacancy.outcome is VacancyOutcome.hired_here
    question = select(func.count(AuditEntry.id)).where(AuditEntry.verb == "vacancy_outcome_given")
    assert db.session.scalar(question) == 1


@using_database
def test_the_link_dies_when_somebody_answers_signed_in(client: Any, prompt: OutcomePrompt, owner: Any) -> None:
    client.sign_in(owner)
    client.submit(f"/hiring/vacancies/{prompt.vacancy_id}/outcome", outcome="unknown", listed_elsewhere="free")
    client.sign_in(None)
    assert client.get(path_of(prompt)).h1 == "Thank you, we know"
    with pytest.raises(DomainError), transaction():
        operations.answer_by_link(
            prompt=prompt, outcome=VacancyOutcome.hired_paid, listed_elsewhere=ListedElsewhere.paid
        )
    assert prompt.vacancy.outcome is VacancyOutcome.unknown


@using_database
@pytest.mark.parametrize(("days", "status"), [(0, 200), (89, 200), (89.99, 200), (90, 410), (400, 410)])
def test_the_link_lives_for_ninety_days(
    client: Any, prompt: OutcomePrompt, frozen: Any, days: float, status: int
) -> None:
    url = path_of(prompt)
    frozen.advance(timedelta(days=days))
    page = client.get(url, status=status)
    if status == 410:
        assert page.h1 == "This link has run out"
        client.post(url, ANSWERS, status=410)
        assert prompt.vacancy.outcome is None


@using_database
def test_a_removed_vacancy_is_told_of(client: Any, prompt: OutcomePrompt, owner: Any) -> None:
    with transaction():
        operations.remove(actor=owner, vacancy=prompt.vacancy)
    page = client.get(path_of(prompt), status=410)
    assert page.h1 == "This vacancy is not here any more"
    assert prompt.vacancy.title not in page.text
    client.post(path_of(prompt), ANSWERS, status=410)


@using_database
def test_only_our_own_links_open(client: Any, app: Flask, prompt: OutcomePrompt) -> None:
    good, stop = token_for(prompt, Purpose.answer), token_for(prompt, Purpose.stop)
    broken = ["x", good[:-1], good + "A", good.swapcase(), stop, f"{prompt.id}"]
    for token in broken:
        client.get(f"/vacancy-outcomes/{token}", status=404)
        client.post(f"/vacancy-outcomes/{token}", ANSWERS, status=404)
    client.get(f"/vacancy-outcomes/{good}/stop", status=404)
    assert read_token(good, Purpose.answer) == (prompt.id, prompt.secret)
    prompt.secret = "another"
    db.session.commit()
    client.get(f"/vacancy-outcomes/{good}", status=404)


@using_database
def test_a_link_is_good_for_its_own_advert_alone(client: Any, prompt: OutcomePrompt) -> None:
    other = closed(20)
    client.submit(path_of(prompt), **ANSWERS)
    assert other.outcome is None
    client.get(f"/hiring/vacancies/{prompt.vacancy_id}", status=302)


@using_database
@pytest.mark.parametrize(
    "who", ["signed_out", "candidate", "other_owner", "demoted", "officer", "owner", "trust_owner"]
)
def test_whoever_holds_the_link_may_answer_whoever_they_are(
    client: Any, prompt: OutcomePrompt, school: Any, owner: Any, who: str
) -> None:
    people = {
        "signed_out": None,
        "candidate": UserFactory(),
        "other_owner": member(Role.owner),
        "demoted": MembershipFactory(organisation=school, ended_at=clock.now()).user,
        "officer": member(Role.recruitment_officer, _council()),
        "owner": owner,
        "trust_owner": member(Role.owner, TrustFactory()),
    }
    client.sign_in(people[who])
    client.submit(path_of(prompt), **ANSWERS)
    assert prompt.vacancy.outcome is VacancyOutcome.hired_here
    client.get(path_of(prompt, Purpose.stop))


def _council() -> Any:
    from tests.factories.schools import LocalAuthorityFactory

    return LocalAuthorityFactory()


@pytest.mark.parametrize(
    ("fields", "prompt_fields", "days", "state"),
    [
        ({}, {}, 0, PromptState.open),
        ({}, {}, 90, PromptState.run_out),
        ({"outcome": VacancyOutcome.unknown}, {}, 0, PromptState.answered),
        ({}, {"answered_at": datetime(2026, 4, 1, tzinfo=LONDON)}, 0, PromptState.answered),
        ({"outcome": VacancyOutcome.unknown}, {}, 91, PromptState.answered),
        ({"state": VacancyState.removed, "outcome": VacancyOutcome.unknown}, {}, 91, PromptState.gone),
    ],
)
@pytest.mark.pure
def test_the_states_of_a_link(fields: Any, prompt_fields: Any, days: int, state: PromptState) -> None:
    sent = datetime(2026, 4, 24, 10, tzinfo=LONDON)
    vacancy = Vacancy(state=fields.get("state", VacancyState.expired), outcome=fields.get("outcome"))
    prompt = OutcomePrompt(vacancy=vacancy, sent_at=sent, **prompt_fields)
    assert asking.state_of(prompt, sent + days * DAY) is state


# -- opting out


@using_database
def test_opting_out_asks_first_lasts_and_can_be_taken_back(
    client: Any, prompt: OutcomePrompt, outbox: Any, owner: Any, school: Any
) -> None:
    url = path_of(prompt, Purpose.stop)
    assert client.get(url).h1 == "Do not ask me again"
    assert db.session.scalar(select(func.count(PromptOptOut.id))) == 0
    for _ in range(2):
        page = client.post(url, status=303)
    assert client.follow(page).h1 == "We will not ask you again"
    closed(20, organisation=school, published_by_id=owner.id)
    closed(20, contact_email="another@example.org")
    ask()
    assert asked(outbox) == [owner.email, "another@example.org"], "the first letter, and one to somebody else"
    for _ in range(2):
        client.post(url, {"again": "yes"}, status=303)
    closed(21, organisation=school, published_by_id=owner.id)
    ask()
    assert asked(outbox)[-1] == owner.email
    assert client.get(path_of(prompt)).h1 == "What came of it?", "the link itself still answers"


@using_database
def test_opting_out_knows_an_address_in_any_case(outbox: Any, client: Any) -> None:
    closed(20, contact_email="Office@Example.org")
    ask()
    prompt = db.session.scalars(select(OutcomePrompt)).one()
    client.post(path_of(prompt, Purpose.stop), status=303)
    closed(20, contact_email="office@example.org")
    ask()
    assert len(asked(outbox)) == 1


@using_database
def test_mail_programs_stop_it_with_one_click_and_no_session(app: Flask, client: Any, prompt: OutcomePrompt) -> None:
    db.session.commit()
    answer = app.test_client().post(path_of(prompt, Purpose.stop), data={"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    assert db.session.scalar(select(func.count(PromptOptOut.id))) == 1


@using_database
def test_an_old_advert_that_today_would_be_incomplete_is_answered_for_all_the_same(
    client: Any, school: Any, owner: Any
) -> None:
    vacancy = closed(30, organisation=school, school_visits=None, contact_email="", skills_and_experience="")
    client.sign_in(owner)
    client.submit(f"/hiring/vacancies/{vacancy.id}/outcome", **ANSWERS)
    assert vacancy.outcome is VacancyOutcome.hired_here


# -- the figures


@using_database
def test_the_figures_count_every_answer_and_those_who_gave_none(school: Any) -> None:
    days = {"first": date(2026, 4, 1), "last": date(2026, 4, 23)}
    closed(3, organisation=school, outcome=VacancyOutcome.hired_here, listed_elsewhere=ListedElsewhere.paid)
    closed(4, organisation=school, outcome=VacancyOutcome.hired_here)
    closed(5, organisation=school)
    closed(5, state=VacancyState.removed, organisation=school, outcome=VacancyOutcome.hired_here)
    closed(60, organisation=school, outcome=VacancyOutcome.hired_here)
    closed(3, outcome=VacancyOutcome.hired_paid)
    VacancyFactory(organisation=school)
    mine = queries.outcome_figures(**days, organisation_ids={school.id})
    assert (mine.closed, mine.answered) == (3, 2)
    assert mine.outcomes[VacancyOutcome.hired_here] == 2
    assert mine.listed_elsewhere[ListedElsewhere.paid] == 1
    assert set(mine.outcomes) == set(VacancyOutcome)
    everybody = queries.outcome_figures(**days)
    assert (everybody.closed, everybody.outcomes[VacancyOutcome.hired_paid]) == (4, 1)


@using_database
def test_the_figures_go_by_london_days() -> None:
    late = clock.at_london(date(2026, 4, 10)) - timedelta(minutes=1)
    ExpiredVacancyFactory(opens_at=late - 20 * DAY, closes_at=late)
    assert queries.outcome_figures(date(2026, 4, 9), date(2026, 4, 9)).closed == 1
    assert queries.outcome_figures(date(2026, 4, 10), date(2026, 4, 10)).closed == 0


@pytest.mark.pure
def test_every_word_of_the_two_questions_is_there() -> None:
    assert [each.value for each in VacancyOutcome] == [
        "hired_here",
        "hired_other_free",
        "hired_paid",
        "hired_without_advert",
        "not_filled_still_looking",
        "not_filled_stopped",
        "unknown",
    ]
    assert [each.value for each in ListedElsewhere] == ["nowhere", "free", "paid", "free_and_paid", "unknown"]
