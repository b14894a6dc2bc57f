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


def similar_vacancies(vacancy: Vacancy, limit: int = 4) -> list[Vacancy]:
    """Open vacancies most like this one, never itself: the same role and subject (or phase) near by, then further away,
    then the same subject with another role; for a support post other support in the same phase. It may have closed or
    been removed: then these are the way on."""
    found: list[int] = []
    for criteria in _from_narrow_to_wide(vacancy):
        found += [each for each in matching_ids(criteria) if each != vacancy.id and each not in found]
        if len(found) >= limit:
            break
    return public_by_ids(found[:limit])


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
    return vacancy.schools[0].postcode if vacancy.schools else vacancy.office_postcode
