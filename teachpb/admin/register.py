"""The desk's entries in the navigation, and the officers' home."""

from __future__ import annotations

from flask import Flask

from teachpb.admin.policies import works_at_the_office
from teachpb.web.navigation import Entry, register_entry

ENTRIES = (
    Entry(area="office", text="Today", endpoint="admin.show_home", visible=works_at_the_office, order=10),
    Entry(
        area="office", text="Quiet jobs", endpoint="admin.list_quiet_vacancies", visible=works_at_the_office, order=40
    ),
    Entry(
        area="office", text="Stale pages", endpoint="admin.list_stale_schools", visible=works_at_the_office, order=50
    ),
)


def register(app: Flask) -> None:
    with app.app_context():
        for entry in ENTRIES:
            register_entry(entry)
