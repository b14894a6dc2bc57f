"""What this room offers the others: on every advert, the way to the pages of its kind."""

from __future__ import annotations

from flask import Flask, url_for

from teachpb.landing.pages import pages_for
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.registry import register_onward_links


def register(app: Flask) -> None:
    with app.app_context():
        register_onward_links(onward_links)


def onward_links(vacancy: Vacancy) -> list[tuple[str, str]]:
    """Its roles, subjects and phases, and the part of the city it is in."""
    return [(page.title, url_for("landing.show_page", slug=page.slug)) for page in pages_for(vacancy)]
