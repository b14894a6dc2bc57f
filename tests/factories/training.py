"""Kinds, team members and entries."""

from __future__ import annotations

from datetime import timedelta

import factory

from teachpb import clock
from teachpb.cpd.models import Audience
from teachpb.training.models import TeamMember, TrainingEntry, TrainingKind
from tests.factories.accounts import UserFactory
from tests.factories.base import BaseFactory
from tests.factories.schools import SchoolFactory


class KindFactory(BaseFactory):
    class Meta:
        model = TrainingKind

    name = factory.Sequence(lambda n: f"Designated safeguarding lead {n}")
    months = 24


class TeamMemberFactory(BaseFactory):
    class Meta:
        model = TeamMember

    organisation = factory.SubFactory(SchoolFactory)
    name = "Cara Jones"
    email = factory.Sequence(lambda n: f"cara{n}@example.org")
    role = Audience.dsl


class EntryFactory(BaseFactory):
    """What a person entered for themselves, a year ago."""

    class Meta:
        model = TrainingEntry

    user = factory.SubFactory(UserFactory)
    title = "Safeguarding, online"
    provider = "Elsewhere Ltd"
    completed_on = factory.LazyFunction(lambda: clock.today() - timedelta(days=365))
    hours = 3.0
