"""Who may write when. Pure: the state of the application, whether the job is open, and whether anybody has written.

A candidate may ask a question while the job is open, answer as long as there is something to answer, and begin a thread
of their own from the interview on. Nobody writes about an application that was withdrawn, or that hiring staff may no
longer read.
"""

from __future__ import annotations

from datetime import datetime

from teachpb.applications.models import RUNNING, Application, ApplicationState
from teachpb.applications.retention import kept_since
from teachpb.vacancies.models import Vacancy, VacancyState

_S = ApplicationState

#: The school may write; after “unsuccessful” the candidate cannot answer, and the form says so.
SCHOOL_WRITES = frozenset(_S) - {_S.draft, _S.withdrawn}
CANDIDATE_BEGINS = frozenset(
    {_S.interviewing, _S.offered, _S.accepted, _S.appointed, _S.interview_unsuccessful, _S.declined}
)
CANDIDATE_ANSWERS = RUNNING | CANDIDATE_BEGINS | {_S.offer_withdrawn}


def is_kept(vacancy: Vacancy, moment: datetime) -> bool:
    """May hiring staff still read what came in for this vacancy?"""
    return vacancy.closes_at is not None and vacancy.closes_at > kept_since(moment)


def may_ask(vacancy: Vacancy, moment: datetime) -> bool:
    """Does the school answer questions about this advert here? Not for one that a recruitment system looks after."""
    return vacancy.is_open(moment) and not vacancy.is_imported


def school_may_write(application: Application, moment: datetime) -> bool:
    return application.state in SCHOOL_WRITES and is_kept(application.vacancy, moment)


def school_may_answer(vacancy: Vacancy, moment: datetime) -> bool:
    """Answer a question of somebody who has not applied."""
    return is_kept(vacancy, moment) and vacancy.state is not VacancyState.draft


def candidate_may_write(application: Application, moment: datetime, *, has_thread: bool) -> bool:
    if not is_kept(application.vacancy, moment):
        return False
    if application.state in CANDIDATE_BEGINS:
        return True
    return application.state in CANDIDATE_ANSWERS and (has_thread or may_ask(application.vacancy, moment))


def can_be_answered(application: Application) -> bool:
    """Can the candidate answer what the school writes now?"""
    return application.state in CANDIDATE_ANSWERS
