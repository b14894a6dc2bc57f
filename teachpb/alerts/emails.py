"""Mail about alerts. Subjects do not tell what somebody looks for."""

from __future__ import annotations

from collections.abc import Sequence

from teachpb import clock
from teachpb.alerts.criteria import filters_of, slugs_of, title_of
from teachpb.alerts.links import Purpose, token_for
from teachpb.alerts.models import Subscription
from teachpb.alerts.queries import names_of
from teachpb.notifications.message import Message
from teachpb.vacancies import presenting
from teachpb.vacancies.models import Vacancy
from teachpb.web.templating import absolute_url

#: More than this in one letter nobody reads; the rest is behind a link.
SHOWN = 20
SOURCE = "jobalert"


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


def new_jobs(subscription: Subscription, vacancies: Sequence[Vacancy]) -> Message:
    """The adverts this alert has not told of yet."""
    count = len(vacancies)
    search = {**subscription.query, "source": SOURCE}
    return Message(
        to=subscription.email,
        subject=f"{count} new {'job' if count == 1 else 'jobs'} for your search",
        template="alerts/new_jobs",
        context={
            **_search(subscription),
            "count": count,
            "jobs": [_job(vacancy) for vacancy in vacancies[:SHOWN]],
            "more": max(0, count - SHOWN),
            "results_url": absolute_url("vacancies.list_vacancies", **search),
            "manage_url": manage_url(subscription),
        },
        kind="alerts.new_jobs",
        user_id=subscription.user_id,
        unsubscribe_url=absolute_url("alerts.stop_alert", token=token_for(subscription, Purpose.stop)),
    )


def manage_url(subscription: Subscription) -> str:
    return absolute_url("alerts.show_alert", token=token_for(subscription, Purpose.manage))


def _search(subscription: Subscription) -> dict[str, object]:
    query = subscription.query
    return {
        "search_title": title_of(query),
        "filters": [words for _, _, words in filters_of(query, names_of(slugs_of(query)))],
        "frequency": subscription.frequency,
    }


def _job(vacancy: Vacancy) -> dict[str, str]:
    return {
        "title": vacancy.title,
        "url": absolute_url("vacancies.show_vacancy", slug=vacancy.slug, source=SOURCE),
        "school": vacancy.place_name,
        "place": presenting.place_words(vacancy),
        "pay": presenting.pay_words(vacancy),
        "contract": presenting.contract_words(vacancy),
        "closing": presenting.closing_words(vacancy, clock.now()),
    }
