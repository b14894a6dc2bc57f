"""What this room adds to the pages of applications, and what it listens to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask import Flask, url_for

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationState
from teachpb.applications.policies import can_handle, can_read_of
from teachpb.applications.registry import (
    BulkAction,
    Part,
    StepPage,
    Todo,
    Tool,
    register_bulk_action,
    register_candidate_part,
    register_candidates_table,
    register_forgetter,
    register_happenings,
    register_staff_part,
    register_step_page,
    register_todos,
    register_tool,
)
from teachpb.applications.signals import application_moved, application_moving
from teachpb.hiring import operations, policies, presenting, queries
from teachpb.hiring.queries.interviews import STILL_IN
from teachpb.references.models import ReferenceRequest
from teachpb.references.registry import register_interviews
from teachpb.references.signals import reference_checked
from teachpb.schools.policies import is_hiring_staff
from teachpb.web.navigation import Entry, register_entry

SENT = frozenset(ApplicationState) - {ApplicationState.draft}
EXPORTS = (
    ("Download as a spreadsheet", "decisions.download_spreadsheet"),
    ("Download as PDF files", "decisions.download_papers"),
)


def register(app: Flask) -> None:
    application_moving.connect(on_moving)
    application_moved.connect(on_moved)
    reference_checked.connect(on_reference_checked)
    with app.app_context():
        register_staff_part(Part("Scores", "decisions.show_scores", visible=policies.can_score, order=20))
        register_staff_part(Part("Offer", "decisions.write_offer", visible=policies.can_offer, order=50))
        register_staff_part(Part("Checks", "decisions.list_checks", visible=policies.can_check, order=60))
        register_tool(Tool("Criteria", "decisions.list_criteria", visible=policies.can_set_criteria, order=20))
        register_tool(Tool("Ranking", "decisions.show_ranking", visible=policies.can_see_ranking, order=21))
        register_tool(Tool("Interviews", "decisions.list_days", visible=can_read_of, order=22))
        register_candidate_part(
            Part(
                "Interview", "decisions.show_interview", visible=lambda _user, each: queries.is_invited(each), order=20
            )
        )
        register_candidate_part(Part("Offer", "decisions.show_offer", visible=policies.shows_own_offer, order=30))
        register_candidate_part(
            Part("Checks", "decisions.show_own_checks", visible=policies.shows_own_checks, order=40)
        )
        for order, (text, endpoint) in enumerate(EXPORTS, start=80):
            register_bulk_action(BulkAction(text, endpoint, SENT, visible=can_handle, order=order))
        register_entry(Entry("hiring", "Central record", "decisions.show_record", is_hiring_staff, order=65))
        register_step_page(StepPage(ApplicationState.offered, "Offer the job", "decisions.write_offer"))
        register_happenings(presenting.happenings)
        register_forgetter(keep_record)
        for table in ("offers", "interview_invitations", "hiring_events"):
            register_candidates_table(table)
        register_interviews(queries.interview_times)
        register_todos(interview_todos)
        register_todos(offer_todos)


def on_moving(application: Application, state: ApplicationState) -> None:
    operations.require_written(application=application, state=state)
    operations.require_checked(application=application, state=state)


def on_moved(application: Application, **_: Any) -> None:
    """Whoever is out, or back on the shortlist, gives back their interview time; whoever has come to where checks are
    made may have their references already."""
    if application.state not in STILL_IN:
        operations.release(application=application)
    operations.keep_on_record(application=application)
    event = application.events[-1]
    if event.actor is not None and event.actor_id != application.candidate_id:
        operations.settle_references(actor=event.actor, application=application)


def on_reference_checked(request: ReferenceRequest, actor: User) -> None:
    operations.settle_references(actor=actor, application=request.application)


def keep_record(application_ids: Collection[int]) -> None:
    """The record outlives the application: what is not on it yet is put there before the checks are deleted."""
    operations.record_appointed(application_ids=application_ids)


def interview_todos(user: User, application_ids: Sequence[int]) -> Mapping[int, Sequence[Todo]]:
    now = clock.now()
    return {
        key: [
            Todo(
                "Choose an interview time",
                url_for("decisions.show_interview", application_id=key),
                is_urgent=until - now < timedelta(days=3),
            )
        ]
        for key, until in queries.to_choose(user, application_ids, now).items()
    }


def offer_todos(user: User, application_ids: Sequence[int]) -> Mapping[int, Sequence[Todo]]:
    return {
        key: [Todo("Read and answer the offer", url_for("decisions.show_offer", application_id=key), is_urgent=True)]
        for key in queries.to_answer(user, application_ids)
    }
