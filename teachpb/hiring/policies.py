"""Who may do what on the way to a decision. Pure: the loaders say what a person may know of."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationState
from teachpb.applications.policies import can_handle, can_read, can_read_of, is_own
from teachpb.applications.presenting import AFTER_SHORTLISTING, shown_content
from teachpb.hiring.models import InterviewDay
from teachpb.schools.models import Role
from teachpb.schools.policies import has_role
from teachpb.vacancies.models import Vacancy

#: Where there is an offer to write, or one to look at.
OFFER_STATES = frozenset(
    {
        ApplicationState.interviewing,
        ApplicationState.offered,
        ApplicationState.accepted,
        ApplicationState.appointed,
        ApplicationState.declined,
        ApplicationState.offer_withdrawn,
    }
)

#: From here on candidates see how far their checks are.
CHECKS_SHOWN = frozenset({ApplicationState.accepted, ApplicationState.appointed})


def can_see_day(user: User | None, day: InterviewDay) -> bool:
    """Panel members too: it says when they are wanted."""
    return can_read_of(user, day.vacancy)


def can_plan_day(user: User | None, day: InterviewDay) -> bool:
    return can_handle(user, day.vacancy)


def can_set_criteria(user: User | None, vacancy: Vacancy) -> bool:
    return can_handle(user, vacancy)


def can_see_ranking(user: User | None, vacancy: Vacancy) -> bool:
    """Panel members too: what they see of it is what is open to them."""
    return can_read_of(user, vacancy)


def can_open_scores(user: User | None, vacancy: Vacancy) -> bool:
    """An owner of the school or trust may end blind marking early, and says why."""
    return any(has_role(user, each, Role.owner) for each in (vacancy.organisation, *vacancy.schools))


def can_score(user: User | None, application: Application) -> bool:
    return can_read(user, application) and shown_content(application)


def can_agree(user: User | None, application: Application) -> bool:
    return can_handle(user, application.vacancy) and shown_content(application)


def can_offer(user: User | None, application: Application) -> bool:
    return can_handle(user, application.vacancy) and application.state in OFFER_STATES


def shows_own_offer(user: User | None, application: Application) -> bool:
    """Candidates read and answer an offer on its page, from the moment it is made."""
    return is_own(user, application) and application.state in OFFER_STATES - {ApplicationState.interviewing}


def can_check(user: User | None, application: Application) -> bool:
    """Owners and recruiters, once somebody is on the shortlist. What panel members do not need they do not see."""
    return can_handle(user, application.vacancy) and application.state in AFTER_SHORTLISTING


def shows_own_checks(user: User | None, application: Application) -> bool:
    """A candidate sees how far their checks are once they have accepted."""
    return is_own(user, application) and application.state in CHECKS_SHOWN


def can_open_scores_of(user: User | None, application: Application) -> bool:
    return can_open_scores(user, application.vacancy)
