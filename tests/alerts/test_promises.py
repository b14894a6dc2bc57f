"""Weak points known of job alerts elsewhere, one by one, each with the proof that this one does not have it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from teachpb import clock
from teachpb.alerts import operations, queries
from teachpb.alerts.criteria import read_query
from teachpb.alerts.links import Purpose, token_for
from teachpb.alerts.matching import Matcher
from teachpb.alerts.models import AlertState, Frequency, Opinion, Subscription
from teachpb.clock import LONDON
from teachpb.db import transaction
from teachpb.vacancies.models import JobRole, Subject
from tests.factories.alerts import AlertFactory, UnconfirmedAlertFactory
from tests.factories.schools import SchoolFactory, TrustFactory
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient
from tests.support.search import SearchIndex
from tests.support.time import FrozenClock

Run = Callable[[str], object]
Outbox = Callable[[], list[Any]]
SEND = "alerts.send_due"
NEXT_MONTH = datetime(2026, 5, 20, 12, tzinfo=LONDON)


def letters(outbox: Outbox) -> list[Any]:
    return [row for row in outbox() if row.kind == "alerts.new_jobs"]


def test_nobody_can_subscribe_somebody_else(
    client: StrictClient, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
) -> None:
    client.submit("/alerts/new", email="victim@example.org", frequency="instant")
    VacancyFactory()
    frozen.advance(timedelta(days=1))
    run_job(SEND)
    assert [mail.kind for mail in outbox()] == ["alerts.confirm_alert"]


@pytest.mark.parametrize(
    "lost_elsewhere", ["school_type=academy", "faith=yes", "quick_apply=yes", "contract=permanent"]
)
def test_no_filter_is_dropped_silently(client: StrictClient, session: Session, lost_elsewhere: str) -> None:
    client.submit(f"/alerts/new?{lost_elsewhere}", email="ada@example.org")
    name, value = lost_elsewhere.split("=")
    assert session.scalars(select(Subscription)).one().query == {name: [value]}


@pytest.mark.parametrize("alone", ["ect=yes", "visa=yes", "subject=physics", "location=Ortonbridge", "keyword=maths"])
def test_one_criterion_is_enough(client: StrictClient, session: Session, alone: str) -> None:
    SchoolFactory(name="Ortonbridge")
    client.submit(f"/alerts/new?{alone}", email="ada@example.org")
    assert set(session.scalars(select(Subscription)).one().query) >= {alone.split("=")[0]}


def test_a_place_outside_the_country_is_not_taken_for_one(client: StrictClient, session: Session) -> None:
    page = client.get("/alerts/new?location=Reykjavik")
    assert "We do not know a place called “Reykjavik”" in page.text


def test_a_stopped_alert_does_not_block_the_same_one(client: StrictClient, session: Session, outbox: Outbox) -> None:
    alert = AlertFactory(email="ada@example.org", query={"keyword": ["maths"]})
    client.post(f"/alerts/stop/{token_for(alert, Purpose.stop)}", status=303)
    client.submit("/alerts/new?keyword=maths", email="ada@example.org")
    assert [mail.kind for mail in outbox()] == ["alerts.confirm_alert"]


def test_synonyms_mean_the_same_to_page_and_alert(
    session: Session, search_index: SearchIndex, frozen: FrozenClock
) -> None:
    VacancyFactory(title="Principal", job_roles=[JobRole.headteacher])
    session.commit()
    search_index.index_now()
    query = read_query(MultiDict([("keyword", "head teacher")]), {})
    assert len(Matcher().matching(query, since=None)) == 1


def test_a_trusts_alert_includes_the_schools_of_the_trust(session: Session, frozen: FrozenClock) -> None:
    trust = TrustFactory()
    school = SchoolFactory(trust=trust)
    VacancyFactory(organisation=school, schools=[school])
    assert len(Matcher().matching({"trust": [trust.slug]}, since=None)) == 1


def test_a_missed_run_is_caught_up(session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox) -> None:
    for frequency in Frequency:
        AlertFactory(frequency=frequency)
    VacancyFactory(closes_at=NEXT_MONTH)
    frozen.advance(timedelta(days=8, hours=13))
    assert run_job(SEND) == 3


def test_there_is_an_instant_option(session: Session, frozen: FrozenClock, run_job: Run) -> None:
    AlertFactory(frequency=Frequency.instant)
    VacancyFactory(opens_at=clock.now())
    frozen.advance(timedelta(minutes=2))
    assert run_job(SEND) == 1


def test_an_edit_that_makes_an_old_job_match_is_told(
    session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
) -> None:
    AlertFactory(query={"subject": ["music"]})
    vacancy = VacancyFactory(closes_at=NEXT_MONTH)
    frozen.advance(timedelta(days=3))
    assert run_job(SEND) == 0
    vacancy.subjects = [Subject.music]
    session.commit()
    frozen.advance(timedelta(days=1))
    assert run_job(SEND) == 1


def test_the_letter_says_what_it_pays_how_one_works_and_when_it_closes(
    session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
) -> None:
    AlertFactory()
    VacancyFactory()
    frozen.advance(timedelta(days=1))
    run_job(SEND)
    (letter,) = letters(outbox)
    for body in (letter.text, letter.html):
        assert "£32,916 to £45,352" in body
        assert "Full time, permanent" in body
        assert "Closes " in body


def test_overlapping_runs_do_not_repeat_a_job(
    session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
) -> None:
    AlertFactory()
    frozen.move_to(datetime(2026, 4, 24, 14, 59, tzinfo=LONDON))
    VacancyFactory(title="Posted at the last minute", opens_at=clock.now(), closes_at=NEXT_MONTH)
    for hours in (0, 1, 12, 24, 48):
        frozen.advance(timedelta(hours=hours))
        run_job(SEND)
    assert sum(letter.text.count("Posted at the last minute") for letter in letters(outbox)) == 1


@pytest.mark.parametrize("path", ["keep", "pause", "resume", "end", "frequency"])
def test_nothing_changes_by_following_a_link(client: StrictClient, session: Session, path: str) -> None:
    alert = AlertFactory(asked_to_keep_at=clock.now())
    client.get(f"/alerts/manage/{token_for(alert, Purpose.manage)}/{path}", status=405)
    assert (alert.state, alert.asked_to_keep_at is None) == (AlertState.active, False)


def test_a_mail_scanner_that_opens_every_link_of_every_letter_changes_nothing(
    client: StrictClient, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
) -> None:
    import re

    waiting = UnconfirmedAlertFactory(number=8000)
    with transaction():
        operations.send_confirmation(subscription=waiting)
    alert = AlertFactory()
    VacancyFactory(closes_at=NEXT_MONTH)
    frozen.advance(timedelta(days=1))
    run_job(SEND)
    before = (waiting.state, alert.state, alert.updated_at)
    for mail in outbox():
        for path in re.findall(r"http://localhost(/alerts/\S+)", mail.text):
            client.get(path)
    assert (waiting.state, alert.state, alert.updated_at) == before
    assert session.scalars(select(Opinion)).all() == []


def test_there_is_a_pause_a_digest_and_a_header_to_stop(
    session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
) -> None:
    AlertFactory(email="ada@example.org", query={"subject": ["music"]})
    AlertFactory(email="ada@example.org")
    AlertFactory(email="ada@example.org", state=AlertState.paused, query={"ect": ["yes"]})
    VacancyFactory(subjects=[Subject.music])
    VacancyFactory()
    frozen.advance(timedelta(days=1))
    assert run_job(SEND) == 2
    (letter,) = letters(outbox)
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_stopping_twice_is_no_error(client: StrictClient, session: Session) -> None:
    alert = AlertFactory()
    for _ in range(2):
        client.post(f"/alerts/stop/{token_for(alert, Purpose.stop)}", status=303)


def test_criteria_from_an_older_release_break_nothing(
    session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
) -> None:
    AlertFactory(query={"role": ["teacher", "senior_leader"], "minimum_salary": ["20000"], "job_title": ["x"]})
    VacancyFactory()
    frozen.advance(timedelta(days=1))
    assert run_job(SEND) == 1


def test_a_job_that_closes_at_noon_is_out_at_noon(
    session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
) -> None:
    AlertFactory()
    VacancyFactory(closes_at=datetime(2026, 4, 24, 15, tzinfo=LONDON))
    frozen.move_to(datetime(2026, 4, 24, 15, tzinfo=LONDON))
    assert run_job(SEND) == 0


def test_a_thousand_alerts_for_three_searches_ask_the_engine_three_times(session: Session) -> None:
    matcher = Matcher()
    for number in range(1000):
        matcher.matching({"subject": [["music", "physics", "history"][number % 3]]}, since=None)
    assert matcher.passes == 3
    assert queries.due_addresses(queries.last_slots(clock.now())) == []
