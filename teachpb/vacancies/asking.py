"""When we ask by mail what came of an advert, and how long the link in that mail lives. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from teachpb import clock
from teachpb.vacancies.models import OutcomePrompt, PromptState, VacancyState

#: Not before the interviews are over, not after it has been forgotten.
EARLIEST, LATEST = timedelta(weeks=2), timedelta(weeks=6)
LIVES_FOR = timedelta(days=90)
#: Office hours in London: nobody wants to be asked at night.
OPENS, CLOSES = 9, 17


def is_office_hour(moment: datetime) -> bool:
    """Monday to Friday, 9am to 5pm in London."""
    there = clock.to_london(moment)
    return there.weekday() < 5 and OPENS <= there.hour < CLOSES


def asking_window(moment: datetime) -> tuple[datetime, datetime]:
    """An advert is asked about at ``moment`` when it closed in this time: from the first, up to the second."""
    return moment - LATEST, moment - EARLIEST


def state_of(prompt: OutcomePrompt, moment: datetime) -> PromptState:
    """What the link is still good for. Whoever has answered, by the link or signed in, has answered."""
    vacancy = prompt.vacancy
    if vacancy.state is VacancyState.removed:
        return PromptState.gone
    if prompt.answered_at is not None or vacancy.outcome is not None:
        return PromptState.answered
    return PromptState.run_out if moment - prompt.sent_at >= LIVES_FOR else PromptState.open
