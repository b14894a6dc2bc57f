"""The one letter of this room. Its subject does not tell what somebody looks for."""

from __future__ import annotations

from collections.abc import Sequence

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.notifications.message import Message
from teachpb.saved.links import token_for
from teachpb.saved.models import ReminderChoice, SavedVacancy
from teachpb.vacancies import presenting
from teachpb.vacancies.models import Vacancy
from teachpb.web.templating import absolute_url

SOURCE = "savedjob"


def closing_soon(user: User, choice: ReminderChoice, saved: Sequence[SavedVacancy]) -> Message:
    """Jobs on the list that close within days, with the person’s own note beside each."""
    count = len(saved)
    return Message(
        to=user.email,
        to_name=user.full_name,
        subject="A job you saved closes soon" if count == 1 else f"{count} jobs you saved close soon",
        template="saved/closing_soon",
        context={
            "count": count,
            "jobs": [_job(each.vacancy) | {"note": each.note} for each in saved],
            "list_url": absolute_url("saved.list_saved"),
        },
        kind="saved.closing_soon",
        user_id=user.id,
        unsubscribe_url=absolute_url("saved.stop_reminders", token=token_for(choice)),
        dedupe_key="saved.closing_soon:" + ",".join(f"{each.id}-{each.reminded_days}" for each in saved)[:180],
    )


def _job(vacancy: Vacancy) -> dict[str, str]:
    return {
        "title": vacancy.title,
        "url": absolute_url("vacancies.show_vacancy", slug=vacancy.slug, source=SOURCE),
        "school": vacancy.place_name,
        "pay": presenting.pay_words(vacancy),
        "closing": presenting.closing_words(vacancy, clock.now()),
    }
