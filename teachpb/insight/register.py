"""Listening to the rooms below, and this room's entries in the navigation."""

from __future__ import annotations

import atexit
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask

from teachpb.applications.models import Application
from teachpb.applications.signals import application_started, application_submitted
from teachpb.insight import counting, operations, queries
from teachpb.insight.models import Metric
from teachpb.insight.policies import reads_figures
from teachpb.schools.models import School
from teachpb.schools.signals import school_succeeded
from teachpb.vacancies import signals
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.registry import RowFact, register_row_facts
from teachpb.web.navigation import Entry, register_entry


def on_published(vacancy: Vacancy) -> None:
    operations.begin_tally(vacancy=vacancy)


def on_succeeded(predecessor: School, successor: School, **_: Any) -> None:
    operations.follow_succession(predecessor=predecessor, successor=successor)


def on_shown(_sender: Any, ids: list[int], source: str = "") -> None:
    for vacancy_id in ids:
        counting.note(vacancy_id, Metric.shown, source)


def on_viewed(_sender: Any, vacancy_id: int, source: str = "") -> None:
    counting.note(vacancy_id, Metric.viewed, source)


def on_told(_sender: Any, ids: list[int], source: str = "") -> None:
    """In the transaction that wrote the letter."""
    operations.count_told(vacancy_ids=ids, source=counting.tidy_source(source))


def on_clicked(_sender: Any, vacancy_id: int, source: str = "") -> None:
    counting.count_click(vacancy_id, source)


def on_saved(_sender: Any, vacancy_id: int, source: str = "") -> None:
    """In the transaction that saved it."""
    operations.count_saved(vacancy_id=vacancy_id, source=counting.tidy_source(source))


def on_started(application: Application, source: str = "") -> None:
    """In the transaction that made the draft."""
    operations.count_initiated(
        vacancy_id=application.vacancy_id, metric=Metric.started, source=counting.tidy_source(source)
    )


def on_submitted(application: Application) -> None:
    operations.count_submitted(vacancy_id=application.vacancy_id)


def row_facts(vacancy_ids: Sequence[int]) -> Mapping[int, Sequence[RowFact]]:
    """“7 went on to your form”, for adverts that are answered elsewhere."""
    return {
        vacancy_id: [RowFact(f"{clicks} went on to your form", interest=clicks)]
        for vacancy_id, clicks in queries.clicks_of(vacancy_ids).items()
    }


def register(app: Flask) -> None:
    signals.vacancy_published.connect(on_published)
    school_succeeded.connect(on_succeeded)
    signals.vacancy_shown.connect(on_shown)
    signals.vacancy_viewed.connect(on_viewed)
    signals.apply_clicked.connect(on_clicked)
    signals.vacancy_saved.connect(on_saved)
    signals.vacancies_told.connect(on_told)
    application_started.connect(on_started)
    application_submitted.connect(on_submitted)
    register_entry_points(app)
    if not app.testing:
        flusher = counting.Flusher(app)
        app.before_request(flusher.start)
        atexit.register(write_the_rest, app)


def register_entry_points(app: Flask) -> None:
    with app.app_context():
        register_row_facts(row_facts)
        register_entry(
            Entry(
                area="office",
                text="Applications per job",
                endpoint="insight.show_figures_by_school",
                visible=reads_figures,
                order=20,
            )
        )


def write_the_rest(app: Flask) -> None:
    with app.app_context():
        counting.flush()
