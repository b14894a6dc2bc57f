"""A school publishes, a teacher finds and saves the job, sets up an alert, is written to, stops it from the mail."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.alerts import forms
from teachpb.alerts.models import AlertState, Subscription
from teachpb.db import db
from teachpb.schools.models import Membership
from teachpb.search.engine import current_engine
from teachpb.search.whoosh_engine.engine import WhooshEngine
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.search import CORPUS
from tests.factories.vacancies import DraftVacancyFactory, VacancyFactory
from tests.support.browser import Visitor

Visit = Callable[..., Visitor]
TITLE = "Teacher of euphonium"


def link_in(mail: Any, path: str) -> str:
    found = re.search(rf"({path}\S+)", mail.text)
    assert found, mail.text
    return found[1]


def publish_draft(head: Visitor) -> None:
    """The head of the invented primary school publishes a complete draft."""
    person = db.session.scalars(select(User).where(User.email == "head@demo.example")).one()
    school = db.session.scalars(select(Membership).where(Membership.user_id == person.id)).first()
    assert school is not None
    draft: Vacancy = DraftVacancyFactory(
        title=TITLE, organisation=school.organisation, schools=[school.organisation], contact_email=person.email
    )
    db.session.commit()
    head.go(f"/hiring/vacancies/{draft.id}/check")
    head.press("Publish vacancy")
    assert head.h1 == "Your vacancy is live"


def know(work: Callable[[str], Any]) -> None:
    """The index hears of all changes, and this process answers from it."""
    work("search.rebuild_indexes")
    work("search.apply_changes")
    engine = current_engine()
    assert isinstance(engine, WhooshEngine)
    engine.refresh(CORPUS)


def test_post_find_save_alert_mail_unsubscribe(
    world: Flask,
    visit: Visit,
    sign_in: Visit,
    work: Callable[[str], Any],
    mail: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forms, "QUICKEST", timedelta(0))
    publish_draft(sign_in("head"))
    know(work)

    teacher = sign_in("candidate7", width=375, javascript=False)
    teacher.go("/jobs?keyword=euphonium")
    assert TITLE in teacher.text
    teacher.press(TITLE)
    teacher.press(f"Save {TITLE}")
    teacher.go("/account/saved-jobs")
    assert TITLE in teacher.text

    visitor = visit(width=375)
    visitor.go("/alerts/new?keyword=euphonium")
    visitor.fill("Email address", "maria@example.org")
    visitor.choose("Within minutes")
    visitor.press("Set up this alert")
    assert visitor.h1 == "Look into your mailbox"
    visitor.go(link_in(mail("maria@example.org"), "/alerts/confirm/"))
    visitor.press("Start this alert")
    assert visitor.h1 == "Your job alert"

    db.session.commit()  # ends the reading of the mail
    VacancyFactory(title="Second euphonium teacher", opens_at=clock.now())
    alert = db.session.scalars(select(Subscription).where(Subscription.email == "maria@example.org")).one()
    know(work)
    with monkeypatch.context() as later:
        later.setattr("teachpb.alerts.queries.LONGEST", timedelta(0))
        later.setattr("teachpb.alerts.schedule.LATE", timedelta(minutes=5))
        work("alerts.send_due")
    letter = mail("maria@example.org", "new job")
    assert letter.subject == "1 new job for your search"
    assert "Second euphonium teacher" in letter.text
    assert TITLE not in letter.text, "could be found when the alert was set up"

    glass = visitor.page.context.new_page()  # a mail program knows nothing of this site's policies
    glass.set_content(letter.html)
    assert glass.evaluate("document.documentElement.scrollWidth") <= 375
    visitor.go(link_in(letter, "/alerts/letters/").removesuffix("/opinion?answer=yes") + "/stop")
    visitor.press("Stop it for good")
    assert visitor.h1 == "This alert is stopped"
    visitor.choose("I found a job on this site")
    visitor.press("Tell us")
    db.session.commit()  # ends the reading from before
    assert (alert.state, alert.email) == (AlertState.ended, "")
