"""Who gets what, for the addresses of the catalogue and of those who keep it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb.cpd.models import FacilitatorProfile, InSchoolRequest, InSchoolState, Series
from teachpb.db import db
from tests.cpd.test_access import EVERYBODY, LEADS, PEOPLE, world
from tests.support.client import StrictClient
from tests.support.database import undone
from tests.support.time import FrozenClock

PROVIDER = frozenset({"provider"})
PROVIDERS = frozenset({"provider", "other provider"})
#: The school that asked, its trust, and the provider it asked.
KNOW_ASKED = frozenset({"booker", "other lead", "trust owner", "provider"})


def wide_world() -> Any:
    """The world of the bookings, and what stands around its course."""
    w = world()
    w.series = Series(provider=w.provider, title="Chairing", slug="chairing", summary="All of it")
    w.profile = FacilitatorProfile(provider=w.provider, name="Priya Shah")
    w.asked = InSchoolRequest(
        provider=w.provider,
        organisation=w.school,
        asked_by=w.booker,
        topic="Questioning",
        staff_count=40,
        preferred_dates="In May",
        state=InSchoolState.offered,
        answer="We can.",
    )
    db.session.add_all([w.series, w.profile, w.asked])
    db.session.commit()
    return w


#: endpoint -> (method, path, who gets a page or a redirect); everyone else who is signed in gets 404
TABLE: dict[str, tuple[str, str, frozenset[str]]] = {
    "describing.edit_terms": ("GET", "/training/courses/{w.course.id}/terms", PROVIDER),
    "describing.edit_case": ("GET", "/training/courses/{w.course.id}/evidence", PROVIDER),
    "around.edit_around": ("GET", "/training/courses/{w.course.id}/around", PROVIDER),
    "around.list_series": ("GET", "/training/series", PROVIDERS),
    "around.create_series": ("GET", "/training/series/new", PROVIDERS),
    "around.edit_series": ("GET", "/training/series/{w.series.id}", PROVIDER),
    "around.list_facilitators": ("GET", "/training/facilitators", PROVIDERS),
    "around.create_facilitator": ("GET", "/training/facilitators/new", PROVIDERS),
    "around.edit_facilitator": ("GET", "/training/facilitators/{w.profile.id}", PROVIDER),
    "around.remove_facilitator": ("POST", "/training/facilitators/{w.profile.id}/remove", PROVIDER),
    "around.edit_provider": ("GET", "/training/provider", PROVIDERS),
    "watching.watch_course": ("GET", "/courses/{w.course.slug}/watch", EVERYBODY),
    "watching.unwatch_course": ("POST", "/courses/{w.course.slug}/unwatch", EVERYBODY),
    "watching.list_watched": ("GET", "/account/watched-courses", EVERYBODY),
    "watching.show_calendar": ("GET", "/account/course-calendar", EVERYBODY),
    "watching.open_calendar": ("POST", "/account/course-calendar", EVERYBODY),
    "watching.close_calendar": ("POST", "/account/course-calendar/close", EVERYBODY),
    "in_school.list_requests": ("GET", "/training/in-school", LEADS | PROVIDERS),
    "in_school.ask_in_school": ("GET", "/training/in-school/ask/{w.provider.slug}", LEADS),
    "in_school.show_request": ("GET", "/training/in-school/{w.asked.id}", KNOW_ASKED),
    "in_school.answer_request": ("GET", "/training/in-school/{w.asked.id}/answer", PROVIDER),
    "in_school.agree_request": ("POST", "/training/in-school/{w.asked.id}/agree", KNOW_ASKED - PROVIDER),
    "in_school.withdraw_request": ("POST", "/training/in-school/{w.asked.id}/withdraw", KNOW_ASKED - PROVIDER),
    "embedding.show_embed_code": ("GET", "/training/embed", PROVIDERS),
}
PUBLIC = {"embedding.show_embedded", "watching.stop_watching", "watching.show_feed"}
BLUEPRINTS = {"describing", "around", "embedding", "watching", "in_school"}
#: Known to them, but not for them to do: 403. Everyone else who may not gets 404.
FORBIDDEN = {
    "in_school.ask_in_school": EVERYBODY - LEADS,
    "in_school.answer_request": KNOW_ASKED - PROVIDER,
    "in_school.agree_request": PROVIDER,
    "in_school.withdraw_request": PROVIDER,
}


@pytest.mark.parametrize("endpoint", TABLE)
def test_table(app: Flask, client: StrictClient, session: Session, frozen: FrozenClock, endpoint: str) -> None:
    method, path, allowed = TABLE[endpoint]
    w = wide_world()
    for person, user in {name: make(w) for name, make in PEOPLE.items()}.items():
        with undone():
            client.sign_in(user)
            data = {"csrf_token": client._csrf_token()} if method == "POST" else None
            with app.app_context():
                response = client.http.open(path.format(w=w), method=method, data=data)
        if person == "nobody":
            assert response.status_code == 302 and "/account/sign-in" in response.headers["Location"]
        elif person in allowed:
            assert response.status_code in (200, 302), (person, response.status_code)
        else:
            forbidden = person in FORBIDDEN.get(endpoint, ())
            assert response.status_code == (403 if forbidden else 404), (person, response.status_code)


def test_the_table_names_every_address(app: Flask) -> None:
    ours = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.split(".")[0] in BLUEPRINTS}
    assert ours == {*TABLE, *PUBLIC}
