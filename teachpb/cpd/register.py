"""What this room offers the others: documents for search, navigation, what templates may ask."""

from __future__ import annotations

from typing import Any

from flask import Flask

from teachpb.accounts.models import User
from teachpb.accounts.signals import account_closing
from teachpb.cpd import operations, policies, queries
from teachpb.cpd.payments import sentences
from teachpb.cpd.registry import date_tools, place_links
from teachpb.cpd.search import register_documents
from teachpb.schools.models import School
from teachpb.schools.signals import school_succeeded
from teachpb.web.navigation import Entry, register_entry

#: The provider's desk, besides its courses.
DESK = (
    Entry("training", "Bookings on our courses", "desk.list_bookings", policies.runs_courses, order=32),
    Entry("training", "Figures of our courses", "desk.show_figures", policies.runs_courses, order=34),
)
#: What CPD leads look after, besides the bookings.
LEADING = (
    Entry(
        area="training",
        text="To approve",
        endpoint="approvals.list_requests",
        visible=policies.books_for_others,
        order=22,
        count=queries.open_requests,
    ),
    Entry("training", "Booking rules", "training.list_payer_terms", policies.books_for_others, order=28),
)
ENTRIES = (
    *DESK,
    Entry(area="training", text="My bookings", endpoint="training.list_my_places", order=10),
    Entry(
        area="training",
        text="My school’s bookings",
        endpoint="training.list_school_places",
        visible=policies.books_for_others,
        order=20,
    ),
    Entry(
        area="training",
        text="Courses we run",
        endpoint="courses.list_own_courses",
        visible=policies.runs_courses,
        order=30,
    ),
    Entry(
        area="training",
        text="Dates I lead",
        endpoint="dates.list_led_dates",
        visible=policies.leads_dates,
        order=40,
    ),
    Entry(
        area="training",
        text="Courses in schools",
        endpoint="in_school.list_requests",
        visible=policies.has_in_school_business,
        order=35,
    ),
    Entry(area="training", text="Courses I watch", endpoint="watching.list_watched", order=60),
    Entry(area="training", text="My calendar", endpoint="watching.show_calendar", order=70),
    Entry(area="account", text="Course bookings", endpoint="training.list_my_places", order=50),
)


def register(app: Flask) -> None:
    register_documents()
    school_succeeded.connect(on_succeeded)
    app.jinja_env.globals.update(next_courses=queries.next_cards, date_tools=date_tools, place_links=place_links)
    app.jinja_env.globals.update(payment_sentences=sentences)
    account_closing.connect(on_account_closing)
    with app.app_context():
        for entry in (*LEADING, *ENTRIES):
            register_entry(entry)


def on_account_closing(user: User) -> None:
    """What somebody wished for, and what is shown of them as teaching, goes with their account."""
    operations.forget_wishes(user=user)
    for profile in queries.profiles_of_person(user):
        operations.remove_facilitator(actor=None, profile=profile)


def on_succeeded(predecessor: School, successor: School, **_: Any) -> None:
    operations.follow_succession(predecessor=predecessor, successor=successor)
