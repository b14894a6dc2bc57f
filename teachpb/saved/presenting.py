"""The list as its page shows it, and the button on a job’s card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request

from teachpb import clock
from teachpb.saved import queries
from teachpb.saved.models import SavedVacancy
from teachpb.vacancies import presenting
from teachpb.vacancies.models import VacancyState
from teachpb.vacancies.registry import ApplicationNote, JobAction, application_notes

BUTTON = "saved/_button.html"


@dataclass(frozen=True)
class Row:
    """One saved job. ``state`` is “open”, “soon”, “closed” or “removed”."""

    saved: SavedVacancy
    card: presenting.JobCard
    state: str
    application: ApplicationNote | None

    @property
    def is_open(self) -> bool:
        return self.state in {"open", "soon"}


def rows(user: Any, sort: str) -> list[Row]:
    moment = clock.now()
    saved = queries.saved_list(user, sort, moment)
    notes = application_notes(user, [each.vacancy_id for each in saved])
    return [
        Row(each, presenting.card(each.vacancy, moment), state_of(each, moment), notes.get(each.vacancy_id))
        for each in saved
    ]


def state_of(saved: SavedVacancy, moment: datetime) -> str:
    vacancy = saved.vacancy
    if vacancy.state is VacancyState.removed:
        return "removed"
    if not vacancy.is_open(moment):
        return "closed"
    return "soon" if presenting.closes_soon(vacancy, moment) else "open"


def job_actions(user: Any, ids: Sequence[int]) -> dict[int, list[JobAction]]:
    """The button that saves, or shows as saved. To visitors it is a link, so that their page is the same for all."""
    saved = queries.saved_ids(user, ids) if user is not None else set()
    return {vacancy_id: [button(vacancy_id in saved, is_known=user is not None)] for vacancy_id in ids}


def button(is_saved: bool, *, is_known: bool, back: str | None = None) -> JobAction:
    """``back`` is where to go after pressing it without JavaScript: the page it stands on."""
    here = back if back is not None else request.full_path.rstrip("?")
    return JobAction(BUTTON, {"is_saved": is_saved, "is_known": is_known, "back": here})
