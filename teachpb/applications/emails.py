"""Mail about applications. Subjects name neither person nor school nor job; what goes to the school names nobody."""

from __future__ import annotations

from teachpb import clock
from teachpb.applications.models import Application, ApplicationState
from teachpb.applications.retention import last_day
from teachpb.applications.wording import news_of
from teachpb.notifications.message import Message
from teachpb.vacancies.models import Vacancy

NEWS = "News about your application"
#: Where the candidate did something themselves, or has to.
SUBJECTS = {
    ApplicationState.withdrawn: "You have withdrawn an application",
    ApplicationState.offered: "News about your application: please answer",
    ApplicationState.accepted: "Your answer has been passed on",
    ApplicationState.declined: "Your answer has been passed on",
}


def moved(application: Application, *, before: ApplicationState | None = None, message: str = "") -> Message:
    """To the candidate: where the application stands now, what happens next, and the school's own words.

    Without ``before`` it has just been sent.
    """
    return Message(
        to=application.candidate.email,
        to_name=application.full_name or application.candidate.full_name,
        subject=SUBJECTS.get(application.state, NEWS) if before else "Your application has arrived",
        template="applications/moved",
        context={"application": application, "news": news_of(application, before), "words": message},
        reply_to=application.vacancy.contact_email or None,
        kind=f"applications.{application.state.value}",
        user_id=application.candidate_id,
    )


def received(application: Application) -> Message:
    """To the vacancy's contact: somebody has applied. Who, they read after signing in."""
    return Message(
        to=application.vacancy.contact_email,
        subject="A new application has arrived",
        template="applications/received",
        context={"vacancy": application.vacancy, "application_id": application.id},
        kind="applications.received",
        organisation_id=application.vacancy.organisation_id,
    )


def news_for_school(application: Application) -> Message:
    """To the vacancy's contact: a candidate has withdrawn, or answered an offer."""
    return Message(
        to=application.vacancy.contact_email,
        subject="A candidate has withdrawn"
        if application.state is ApplicationState.withdrawn
        else "A candidate has answered your offer",
        template="applications/news_for_school",
        context={
            "vacancy": application.vacancy,
            "application_id": application.id,
            "state": application.state,
        },
        kind="applications.news_for_school",
        organisation_id=application.vacancy.organisation_id,
    )


def draft_reminder(application: Application, days: int) -> Message:
    """To somebody who has not sent what they began: the job closes soon. Each of the reminders goes once."""
    return Message(
        to=application.candidate.email,
        to_name=application.first_name or application.candidate.full_name,
        subject="A job you are applying for closes soon",
        template="applications/draft_reminder",
        context={"application": application, "vacancy": application.vacancy},
        kind="applications.draft_reminder",
        user_id=application.candidate_id,
        dedupe_key=f"draft-reminder-{application.id}-{days}",
    )


def cut_short(application: Application) -> Message:
    """To somebody who was still writing: the job has closed before its time. What they wrote is kept."""
    return Message(
        to=application.candidate.email,
        to_name=application.full_name or application.candidate.full_name,
        subject="A job you were applying for has closed early",
        template="applications/cut_short",
        context={"application": application, "vacancy": application.vacancy},
        kind="applications.cut_short",
        user_id=application.candidate_id,
        dedupe_key=f"application-cut-short-{application.id}",
    )


def retention_warning(vacancy: Vacancy, number: int) -> Message:
    """To the vacancy's contact: in two weeks its applications leave the school's sight."""
    return Message(
        to=vacancy.contact_email,
        subject="Applications will be deleted in two weeks",
        template="applications/retention_warning",
        context={"vacancy": vacancy, "number": number, "ends_at": last_day(vacancy.closes_at or clock.now())},
        kind="applications.retention_warning",
        organisation_id=vacancy.organisation_id,
        dedupe_key=f"retention-warning-{vacancy.id}",
    )
