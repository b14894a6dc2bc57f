"""Applications as pages show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from teachpb.applications.masking import masked
from teachpb.applications.models import (
    RUNNING,
    Application,
    ApplicationEvent,
    ApplicationState,
    is_back_step,
)
from teachpb.db import LabelledEnum

_S = ApplicationState


class Tab(LabelledEnum):
    """The tabs of a vacancy's pipeline, in the order things happen."""

    new = "new", "New"
    shortlisted = "shortlisted", "Shortlisted"
    interviewing = "interviewing", "Interviewing"
    offered = "offered", "Offered"
    appointed = "appointed", "Appointed"
    ended = "ended", "Not progressing"


TAB_STATES: dict[Tab, tuple[ApplicationState, ...]] = {
    Tab.new: (_S.submitted,),
    Tab.shortlisted: (_S.shortlisted,),
    Tab.interviewing: (_S.interviewing,),
    Tab.offered: (_S.offered, _S.accepted),
    Tab.appointed: (_S.appointed,),
    Tab.ended: (_S.unsuccessful, _S.interview_unsuccessful, _S.declined, _S.offer_withdrawn, _S.withdrawn),
}

#: Where staff are after the first choice; before it they must not know what has to do with the person's health.
AFTER_SHORTLISTING = frozenset({_S.shortlisted, _S.interviewing, _S.offered, _S.accepted, _S.appointed})


def grouped(applications: Sequence[Application], moment: datetime) -> list[tuple[str, list[Application]]]:
    """A candidate's applications under headings, those that want something first."""
    headings: dict[str, Callable[[Application], bool]] = {
        "Answer needed": lambda a: a.state is _S.offered,
        "To finish": lambda a: a.is_draft and not closed_draft(a, moment),
        "Under way": lambda a: a.state in RUNNING and a.state is not _S.offered,
        "Finished": lambda a: not a.is_draft and a.state not in RUNNING,
        "Closed before you sent them": lambda a: closed_draft(a, moment),
    }
    groups = [(title, [each for each in applications if belongs(each)]) for title, belongs in headings.items()]
    return [(title, found) for title, found in groups if found]


def closed_draft(application: Application, moment: datetime) -> bool:
    """A draft whose vacancy has closed: it can be read, not sent."""
    return application.is_draft and not application.vacancy.is_open(moment)


def back_moves(application: Application) -> set[int]:
    """The ids of the events that took a step back."""
    pairs = zip(application.events, application.events[1:], strict=False)
    return {after.id for before, after in pairs if is_back_step(before.state, after.state)}


def shown_content(application: Application) -> bool:
    """May staff still read what was written? Not once the candidate has withdrawn."""
    return application.state is not _S.withdrawn and application.scrubbed_at is None


def shows_files(application: Application) -> bool:
    """May staff have the files of an application? Not while its name is hidden: what somebody filled in names them."""
    return shown_content(application) and not application.is_hidden


def shows_support(application: Application) -> bool:
    """Support needs are for arranging the interview, and for nobody before (Equality Act 2010, section 60)."""
    return application.state in AFTER_SHORTLISTING


def actor_for_staff(application: Application, event: ApplicationEvent) -> str:
    """Who did it, without telling the name of a candidate whose name is hidden."""
    if event.actor_id == application.candidate_id:
        return application.name_for_staff
    return event.actor.full_name if event.actor is not None else ""


def statement_for_staff(application: Application) -> str:
    """The statement, without the candidate's name while names are hidden."""
    return masked(application, application.statement) if application.is_hidden else application.statement
