"""Before sending: reminders, the safeguarding question, and the form on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from teachpb.applications import operations
from teachpb.applications.documents import paper_of
from teachpb.applications.errors import Incomplete
from teachpb.applications.models import ApplicationState
from teachpb.db import transaction
from teachpb.schools.models import Role
from teachpb.vacancies.models import ApplicationMethod, JobRole, ReligiousForm, VacancyState
from tests.applications.test_samples import squash, words_of
from tests.factories.applications import ApplicationFactory, DraftApplicationFactory, EmptyDraftFactory
from tests.factories.schools import member
from tests.factories.vacancies import ExpiredVacancyFactory, VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

JOB = "applications.remind_drafts"
Run = Callable[[str], object]


class TestReminders:
    def draft(self, frozen: FrozenClock, days: int, **fields: Any) -> Any:
        """Begun now, for a job that closes in so many days at noon."""
        closes = frozen.moment + timedelta(days=days)
        return EmptyDraftFactory(vacancy=VacancyFactory(closes_at=closes, **fields), created_at=frozen.moment)

    def test_ten_days_and_two_days_before_once_each(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Any
    ) -> None:
        draft = self.draft(frozen, 12)
        sent: list[int] = []
        for _ in range(12 * 24):
            frozen.advance(timedelta(hours=1))
            if 8 <= (frozen.moment.hour + 1) % 24 < 9:  # once a day is enough for a test; London is an hour ahead
                run_job(JOB)
                run_job(JOB)
            sent.append(len(outbox()))
        assert sent[-1] == 2
        days_left = [12 - (sent.index(number) + 1) / 24 for number in (1, 2)]
        assert [9 < days_left[0] <= 10, 1 < days_left[1] <= 2] == [True, True]
        mail = outbox()[0]
        assert (mail.kind, mail.subject) == ("applications.draft_reminder", "A job you are applying for closes soon")
        assert draft.vacancy.title in mail.text
        assert f"/account/applications/{draft.id}/form" in mail.text

    @pytest.mark.parametrize(
        ("begun", "passed", "mails"),
        [
            (12, timedelta(days=2, minutes=1), 1),
            (9, timedelta(hours=1), 0),  # begun within the ten days: the next is the one of two days
            (9, timedelta(days=7, hours=1), 1),
            (1, timedelta(hours=1), 0),
            (12, timedelta(days=1, hours=23), 0),
            (12, timedelta(days=11), 1),  # nothing ran for a week: one mail, not two
            (12, timedelta(days=12, minutes=1), 0),  # closed
        ],
    )
    def test_every_edge(
        self, session: Session, frozen: FrozenClock, outbox: Any, begun: int, passed: timedelta, mails: int
    ) -> None:
        self.draft(frozen, begun)
        frozen.advance(passed)
        for _ in range(2):
            with transaction():
                operations.remind_drafts()
        assert len(outbox()) == mails

    def test_not_by_night_not_for_what_was_sent_and_not_to_who_left(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Any
    ) -> None:
        closes = frozen.moment + timedelta(days=12)
        for state in (ApplicationState.submitted, ApplicationState.withdrawn):
            ApplicationFactory(vacancy=VacancyFactory(closes_at=closes), state=state, created_at=frozen.moment)
        gone = self.draft(frozen, 12)
        gone.candidate.closed_at = frozen.moment
        ended = self.draft(frozen, 12)
        session.commit()
        frozen.advance(timedelta(days=3))
        ended.vacancy.state = VacancyState.ended_early
        session.commit()
        assert run_job(JOB) == 0
        self.draft(frozen, 12)
        frozen.advance(timedelta(days=3, hours=13))
        assert run_job(JOB) == 0, "it is eleven at night"
        frozen.advance(timedelta(hours=11))
        assert run_job(JOB) == 1
        assert len(outbox()) == 1


class TestSafeguarding:
    def test_a_yes_needs_words_and_they_are_sealed(self, client: StrictClient, session: Session) -> None:
        draft = DraftApplicationFactory(has_safeguarding_issue=None)
        client.sign_in(draft.candidate)
        page = f"/account/applications/{draft.id}/form/declarations"
        assert client.submit(page, status=200).errors == [
            "Select yes if there is anything about your work with children to declare"
        ]
        assert client.submit(page, status=200, has_safeguarding_issue="yes").errors == [
            "Say what it was, when, and how it ended"
        ]
        client.submit(page, has_safeguarding_issue="yes", safeguarding_details="A written warning in 2019")
        raw = session.execute(text("SELECT safeguarding_details FROM applications")).scalar_one()
        assert raw.startswith("sealed:")

    @pytest.mark.parametrize(("answer", "details"), [(None, ""), (True, "")])
    def test_sending_asks_again(self, session: Session, answer: bool | None, details: str) -> None:
        draft = DraftApplicationFactory(has_safeguarding_issue=answer, safeguarding_details=details)
        with pytest.raises(Incomplete) as refusal, transaction():
            operations.submit(actor=draft.candidate, application=draft)
        assert {problem.section for problem in refusal.value.problems} == {"declarations"}

    @pytest.mark.parametrize(
        ("state", "seen"),
        [
            (ApplicationState.submitted, False),
            (ApplicationState.unsuccessful, False),
            (ApplicationState.shortlisted, True),
            (ApplicationState.offered, True),
        ],
    )
    def test_the_school_reads_it_after_shortlisting(
        self, client: StrictClient, session: Session, state: ApplicationState, seen: bool
    ) -> None:
        application = ApplicationFactory(
            state=state, has_safeguarding_issue=True, safeguarding_details="A written warning in 2019"
        )
        client.sign_in(member(Role.owner, application.vacancy.organisation))
        assert ("written warning" in client.get(f"/hiring/applications/{application.id}").text) is seen
        assert ("written warning" in str(paper_of(application, for_staff=True))) is seen
        assert "written warning" in str(paper_of(application, for_staff=False))


class TestOnPaper:
    def test_the_form_of_a_job_asks_what_it_asks(self, client: StrictClient, session: Session) -> None:
        vacancy = VacancyFactory(job_roles=[JobRole.teaching_assistant], religious_form=ReligiousForm.catholic)
        assert client.get(f"/jobs/{vacancy.slug}/apply").links["See the whole form on paper (PDF)"]
        response = client.http.get(f"/jobs/{vacancy.slug}/application-form.pdf")
        assert response.mimetype == "application/pdf"
        words = squash(words_of(response.data))
        assert squash(vacancy.title) in words
        assert squash("How would you support the Catholic life of the school?") in words
        assert squash("qualified teacher status (QTS)?") not in words

    @pytest.mark.parametrize(
        "make",
        [ExpiredVacancyFactory, lambda: VacancyFactory(application_method=ApplicationMethod.uploaded_form)],
    )
    def test_only_while_the_job_takes_our_form(self, client: StrictClient, session: Session, make: Any) -> None:
        client.get(f"/jobs/{make().slug}/application-form.pdf", status=404)
