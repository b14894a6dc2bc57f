"""Organisations and memberships."""

from __future__ import annotations

import factory

from teachpb import clock
from teachpb.schools.models import (
    EstablishmentStatus,
    LocalAuthority,
    Membership,
    Phase,
    Provider,
    Role,
    School,
    SchoolProfile,
    Trust,
    TypeGroup,
)
from tests.factories.accounts import UserFactory
from tests.factories.base import BaseFactory


class TrustFactory(BaseFactory):
    class Meta:
        model = Trust

    name = factory.Sequence(lambda n: f"Fenland Learning Trust {n}")
    slug = factory.Sequence(lambda n: f"fenland-learning-trust-{n}")
    group_uid = factory.Sequence(lambda n: str(10000 + n))


class LocalAuthorityFactory(BaseFactory):
    class Meta:
        model = LocalAuthority

    name = "Peterborough City Council"
    slug = factory.Sequence(lambda n: f"peterborough-{n}")
    code = factory.Sequence(lambda n: f"{(n % 900) + 100}")


class ProviderFactory(BaseFactory):
    class Meta:
        model = Provider

    name = factory.Sequence(lambda n: f"Nene Teaching School Hub {n}")
    slug = factory.Sequence(lambda n: f"nene-hub-{n}")
    email = "courses@example.org"


class SchoolFactory(BaseFactory):
    """An open primary school in the middle of Peterborough."""

    class Meta:
        model = School

    name = factory.Sequence(lambda n: f"Riverside School {n}")
    slug = factory.Sequence(lambda n: f"riverside-school-{n}")
    urn = factory.Sequence(lambda n: 100000 + n)
    establishment_type = "Community school"
    type_group = TypeGroup.maintained
    status = EstablishmentStatus.open
    phase = Phase.primary
    lowest_age = 4
    highest_age = 11
    gender = "Mixed"
    street = "1 River Lane"
    town = "Peterborough"
    postcode = "PE1 1AA"
    pupils = 420
    capacity = 450
    latitude = 52.5725
    longitude = -0.2428


class SchoolProfileFactory(BaseFactory):
    class Meta:
        model = SchoolProfile

    school = factory.SubFactory(SchoolFactory)
    welcome = "Come and see us."
    reviewed_at = factory.LazyFunction(clock.now)


class MembershipFactory(BaseFactory):
    """An approved owner of a school, unless told otherwise."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(SchoolFactory)
    role = Role.owner
    approved_at = factory.LazyFunction(clock.now)


def member(role: Role = Role.owner, organisation: object | None = None, **user_fields: object) -> object:
    """A new person holding ``role`` at ``organisation`` (a new school unless given). Returns the User."""
    organisation = organisation if organisation is not None else SchoolFactory()
    return MembershipFactory(user=UserFactory(**user_fields), organisation=organisation, role=role).user
