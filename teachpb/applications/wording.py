"""What candidates are told about each state: the same words in the mail and on their page.

A person reads these on the day they get a job, or do not. Plain, kind, and clear about what happens next.
"""

from __future__ import annotations

from dataclasses import dataclass

from teachpb.applications.models import Application, ApplicationState, QtsStatus, is_back_step

_S = ApplicationState


@dataclass(frozen=True)
class News:
    """``heading`` and ``text`` open the mail; ``{job}`` and ``{place}`` are filled in. ``next`` is what happens now."""

    heading: str
    text: str
    next: str


NEWS: dict[ApplicationState, News] = {
    _S.draft: News(
        "Your application is not finished",
        "You have started an application for {job} at {place}.",
        "Finish it and send it before the job closes.",
    ),
    _S.submitted: News(
        "Your application has arrived",
        "Thank you for applying for {job} at {place}. The school has your application.",
        "The school reads every application after the closing date, sometimes before. We email you as soon as there is"
        " news. You do not need to do anything.",
    ),
    _S.shortlisted: News(
        "You have been shortlisted",
        "Good news: you are on the shortlist for {job} at {place}.",
        "The school will be in touch about the next step. It may ask your referees for a reference.",
    ),
    _S.interviewing: News(
        "The school would like to meet you",
        "You are invited to an interview for {job} at {place}.",
        "The school will tell you the day, the place and what to bring. If the date does not suit you, tell the school:"
        " most will try to find another.",
    ),
    _S.offered: News(
        "You have been offered the job",
        "Congratulations: {place} offers you the job of {job}.",
        "Tell the school whether you accept. The offer depends on checks that every school has to make before somebody"
        " starts.",
    ),
    _S.accepted: News(
        "You have accepted the job",
        "You have accepted the offer of {job} at {place}. The school has been told.",
        "The school now makes the checks that every school has to make. Do not hand in your notice before it confirms"
        " that they are done.",
    ),
    _S.appointed: News(
        "You have been appointed",
        "Everything is settled: you are appointed as {job} at {place}. We are glad that you will be working in our"
        " city.",
        "The school will be in touch about your first day.",
    ),
    _S.unsuccessful: News(
        "Your application was not successful this time",
        "Thank you for applying for {job} at {place}, and for the time and thought you put into it. The school has read"
        " your application and has decided not to take it further.",
        "We know this is disappointing. Many people find the right school after several applications, and your answers"
        " are kept, so that the next form takes less time.",
    ),
    _S.interview_unsuccessful: News(
        "The school has chosen somebody else",
        "Thank you for coming to the interview for {job} at {place}. The school has decided to offer the job to"
        " somebody else.",
        "Getting to an interview says a good deal about you. You may ask the school for feedback: most are glad to give"
        " it.",
    ),
    _S.declined: News(
        "You have declined the job",
        "You have declined the offer of {job} at {place}. The school has been told.",
        "You do not need to do anything else. We hope that you find the right place.",
    ),
    _S.withdrawn: News(
        "You have withdrawn your application",
        "You have withdrawn your application for {job} at {place}. The school has been told.",
        "The school can no longer read it. If you change your mind while the job is open, you can apply again.",
    ),
    _S.offer_withdrawn: News(
        "The offer has been withdrawn",
        "We are sorry: {place} has withdrawn its offer of {job}.",
        "The school should tell you why. If it has not, ask; you can also ask your union for advice.",
    ),
}

BACK = {
    _S.submitted: News(
        "Your application is being read again",
        "The school has taken up your application for {job} at {place} again.",
        "We email you as soon as there is news. You do not need to do anything.",
    ),
    _S.shortlisted: News(
        "Your interview is on hold",
        "There is a change to your application for {job} at {place}: you are still on the shortlist, and the interview"
        " is on hold.",
        "The school will be in touch about the next step.",
    ),
}

#: What a candidate calls a state, where the school's word would be unkind or unclear.
CANDIDATE_LABELS = {
    _S.submitted: "Sent",
    _S.interviewing: "Invited to interview",
    _S.interview_unsuccessful: "Unsuccessful",
}

#: What staff call a state as a tab or a step.
STAFF_LABELS = {_S.submitted: "New", _S.withdrawn: "Withdrawn by the candidate"}

#: A teacher’s status in a column of a table.
QTS_WORDS = {QtsStatus.yes: "Yes", QtsStatus.on_track: "On track", QtsStatus.no: "No"}

#: What staff press to bring a state about.
STEPS = {
    _S.submitted: "Put back among the new applications",
    _S.shortlisted: "Shortlist",
    _S.interviewing: "Invite to interview",
    _S.offered: "Offer the job",
    _S.appointed: "Appoint: all checks are done",
    _S.unsuccessful: "Not taken further",
    _S.interview_unsuccessful: "Not chosen after the interview",
    _S.offer_withdrawn: "Withdraw the offer",
}


def candidate_label(state: ApplicationState) -> str:
    return CANDIDATE_LABELS.get(state, state.label)


def staff_label(state: ApplicationState) -> str:
    return STAFF_LABELS.get(state, state.label)


def step_label(before: ApplicationState, after: ApplicationState) -> str:
    """What staff press to go from one state to another."""
    if is_back_step(before, after):
        return f"Back to “{staff_label(after).lower()}”"
    return STEPS[after]


def news_of(application: Application, before: ApplicationState | None = None) -> News:
    """What to tell the candidate, with the job and its place filled in."""
    state = application.state
    back = before is not None and is_back_step(before, state)
    news = BACK[state] if back else NEWS[state]
    words = {"job": application.vacancy.title, "place": application.vacancy.place_name}
    return News(news.heading, news.text.format(**words), news.next)
