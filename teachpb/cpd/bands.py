"""Which price a payer gets: read from the register, never from a form."""

from __future__ import annotations

from collections.abc import Mapping

from teachpb.cpd.models import PriceBand
from teachpb.schools.models import LocalAuthority, Organisation, Phase, School, Trust, TypeGroup

_BY_TYPE = {
    TypeGroup.maintained: PriceBand.maintained_city,
    TypeGroup.special: PriceBand.maintained_city,
    TypeGroup.academy: PriceBand.academy_city,
    TypeGroup.college: PriceBand.academy_city,
    TypeGroup.independent: PriceBand.independent,
}


def band_for(payer: Organisation | None, *, city_code: str) -> PriceBand:
    """The band of a school by its type and local authority, of a trust by whether it has a school in the city; somebody
    who pays for themselves, and a provider, is ``individual``. ``city_code`` is the local authority's three digits."""
    if isinstance(payer, School):
        return _school_band(payer, city_code)
    if isinstance(payer, Trust):
        inside = any(_in_city(school, city_code) for school in payer.schools)
        return PriceBand.academy_city if inside else PriceBand.out_of_city
    if isinstance(payer, LocalAuthority):
        return PriceBand.maintained_city if payer.code == city_code else PriceBand.out_of_city
    return PriceBand.individual


def price_range(prices: Mapping[str, int]) -> tuple[int, int] | None:
    """The lowest and the highest price in pence, or None where there are none."""
    return (min(prices.values()), max(prices.values())) if prices else None


def _school_band(school: School, city_code: str) -> PriceBand:
    if not _in_city(school, city_code):
        return PriceBand.out_of_city
    if school.type_group is TypeGroup.other:
        return PriceBand.early_years if school.phase is Phase.nursery else PriceBand.academy_city
    return _BY_TYPE[school.type_group]


def _in_city(school: School, city_code: str) -> bool:
    return school.local_authority is not None and school.local_authority.code == city_code
