"""Who gets what, for every address of the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.cpd import policies
from teachpb.cpd.models import PlaceState
from teachpb.schools.models import Role
from teachpb.web.access import access_of
from tests.factories.accounts import UserFactory
from tests.factories.cpd import (
    CourseDateFactory,
    FacilitatorFactory,
    HeldPlaceFactory,
    PlaceFactory,
    WaitingPlaceFactory,
)
from tests.factories.schools import MembershipFactory, ProviderFactory, SchoolFactory, TrustFactory, member
from tests.support.client import StrictClient
from tests.support.database import undone
from tests.support.time import FrozenClock


def world() -> SimpleNamespace:
    """One provider, one date, one school; a teacher of it booked by its CPD lead in every state that has a page."""
    provider, school = ProviderFactory(), SchoolFactory(trust=TrustFactory())
    run = CourseDateFactory(course__provider=provider, capacity=30)
    booker, delegate = member(Role.cpd_lead, school), UserFactory()
    who = {"course_date": run, "booking__booker": booker, "booking__payer": school, "delegate": delegate}
    place = PlaceFactory(**who)
    until = clock.now() + timedelta(hours=1)
    offered = WaitingPlaceFactory(
        course_date=run,
        booking__booker=booker,
        booking__payer=school,
        delegate=None,
        delegate_email="offered@example.org",
        state=PlaceState.offered,
        offered_until=until,
    )
    gone = PlaceFactory(**{**who, "delegate": UserFactory()}, state=PlaceState.cancelled_by_customer)
    hold = HeldPlaceFactory(course_date=run, booking__booker=booker)
    asked = PlaceFactory(
        course_date=run,
        booking__booker=delegate,
        booking__payer=school,
        delegate=delegate,
        delegate_email="asked@example.org",
        state=PlaceState.awaiting_approval,
        approval_due_at=until,
    )
    trainer = member(Role.facilitator, provider)
    FacilitatorFactory(course_date=run, user=trainer)
    return SimpleNamespace(
        provider=provider,
        school=school,
        run=run,
        course=run.course,
        place=place,
        offered=offered,
        hold=hold,
        gone=gone,
        asked=asked,
        booker=booker,
        delegate=delegate,
        trainer=trainer,
        session=run.sessions[0],
    )


PEOPLE: dict[str, Callable[[Any], Any]] = {
    "nobody": lambda w: None,
    "teacher": lambda w: UserFactory(),
    "delegate": lambda w: w.delegate,
    "booker": lambda w: w.booker,
    "other lead": lambda w: member(Role.cpd_lead, w.school),
    "trust owner": lambda w: member(Role.owner, w.school.trust),
    "viewer": lambda w: member(Role.viewer, w.school),
    "other school’s lead": lambda w: member(Role.cpd_lead, SchoolFactory()),
    "former lead": lambda w: MembershipFactory(organisation=w.school, role=Role.cpd_lead, ended_at=clock.now()).user,
    "provider": lambda w: member(Role.provider_admin, w.provider),
    "facilitator": lambda w: w.trainer,
    "other facilitator": lambda w: member(Role.facilitator, w.provider),
    "other provider": lambda w: member(Role.provider_admin, ProviderFactory()),
    "former provider": lambda w: (
        MembershipFactory(organisation=w.provider, role=Role.provider_admin, ended_at=clock.now()).user
    ),
}
EVERYBODY = frozenset(PEOPLE) - {"nobody"}
LEADS = frozenset({"booker", "other lead", "trust owner", "other school’s lead"})
#: Who may know of the confirmed place; the booker alone knows of the hold.
KNOW = frozenset({"delegate", "booker", "other lead", "trust owner"})
STAFF = frozenset({"provider", "facilitator", "other facilitator"})

#: endpoint -> (method, path, who gets a page or a redirect, who gets 403); everyone else who is signed in gets 404
TABLE: dict[str, tuple[str, str, frozenset[str], frozenset[str]]] = {
    "booking.start_booking": ("GET", "/training/book/{w.run.id}", EVERYBODY, frozenset()),
    "booking.hold_place": ("POST", "/training/book/{w.run.id}", EVERYBODY, frozenset()),
    "booking.join_line": ("GET", "/training/book/{w.run.id}/waiting-list", EVERYBODY, frozenset()),
    "booking.fill_in": ("GET", "/training/holds/{w.hold.id}", frozenset({"booker"}), frozenset()),
    "booking.check_booking": ("GET", "/training/holds/{w.hold.id}/check", frozenset({"booker"}), frozenset()),
    "booking.extend_hold": ("POST", "/training/holds/{w.hold.id}/extend", frozenset({"booker"}), frozenset()),
    "booking.release_hold": ("POST", "/training/holds/{w.hold.id}/release", frozenset({"booker"}), frozenset()),
    "training.list_my_places": ("GET", "/training", EVERYBODY, frozenset()),
    "training.list_school_places": ("GET", "/training/school", LEADS, frozenset()),
    "training.show_place": ("GET", "/training/places/{w.place.id}", KNOW, frozenset()),
    "training.cancel_place": ("GET", "/training/places/{w.place.id}/cancel", KNOW, frozenset()),
    "training.answer_offer": (
        "GET",
        "/training/places/{w.offered.id}/offer",
        frozenset({"booker", "other lead", "trust owner"}),
        frozenset(),
    ),
    "training.leave_line": (
        "POST",
        "/training/places/{w.offered.id}/leave",
        frozenset({"booker", "other lead", "trust owner"}),
        frozenset(),
    ),
    "training.substitute_place": ("GET", "/training/places/{w.place.id}/substitute", KNOW, frozenset()),
    "training.transfer_place": ("GET", "/training/places/{w.place.id}/transfer", KNOW, frozenset()),
    "desk.show_place": ("GET", "/training/desk/places/{w.place.id}", frozenset({"provider"}), frozenset()),
    "desk.restore_place": ("GET", "/training/desk/places/{w.gone.id}/restore", frozenset({"provider"}), frozenset()),
    "desk.show_figures": ("GET", "/training/desk/figures", frozenset({"provider", "other provider"}), frozenset()),
    "desk.download_figures": (
        "GET",
        "/training/desk/figures.xlsx",
        frozenset({"provider", "other provider"}),
        frozenset(),
    ),
    "desk.import_dates": ("GET", "/training/desk/import", frozenset({"provider", "other provider"}), frozenset()),
    "desk.download_template": (
        "GET",
        "/training/desk/import/template.csv",
        frozenset({"provider", "other provider"}),
        frozenset(),
    ),
    "desk.set_priority": ("GET", "/training/desk/places/{w.place.id}/priority", frozenset({"provider"}), frozenset()),
    "desk.list_bookings": ("GET", "/training/desk/bookings", frozenset({"provider", "other provider"}), frozenset()),
    "desk.download_bookings": (
        "GET",
        "/training/desk/bookings.csv",
        frozenset({"provider", "other provider"}),
        frozenset(),
    ),
    "dates.write_to_delegates": (
        "GET",
        "/training/dates/{w.run.id}/write",
        frozenset({"provider"}),
        frozenset({"facilitator", "other facilitator"}),
    ),
    "dates.copy_date": (
        "GET",
        "/training/dates/{w.run.id}/copy",
        frozenset({"provider"}),
        frozenset({"facilitator", "other facilitator"}),
    ),
    "courses.copy_course": ("GET", "/training/courses/{w.course.id}/copy", frozenset({"provider"}), frozenset()),
    "training.show_booking": (
        "GET",
        "/training/bookings/{w.place.booking_id}",
        frozenset({"booker", "other lead", "trust owner"}),
        frozenset(),
    ),
    "training.name_delegate": (
        "GET",
        "/training/places/{w.place.id}/name",
        frozenset({"booker", "other lead", "trust owner"}),
        frozenset({"delegate"}),
    ),
    "training.list_payer_terms": ("GET", "/training/terms", LEADS, frozenset()),
    "training.edit_payer_terms": (
        "GET",
        "/training/terms/{w.school.id}",
        frozenset({"booker", "other lead", "trust owner"}),
        frozenset({"viewer"}),
    ),
    "approvals.list_requests": ("GET", "/training/approvals", LEADS, frozenset()),
    "approvals.show_request": (
        "GET",
        "/training/approvals/{w.asked.id}",
        frozenset({"booker", "other lead", "trust owner"}),
        frozenset(),
    ),
    "approvals.approve_request": (
        "POST",
        "/training/approvals/{w.asked.id}/approve",
        frozenset({"booker", "other lead", "trust owner"}),
        frozenset(),
    ),
    "approvals.decline_request": (
        "POST",
        "/training/approvals/{w.asked.id}/decline",
        frozenset({"booker", "other lead", "trust owner"}),
        frozenset(),
    ),
    "courses.list_own_courses": ("GET", "/training/courses", frozenset({"provider", "other provider"}), frozenset()),
    "courses.create_course": ("GET", "/training/courses/new", frozenset({"provider", "other provider"}), frozenset()),
    "courses.show_own_course": ("GET", "/training/courses/{w.course.id}", frozenset({"provider"}), frozenset()),
    "courses.edit_course": ("GET", "/training/courses/{w.course.id}/edit", frozenset({"provider"}), frozenset()),
    "courses.publish_course": ("POST", "/training/courses/{w.course.id}/publish", frozenset({"provider"}), frozenset()),
    "courses.withdraw_course": (
        "POST",
        "/training/courses/{w.course.id}/withdraw",
        frozenset({"provider"}),
        frozenset(),
    ),
    "courses.create_venue": (
        "GET",
        "/training/courses/{w.course.id}/venues/new",
        frozenset({"provider"}),
        frozenset(),
    ),
    "dates.list_led_dates": (
        "GET",
        "/training/leading",
        frozenset({"provider", "facilitator", "other facilitator", "other provider"}),
        frozenset(),
    ),
    "dates.create_date": ("GET", "/training/courses/{w.course.id}/dates/new", frozenset({"provider"}), frozenset()),
    "dates.show_date": (
        "GET",
        "/training/dates/{w.run.id}",
        frozenset({"provider", "facilitator"}),
        frozenset({"other facilitator"}),
    ),
    "dates.download_delegates": (
        "GET",
        "/training/dates/{w.run.id}/delegates.csv",
        frozenset({"provider", "facilitator"}),
        frozenset({"other facilitator"}),
    ),
    "dates.edit_date": (
        "GET",
        "/training/dates/{w.run.id}/edit",
        frozenset({"provider"}),
        frozenset({"facilitator", "other facilitator"}),
    ),
    "dates.add_session": (
        "GET",
        "/training/dates/{w.run.id}/sessions/new",
        frozenset({"provider"}),
        frozenset({"facilitator", "other facilitator"}),
    ),
    "dates.move_session": (
        "GET",
        "/training/dates/{w.run.id}/sessions/{w.session.id}",
        frozenset({"provider"}),
        frozenset({"facilitator", "other facilitator"}),
    ),
    "dates.drop_session": (
        "POST",
        "/training/dates/{w.run.id}/sessions/{w.session.id}/drop",
        frozenset({"provider"}),
        frozenset({"facilitator", "other facilitator"}),
    ),
    "dates.publish_date": (
        "POST",
        "/training/dates/{w.run.id}/publish",
        frozenset({"provider"}),
        frozenset({"facilitator", "other facilitator"}),
    ),
    "dates.close_date": (
        "POST",
        "/training/dates/{w.run.id}/close",
        frozenset({"provider"}),
        frozenset({"facilitator", "other facilitator"}),
    ),
    "dates.decide_date": (
        "GET",
        "/training/dates/{w.run.id}/decide",
        frozenset({"provider"}),
        frozenset({"facilitator", "other facilitator"}),
    ),
    "dates.run_anyway": (
        "POST",
        "/training/dates/{w.run.id}/run",
        frozenset({"provider"}),
        frozenset({"facilitator", "other facilitator"}),
    ),
    "dates.postpone_date": (
        "GET",
        "/training/dates/{w.run.id}/postpone",
        frozenset({"provider"}),
        frozenset({"facilitator", "other facilitator"}),
    ),
    "dates.cancel_date": (
        "GET",
        "/training/dates/{w.run.id}/cancel",
        frozenset({"provider"}),
        frozenset({"facilitator", "other facilitator"}),
    ),
}
PUBLIC = {
    "cpd.list_courses",
    "cpd.show_calendar",
    "cpd.show_course",
    "cpd.show_picture",
    "cpd.show_provider",
    "cpd.show_series",
}
BLUEPRINTS = {"cpd", "booking", "training", "courses", "dates", "desk", "approvals"}


@pytest.mark.parametrize("endpoint", TABLE)
def test_table(app: Flask, client: StrictClient, session: Session, frozen: FrozenClock, endpoint: str) -> None:
    method, path, allowed, forbidden = TABLE[endpoint]
    w = world()
    url = path.format(w=w)
    for person, user in {name: make(w) for name, make in PEOPLE.items()}.items():
        with undone():
            client.sign_in(user)
            data = {"csrf_token": client._csrf_token()} if method == "POST" else None
            with app.app_context():
                response = client.http.open(url, method=method, data=data)
        status = response.status_code
        if person == "nobody":
            assert status == 302 and "/account/sign-in" in response.headers["Location"], person
        elif person in allowed:
            assert status in (200, 302), (person, status)
            assert "/account/sign-in" not in response.headers.get("Location", ""), person
        else:
            assert status == (403 if person in forbidden else 404), (person, status)


def test_the_table_names_every_address(app: Flask) -> None:
    ours = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.split(".")[0] in BLUEPRINTS}
    assert ours == {*TABLE, *PUBLIC}
    kinds = {endpoint: access_of(app, endpoint) for endpoint in PUBLIC}
    assert all(access is not None and access.kind == "public" for access in kinds.values())


@pytest.mark.parametrize(
    ("person", "sees"),
    [("delegate", True), ("booker", False), ("other lead", False), ("trust owner", False)],
)
def test_the_joining_link_is_the_delegates(
    client: StrictClient, session: Session, frozen: FrozenClock, person: str, sees: bool
) -> None:
    w = world()
    w.run.online_link = "https://meet.example.org/secret"
    w.run.joining_instructions = "Ring the bell"
    client.sign_in(PEOPLE[person](w))
    page = client.get(f"/training/places/{w.place.id}")
    assert ("https://meet.example.org/secret" in page.body) is sees
    assert ("Ring the bell" in page.body) is sees


@pytest.mark.parametrize("state", sorted(set(PlaceState) - {PlaceState.confirmed, PlaceState.held, PlaceState.expired}))
def test_no_link_without_a_confirmed_place(
    client: StrictClient, session: Session, frozen: FrozenClock, state: PlaceState
) -> None:
    number = 1 if state is PlaceState.waiting else None
    until = clock.now() + timedelta(hours=1)
    place = PlaceFactory(
        state=state, course_date__online_link="https://meet.example.org/x", waiting_number=number, offered_until=until
    )
    client.sign_in(place.delegate)
    assert "meet.example.org" not in client.get(f"/training/places/{place.id}").body


def test_holds_and_unfinished_bookings_are_not_the_schools_business(
    client: StrictClient, session: Session, frozen: FrozenClock
) -> None:
    w = world()
    w.hold.booking.payer = w.school
    client.sign_in(member(Role.cpd_lead, w.school))
    client.get(f"/training/places/{w.hold.id}", status=404)
    page = client.get("/training/school")
    assert f"/training/places/{w.place.id}" in page.links.values()
    assert f"/training/places/{w.hold.id}" not in page.links.values()


@pytest.mark.parametrize(
    ("policy", "needs_place"),
    [(policies.is_booker, True), (policies.is_delegate, True), (policies.can_cancel, True)],
)
def test_nobody_may_do_nothing(session: Session, policy: Callable[..., bool], needs_place: bool) -> None:
    assert policy(None, PlaceFactory()) is False


def test_a_draft_date_is_nowhere_to_be_booked(client: StrictClient, session: Session, frozen: FrozenClock) -> None:
    from teachpb.cpd.models import CourseDateState

    run = CourseDateFactory(state=CourseDateState.draft)
    client.sign_in(UserFactory())
    client.get(f"/training/book/{run.id}", status=404)
    client.get("/training/book/999999", status=404)


def test_somebody_with_the_delegates_address_is_the_delegate(
    client: StrictClient, session: Session, frozen: FrozenClock
) -> None:
    place = PlaceFactory(delegate=None, delegate_email="later@example.org")
    client.sign_in(UserFactory(email="later@example.org"))
    client.get(f"/training/places/{place.id}")
    client.sign_in(UserFactory(email="other@example.org"))
    client.get(f"/training/places/{place.id}", status=404)
