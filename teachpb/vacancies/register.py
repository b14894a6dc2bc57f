"""What the vacancies room announces to the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask, url_for

from teachpb import clock
from teachpb.files.models import StoredFile
from teachpb.files.signals import file_scanned
from teachpb.schools.models import Organisation, School
from teachpb.schools.registry import ProfileSection, register_profile_section, register_vacancy_counts
from teachpb.schools.signals import school_succeeded
from teachpb.search.registry import register as register_document_type
from teachpb.vacancies import operations, presenting, queries, search
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.operations.succession import follow_succession
from teachpb.vacancies.policies import can_see_hiring
from teachpb.vacancies.queries import Tab
from teachpb.vacancies.quiet import QUIET, quiet_ids
from teachpb.vacancies.registry import Card, JobAction, register_home_cards
from teachpb.vacancies.registry import job_actions as actions_for
from teachpb.vacancies.signals import vacancy_relisted, vacancy_removed
from teachpb.web.access import signed_in_user
from teachpb.web.navigation import Entry, register_entry


def register(app: Flask) -> None:
    register_document_type(search.DOCUMENT_TYPE)
    school_succeeded.connect(on_succeeded)
    app.jinja_env.globals["job_actions"] = job_actions
    file_scanned.connect(on_scanned)
    vacancy_removed.connect(on_removed)
    vacancy_relisted.connect(on_relisted)
    with app.app_context():
        register_profile_section(jobs_section)
        register_vacancy_counts(queries.open_counts_by_school)
        register_home_cards(home_cards)
        register_entry(Entry("hiring", "Overview", "hiring.show_home", can_see_hiring, order=10))
        register_entry(Entry("hiring", "Vacancies", "vacancies.list_posted", can_see_hiring, order=20))


def job_actions(jobs: Iterable[Any]) -> dict[int, list[JobAction]]:
    """For templates: what the reader can do with each of these jobs (anything with an ``id``)."""
    return actions_for(signed_in_user(), [each.id for each in jobs])


def on_succeeded(predecessor: School, successor: School, **_: object) -> None:
    follow_succession(predecessor=predecessor, successor=successor)


def on_scanned(stored: StoredFile) -> None:
    operations.follow_scan(stored=stored)


def on_removed(vacancy: Vacancy) -> None:
    operations.forget_files(vacancy=vacancy)


def on_relisted(vacancy: Vacancy, original: Vacancy) -> None:
    operations.copy_files(actor=vacancy.created_by, source=original, target=vacancy)
    operations.carry_contact(source=original, target=vacancy)


#: Jobs a school's or trust's own page shows before it leads to the search.
JOBS_ON_A_PAGE = 24


def jobs_section(school: Organisation) -> ProfileSection | None:
    """The newest open vacancies on the public page of a school or trust; None when it has none."""
    is_school = isinstance(school, School)
    read = queries.open_vacancies_at if is_school else queries.open_vacancies_of
    found = read(school, JOBS_ON_A_PAGE + 1)
    shown = found[:JOBS_ON_A_PAGE]
    if not found:
        return None
    moment = clock.now()
    return ProfileSection(
        key="jobs",
        title="Jobs",
        template="vacancies/_school_jobs.html",
        context={"job_cards": [presenting.card(vacancy, moment) for vacancy in shown]},
        count=len(found) if len(found) == len(shown) else queries.count_open_at(school),
        order=10,
        more_href=f"{url_for('vacancies.list_vacancies')}?{'school' if is_school else 'trust'}={school.slug}",
        more_text="Search these jobs" if len(found) == len(shown) else "See all jobs here",
    )


def home_cards(user: object, organisation: Organisation) -> list[Card]:
    """Live adverts nobody applies for, drafts to finish, and adverts whose outcome nobody has told."""
    reach = queries.reach_of(organisation)
    counts = queries.tab_counts(reach)
    quiet, drafts, waiting = len(quiet_ids(reach)), counts[Tab.draft], counts[Tab.awaiting]
    cards = [
        Card(
            title="Half-time, and nobody has applied",
            text="Half of their advertising time has gone. There are things that help.",
            href=url_for("vacancies.list_posted", tab=Tab.live.value, only=QUIET),
            link_text="See which, and what helps",
            count=quiet,
            is_urgent=True,
            order=20,
        ),
        Card(
            title="Drafts to finish",
            text="Started, but not published yet.",
            href=url_for("vacancies.list_posted", tab=Tab.draft.value),
            link_text="Go to your drafts",
            count=drafts,
            order=40,
        ),
        Card(
            title="What came of it?",
            text="Closed, and we do not know whether you found somebody.",
            href=url_for("vacancies.list_posted", tab=Tab.awaiting.value),
            link_text="Tell us the outcome",
            count=waiting,
            order=50,
        ),
    ]
    return [card for card in cards if card.count]
