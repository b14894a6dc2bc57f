"""What may stand in an address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Blueprint, Flask, url_for
from werkzeug.exceptions import NotFound
from werkzeug.routing import BuildError

from teachpb.db import LabelledEnum
from teachpb.web.converters import enum_converter, register_converters, use_enum

pytestmark = pytest.mark.pure


class Phase(LabelledEnum):
    primary = "primary", "Primary"
    sixth_form = "sixth_form", "Sixth form"
    sixth_form_college = "sixth_form_college", "Sixth form college"


class Kind(LabelledEnum):
    primary = "primary", "First"


bp = Blueprint("probe", __name__)
use_enum(bp, "phase", Phase)


@bp.get("/slugs/<slug:value>")
def show_slug(value: str) -> str:
    return value


@bp.get("/tokens/<token:value>")
def show_token(value: str) -> str:
    return value


@bp.get("/years/<academic_year:value>")
def show_year(value: int) -> str:
    return str(value)


@bp.get("/phases/<phase:value>/jobs")
def show_phase(value: Phase) -> str:
    return value.label


@pytest.fixture(scope="module")
def app() -> Iterator[Flask]:
    app = Flask("probe")
    register_converters(app)
    app.register_blueprint(bp)
    yield app


def match(app: Flask, path: str) -> Any:
    """The value the view gets; None when there is no such page."""
    try:
        return app.url_map.bind("localhost").match(path)[1]["value"]
    except NotFound:
        return None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/slugs/teacher-of-maths", "teacher-of-maths"),
        ("/slugs/a1", "a1"),
        ("/slugs/" + "a" * 200, "a" * 200),
        ("/slugs/" + "a" * 201, None),
        ("/slugs/Teacher", None),
        ("/slugs/-a", None),
        ("/slugs/a--b", None),
        ("/slugs/a_b", None),
        ("/slugs/a/b", None),
        ("/slugs/é", None),
        ("/tokens/" + "aB3-_." * 4, "aB3-_." * 4),
        ("/tokens/short", None),
        ("/tokens/" + "a" * 1001, None),
        ("/tokens/aaaaaaaaaaaaaaaa!", None),
        ("/years/2025-26", 2025),
        ("/years/1999-00", 1999),
        ("/years/2025-27", None),
        ("/years/2025", None),
        ("/years/1066-67", None),
        ("/years/25-26", None),
        ("/phases/primary/jobs", Phase.primary),
        ("/phases/sixth-form/jobs", Phase.sixth_form),
        ("/phases/sixth-form-college/jobs", Phase.sixth_form_college),
        ("/phases/sixth_form/jobs", None),
        ("/phases/middle/jobs", None),
    ],
)
def test_what_is_found(app: Flask, path: str, value: Any) -> None:
    found = match(app, path)
    assert found == value and type(found) is type(value)


@pytest.mark.parametrize(
    ("endpoint", "value", "url"),
    [
        ("probe.show_slug", "a-b", "/slugs/a-b"),
        ("probe.show_year", 2025, "/years/2025-26"),
        ("probe.show_year", 2099, "/years/2099-00"),
        ("probe.show_phase", Phase.sixth_form, "/phases/sixth-form/jobs"),
        ("probe.show_phase", "sixth_form", "/phases/sixth-form/jobs"),
    ],
)
def test_what_is_built(app: Flask, endpoint: str, value: Any, url: str) -> None:
    with app.test_request_context():
        assert url_for(endpoint, value=value) == url


@pytest.mark.parametrize("phase", list(Phase))
def test_a_member_comes_back_as_itself(app: Flask, phase: Phase) -> None:
    with app.test_request_context():
        assert match(app, url_for("probe.show_phase", value=phase)) is phase


def test_a_value_that_is_none_builds_no_address(app: Flask) -> None:
    with app.test_request_context(), pytest.raises((BuildError, ValueError)):
        url_for("probe.show_phase", value="middle")


def test_converters_of_two_enums_are_two() -> None:
    assert enum_converter(Phase) is not enum_converter(Kind)
    assert enum_converter(Phase).__name__ == "PhaseConverter"
