"""What the schools room announces about people: homes, navigation, the organisation worked for, leaving with one's
account, and the command that appoints officers."""

from __future__ import annotations

from collections.abc import Callable

import click
from flask import Flask

from teachpb.accounts.homes import Home, register_home
from teachpb.accounts.models import User
from teachpb.accounts.signals import account_closing
from teachpb.schools import acting, operations, policies
from teachpb.schools.models import OrganisationKind, Role
from teachpb.schools.models.membership import PROVIDER_ROLES
from teachpb.schools.officers import create_officer
from teachpb.schools.queries import people as queries
from teachpb.web.navigation import Entry, register_entry

HIRING = (Role.owner, Role.recruiter)
TRAINING = (*PROVIDER_ROLES, Role.cpd_lead)


def register_people(app: Flask) -> None:
    app.jinja_env.globals.update(
        acting_organisation=acting.acting_organisation, my_organisations=acting.my_organisations
    )
    account_closing.connect(_leave_everywhere)
    register_homes()
    register_people_navigation()
    register_commands(app)


def register_homes() -> None:
    """Whoever belongs in several areas starts from the first."""
    for home in (
        Home(10, "/hiring", lambda user: policies.holds_any(user, *HIRING)),
        Home(15, "/hiring/applications", lambda user: policies.holds_any(user, Role.panel_member)),
        Home(20, "/training", lambda user: policies.holds_any(user, *TRAINING)),
        Home(30, "/office", policies.is_officer),
        Home(40, "/board", lambda user: policies.holds_any(user, Role.governance_lead)),
    ):
        register_home(home)


def register_people_navigation() -> None:
    works_at_school = _belongs_to(OrganisationKind.school, OrganisationKind.trust)
    for entry in (
        Entry("account", "Your organisations", "memberships.list_organisations", order=800),
        Entry("hiring", "People", "memberships.show_school_people", visible=works_at_school, order=900),
        Entry(
            "training",
            "People",
            "memberships.show_provider_people",
            visible=_belongs_to(OrganisationKind.provider),
            order=900,
        ),
        Entry(
            "office",
            "Requests",
            "ownership.list_requests",
            visible=policies.is_school_officer,
            order=800,
            count=queries.waiting_for_officer,
        ),
        Entry(
            "office", "Organisations", "memberships.find_organisation", visible=policies.is_school_officer, order=810
        ),
        Entry(
            "office",
            "Council staff",
            "memberships.show_council_people",
            visible=_belongs_to(OrganisationKind.local_authority),
            order=900,
        ),
    ):
        register_entry(entry)


def register_commands(app: Flask) -> None:
    """``flask accounts create-officer``: accounts know no roles, so the command is put there from here."""
    accounts = app.cli.commands.get("accounts")
    if isinstance(accounts, click.Group):
        accounts.add_command(create_officer)


def _belongs_to(*kinds: OrganisationKind) -> Callable[[User], bool]:
    def belongs(user: User) -> bool:
        return any(m.is_active and m.organisation.kind in kinds for m in user.memberships)

    return belongs


def _leave_everywhere(user: User) -> None:
    operations.end_memberships_of_closing(user=user)
