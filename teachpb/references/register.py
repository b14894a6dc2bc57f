"""What this room adds to the application's pages: tabs, tools, buttons, and what candidates are asked to do."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from flask import Flask, url_for

from teachpb.accounts.exporting import Export, register_export
from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.applications.policies import can_handle, can_move
from teachpb.applications.registry import (
    BulkAction,
    Part,
    Todo,
    Tool,
    register_bulk_action,
    register_candidate_part,
    register_forgetter,
    register_happenings,
    register_staff_part,
    register_todos,
    register_tool,
)
from teachpb.files.models import StoredFile
from teachpb.files.signals import file_scanned
from teachpb.references import operations, queries
from teachpb.references.exporting import papers_of
from teachpb.references.policies import ASKING, has_papers
from teachpb.references.presenting import happenings

BULK = {
    "Ask for references": "references.ask_several",
    "Ask for self-disclosures": "references.ask_disclosures",
}


def register(app: Flask) -> None:
    file_scanned.connect(on_file_scanned)
    with app.app_context():
        register_staff_part(Part("References", "references.list_references", queries.sees_references, order=40))
        register_staff_part(Part("Self-disclosure", "references.show_disclosure", sees_disclosures, order=45))
        register_candidate_part(Part("References", "references.list_own_references", has_references, order=40))
        register_candidate_part(Part("Self-disclosure", "references.show_own_disclosure", has_disclosure, order=45))
        register_tool(Tool("References and self-disclosures", "references.show_papers", can_handle, order=40))
        register_bulk_action(
            BulkAction("Ask for references", "references.ask_several", frozenset(ASKING), can_handle, order=40)
        )
        register_bulk_action(
            BulkAction(
                "Ask for self-disclosures", "references.ask_disclosures", frozenset(ASKING), can_handle, order=45
            )
        )
        register_todos(todos)
        register_happenings(happenings)
        register_forgetter(forget)
        register_export(Export("papers", papers_of))


def forget(application_ids: Collection[int]) -> int:
    return operations.scrub(application_ids=application_ids)


def on_file_scanned(stored: StoredFile) -> None:
    operations.settle_file(stored=stored)


def sees_disclosures(user: User, application: Application) -> bool:
    return has_papers(application) and can_move(user, application)


def has_references(_user: User, application: Application) -> bool:
    return bool(queries.references_of(application))


def has_disclosure(user: User, application: Application) -> bool:
    return queries.own_disclosure(user, application.id) is not None


def todos(user: User, application_ids: Sequence[int]) -> Mapping[int, Sequence[Todo]]:
    return {
        application_id: [
            Todo(
                "Fill in your self-disclosure",
                url_for("references.show_own_disclosure", application_id=application_id),
                is_urgent=True,
            )
        ]
        for application_id in queries.open_disclosures(user, application_ids)
    }
