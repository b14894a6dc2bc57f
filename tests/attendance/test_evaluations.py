"""What people thought: once each, without names, and no words while few have answered."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.attendance import operations, queries
from teachpb.attendance.errors import AlreadyAnswered, NothingToSay
from teachpb.attendance.models import AttendanceRecord, Certificate, Evaluation, FollowUp
from teachpb.attendance.models.evaluation import USUAL_ITEMS
from teachpb.attendance.operations import Opinion
from teachpb.cpd.models import PlaceState
from teachpb.db import transaction
from teachpb.schools.models import Role
from tests.factories.attendance import EvaluationFactory, RecordFactory
from tests.factories.cpd import CourseDateFactory
from tests.factories.schools import member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

ANSWERS: dict[str, str] = {
    **{f"item_{number}": "4" for number in range(1, 6)},
    "confidence_before": "3",
    "confidence_after": "8",
    "differently": "Ask, wait, ask again",
    "recommend": "10",
}
OPINION = Opinion(scores={"Good": 5, "Useful": 4}, confidence_before=1, confidence_after=10, recommend=0)


@pytest.fixture
def kept(session: Session, frozen: FrozenClock) -> AttendanceRecord:
    row: AttendanceRecord = RecordFactory(place__delegate_name="Cara Jones")
    return row


def test_a_form_is_filled_in_once(client: StrictClient, session: Session, kept: AttendanceRecord) -> None:
    path = f"/after-course/{kept.key}/evaluation"
    page = client.submit(path, status=200)
    assert len(page.errors) == 8
    form = client.get(path).form()
    page = client.follow(client.post(path, {**form, **ANSWERS}))
    assert page.flashes == ["Thank you. Your answers are in, without your name."]
    client.post(path, {**form, **ANSWERS})  # the back button
    row = session.scalars(select(Evaluation)).one()
    assert row.scores == dict.fromkeys(USUAL_ITEMS, 4)
    assert (row.agreement, row.recommend, row.differently, row.may_quote) == (4.0, 10, "Ask, wait, ask again", False)
    assert client.get(path, status=302).location == f"/after-course/{kept.key}"
    assert "Thank you" in client.get(f"/after-course/{kept.key}").text


@pytest.mark.parametrize(("field", "value"), [("recommend", "11"), ("confidence_after", "0"), ("item_1", "6")])
def test_what_is_out_of_range_is_refused_and_the_rest_stays(
    client: StrictClient, session: Session, kept: AttendanceRecord, field: str, value: str
) -> None:
    page = client.submit(f"/after-course/{kept.key}/evaluation", status=200, **{**ANSWERS, field: value})
    assert len(page.errors) == 1
    assert "Ask, wait, ask again" in page.body
    assert session.query(Evaluation).count() == 0


def test_two_clicks_are_one_answer(session: Session, kept: AttendanceRecord) -> None:
    with transaction():
        operations.evaluate(kept=kept, opinion=OPINION)
    with pytest.raises(AlreadyAnswered), transaction():
        operations.evaluate(kept=kept, opinion=OPINION)
    assert session.query(Evaluation).count() == 1


@pytest.mark.parametrize("state", [PlaceState.no_show, PlaceState.excused, PlaceState.confirmed])
def test_who_was_not_there_has_nothing_to_say(
    client: StrictClient, session: Session, kept: AttendanceRecord, state: PlaceState
) -> None:
    kept.place.state = state
    session.commit()
    with pytest.raises(NothingToSay), transaction():
        operations.evaluate(kept=kept, opinion=OPINION)
    client.get(f"/after-course/{kept.key}/evaluation", status=302)
    assert "nothing to do here yet" in client.get(f"/after-course/{kept.key}").text


def test_no_answer_leads_to_a_person(session: Session, kept: AttendanceRecord) -> None:
    with transaction():
        operations.evaluate(kept=kept, opinion=OPINION)
    assert kept.answered_at == clock.at_london(clock.today(), time(0))
    columns = set(Evaluation.__table__.columns.keys())
    assert not {name for name in columns if "place" in name or "user" in name or "key" in name or "_at" in name}


def test_the_certificate_waits_for_it_where_the_course_asks(
    client: StrictClient, session: Session, kept: AttendanceRecord
) -> None:
    kept.place.course_date.course.evaluation_required = True
    assert "comes as soon as you have said" in client.get(f"/after-course/{kept.key}").text
    assert session.query(Certificate).count() == 0
    client.submit(f"/after-course/{kept.key}/evaluation", **ANSWERS)
    assert session.query(Certificate).count() == 1
    assert "Get the certificate (PDF)" in client.get(f"/after-course/{kept.key}").links


class TestAsking:
    def test_the_day_after_and_once_more(
        self, session: Session, frozen: FrozenClock, run_job: Any, outbox: Any
    ) -> None:
        kept = RecordFactory(place__course_date=CourseDateFactory(day=clock.today()))
        answered = RecordFactory(answered_at=clock.now())
        absent = RecordFactory(place__state=PlaceState.no_show)

        def asked() -> list[str]:
            for _ in range(2):
                run_job("attendance.ask_for_evaluations")
            return [mail.subject for mail in outbox() if mail.to == kept.place.delegate_email]

        title = kept.place.course_date.course.title
        frozen.advance(timedelta(hours=10))
        assert asked() == []  # the evening of the course
        frozen.advance(timedelta(hours=12))
        assert asked() == [f"What did you think of {title}?"]
        frozen.advance(timedelta(days=6, hours=23))
        assert len(asked()) == 1
        frozen.advance(timedelta(hours=2))
        assert asked()[1:] == [f"A reminder: what did you think of {title}?"]
        frozen.advance(timedelta(days=20))
        assert len(asked()) == 2
        others = {answered.place.delegate_email, absent.place.delegate_email}
        assert not others & {mail.to for mail in outbox()}

    def test_nobody_is_asked_about_long_ago(
        self, session: Session, frozen: FrozenClock, run_job: Any, outbox: Any
    ) -> None:
        RecordFactory(place__course_date=CourseDateFactory(day=clock.today() - timedelta(days=40)))
        run_job("attendance.ask_for_evaluations")
        assert outbox() == []

    @pytest.mark.parametrize(("weeks", "is_asked"), [(5, False), (7, True), (9, False)])
    def test_six_to_eight_weeks_later(
        self,
        client: StrictClient,
        session: Session,
        frozen: FrozenClock,
        run_job: Any,
        outbox: Any,
        weeks: int,
        is_asked: bool,
    ) -> None:
        kept = RecordFactory(place__course_date=CourseDateFactory(day=clock.today() - timedelta(weeks=weeks)))
        for _ in range(2):
            run_job("attendance.ask_for_follow_ups")
        assert len(outbox()) == is_asked
        path = f"/after-course/{kept.key}/weeks-later"
        if not is_asked:
            client.get(path, status=302)
            return
        assert client.submit(path, status=200).errors
        client.submit(path, done="4", confidence_now="7", difference="They explain more")
        client.get(path, status=302)
        row = session.scalars(select(FollowUp)).one()
        assert (row.done, row.confidence_now, row.difference) == (4, 7, "They explain more")


class TestResults:
    def results(self, client: StrictClient, run: Any) -> Any:
        client.sign_in(member(Role.provider_admin, run.course.provider))
        return client.get(f"/training/dates/{run.id}/results")

    @pytest.mark.parametrize(("answers", "tells_words"), [(4, False), (5, True)])
    def test_words_are_shown_from_five_answers_on(
        self, client: StrictClient, session: Session, frozen: FrozenClock, answers: int, tells_words: bool
    ) -> None:
        run = CourseDateFactory(day=clock.today() - timedelta(days=1))
        rows = [EvaluationFactory(course_date=run) for _ in range(answers)]
        page = self.results(client, run)
        assert (rows[0].differently in page.text) is tells_words
        assert ("once five have answered" in page.text) is not tells_words
        assert "4 → 8" in page.text.replace(".0", "")

    def test_counts_and_averages(self, session: Session, frozen: FrozenClock) -> None:
        run = CourseDateFactory()
        for score in (5, 5, 2):
            EvaluationFactory(course_date=run, scores={"Good": score}, agreement=score, recommend=score)
        results = queries.results_of(run)
        (item,) = results.items
        assert (item.counts[5], item.counts[2], item.counts[4], item.average) == (2, 1, 0, 4.0)
        assert results.recommend == 4.0
        assert results.comments == []

    @pytest.mark.parametrize(("answers", "is_shown"), [(4, False), (5, True)])
    def test_the_public_sees_an_average_of_five(
        self, client: StrictClient, session: Session, frozen: FrozenClock, answers: int, is_shown: bool
    ) -> None:
        run = CourseDateFactory()
        for _ in range(answers):
            EvaluationFactory(course_date=run, agreement=4.5, recommend=9)
        page = client.get(f"/courses/{run.course.slug}")
        assert ("4.5 of 5" in page.text) is is_shown

    def test_the_provider_chooses_the_statements(
        self, client: StrictClient, session: Session, kept: AttendanceRecord
    ) -> None:
        course = kept.place.course_date.course
        client.sign_in(member(Role.provider_admin, course.provider))
        path = f"/training/courses/{course.id}/evaluation"
        assert client.submit(path, status=200, items="One\nTwo\nThree").errors == [
            "Enter 4 to 8 statements, one to a line"
        ]
        assert client.submit(path, status=200, items="\n".join(["a", "b", "c", "x" * 201])).errors
        client.submit(path, items="It was short\nIt was deep\n\nIt was warm\nIt was ours")
        client.sign_in(None)
        page = client.get(f"/after-course/{kept.key}/evaluation")
        assert "It was warm" in page.text
        assert USUAL_ITEMS[0] not in page.text
