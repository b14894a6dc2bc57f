"""How an advert moves through its states, and what that allows.

Publishing decides *that* an advert becomes public; the clock decides *when* it is. The stored state is brought up to
date by a job, for counts and for the record, but nothing the public sees waits for that (``models.states.state_at``).
"""

from __future__ import annotations

from datetime import date, datetime

from teachpb import clock
from teachpb.db import InvalidTransition
from teachpb.vacancies.models.states import EDITABLE_FIELDS, FILE_STATES, TRANSITIONS, VacancyState

#: What pages answer with files; operations of their own keep them.
FILE_FIELDS = frozenset({"application_form", "supporting_documents"})


def require_transition(old: VacancyState, new: VacancyState) -> None:
    """Raises InvalidTransition unless the table allows ``old`` -> ``new``."""
    if new not in TRANSITIONS[old]:
        raise InvalidTransition(f"A vacancy that is “{old.label.lower()}” cannot become “{new.label.lower()}”.")


def editable_fields(state: VacancyState, *, has_applications: bool) -> frozenset[str]:
    """The fields an edit may touch. With the first application, anonymising is settled as well."""
    fields = EDITABLE_FIELDS[state]
    if state is VacancyState.live and has_applications:
        fields -= {"is_anonymised"}
    return fields


def answerable_fields(state: VacancyState, *, has_applications: bool) -> frozenset[str]:
    """What a page may still ask: the editable fields, and files as long as they may change."""
    files = FILE_FIELDS if state in FILE_STATES else frozenset()
    return editable_fields(state, has_applications=has_applications) | files


def opening_moment(publish_on: date | None, moment: datetime) -> datetime:
    """When an advert published at ``moment`` opens: at once, or as its later day begins in London."""
    if publish_on is None or publish_on <= clock.london_day(moment):
        return moment
    return clock.at_london(publish_on)
