"""People."""

from __future__ import annotations

import factory

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.accounts.passwords import hash_password
from tests.factories.base import BaseFactory


class UserFactory(BaseFactory):
    """A person who has confirmed their address and can sign in: by mailed link, or with ``password="…"``."""

    class Meta:
        model = User

    class Params:
        password: str | None = None

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    full_name = factory.Faker("name")
    confirmed_at = factory.LazyFunction(clock.now)
    terms_accepted_at = factory.LazyFunction(clock.now)
    password_hash = factory.LazyAttribute(lambda o: hash_password(o.password) if o.password else None)
