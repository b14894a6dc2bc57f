"""Writing to people: what is new for all the alerts of one address, in one letter."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from itertools import chain

from sqlalchemy import select

from teachpb import clock
from teachpb.alerts import emails, queries
from teachpb.alerts.emails import Section
from teachpb.alerts.matching import Matcher
from teachpb.alerts.models import Frequency, Letter, Opinion, Subscription
from teachpb.alerts.operations.keeping import end_alerts
from teachpb.alerts.operations.shared import remember
from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.notifications.models import MessageState
from teachpb.notifications.operations import queue_mail
from teachpb.vacancies.signals import vacancies_told


def tell_address(*, email: str, slots: Mapping[Frequency, datetime], matcher: Matcher) -> int:
    """Tell one address what is new for those of its alerts that are due; returns how many vacancies.

    Row locks, memory of what was told, letter and mail are one transaction: killed, run twice or side by side, it tells
    once. An advert stands in the section of the first alert it matches and is not told to this address again.
    """
    due = queries.lock_due(email, slots)
    if not due:
        return 0
    told, mailed = queries.told_to(email)
    found: dict[Subscription, list[int]] = {}
    for alert in due:
        matching = matcher.matching(alert.query, since=alert.last_run_at)
        found[alert] = [each for each in matching if each not in told.get(alert.id, ())]
        alert.last_run_at = clock.now()
    wanted = [each for each in dict.fromkeys(chain.from_iterable(found.values())) if each not in mailed]
    jobs = matcher.still_open(wanted, emails.job)
    sections, elsewhere = _sections(found, jobs, mailed)
    for alert, ids in elsewhere.items():
        remember(alert, ids)
    if sections:
        _send(email, sections)
    return sum(len(section.jobs) for section in sections)


def _sections(
    found: Mapping[Subscription, list[int]], jobs: Mapping[int, emails.Job], mailed: set[int]
) -> tuple[list[Section], dict[Subscription, list[int]]]:
    """(a section for each alert with something to tell, what each alert knows to be told elsewhere)."""
    sections, elsewhere = [], {}
    known = set(mailed)
    for alert, ids in found.items():
        elsewhere[alert] = [each for each in ids if each in known]
        fresh = {each: jobs[each] for each in ids if each in jobs and each not in known}
        known |= set(fresh)
        if fresh:
            sections.append(Section(alert, fresh))
    return sections, elsewhere


def _send(email: str, sections: list[Section]) -> None:
    letter = Letter(sent_at=clock.now(), secret=secrets.token_urlsafe(32))
    db.session.add(letter)
    db.session.flush()
    for section in sections:
        remember(section.alert, section.jobs, letter=letter)
    vacancies_told.send(None, ids=[each for section in sections for each in section.jobs], source=emails.SOURCE)
    row = queue_mail(emails.new_jobs(letter, email, sections))
    if row.state is MessageState.suppressed:
        end_alerts(subscriptions=queries.lasting_to(email))


def give_opinion(*, letter: Letter, is_relevant: bool, comment: str) -> None:
    """Whether the jobs of a letter were the right ones. Answering again replaces the answer."""
    opinion = db.session.scalar(select(Opinion).where(Opinion.letter_id == letter.id))
    if opinion is None:
        opinion = Opinion(letter_id=letter.id)
        db.session.add(opinion)
    opinion.is_relevant = is_relevant
    opinion.comment = comment
    record(actor=None, verb="alert_opinion_given", subject=letter)
