"""What this room offers the others: an entry in the account’s navigation, a section on a school’s page, and answers to
an account that closes and an address that takes no mail."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for

from teachpb.accounts.exporting import Export, register_export
from teachpb.accounts.models import User
from teachpb.accounts.overview import Panel, register_panel
from teachpb.accounts.signals import account_closing
from teachpb.alerts import operations, queries
from teachpb.notifications.signals import address_refused
from teachpb.schools.models import Organisation, School
from teachpb.schools.registry import ProfileSection, register_profile_section
from teachpb.web.navigation import Entry, register_entry


def register(app: Flask) -> None:
    account_closing.connect(on_account_closing)
    address_refused.connect(on_address_refused)
    with app.app_context():
        register_panel(panel)
        register_export(Export("alerts", queries.alerts_as_data))
        register_entry(Entry("account", "Job alerts", "alerts.list_alerts", order=30))
        register_profile_section(alert_section)


def on_account_closing(user: User) -> None:
    operations.forget_person(user=user)


def on_address_refused(address: str) -> None:
    operations.end_alerts_to(email=address)


def alert_section(organisation: Organisation) -> ProfileSection:
    """“Tell me of jobs at this school”; for a trust, at any of its schools."""
    is_school = isinstance(organisation, School)
    named: dict[str, Any] = {"school" if is_school else "trust": organisation.slug}
    return ProfileSection(
        key="job-alert",
        title="Hear of new jobs here",
        template="alerts/_school_alert.html",
        context={"is_school": is_school, "href": url_for("alerts.add_alert", **named)},
        order=15,
    )


def panel(user: User) -> Panel:
    number = queries.alert_count(user)
    text = (
        "Your searches, and the emails they bring." if number else "Let a search look for you, and email what is new."
    )
    return Panel("Job alerts", text, url_for("alerts.list_alerts"), number, order=50)
