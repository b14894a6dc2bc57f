"""What a candidate looks back on: the words of decisions in their thread, and everything else in the timeline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.applications import operations as applications
from teachpb.applications.models import Application, ApplicationState, WithdrawalReason
from teachpb.applications.operations.scrubbing import forget_above
from teachpb.db import transaction
from teachpb.hiring import operations
from teachpb.hiring.checklist import CheckKind
from teachpb.hiring.models import CheckState, EventKind, HiringEvent
from teachpb.messages.models import Side
from teachpb.messages.queries import messages_of, thread_of
from teachpb.references.models import ReferenceState
from teachpb.schools.models import Role
from tests.factories.applications import ApplicationFactory
from tests.factories.hiring import InterviewDayFactory
from tests.factories.messages import ThreadFactory, say
from tests.factories.references import DisclosureFactory, ReferenceFactory
from tests.factories.schools import member
from tests.support.client import StrictClient

_S = ApplicationState
WORDS = "Thank you. Your lesson was lively; tell us more about phonics next time."


@pytest.fixture(autouse=True)
def stopped(frozen: Any) -> Any:
    return frozen


def staff_of(application: Application) -> Any:
    return member(Role.recruiter, application.vacancy.organisation)


def move(application: Application, state: ApplicationState, **words: str) -> None:
    with transaction():
        applications.move(actor=staff_of(application), application=application, state=state, **words)


def own(application: Application, page: str = "") -> str:
    return f"/account/applications/{application.id}{page}"


def told(client: StrictClient, application: Application) -> list[str]:
    """The titles of the candidate's timeline."""
    client.sign_in(application.candidate)
    timeline = client.get(own(application)).select(".tp-timeline")[0]  # the other one is the history they sent
    return [line.get_text(strip=True) for line in timeline.select(".tp-timeline__title")]


class TestWordsOfDecisions:
    def test_they_stand_in_the_thread_and_are_no_news(self, client: StrictClient, session: Session) -> None:
        application = ApplicationFactory(state=_S.interviewing)
        move(application, _S.interview_unsuccessful, message=WORDS, note="Weak on phonics")
        client.sign_in(application.candidate)
        page = client.get(own(application, "/messages"))
        assert WORDS in page.text and "Weak on" not in page.text
        assert "Read the message" not in client.get("/account/applications").text
        client.sign_in(staff_of(application))
        assert WORDS in client.get(f"/hiring/applications/{application.id}/messages").text

    def test_nothing_said_makes_no_thread(self, session: Session) -> None:
        application = ApplicationFactory()
        move(application, _S.unsuccessful)
        assert thread_of(application) is None

    def test_what_the_candidate_says_on_leaving_is_not_put_there(self, session: Session) -> None:
        application = ApplicationFactory()
        with transaction():
            applications.withdraw(
                actor=application.candidate,
                application=application,
                reason=WithdrawalReason.too_far,
                details="I cannot drive",
            )
        assert thread_of(application) is None

    def test_what_was_unread_before_stays_unread(self, client: StrictClient, session: Session) -> None:
        application = ApplicationFactory(state=_S.interviewing)
        say(ThreadFactory(application=application), Side.school, "Please call us")
        move(application, _S.interview_unsuccessful, message=WORDS)
        client.sign_in(application.candidate)
        assert "Read the message from the school" in client.get("/account/applications").text
        assert [each.body for each in messages_of(thread_of(application))] == ["Please call us", WORDS]

    def test_an_invitation_to_another_day_too(self, session: Session) -> None:
        application = ApplicationFactory(state=_S.interviewing)
        day = InterviewDayFactory(vacancy=application.vacancy)
        for _twice in range(2):
            with transaction():
                operations.invite(
                    actor=staff_of(application), day=day, candidates=[application], message="Bring your whistle"
                )
        assert [each.body for each in messages_of(thread_of(application))] == ["Bring your whistle"]

    def test_the_database_holds_none_of_them_in_the_open(self, session: Session) -> None:
        application = ApplicationFactory(state=_S.shortlisted)
        move(application, _S.submitted, reason="Ticked by mistake")
        move(application, _S.unsuccessful, message=WORDS, note="Health")
        with transaction():
            move_rows = session.execute(text("SELECT reason, note, message FROM application_events")).all()
        kept = " ".join(str(value) for row in move_rows for value in row)
        assert "sealed:" in kept
        for words in ("phonics", "Health", "mistake"):
            assert words not in kept


class TestTimeline:
    def test_interviews(self, client: StrictClient, session: Session, frozen: Any) -> None:
        application = ApplicationFactory(state=_S.shortlisted)
        day = InterviewDayFactory(vacancy=application.vacancy)
        actor = staff_of(application)

        def later(do: Callable[..., object], **what: Any) -> None:
            frozen.advance(timedelta(minutes=1))
            with transaction():
                do(**what)

        later(operations.invite, actor=actor, day=day, candidates=[application])
        later(operations.say_none_suits, actor=application.candidate, application=application, note="")
        for slot in day.slots:
            later(operations.choose_slot, actor=application.candidate, application=application, slot_id=slot.id)
        later(operations.cancel_day, actor=actor, day=day, reason="Snow")
        assert told(client, application)[-6:] == [
            "Invited to interview",
            "Invited to choose an interview time",
            "You told the school that no time suits you",
            "Interview time chosen",
            "Interview time chosen",
            "Interview time cancelled",
        ]
        assert "10am on Monday 4 May 2026" in client.get(own(application)).text

    def test_references_and_the_self_disclosure_without_what_is_in_them(
        self, client: StrictClient, session: Session, frozen: Any
    ) -> None:
        application = ApplicationFactory(state=_S.shortlisted)
        frozen.advance(timedelta(hours=1))
        reference = ReferenceFactory(application=application, state=ReferenceState.received, is_shared=False)
        DisclosureFactory(application=application)
        assert told(client, application)[-3:] == [
            "A referee has been asked",
            "A reference has arrived",
            "The school has asked for your self-disclosure",
        ]
        page = client.get(own(application)).text
        assert reference.name in page
        assert "chess club" not in page

    @pytest.mark.parametrize("state", [ReferenceState.waiting, ReferenceState.declined, ReferenceState.replaced])
    def test_other_ends_of_a_reference(self, client: StrictClient, session: Session, state: ReferenceState) -> None:
        reference = ReferenceFactory(
            state=state,
            sent_at=None if state is ReferenceState.waiting else clock.now(),
            send_at=clock.now() + timedelta(days=1),
            completed_at=clock.now() if state is ReferenceState.declined else None,
        )
        last = told(client, reference.application)[-1]
        assert (
            last
            == {
                ReferenceState.waiting: "The school is going to ask a referee",
                ReferenceState.declined: "A referee cannot give a reference",
                ReferenceState.replaced: "A referee has been asked",
            }[state]
        )

    def test_checks_are_shown_once_the_job_is_accepted(self, client: StrictClient, session: Session) -> None:
        application = ApplicationFactory(state=_S.interviewing)
        check(application, CheckState.done)
        check(application, CheckState.done)
        assert "Check done" not in told(client, application)
        application.state = _S.accepted
        session.commit()
        assert told(client, application).count("Check done") == 1
        assert "Identity" in client.get(own(application)).text
        check(application, CheckState.open)
        assert "Check done" not in told(client, application)

    def test_it_is_the_candidates_for_a_year_and_goes_with_the_rest(self, session: Session) -> None:
        application = ApplicationFactory(state=_S.interviewing)
        session.add(HiringEvent(application_id=application.id, kind=EventKind.invited))
        session.commit()
        for for_everybody, left in ((False, 1), (True, 0)):
            with transaction():
                forget_above(application_ids=[application.id], for_everybody=for_everybody)
            assert len(session.scalars(select(HiringEvent)).all()) == left

    def test_it_takes_no_more_queries_for_more_of_it(
        self, client: StrictClient, session: Session, query_count: Any
    ) -> None:
        application = ApplicationFactory(state=_S.interviewing)
        client.sign_in(application.candidate)
        client.get(own(application))
        counts = []
        for _more in range(2):
            with query_count() as counter:
                client.get(own(application))
            counts.append(counter.count)
            for kind in EventKind:
                session.add(HiringEvent(application_id=application.id, kind=kind))
            session.commit()
        assert counts[0] == counts[1]


def check(application: Application, state: CheckState) -> None:
    done = {"done_on": date(2026, 4, 1), "seen_by": "Olive"} if state is CheckState.done else {}
    with transaction():
        operations.save_check(
            actor=staff_of(application), application=application, kind=CheckKind.identity, state=state, **done
        )
