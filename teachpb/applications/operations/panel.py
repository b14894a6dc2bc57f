"""Who reads the applications of a vacancy besides its owners and recruiters."""

from __future__ import annotations

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.applications.models import PanelMember
from teachpb.applications.queries import panel_candidates
from teachpb.audit.operations import record
from teachpb.db import DomainError, db
from teachpb.vacancies.models import Vacancy


def add_to_panel(*, actor: User, vacancy: Vacancy, user_id: int) -> None:
    """Raises DomainError for anybody who is no panel member of the vacancy's school or trust."""
    if _seat(vacancy, user_id) is not None:
        return  # a double click
    person = next((each for each in panel_candidates(vacancy) if each.id == user_id), None)
    if person is None:
        raise DomainError("Select a panel member of your school", "user_id")
    db.session.add(PanelMember(vacancy_id=vacancy.id, user_id=person.id, added_by_id=actor.id))
    _note(actor, "panel_member_added", vacancy, person.id)


def remove_from_panel(*, actor: User, vacancy: Vacancy, user_id: int) -> None:
    """Doing it twice is doing it once."""
    seat = _seat(vacancy, user_id)
    if seat is not None:
        db.session.delete(seat)
        _note(actor, "panel_member_removed", vacancy, user_id)


def _seat(vacancy: Vacancy, user_id: int) -> PanelMember | None:
    question = select(PanelMember).where(PanelMember.vacancy_id == vacancy.id, PanelMember.user_id == user_id)
    return db.session.scalar(question)


def _note(actor: User, verb: str, vacancy: Vacancy, user_id: int) -> None:
    added = verb.endswith("added")
    changes = {"panel_user_id": (None, user_id) if added else (user_id, None)}
    record(actor=actor, verb=verb, subject=vacancy, changes=changes, organisation_id=vacancy.organisation_id)
    db.session.flush()
