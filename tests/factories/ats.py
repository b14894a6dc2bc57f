"""Recruitment systems, with a key that opens and a school that has allowed them."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import factory

from teachpb import clock
from teachpb.ats.models import AtsClient, AtsKey, AtsPermission
from tests.factories.base import BaseFactory
from tests.factories.schools import SchoolFactory


class AtsClientFactory(BaseFactory):
    class Meta:
        model = AtsClient

    name = factory.Sequence(lambda n: f"Fenland Recruit {n}")
    contact_email = "vendor@example.org"


class AtsKeyFactory(BaseFactory):
    """``text`` is the key itself, which is kept nowhere."""

    class Meta:
        model = AtsKey

    class Params:
        text = factory.Sequence(lambda n: f"{n:040x}")

    client = factory.SubFactory(AtsClientFactory)
    key_hash = factory.LazyAttribute(lambda o: hashlib.sha256(o.text.encode()).hexdigest())
    beginning = factory.LazyAttribute(lambda o: o.text[:6])


class AtsPermissionFactory(BaseFactory):
    class Meta:
        model = AtsPermission

    client = factory.SubFactory(AtsClientFactory)
    organisation = factory.SubFactory(SchoolFactory)


def vacancy_fields(*urns: int, **fields: Any) -> dict[str, Any]:
    """A vacancy as a system sends it: everything that is needed, closing in four weeks at midday."""
    closes = clock.today() + timedelta(days=28)
    return {
        "job_title": "Teacher of geography",
        "job_advert": "We are looking for a geographer.\n\nCome and see us.",
        "external_advert_url": "https://jobs.example.org/vacancies/1",
        "external_reference": "GEO-1",
        "expires_at": f"{closes}T12:00:00",
        "salary": "M1 to U3",
        "job_roles": ["teacher"],
        "working_patterns": ["full_time"],
        "contract_type": "permanent",
        "phases": ["secondary"],
        "schools": {"school_urns": list(urns)},
        **fields,
    }
