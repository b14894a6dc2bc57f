"""What this room offers the others: counts on the vacancies' pages, navigation, and an answer to closing an account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask, url_for

from teachpb.accounts.exporting import Export, register_export
from teachpb.accounts.models import User
from teachpb.accounts.overview import Panel, register_panel
from teachpb.accounts.signals import account_closing
from teachpb.applications import operations, queries
from teachpb.applications.exporting import parts_of, pdfs_of
from teachpb.applications.policies import can_handle, can_see_equality, can_see_received
from teachpb.applications.registry import (
    Part,
    Tool,
    register_candidate_part,
    register_staff_part,
    register_tool,
)
from teachpb.applications.samples import SAMPLES
from teachpb.applications.wording import candidate_label
from teachpb.schools.models import Organisation
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.policies import can_see_hiring
from teachpb.vacancies.queries import reach_of
from teachpb.vacancies.registry import (
    ApplicationNote,
    Card,
    RowFact,
    SampleForm,
    register_application_notes,
    register_home_cards,
    register_row_facts,
    register_sample_form,
)
from teachpb.vacancies.signals import vacancy_cut_short
from teachpb.web.navigation import Entry, register_entry


def register(app: Flask) -> None:
    account_closing.connect(on_account_closing)
    vacancy_cut_short.connect(on_cut_short)
    with app.app_context():
        register_panel(panel)
        register_row_facts(row_facts)
        register_export(Export("application_parts", parts_of, pdfs_of))
        for place, sample in enumerate(SAMPLES):
            register_sample_form(SampleForm(sample.name, sample.title, "applications.show_sample_form", place))
        register_application_notes(application_notes)
        register_home_cards(home_cards)
        register_staff_part(Part("Application", "applications.show_received", order=0))
        register_candidate_part(Part("Application", "applications.show_mine", order=0))
        register_tool(Tool("Equal opportunities", "applications.show_equality", visible=can_handle, order=80))
        register_entry(Entry("office", "Equal opportunities", "applications.list_equality", can_see_equality, order=55))
        register_entry(
            Entry(
                "hiring",
                "Applications",
                "applications.list_received",
                can_see_received,
                order=30,
                count=queries.new_count,
            )
        )
        register_entry(
            Entry(
                "account",
                "My applications",
                "applications.list_mine",
                order=20,
                count=queries.needs_answer_count,
            )
        )


def on_account_closing(user: User) -> None:
    operations.close_for(user=user)


def on_cut_short(vacancy: Vacancy) -> None:
    operations.tell_drafts(vacancy=vacancy)


def row_facts(vacancy_ids: Sequence[int]) -> Mapping[int, Sequence[RowFact]]:
    """“12 applicants”, and how many of them nobody has read."""
    return {
        vacancy_id: [_fact(vacancy_id, total, new)]
        for vacancy_id, (total, new) in queries.applicant_counts(vacancy_ids).items()
    }


def _fact(vacancy_id: int, total: int, new: int) -> RowFact:
    words = f"{total} {'applicant' if total == 1 else 'applicants'}"
    href = url_for("applications.list_applicants", vacancy_id=vacancy_id)
    return RowFact(f"{words}, {new} to read" if new else words, href, is_urgent=bool(new), interest=total)


def application_notes(user: User, vacancy_ids: Sequence[int]) -> Mapping[int, ApplicationNote]:
    """The person’s latest application for each vacancy, in the words they may read."""
    found: dict[int, ApplicationNote] = {}
    for application in queries.own_by_vacancy(user, vacancy_ids):
        endpoint = "applications.show_tasks" if application.is_draft else "applications.show_mine"
        found[application.vacancy_id] = ApplicationNote(
            text=candidate_label(application.state),
            link_text="Continue your application" if application.is_draft else "View your application",
            endpoint=endpoint,
            url_args={"application_id": application.id},
            is_settled=not application.is_draft,
        )
    return found


def home_cards(user: Any, organisation: Organisation) -> list[Card]:
    """Applications nobody has read yet."""
    if not can_see_hiring(user):
        return []
    waiting = queries.new_in_reach(reach_of(organisation))
    if not waiting:
        return []
    return [
        Card(
            title="Applications to read",
            text="New, and nobody has decided about them yet.",
            href=url_for("applications.list_received", only="new"),
            link_text="Read them",
            count=waiting,
            is_urgent=True,
            order=10,
        )
    ]


def panel(user: User) -> Panel:
    """How many are open, and whether an offer waits."""
    offers = queries.needs_answer_count(user)
    number = queries.unfinished_count(user)
    text = "From the first draft to the answer."
    if offers:
        text = "You have been offered a job: please answer."
    return Panel("My applications", text, url_for("applications.list_mine"), number, bool(offers), order=20)
