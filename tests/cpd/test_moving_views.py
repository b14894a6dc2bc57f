"""The pages of substituting, moving and restoring."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.cpd.models import Place, PlaceState, PriceBand
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.cpd import CourseDateFactory, CourseFactory, PlaceFactory, fill
from tests.factories.schools import ProviderFactory, member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

S = PlaceState

pytestmark = pytest.mark.usefixtures("session", "frozen")


def states(session: Session) -> list[PlaceState]:
    session.expire_all()
    return list(session.scalars(select(Place.state).order_by(Place.id)))


def test_a_delegate_names_a_substitute(client: StrictClient, session: Session) -> None:
    place = PlaceFactory(course_date__course__prerequisites="Two years of teaching", delegate=UserFactory())
    client.sign_in(place.delegate)
    page = client.get(f"/training/places/{place.id}")
    assert "Name a substitute" in page.links
    url = f"/training/places/{place.id}/substitute"
    assert "Two years of teaching" in client.get(url).text
    empty = client.submit(url, status=200)
    assert "Enter your colleague’s full name" in empty.errors
    fields = {"delegate_name": "Dev Patel", "delegate_email": "Dev@Example.org"}
    refused = client.submit(url, status=200, **fields, meets_prerequisites="no")
    assert any("beforehand" in error for error in refused.errors)
    assert 'value="Dev Patel"' in refused.body
    done = client.follow(client.submit(url, **fields, meets_prerequisites="yes"))
    assert states(session) == [S.substituted, S.confirmed]
    assert "Replaced 10am on Friday 24 April 2026" in done.text
    assert "Dev Patel comes instead" in done.text
    assert "can no longer be given" in client.get(url).text


def test_whoever_booked_is_led_to_the_new_place(client: StrictClient) -> None:
    booker = UserFactory()
    place = PlaceFactory(booking__booker=booker, delegate=UserFactory())
    client.sign_in(booker)
    page = client.submit(
        f"/training/places/{place.id}/substitute", delegate_name="Dev", delegate_email="dev@example.org"
    )
    assert "Dev" in client.follow(page).text


def test_moving_shows_what_changes_about_the_price(client: StrictClient, session: Session) -> None:
    course = CourseFactory()
    place = PlaceFactory(course_date__course=course)
    target = CourseDateFactory(
        course=course, day=clock.today() + timedelta(days=60), prices={PriceBand.individual.value: 15050}
    )
    client.sign_in(place.delegate)
    url = f"/training/places/{place.id}/transfer"
    page = client.get(url)
    assert "£30.50 more than now: £150.50" in page.text
    assert "10 places left" in page.text
    assert "Select the date to move to" in client.submit(url, status=200).errors
    target.prices = {PriceBand.individual.value: 9000}
    session.commit()
    stale = client.post(url, {**page.form(), "target": f"{target.id}-15050"}, status=200)
    assert stale.errors
    done = client.follow(client.submit(url, target=f"{target.id}-9000"))
    assert states(session) == [S.transferred, S.confirmed]
    assert "Monday 22 June 2026" not in done.text and "Tuesday 23 June 2026" in done.text
    assert "Moved to another date" in client.get(f"/training/places/{place.id}").text


def test_moving_where_there_is_nothing_to_move_to(client: StrictClient, frozen: FrozenClock) -> None:
    place = PlaceFactory()
    client.sign_in(place.delegate)
    assert "No other date" in client.get(f"/training/places/{place.id}/transfer").text
    frozen.move_to(place.course_date.starts_at)
    client.sign_in(place.delegate)
    assert "can no longer be moved" in client.get(f"/training/places/{place.id}/transfer").text
    assert "Name a substitute" not in client.get(f"/training/places/{place.id}").links


def test_staff_restore_a_place_with_a_reason(client: StrictClient, session: Session) -> None:
    provider = ProviderFactory()
    run = CourseDateFactory(course__provider=provider, capacity=2)
    gone = PlaceFactory(course_date=run, state=S.cancelled_by_customer, charge_pence=0)
    client.sign_in(member(Role.provider_admin, provider))
    assert f"/training/desk/places/{gone.id}" in client.get(f"/training/dates/{run.id}").links.values()
    page = client.get(f"/training/desk/places/{gone.id}")
    assert "Restore" in page.links
    url = f"/training/desk/places/{gone.id}/restore"
    assert "Enter why, for whoever looks into this later" in client.submit(url, status=200, target="place").errors
    done = client.follow(client.submit(url, target="place", reason="Pressed the wrong button"))
    assert states(session) == [S.confirmed]
    assert "Restored by" in done.text and "Pressed the wrong button" in done.text
    client.get(url, status=302)


def test_only_the_line_is_open_on_a_full_date(client: StrictClient, session: Session) -> None:
    provider = ProviderFactory()
    run = CourseDateFactory(course__provider=provider, capacity=1)
    gone = PlaceFactory(course_date=run, state=S.cancelled_by_customer)
    fill(run, 1)
    client.sign_in(member(Role.provider_admin, provider))
    url = f"/training/desk/places/{gone.id}/restore"
    page = client.get(url)
    assert "1 of 1 place is taken" in page.text and "Their place again" not in page.text
    client.submit(url, target="line", reason="Asked for it")
    assert S.waiting in states(session)
