"""A candidate writes: starting, saving a section, throwing a draft away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.errors import Closed
from teachpb.applications.merging import Sent, merge
from teachpb.applications.models import Application, ApplicationEvent, ApplicationState
from teachpb.applications.operations.equality import forget_equality
from teachpb.applications.operations.files import forget_files
from teachpb.applications.operations.filling import take_from_profile
from teachpb.applications.operations.keeping import receive
from teachpb.applications.operations.shared import lock_draft
from teachpb.applications.queries import earlier_application, open_application, section_page
from teachpb.applications.rules import BY_NAME, LISTS, EntryList, is_teaching
from teachpb.applications.signals import application_started
from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.vacancies import operations as vacancy_operations
from teachpb.vacancies.models import Vacancy

#: Where most of our candidates live.
COUNTRY = "United Kingdom"
#: What may be taken over from an earlier application. Never declarations, support needed or the statement.
CARRIED = (
    "first_name",
    "last_name",
    "previous_names",
    "address_line_1",
    "address_line_2",
    "town",
    "postcode",
    "country",
    "phone",
    "has_right_to_work",
    "needs_sponsor",
    "has_ni_number",
    "ni_number",
    "working_patterns",
    "working_pattern_details",
    "is_first_job",
    "left_education_on",
    "wants_notice",
    "only_referee_reason",
)
CARRIED_STATUS = BY_NAME["professional-status"].fields


def start(*, actor: User, vacancy: Vacancy, source: str = "") -> Application:
    """A draft for this vacancy, with what is known of the person filled in; the one they have, if they have one.

    It counts as an application initiated, once: starting again finds the draft. Raises Closed when the vacancy takes no
    applications here.
    """
    known = open_application(actor, vacancy.id)
    if known is not None:
        return known
    if not vacancy.is_open(clock.now()) or not vacancy.is_applied_for_here:
        raise Closed("This job does not take applications any more")
    application = Application(vacancy=vacancy, candidate=actor, state_entered_at=clock.now())
    _fill(application, actor)
    take_from_profile(application, actor)
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
    application.email, application.country = actor.email, COUNTRY
    earlier = earlier_application(actor)
    if earlier is None:
        return
    for name in CARRIED:
        setattr(application, name, getattr(earlier, name))
    if is_teaching(application.vacancy):
        for name in CARRIED_STATUS:
            setattr(application, name, getattr(earlier, name))
    for entries in LISTS.values():
        entries.rows(application).extend(_copy(entries, row) for row in entries.rows(earlier))


def _copy(entries: EntryList, row: Any) -> Any:
    """The same row for another application."""
    names = entries.kind_of(row).fields
    kind = {"kind": row.kind} if hasattr(row, "kind") else {}
    return entries.model(**kind, **{name: getattr(row, name) for name in names})


def save_section(
    *,
    actor: User,
    application: Application,
    section: str,
    values: Mapping[str, Any],
    sent: Sent | None = None,
    typed: Mapping[str, Any] | None = None,
) -> bool:
    """Keep the answers of one page; what it does not know it leaves alone.

    ``sent`` says on which page they were written: answers that were not touched there change nothing, newer ones win.
    ``typed`` is kept beside them: what could not be read. Returns whether they replaced different ones that were saved
    elsewhere in the meantime. Raises AlreadySent.
    """
    lock_draft(application=application)
    sent = sent or Sent()
    if not receive(application, section_page(section), sent, typed):
        return False  # something newer from the same page was quicker
    stored = {name: getattr(application, name) for name in BY_NAME[section].fields}
    found = merge(stored, values, sent.marks)
    for name, value in found.changed.items():
        setattr(application, name, value)
    if found.changed:
        db.session.flush()
    return found.overtook


def delete_draft(*, actor: User, application: Application) -> None:
    """Throw a draft away, with everything in it. Raises AlreadySent."""
    lock_draft(application=application)
    record(actor=actor, verb="application_deleted", subject=application)
    forget_equality(application)
    forget_files(application)
    db.session.delete(application)
    db.session.flush()
