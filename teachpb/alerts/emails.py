"""Mail about alerts. Subjects do not tell what somebody looks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from teachpb import clock
from teachpb.alerts.criteria import filters_of, slugs_of, title_of
from teachpb.alerts.links import Purpose, token_for
from teachpb.alerts.models import Letter, Subscription
from teachpb.alerts.queries import names_of
from teachpb.notifications.message import Message
from teachpb.vacancies import presenting
from teachpb.vacancies.models import Vacancy
from teachpb.web.templating import absolute_url, plural

#: More than this in one letter nobody reads; the rest is behind a link.
SHOWN = 50
SOURCE = "jobalert"

#: One job, in words.
Job = Mapping[str, str]


@dataclass(frozen=True)
class Section:
    """What one alert has to tell: jobs by vacancy id."""

    alert: Subscription
    jobs: Mapping[int, Job]


def confirm_alert(subscription: Subscription, key: str) -> Message:
    """Is it you who wants this? The link is the only copy of its key."""
    return Message(
        to=subscription.email,
        subject="Confirm your job alert",
        template="alerts/confirm_alert",
        context={**_search(subscription), "confirm_url": absolute_url("alerts.confirm_alert", token=key)},
        kind="alerts.confirm_alert",
        user_id=subscription.user_id,
        secret=True,
    )


def confirm_address(subscription: Subscription, key: str) -> Message:
    """Is this new address yours?"""
    return Message(
        to=subscription.new_email or "",
        subject="Confirm your new address for a job alert",
        template="alerts/confirm_address",
        context={**_search(subscription), "confirm_url": absolute_url("alerts.confirm_alert", token=key)},
        kind="alerts.confirm_address",
        secret=True,
    )


def address_changed(subscription: Subscription, old: str) -> Message:
    """To the old address: should it have been somebody else, its owner learns of it."""
    return Message(
        to=old,
        subject="Your job alert has moved to another address",
        template="alerts/address_changed",
        context=_search(subscription),
        kind="alerts.address_changed",
    )


def already_running(subscription: Subscription) -> Message:
    """Somebody asked for an alert that exists: the page says what it says to everybody, the mail says how it is. Once a
    day, however often they ask."""
    return Message(
        to=subscription.email,
        subject="You have this job alert already",
        template="alerts/already_running",
        context={**_search(subscription), "manage_url": manage_url(subscription)},
        kind="alerts.already_running",
        user_id=subscription.user_id,
        dedupe_key=f"alerts.already_running:{subscription.id}:{clock.today()}",
    )


def still_wanted(email: str, alerts: Sequence[Subscription], *, until: datetime) -> Message:
    """A year has gone by: does anybody still read this?"""
    several = len(alerts) > 1
    return Message(
        to=email,
        subject=f"Do you still want your job alert{'s' * several}?",
        template="alerts/still_wanted",
        context={
            "alerts": [{**_search(alert), "manage_url": manage_url(alert)} for alert in alerts],
            "until": until,
        },
        kind="alerts.still_wanted",
        user_id=alerts[0].user_id,
        unsubscribe_url=stop_url(alerts[0]) if not several else None,
    )


def new_jobs(letter: Letter, email: str, sections: Sequence[Section]) -> Message:
    """The adverts these alerts have not told of yet, an alert a section, as many as anybody would read."""
    count = sum(len(section.jobs) for section in sections)
    token = token_for(letter, Purpose.letter)
    return Message(
        to=email,
        subject=f"{plural(count, 'new job', 'new jobs')} for your search{'es' * (len(sections) > 1)}",
        template="alerts/new_jobs",
        context={
            "count": count,
            "sections": _drawn(sections),
            "opinion_url": absolute_url("alerts.give_opinion", token=token),
        },
        kind="alerts.new_jobs",
        user_id=sections[0].alert.user_id,
        unsubscribe_url=absolute_url("alerts.stop_letter", token=token),
    )


def _drawn(sections: Sequence[Section]) -> list[dict[str, object]]:
    room, drawn = SHOWN, []
    for section in sections:
        shown = list(section.jobs.values())[:room]
        room -= len(shown)
        query: dict[str, object] = {**section.alert.query, "source": SOURCE}
        drawn.append(
            {
                **_search(section.alert),
                "count": len(section.jobs),
                "jobs": shown,
                "more": len(section.jobs) - len(shown),
                "results_url": absolute_url("vacancies.list_vacancies", **query),
                "manage_url": manage_url(section.alert),
            }
        )
    return drawn


def manage_url(subscription: Subscription) -> str:
    return absolute_url("alerts.show_alert", token=token_for(subscription, Purpose.manage))


def stop_url(subscription: Subscription) -> str:
    return absolute_url("alerts.stop_alert", token=token_for(subscription, Purpose.stop))


def _search(subscription: Subscription) -> dict[str, object]:
    query = subscription.query
    return {
        "search_title": title_of(query),
        "filters": [words for _, _, words in filters_of(query, names_of(slugs_of(query)))],
        "frequency": subscription.frequency,
    }


def job(vacancy: Vacancy) -> Job:
    return {
        "title": vacancy.title,
        "url": absolute_url("vacancies.show_vacancy", slug=vacancy.slug, source=SOURCE),
        "school": vacancy.place_name,
        "place": presenting.place_words(vacancy),
        "pay": presenting.pay_words(vacancy),
        "contract": presenting.contract_words(vacancy),
        "closing": presenting.closing_words(vacancy, clock.now()),
    }
