"""Which price a payer gets."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb.cpd.bands import band_for, price_range
from teachpb.cpd.models import PriceBand
from teachpb.schools.models import Phase, TypeGroup
from tests.factories.schools import LocalAuthorityFactory, ProviderFactory, SchoolFactory, TrustFactory

CITY = "874"


@pytest.mark.parametrize(
    ("fields", "band"),
    [
        ({"type_group": TypeGroup.maintained}, PriceBand.maintained_city),
        ({"type_group": TypeGroup.special}, PriceBand.maintained_city),
        ({"type_group": TypeGroup.academy}, PriceBand.academy_city),
        ({"type_group": TypeGroup.college}, PriceBand.academy_city),
        ({"type_group": TypeGroup.independent}, PriceBand.independent),
        ({"type_group": TypeGroup.other, "phase": Phase.nursery}, PriceBand.early_years),
        ({"type_group": TypeGroup.other, "phase": Phase.secondary}, PriceBand.academy_city),
    ],
)
def test_a_school_in_the_city_by_its_type(session: Session, fields: dict[str, Any], band: PriceBand) -> None:
    school = SchoolFactory(local_authority=LocalAuthorityFactory(code=CITY), **fields)
    assert band_for(school, city_code=CITY) is band


@pytest.mark.parametrize("group", list(TypeGroup))
def test_a_school_elsewhere_whatever_its_type(session: Session, group: TypeGroup) -> None:
    school = SchoolFactory(local_authority=LocalAuthorityFactory(code="873"), type_group=group)
    assert band_for(school, city_code=CITY) is PriceBand.out_of_city
    assert band_for(SchoolFactory(type_group=group), city_code=CITY) is PriceBand.out_of_city


def test_the_post_town_decides_nothing(session: Session) -> None:
    school = SchoolFactory(local_authority=LocalAuthorityFactory(code=CITY), town="Stamford")
    assert band_for(school, city_code=CITY) is PriceBand.maintained_city


def test_trusts_councils_providers_and_people(session: Session) -> None:
    inside, outside = TrustFactory(), TrustFactory()
    city, county = LocalAuthorityFactory(code=CITY), LocalAuthorityFactory(code="873")
    SchoolFactory(trust=inside, local_authority=city)
    SchoolFactory(trust=outside, local_authority=county)
    assert band_for(inside, city_code=CITY) is PriceBand.academy_city
    assert band_for(outside, city_code=CITY) is PriceBand.out_of_city
    assert band_for(city, city_code=CITY) is PriceBand.maintained_city
    assert band_for(county, city_code=CITY) is PriceBand.out_of_city
    assert band_for(ProviderFactory(), city_code=CITY) is PriceBand.individual
    assert band_for(None, city_code=CITY) is PriceBand.individual


@pytest.mark.parametrize(
    ("prices", "span"),
    [({}, None), ({"individual": 0}, (0, 0)), ({"individual": 12000, "academy_city": 9000}, (9000, 12000))],
)
def test_the_range_of_prices(prices: dict[str, int], span: tuple[int, int] | None) -> None:
    assert price_range(prices) == span
