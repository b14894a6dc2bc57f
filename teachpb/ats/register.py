"""The desks’ entries in the navigation."""

from __future__ import annotations

from flask import Flask

from teachpb.ats.policies import can_manage_clients, owns_somewhere
from teachpb.web.navigation import Entry, register_entry


def register(app: Flask) -> None:
    with app.app_context():
        register_entry(Entry("office", "Recruitment systems", "ats_desk.list_clients", can_manage_clients, order=60))
        register_entry(Entry("hiring", "Recruitment systems", "ats_desk.list_systems", owns_somewhere, order=90))
