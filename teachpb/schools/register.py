"""What the schools room announces to the others."""

from __future__ import annotations

from flask import Flask

from teachpb.places.queries import register_locator
from teachpb.schools import search
from teachpb.schools.policies import is_hiring_staff
from teachpb.schools.presenting import card_of, picture_of
from teachpb.schools.queries import locate_school
from teachpb.schools.register_people import register_people
from teachpb.search.registry import register as register_document_type
from teachpb.web.navigation import Entry, register_entry


def register(app: Flask) -> None:
    register_search()
    register_templates(app)
    register_places()
    with app.app_context():
        register_profile_navigation()
        register_people(app)


def register_search() -> None:
    register_document_type(search.DOCUMENT_TYPE)


def register_templates(app: Flask) -> None:
    """``school_card_data(school, jobs=0)`` and ``school_picture(school)``, for every list that shows schools."""
    app.jinja_env.globals.update(school_card_data=card_of, school_picture=picture_of)


def register_places() -> None:
    """People say where by naming a school."""
    register_locator("schools", locate_school)


def register_profile_navigation() -> None:
    register_entry(
        Entry("hiring", "School profile", "schools.list_profiles", visible=is_hiring_staff, order=60),
    )
