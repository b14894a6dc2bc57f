"""Templates of adverts. ``VacancyTemplateFactory()`` holds what a whole advert for a primary teacher would give it."""

from __future__ import annotations

from typing import Any

import factory

from teachpb.vacancies.models import VacancyTemplate
from teachpb.vacancies.operations.templates import name_key
from teachpb.vacancies.template_content import content_of
from tests.factories.base import BaseFactory
from tests.factories.schools import SchoolFactory
from tests.factories.vacancies import VacancyFactory


class VacancyTemplateFactory(BaseFactory):
    class Meta:
        model = VacancyTemplate

    organisation = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Class teacher {n}")
    name_key = factory.LazyAttribute(lambda o: name_key(o.name))

    @factory.lazy_attribute
    def content(self: Any) -> dict[str, Any]:
        return content_of(VacancyFactory.build(organisation=self.organisation, schools=[]))
