"""Profiles. ``ProfileFactory()`` is complete and shown to schools; ``is_visible=False`` keeps it to its owner."""

from __future__ import annotations

import factory

from teachpb import clock
from teachpb.candidates.models import CandidateProfile, JobInvitation, ProfileHiding, ProfilePlace, ProfileQts
from teachpb.schools.models import Phase
from teachpb.vacancies.models import JobRole, WorkingPattern
from tests.factories.accounts import UserFactory
from tests.factories.base import BaseFactory
from tests.factories.schools import SchoolFactory
from tests.factories.vacancies import VacancyFactory


class ProfileFactory(BaseFactory):
    class Meta:
        model = CandidateProfile

    user = factory.SubFactory(UserFactory, last_signed_in_at=factory.LazyFunction(clock.now))
    first_name = "Paula"
    last_name = factory.Sequence(lambda n: f"Profile{n}")
    phone = "01733 000009"
    has_right_to_work = True
    job_roles = [JobRole.teacher]
    phases = [Phase.primary]
    working_patterns = [WorkingPattern.full_time]
    qts_status = ProfileQts.yes
    qts_year = 2015
    trn = "7654321"
    qualifications = "A degree in history, and a PGCE."
    statement = "I like year 4."
    is_visible = True
    visible_at = factory.LazyFunction(clock.now)
    places = factory.LazyFunction(
        lambda: [ProfilePlace(name="Peterborough", latitude=52.5725, longitude=-0.2428, radius_miles=10)]
    )


class HidingFactory(BaseFactory):
    class Meta:
        model = ProfileHiding

    profile = factory.SubFactory(ProfileFactory)
    organisation = factory.SubFactory(SchoolFactory)


class JobInvitationFactory(BaseFactory):
    class Meta:
        model = JobInvitation

    vacancy = factory.SubFactory(VacancyFactory)
    candidate = factory.SubFactory(UserFactory)
    organisation = factory.SelfAttribute("vacancy.organisation")
    sent_at = factory.LazyFunction(clock.now)
