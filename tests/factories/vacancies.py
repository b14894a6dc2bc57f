"""Vacancies. ``VacancyFactory()`` is live; ``DraftVacancyFactory``, ``ScheduledVacancyFactory`` and
``ExpiredVacancyFactory`` are what they say."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import factory

from teachpb import clock
from teachpb.files.models import FileKind, FileState, StoredFile
from teachpb.schools.models import Phase
from teachpb.vacancies.models import (
    ApplicationMethod,
    ContractType,
    DocumentPurpose,
    EctStatus,
    JobRole,
    KeyStage,
    PayPeriod,
    PayScale,
    StartType,
    Vacancy,
    VacancyDocument,
    VacancyState,
    WorkingPattern,
)
from tests.factories.base import BaseFactory
from tests.factories.schools import SchoolFactory


class VacancyFactory(BaseFactory):
    """A complete advert for a primary teacher at one school, published two days ago, open for two weeks more."""

    class Meta:
        model = Vacancy

    organisation = factory.SubFactory(SchoolFactory)
    title = "Year 4 teacher"
    slug = factory.Sequence(lambda n: f"year-4-teacher-{n}")
    job_roles = [JobRole.teacher]
    phases = [Phase.primary]
    key_stages = [KeyStage.ks2]
    subjects = factory.LazyFunction(list)
    contract_type = ContractType.permanent
    working_patterns = [WorkingPattern.full_time]
    is_job_share = False
    start_type = StartType.asap
    pay_scale = PayScale.main
    pay_point_from = "M1"
    pay_point_to = "M6"
    pay_min_pence = 3_291_600
    pay_max_pence = 4_535_200
    pay_period = PayPeriod.year
    pay_is_full_time_equivalent = True
    ect_status = EctStatus.ect_suitable
    skills_and_experience = "You enjoy teaching and know how children learn to read."
    school_offer = "A mentor, time to plan, and colleagues who help."
    school_visits = True
    visa_sponsorship = False
    application_method = ApplicationMethod.native
    is_anonymised = False
    contact_email = "office@example.org"
    state = VacancyState.live
    opens_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=2))
    published_at = factory.SelfAttribute("opens_at")
    state_entered_at = factory.SelfAttribute("opens_at")
    publish_on = factory.LazyAttribute(lambda o: clock.london_day(o.opens_at) if o.opens_at else None)
    closes_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=14))
    publication_mailed_at = factory.SelfAttribute("opens_at")

    @factory.lazy_attribute
    def schools(self: Any) -> list[Any]:
        """The organisation itself, when it is a school."""
        return [self.organisation] if hasattr(self.organisation, "urn") else []


class DraftVacancyFactory(VacancyFactory):
    """A complete draft, for today."""

    state = VacancyState.draft
    opens_at = None
    published_at = None
    publish_on = factory.LazyFunction(clock.today)


class ScheduledVacancyFactory(VacancyFactory):
    """Opens in three days."""

    state = VacancyState.scheduled
    opens_at = factory.LazyFunction(lambda: clock.at_london(clock.today() + timedelta(days=3)))
    publication_mailed_at = None


class ExpiredVacancyFactory(VacancyFactory):
    """Closed yesterday."""

    state = VacancyState.expired
    opens_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=30))
    closes_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=1))


class StoredFileFactory(BaseFactory):
    """A row of a clean PDF; there are no bytes behind it."""

    class Meta:
        model = StoredFile

    token = factory.Sequence(lambda n: f"token-of-a-file-{n:020}")
    storage_key = factory.Sequence(lambda n: f"key-of-a-file-{n:020}")
    purpose = "vacancies.supporting"
    kind = FileKind.pdf
    name = "Job description.pdf"
    media_type = "application/pdf"
    size = 245_760
    sha256 = "0" * 64
    state = FileState.clean
    scanned_at = factory.LazyFunction(clock.now)


class DocumentFactory(BaseFactory):
    """A clean supporting document; ``file__state`` and ``purpose`` make others."""

    class Meta:
        model = VacancyDocument

    vacancy = factory.SubFactory(VacancyFactory, has_documents=True)
    file = factory.SubFactory(StoredFileFactory)
    purpose = DocumentPurpose.supporting
    name = factory.SelfAttribute("file.name")
    position = factory.Sequence(lambda n: n)
