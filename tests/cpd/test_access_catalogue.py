"""Who gets what, for the addresses of the catalogue and of those who keep it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb.cpd.models import FacilitatorProfile, Series
from teachpb.db import db
from tests.cpd.test_access import PEOPLE, world
from tests.support.client import StrictClient
from tests.support.database import undone
from tests.support.time import FrozenClock

PROVIDER = frozenset({"provider"})
PROVIDERS = frozenset({"provider", "other provider"})


def wide_world() -> Any:
    """The world of the bookings, and what stands around its course."""
    w = world()
    w.series = Series(provider=w.provider, title="Chairing", slug="chairing", summary="All of it")
    w.profile = FacilitatorProfile(provider=w.provider, name="Priya Shah")
    db.session.add_all([w.series, w.profile])
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
    "embedding.show_embed_code": ("GET", "/training/embed", PROVIDERS),
}
PUBLIC = {"embedding.show_embedded"}
BLUEPRINTS = {"describing", "around", "embedding"}


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
            assert response.status_code == 404, (person, response.status_code)


def test_the_table_names_every_address(app: Flask) -> None:
    ours = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.split(".")[0] in BLUEPRINTS}
    assert ours == {*TABLE, *PUBLIC}
