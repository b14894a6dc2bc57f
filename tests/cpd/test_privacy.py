"""What people eat and need is for those who prepare the day: nobody else finds it on any page, file or list."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.audit.models import AuditEntry
from teachpb.cpd import operations
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import DelegateNeeds, PlaceState
from teachpb.schools.models import Role
from tests.factories.cpd import CourseDateFactory, DelegateNeedsFactory, FacilitatorFactory, PlaceFactory
from tests.factories.schools import ProviderFactory, SchoolFactory, member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

DIETARY, ACCESS = "Zzdietary peanuts", "Zzaccess hearing loop"


class World:
    def __init__(self) -> None:
        self.school, self.provider = SchoolFactory(), ProviderFactory()
        self.run = CourseDateFactory(course__provider=self.provider, asks_dietary=True)
        self.lead = member(Role.cpd_lead, self.school)
        self.places = [
            PlaceFactory(
                course_date=self.run,
                booking__booker=member(Role.viewer, self.school),
                booking__payer=self.school,
                state=state,
                approval_due_at=clock.now() + timedelta(days=3),
            )
            for state in (PlaceState.confirmed, PlaceState.awaiting_approval, PlaceState.attended)
        ]
        for place in self.places:
            DelegateNeedsFactory(place=place, dietary=DIETARY, access=ACCESS)
        self.trainer = member(Role.facilitator, self.provider)
        FacilitatorFactory(course_date=self.run, user=self.trainer)
        self.admin = member(Role.provider_admin, self.provider)


@pytest.fixture
def world(session: Session, frozen: FrozenClock) -> World:
    return World()


def addresses(app: Flask, world: World) -> list[str]:
    """Every address of the site that can be asked for with what this world has."""
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        values: list[dict[str, Any]] = [{}]
        for name in rule.arguments:
            kept = {
                "place_id": [place.id for place in world.places],
                "booking_id": [place.booking_id for place in world.places],
                "course_date_id": [world.run.id],
                "date_id": [world.run.id],
                "course_id": [world.run.course_id],
                "payer_id": [world.school.id],
                "organisation_id": [world.school.id],
                "slug": [world.school.slug, world.run.course.slug, world.provider.slug],
                "kind": ["csv"],
            }.get(name, [])
            values = [{**before, name: value} for before in values for value in kept]
        with app.test_request_context():
            found += [url for one in values if (url := rule_url(app, rule.endpoint, one))]
    return sorted(set(found))


def rule_url(app: Flask, endpoint: str, values: dict[str, Any]) -> str:
    from flask import url_for

    try:
        return url_for(endpoint, **values)
    except Exception:
        return ""


def leaks(app: Flask, client: StrictClient, urls: list[str]) -> list[str]:
    found = []
    for url in urls:
        with app.app_context():
            body = client.http.get(url).get_data()
        if b"Zzdietary" in body or b"Zzaccess" in body:
            found.append(url)
    return found


def areas(app: Flask, world: World) -> list[str]:
    parts = ("/training", "/courses", "/api", "/account", "/certificates", "/register", "/invoices")
    return [url for url in addresses(app, world) if url.startswith(parts)]


def test_a_cpd_lead_finds_it_nowhere(app: Flask, client: StrictClient, world: World) -> None:
    urls = areas(app, world)
    assert f"/training/approvals/{world.places[1].id}" in urls and len(urls) > 40
    client.sign_in(world.lead)
    assert leaks(app, client, urls) == []


def test_an_owner_who_sees_everything_else_finds_it_nowhere(app: Flask, client: StrictClient, world: World) -> None:
    client.sign_in(member(Role.owner, world.school))
    assert leaks(app, client, areas(app, world)) == []


def test_the_provider_sees_it_on_the_page_of_the_date_and_takes_it_nowhere(
    app: Flask, client: StrictClient, world: World
) -> None:
    """The organiser prints the list of the day; every finance page and download does without."""
    client.sign_in(world.admin)
    found = leaks(app, client, areas(app, world))
    assert f"/training/dates/{world.run.id}" in found
    assert not [url for url in found if "invoice" in url or "/desk" in url or "income" in url]


def test_the_facilitator_of_that_run_sees_it(app: Flask, client: StrictClient, world: World) -> None:
    client.sign_in(world.trainer)
    assert "Zzaccess" in client.get(f"/training/dates/{world.run.id}").body


def test_nothing_of_it_is_in_the_trail(world: World) -> None:
    from teachpb.db import db

    user, place = world.lead, world.places[1]
    booking_transaction(lambda: operations.approve(actor=user, places=[place]))
    trail = db.session.scalars(select(AuditEntry)).all()
    assert place.needs is not None and trail
    assert not any("Zz" in f"{entry.changes}{entry.note}" for entry in trail)


def test_it_is_gone_thirty_days_after(world: World, frozen: FrozenClock, run_job: Any) -> None:
    from teachpb.db import db

    assert world.run.ends_at is not None
    frozen.move_to(world.run.ends_at + timedelta(days=14))
    run_job("cpd.delete_needs")
    left = db.session.scalars(select(DelegateNeeds)).all()
    assert left and not any(needs.dietary for needs in left)
    frozen.move_to(world.run.ends_at + timedelta(days=30))
    run_job("cpd.delete_needs")
    assert db.session.scalars(select(DelegateNeeds)).all() == []
