"""People."""

from __future__ import annotations

import factory

from teachpb import clock
from teachpb.accounts.models import User
from tests.factories.base import BaseFactory


class UserFactory(BaseFactory):
    """A person who has confirmed their address and can sign in (no password unless one is set)."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    full_name = factory.Faker("name")
    confirmed_at = factory.LazyFunction(clock.now)
    terms_accepted_at = factory.LazyFunction(clock.now)
