"""Roles on boards, and offers to fill them."""

from __future__ import annotations

import hashlib

import factory

from teachpb import clock
from teachpb.db import db
from teachpb.governors.models import (
    AppointmentRoute,
    ExpressionOfInterest,
    GovernorRole,
    GovernorType,
    InterestState,
    InterestStep,
    RoleState,
    Skill,
)
from tests.factories.base import BaseFactory
from tests.factories.schools import SchoolFactory


class GovernorRoleFactory(BaseFactory):
    """A live role that stays open until it is filled."""

    class Meta:
        model = GovernorRole

    organisation = factory.SubFactory(SchoolFactory)
    title = "Governor with an eye for finance"
    slug = factory.Sequence(lambda n: f"governor-with-an-eye-for-finance-{n}")
    type = GovernorType.co_opted
    route = AppointmentRoute.appointed
    skills_essential = [Skill.finance]
    skills_desirable = [Skill.property]
    about = "Help the board to see where the money goes."
    contact_name = "Ada Clerk"
    contact_email = "clerk@example.org"
    state = RoleState.live
    state_entered_at = factory.LazyFunction(clock.now)
    published_at = factory.LazyFunction(clock.now)


class InterestFactory(BaseFactory):
    """A new offer. Its secret link is ``secret-<n>``."""

    class Meta:
        model = ExpressionOfInterest
        exclude = ("number",)

    number = factory.Sequence(lambda n: n)
    role = factory.SubFactory(GovernorRoleFactory)
    name = "Grace Volunteer"
    email = factory.Sequence(lambda n: f"volunteer{n}@example.org")
    token_hash = factory.LazyAttribute(
        lambda o: hashlib.sha256(f"secret-{o.number}-aaaaaaaaaaaaaaaa".encode()).hexdigest()
    )
    motivation = "I went to this school."
    skill_ratings = {"finance": 4, "it": 2}
    is_adult = True
    is_eligible = True
    may_share = True
    state = InterestState.new
    state_entered_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def first_step(self, create: bool, extracted: object, **_: object) -> None:
        self.steps.append(InterestStep(state=self.state, at=clock.now()))
        db.session.commit()
