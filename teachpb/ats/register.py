"""The desks’ entries in the navigation, and what happens here when a school becomes another."""

from __future__ import annotations

from flask import Flask

from teachpb.ats import operations
from teachpb.ats.policies import can_manage_clients, owns_somewhere
from teachpb.schools.models import School
from teachpb.schools.signals import school_succeeded
from teachpb.web.navigation import Entry, register_entry


def register(app: Flask) -> None:
    school_succeeded.connect(on_succeeded)
    with app.app_context():
        register_entry(Entry("office", "Recruitment systems", "ats_desk.list_clients", can_manage_clients, order=60))
        register_entry(Entry("hiring", "Recruitment systems", "ats_desk.list_systems", owns_somewhere, order=90))


def on_succeeded(predecessor: School, successor: School, **_: object) -> None:
    operations.follow_succession(predecessor=predecessor, successor=successor)
