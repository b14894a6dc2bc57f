"""The checks before somebody starts, and the online search."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationState
from teachpb.audit.operations import record
from teachpb.db import DomainError, db
from teachpb.hiring.checklist import CheckKind
from teachpb.hiring.locking import lock_application
from teachpb.hiring.models import CheckState, OnlineSearch, PreEmploymentCheck, SearchOutcome
from teachpb.hiring.operations.noting import note_check
from teachpb.hiring.operations.recording import keep_on_record
from teachpb.hiring.queries.offers import checks_of, open_checks, search_of
from teachpb.references.queries import standing_of

_S = ApplicationState
#: Health may be asked about only once a job is offered (Equality Act 2010, section 60).
AFTER_OFFER = frozenset({_S.offered, _S.accepted, _S.appointed})
CHECKED_STATES = AFTER_OFFER | {_S.interviewing}
SEARCHED_STATES = CHECKED_STATES | {_S.shortlisted}
NAMED = 3
TICKED = "Ticked when the references were marked satisfactory."


def save_check(
    *,
    actor: User,
    application: Application,
    kind: CheckKind,
    state: CheckState,
    done_on: date | None = None,
    seen_by: str = "",
    reason: str = "",
    note: str = "",
) -> PreEmploymentCheck:
    """Raises DomainError: done needs a day and a name, not needed needs a reason, health needs an offer."""
    lock_application(application)
    _require_answers(application, kind, state, done_on, seen_by, reason)
    if kind is CheckKind.references and state is CheckState.done and not note:
        _require_references(application)
    row = db.session.scalar(
        select(PreEmploymentCheck).where(
            PreEmploymentCheck.application_id == application.id, PreEmploymentCheck.kind == kind
        )
    ) or PreEmploymentCheck(application_id=application.id, kind=kind)
    before = row.state or CheckState.open
    is_done = state is CheckState.done
    row.state, row.note, row.changed_by_id = state, note, actor.id
    row.done_on, row.seen_by = (done_on, seen_by) if is_done else (None, "")
    row.reason = reason if state is CheckState.waived else ""
    db.session.add(row)
    note_check(application.id, kind, is_done=is_done)
    record(
        actor=actor,
        verb="pre_employment_check_saved",
        subject=application,
        changes={"check": (kind, kind), "state": (before, state)},
        organisation_id=application.vacancy.organisation_id,
    )
    db.session.flush()
    keep_on_record(application=application)
    return row


def settle_references(*, actor: User, application: Application) -> None:
    """Tick the references once those that are needed are there and satisfactory; take back a tick of our own when one
    of them turns out not to be. What somebody has decided by hand stands."""
    if application.state not in CHECKED_STATES:
        return
    line = next((each for each in checks_of(application) if each.kind is CheckKind.references), None)
    is_complete = standing_of(application).is_complete
    settled = line is not None and line.is_settled
    if is_complete and not settled:
        save_check(
            actor=actor,
            application=application,
            kind=CheckKind.references,
            state=CheckState.done,
            done_on=clock.today(),
            seen_by=actor.full_name,
            note=TICKED,
        )
    elif settled and not is_complete and line is not None and line.row is not None and line.row.note == TICKED:
        save_check(actor=actor, application=application, kind=CheckKind.references, state=CheckState.requested)


def save_search(
    *,
    actor: User,
    application: Application,
    outcome: SearchOutcome,
    done_on: date | None = None,
    reason: str = "",
    concern: str = "",
) -> OnlineSearch:
    """Raises DomainError before shortlisting, and for a search that was not made without a reason."""
    lock_application(application)
    if application.state not in SEARCHED_STATES:
        raise DomainError("Search online only for candidates on the shortlist")
    if outcome is SearchOutcome.not_doing and not reason:
        raise DomainError("Say why you do not search online", "reason")
    if outcome is SearchOutcome.concern and not concern:
        raise DomainError("Say what you want to talk about", "concern")
    row = search_of(application) or OnlineSearch(application_id=application.id)
    row.outcome, row.changed_by_id = outcome, actor.id
    row.done_on = None if outcome is SearchOutcome.not_doing else done_on or clock.today()
    row.reason = reason if outcome is SearchOutcome.not_doing else ""
    row.concern = concern if outcome is SearchOutcome.concern else ""
    db.session.add(row)
    record(
        actor=actor,
        verb="online_search_saved",
        subject=application,
        organisation_id=application.vacancy.organisation_id,
    )
    db.session.flush()
    return row


def require_checked(*, application: Application, state: ApplicationState) -> None:
    """The gate: nobody is appointed while a check is open. Raises DomainError that names them."""
    if state is not ApplicationState.appointed:
        return
    found = open_checks(application)
    if not found:
        return
    names = ", ".join(kind.label for kind in found[:NAMED])
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    raise DomainError(
        f"Finish the checks first, or say under “Checks” why one is not needed. Still open: {names}{more}", "state"
    )


def _require_references(application: Application) -> None:
    found = standing_of(application)
    if not found.is_complete:
        raise DomainError(
            f"{found.satisfactory} of {found.needed} references here are marked satisfactory. If others are kept"
            " elsewhere, say where in the note",
            "note",
        )


def _require_answers(
    application: Application, kind: CheckKind, state: CheckState, done_on: date | None, seen_by: str, reason: str
) -> None:
    if application.state not in CHECKED_STATES:
        raise DomainError("Checks are made after the interview")
    if kind is CheckKind.fitness and application.state not in AFTER_OFFER and state is not CheckState.waived:
        raise DomainError("Health may be asked about only when you have offered the job", "state")
    if state is CheckState.done and done_on is None:
        raise DomainError("Enter the day of the check", "done_on")
    if state is CheckState.done and done_on is not None and done_on > clock.today():
        raise DomainError("Enter a day that is not in the future", "done_on")
    if state is CheckState.done and not seen_by:
        raise DomainError("Enter who made the check", "seen_by")
    if state is CheckState.waived and not reason:
        raise DomainError("Say why it is not needed", "reason")
