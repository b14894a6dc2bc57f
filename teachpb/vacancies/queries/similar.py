"""Jobs like one job, by the same engine that answers searches."""

from __future__ import annotations

from collections.abc import Iterator

from teachpb.vacancies.keystages import findable_phases
from teachpb.vacancies.models import SUPPORT_ROLES, TEACHING_ROLES, Vacancy
from teachpb.vacancies.queries.criteria import Criteria
from teachpb.vacancies.queries.finding import matching_ids
from teachpb.vacancies.queries.public import public_by_ids

#: Miles: first what is round the corner, then what is within reach.
NEAR, WITHIN_REACH = 5, 15
#: How many are looked at closely.
CONSIDERED = 12


def similar_vacancies(vacancy: Vacancy, limit: int = 4) -> list[Vacancy]:
    """Open vacancies most like this one, never itself: the same role and subject (or phase) near by, then further away,
    then the same subject with another role; for a support post other support in the same phase. It may have closed or
    been removed: then these are the way on."""
    tiers: dict[int, int] = {}
    for tier, criteria in enumerate(_from_narrow_to_wide(vacancy)):
        for each in matching_ids(criteria):
            if each != vacancy.id and len(tiers) < CONSIDERED:
                tiers.setdefault(each, tier)
        if len(tiers) >= limit:
            break
    others = public_by_ids(list(tiers))
    return sorted(others, key=lambda other: (tiers[other.id], -_fit(vacancy, other)))[:limit]


def _fit(one: Vacancy, other: Vacancy) -> int:
    """Among equals: both for a class or both for a subject, then the same working pattern, then the same contract."""
    return (
        4 * (bool(one.subjects) is bool(other.subjects))
        + 2 * bool(set(one.working_patterns) & set(other.working_patterns))
        + (one.contract_type is other.contract_type)
    )


def _from_narrow_to_wide(vacancy: Vacancy) -> Iterator[Criteria]:
    roles = [role.value for role in vacancy.job_roles]
    subjects = [subject.value for subject in vacancy.subjects or []]
    phases = [phase.value for phase in findable_phases(vacancy.phases)]
    teaches = bool(set(vacancy.job_roles) & set(TEACHING_ROLES))
    place = _postcode(vacancy)
    kinds = [{"role": roles, "subject": subjects}] if subjects else []
    kinds += [{"role": roles, "phase": phases}]
    for kind in kinds:
        for radius in (NEAR, WITHIN_REACH) if place else ():
            yield Criteria(filters=kind, location=place, radius=radius)
        yield Criteria(filters=kind)
    if subjects:
        yield Criteria(filters={"subject": subjects})
    if not teaches:
        yield Criteria(filters={"role": roles})
        yield Criteria(filters={"role": [role.value for role in SUPPORT_ROLES], "phase": phases})


def _postcode(vacancy: Vacancy) -> str:
    at_school = vacancy.schools[0].postcode if vacancy.schools else vacancy.office_postcode
    return vacancy.campus_postcode or at_school
