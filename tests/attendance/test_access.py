"""Who gets what, for every address of the room."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.attendance import policies
from teachpb.cpd.models import PlaceState
from teachpb.schools.models import Role
from teachpb.web.access import access_of
from tests.factories.accounts import UserFactory
from tests.factories.attendance import CertificateFactory, RecordFactory
from tests.factories.cpd import CourseDateFactory, FacilitatorFactory, PlaceFactory
from tests.factories.schools import MembershipFactory, ProviderFactory, SchoolFactory, member
from tests.support.client import StrictClient
from tests.support.database import undone
from tests.support.time import FrozenClock


def world() -> SimpleNamespace:
    """One date of one provider today; one person on it, booked by the CPD lead of a school, with a certificate."""
    provider, school = ProviderFactory(), SchoolFactory()
    run = CourseDateFactory(course__provider=provider, day=clock.today())
    lead, delegate = member(Role.cpd_lead, school), UserFactory()
    place = PlaceFactory(
        course_date=run, booking__booker=lead, booking__payer=school, delegate=delegate, state=PlaceState.attended
    )
    kept, certificate = RecordFactory(place=place), CertificateFactory(place=place)
    trainer = member(Role.facilitator, provider)
    FacilitatorFactory(course_date=run, user=trainer)
    return SimpleNamespace(
        provider=provider,
        run=run,
        session=run.sessions[0],
        place=place,
        kept=kept,
        certificate=certificate,
        lead=lead,
        delegate=delegate,
        trainer=trainer,
    )


PEOPLE: dict[str, Callable[[Any], Any]] = {
    "nobody": lambda w: None,
    "teacher": lambda w: UserFactory(),
    "delegate": lambda w: w.delegate,
    "lead": lambda w: w.lead,
    "provider": lambda w: member(Role.provider_admin, w.provider),
    "facilitator": lambda w: w.trainer,
    "other facilitator": lambda w: member(Role.facilitator, w.provider),
    "other provider": lambda w: member(Role.provider_admin, ProviderFactory()),
    "former provider": lambda w: (
        MembershipFactory(organisation=w.provider, role=Role.provider_admin, ended_at=clock.now()).user
    ),
    "former facilitator": lambda w: _former_facilitator(w),
    "officer": lambda w: member(Role.cpd_officer),
}
KEEP = frozenset({"provider", "facilitator"})
RUN = frozenset({"provider"})
KNOW = frozenset({"other facilitator", "former facilitator"})


def _former_facilitator(w: Any) -> Any:
    """Still named on the date, but not of the provider any more."""
    user = MembershipFactory(organisation=w.provider, role=Role.facilitator, ended_at=clock.now()).user
    FacilitatorFactory(course_date=w.run, user=user)
    return user


DATE = "/training/dates/{w.run.id}"
#: endpoint -> (method, path, who gets a page or a redirect, who gets 403); everyone else who is signed in gets 404
TABLE: dict[str, tuple[str, str, frozenset[str], frozenset[str]]] = {
    "register.open_register": ("GET", f"{DATE}/register", KEEP, KNOW),
    "register.keep_register": ("GET", f"{DATE}/register/{{w.session.id}}", KEEP, KNOW),
    "register.mark_rest": ("POST", f"{DATE}/register/{{w.session.id}}/rest", KEEP, KNOW),
    "register.add_walk_in": ("GET", f"{DATE}/register/{{w.session.id}}/walk-in", KEEP, KNOW),
    "register.download_sheet": ("GET", f"{DATE}/register/{{w.session.id}}/sheet.pdf", KEEP, KNOW),
    "register.open_door": ("GET", f"{DATE}/check-in", KEEP, KNOW),
    "register.check_in": ("GET", f"{DATE}/check-in/{{w.session.id}}", KEEP, KNOW),
    "register.award_hours": ("GET", f"{DATE}/places/{{w.place.id}}/hours", RUN, KNOW | {"facilitator"}),
    "register.withdraw_certificate": (
        "GET",
        f"{DATE}/places/{{w.place.id}}/certificate/withdraw",
        RUN,
        KNOW | {"facilitator"},
    ),
    "results.show_results": ("GET", f"{DATE}/results", RUN, KNOW | {"facilitator"}),
    "results.edit_items": ("GET", "/training/courses/{w.run.course_id}/evaluation", RUN, frozenset()),
}
#: What opens with a secret or a number in its address, and with nothing else.
PUBLIC = {
    "tickets.show_ticket": "/tickets/{w.place.ticket_token}",
    "after.show_after": "/after-course/{w.kept.key}",
    "after.edit_evaluation": "/after-course/{w.kept.key}/evaluation",
    "after.edit_follow_up": "/after-course/{w.kept.key}/weeks-later",
    "after.download_certificate": "/after-course/{w.kept.key}/certificate.pdf",
    "certificates.verify_certificate": "/certificates",
    "certificates.show_certificate": "/certificates/aaaa-bbbb-cccc",
}
BLUEPRINTS = {"register", "results", "tickets", "after", "certificates"}


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


@pytest.mark.parametrize("endpoint", [each for each in PUBLIC if not each.startswith("certificates.")])
def test_a_secret_opens_its_own_page_and_no_other(
    client: StrictClient, session: Session, frozen: FrozenClock, endpoint: str
) -> None:
    w = world()
    path = PUBLIC[endpoint].format(w=w)
    swapped = {w.place.ticket_token: "2" * 26, w.kept.key: w.place.ticket_token}
    for secret, other in swapped.items():
        if secret in path:
            client.get(path.replace(secret, other), status=404)


@pytest.mark.parametrize(
    ("policy", "attribute"),
    [
        (policies.can_keep_register, "run"),
        (policies.can_award_hours, "run"),
        (policies.can_read_results, "run"),
        (policies.is_own, "place"),
    ],
)
def test_nobody_may_do_nothing(session: Session, frozen: FrozenClock, policy: Any, attribute: str) -> None:
    assert policy(None, getattr(world(), attribute)) is False
