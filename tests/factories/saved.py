"""Saved jobs. ``SavedVacancyFactory()`` was saved two days ago, on the day its vacancy opened."""

from __future__ import annotations

from datetime import timedelta

import factory

from teachpb import clock
from teachpb.saved.models import ReminderChoice, SavedVacancy
from tests.factories.accounts import UserFactory
from tests.factories.base import BaseFactory
from tests.factories.vacancies import VacancyFactory


class SavedVacancyFactory(BaseFactory):
    class Meta:
        model = SavedVacancy

    user = factory.SubFactory(UserFactory)
    vacancy = factory.SubFactory(VacancyFactory)
    note = ""
    saved_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=2))


class ReminderChoiceFactory(BaseFactory):
    class Meta:
        model = ReminderChoice

    user = factory.SubFactory(UserFactory)
    is_on = True
    secret = factory.Sequence(lambda n: f"secret-of-reminders-{n}")
