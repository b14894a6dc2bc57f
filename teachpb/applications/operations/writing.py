"""A candidate writes: starting, saving a section, referees, throwing a draft away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.errors import Closed
from teachpb.applications.models import Application, ApplicationEvent, ApplicationState, Referee
from teachpb.applications.operations.shared import lock_draft
from teachpb.applications.queries import earlier_application, open_application, own_referee
from teachpb.applications.rules import BY_NAME, REFEREE_WANTED, is_teaching
from teachpb.applications.signals import application_started
from teachpb.audit.operations import record
from teachpb.db import DomainError, db
from teachpb.vacancies import operations as vacancy_operations
from teachpb.vacancies.models import Vacancy

MOST_REFEREES = 5
REFEREE_FIELDS = (*REFEREE_WANTED, "phone")
#: What may be taken over from an earlier application. Never declarations, support needed or the statement.
CARRIED = (
    "first_name",
    "last_name",
    "previous_names",
    "address_line_1",
    "address_line_2",
    "town",
    "postcode",
    "phone",
    "has_right_to_work",
)
CARRIED_STATUS = ("qts_status", "qts_year", "qts_details", "trn")


def start(*, actor: User, vacancy: Vacancy, source: str = "") -> Application:
    """A draft for this vacancy, with what is known of the person filled in; the one they have, if they have one.

    It counts as an application initiated, once: starting again finds the draft. Raises Closed when the vacancy takes no
    applications here.
    """
    known = open_application(actor, vacancy.id)
    if known is not None:
        return known
    if not vacancy.is_open(clock.now()) or not vacancy.takes_applications_here:
        raise Closed("This job does not take applications any more")
    application = Application(vacancy=vacancy, candidate=actor, state_entered_at=clock.now(), revisions={})
    _fill(application, actor)
    application.events.append(ApplicationEvent(state=ApplicationState.draft, at=clock.now(), actor_id=actor.id))
    db.session.add(application)
    db.session.flush()
    record(actor=actor, verb="application_started", subject=application)
    vacancy_operations.record_first_application(vacancy=vacancy)
    application_started.send(application, source=source)
    return application


def _fill(application: Application, actor: User) -> None:
    first, _, last = actor.full_name.strip().rpartition(" ")
    application.first_name, application.last_name = first or last, last if first else ""
    application.email = actor.email
    earlier = earlier_application(actor)
    if earlier is None:
        return
    for name in CARRIED:
        setattr(application, name, getattr(earlier, name))
    if is_teaching(application.vacancy):
        for name in CARRIED_STATUS:
            setattr(application, name, getattr(earlier, name))
    for referee in earlier.referees:
        application.referees.append(Referee(**{name: getattr(referee, name) for name in REFEREE_FIELDS}))


def save_section(
    *, actor: User, application: Application, section: str, values: Mapping[str, Any], seen: int | None = None
) -> bool:
    """Keep the answers of one page; what it does not know it leaves alone.

    ``seen`` is the revision of the page the answers were written on. Newer answers win; returns whether they replaced
    different ones that were saved elsewhere in the meantime. Raises AlreadySent.
    """
    lock_draft(application=application)
    fields = BY_NAME[section].fields
    changed = {name: value for name, value in values.items() if name in fields and getattr(application, name) != value}
    if not changed:
        return False
    for name, value in changed.items():
        setattr(application, name, value)
    number = application.revisions.get(section, 0)
    application.revisions = {**application.revisions, section: number + 1}
    db.session.flush()
    return seen is not None and seen < number


def edit_referee(
    *, actor: User, application: Application, referee_id: int | None = None, values: Mapping[str, Any]
) -> Referee:
    """Add a referee, or change one. Saying the same twice adds one. Raises AlreadySent, DomainError."""
    lock_draft(application=application)
    given = {name: values[name] for name in REFEREE_FIELDS if name in values}
    if referee_id is not None:
        referee = own_referee(application, referee_id)
        if referee is None:
            raise DomainError("This referee has been removed in the meantime. Add them again")
    else:
        twin = next((r for r in application.referees if all(getattr(r, n) == v for n, v in given.items())), None)
        if twin is not None:
            return twin  # a double click
        if len(application.referees) >= MOST_REFEREES:
            raise DomainError(f"You can name up to {MOST_REFEREES} referees. Remove one to add another")
        referee = Referee()
        application.referees.append(referee)
    for name, value in given.items():
        setattr(referee, name, value)
    application.updated_at = clock.now()
    db.session.flush()
    return referee


def remove_referee(*, actor: User, application: Application, referee_id: int) -> None:
    """Doing it twice is doing it once."""
    lock_draft(application=application)
    referee = own_referee(application, referee_id)
    if referee is not None:
        application.referees.remove(referee)
        db.session.flush()


def delete_draft(*, actor: User, application: Application) -> None:
    """Throw a draft away, with everything in it. Raises AlreadySent."""
    lock_draft(application=application)
    record(actor=actor, verb="application_deleted", subject=application)
    db.session.delete(application)
    db.session.flush()
