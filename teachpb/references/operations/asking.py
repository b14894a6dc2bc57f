"""The school asks referees: one candidate's or several candidates', and whoever stands in for one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationState, Referee
from teachpb.audit.operations import record
from teachpb.db import DomainError, db
from teachpb.notifications.errors import BadAddress
from teachpb.notifications.operations import queue_mail
from teachpb.references import emails
from teachpb.references.models import PaperAction, ReferenceRequest, ReferenceState, VacancyPapers
from teachpb.references.operations.shared import end_links, lock, new_link, note, require_asking
from teachpb.references.policies import may_be_asked
from teachpb.references.registry import interview_times
from teachpb.vacancies.models import Vacancy

#: A candidate who wants to know first has so long before the referee is written to.
HEAD_START = timedelta(days=1)
NOT_ASKED = "Choose a referee who has not been asked yet"
CANNOT_MAIL = "This address cannot be written to. Check it for mistakes"
_R = ReferenceState
#: In these the interview is still to come, unless its time is known to be over.
BEFORE_INTERVIEW = frozenset({ApplicationState.shortlisted, ApplicationState.interviewing})


def ask_referees(
    *, actor: User, application: Application, referee_ids: Collection[int] | None = None
) -> list[ReferenceRequest]:
    """Ask referees the candidate named: those of ``referee_ids``, or everybody not asked yet. Asking twice asks once.

    The candidate is told in the same moment; one who wants to be told first has a day before anybody is asked. Whom
    they do not want to be asked before the interview is asked after it, and a day after the candidate has been told.
    Raises TooEarly before shortlisting.
    """
    require_asking(application)
    known = select(ReferenceRequest.referee_id).where(
        ReferenceRequest.application_id == application.id, ReferenceRequest.state != _R.replaced
    )
    asked_before = set(db.session.scalars(known))
    left = asked_before | {referee.id for referee in must_wait(application)}
    chosen = [referee for referee in application.referees if referee.email and referee.id not in left]
    if referee_ids is not None:
        chosen = [referee for referee in chosen if referee.id in referee_ids]
    requests = [_request(actor, application, referee) for referee in chosen]
    if requests:
        queue_mail(emails.candidate_told(application, requests))
    return requests


def ask_several(*, actor: User, applications: Sequence[Application]) -> tuple[int, int]:
    """Ask all referees of several candidates. Returns how many referees were asked, and how many candidates could not
    be helped: not shortlisted (any more), or everybody was asked before."""
    asked = left = 0
    for application in sorted(applications, key=lambda each: each.id):
        db.session.refresh(application, with_for_update={"of": Application})
        requests = ask_referees(actor=actor, application=application) if may_be_asked(application) else []
        asked += len(requests)
        left += not requests
    return asked, left


def wants_to_know_first(referee: Referee) -> bool:
    """Did the candidate say that this referee must not be asked before the interview?"""
    return getattr(referee, "may_ask_early", None) is False


def must_wait(application: Application) -> list[Referee]:
    """The referees the candidate does not want to be asked yet: the interview is still to come."""
    if application.state not in BEFORE_INTERVIEW:
        return []
    interview = interview_times([application.id]).get(application.id)
    is_over = interview is not None and interview <= clock.now()
    return [] if is_over else [referee for referee in application.referees if wants_to_know_first(referee)]


def _request(actor: User, application: Application, referee: Referee) -> ReferenceRequest:
    waits = bool(application.wants_notice) or wants_to_know_first(referee)
    request = ReferenceRequest(
        application=application,
        referee_id=referee.id,
        name=referee.name,
        job_title=referee.job_title,
        organisation=referee.organisation,
        connection=referee.relationship_to_candidate,
        email=referee.email,
        phone=referee.phone,
        asked_by_id=actor.id,
        state=_R.waiting if waits else _R.requested,
        send_at=clock.now() + HEAD_START if waits else None,
    )
    db.session.add(request)
    note(request, PaperAction.candidate_told, actor=actor)
    if not waits:
        send(request, actor=actor)
    return request


def send(request: ReferenceRequest, *, actor: User | None) -> None:
    """Mail the form to the referee. Raises DomainError for an address nobody can be reached at."""
    note(request, PaperAction.asked, actor=actor)
    try:
        queue_mail(emails.asked(request, new_link(request)))
    except BadAddress:
        raise DomainError(CANNOT_MAIL, "email") from None


def add_referee(
    *, actor: User, application: Application, values: Mapping[str, str], asked_before: ReferenceRequest | None = None
) -> ReferenceRequest:
    """Ask somebody the candidate did not name in the form. The same address twice is one. Raises TooEarly."""
    require_asking(application)
    known = db.session.scalar(
        select(ReferenceRequest).where(
            ReferenceRequest.application_id == application.id,
            ReferenceRequest.email == values["email"],
            ReferenceRequest.state.in_([_R.waiting, _R.requested]),
        )
    )
    if known is not None and known is not asked_before:
        return known
    request = ReferenceRequest(
        application=application, state=_R.requested, asked_by_id=actor.id, referee_id=None, **values
    )
    db.session.add(request)
    queue_mail(emails.candidate_told(application, [request]))
    note(request, PaperAction.candidate_told, actor=actor)
    send(request, actor=actor)
    return request


def replace_referee(*, actor: User, request: ReferenceRequest, values: Mapping[str, str]) -> ReferenceRequest:
    """Ask somebody else instead: the links of the first die. Raises TooEarly, InvalidTransition."""
    require_asking(request.application)
    lock(request)
    request.enter(_R.replaced)
    end_links(request)
    note(request, PaperAction.replaced, actor=actor)
    return add_referee(actor=actor, application=request.application, values=values, asked_before=request)


def change_address(*, actor: User, request: ReferenceRequest, email: str) -> None:
    """Put an address right and ask again: every link to the old one dies. The same address changes nothing.

    Raises TooEarly, DomainError once the referee has answered.
    """
    require_asking(request.application)
    lock(request)
    if request.state not in (_R.waiting, _R.requested):
        raise DomainError("This referee has answered already")
    if request.email == email:
        return
    end_links(request)
    request.email = email
    note(request, PaperAction.address_changed, actor=actor)
    if request.state is _R.requested:
        try:
            queue_mail(emails.asked(request, new_link(request)))
        except BadAddress:
            raise DomainError(CANNOT_MAIL, "email") from None


def set_panel_reads(*, actor: User, vacancy: Vacancy, panel_reads: bool) -> None:
    """Say whether the panel of a vacancy reads references."""
    papers = db.session.scalar(select(VacancyPapers).where(VacancyPapers.vacancy_id == vacancy.id).with_for_update())
    if papers is None:
        papers = VacancyPapers(vacancy_id=vacancy.id, panel_reads=False)
        db.session.add(papers)
    if papers.panel_reads == panel_reads:
        return
    record(
        actor=actor,
        verb="reference_readers_changed",
        subject=vacancy,
        changes={"panel_reads": (papers.panel_reads, panel_reads)},
        organisation_id=vacancy.organisation_id,
    )
    papers.panel_reads = panel_reads
    db.session.flush()
