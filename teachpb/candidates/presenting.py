"""Profiles and searches as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from teachpb.candidates.forms import CandidateSearchForm
from teachpb.candidates.models import CandidateProfile
from teachpb.candidates.queries import Wanted, distance_to
from teachpb.schools.models import Organisation, School
from teachpb.schools.queries import schools_of_trust
from teachpb.vacancies.models import JobRole

AREA = "area"


@dataclass(frozen=True)
class Asked:
    """A search as the address asks for it, for one of the schools the person acts for."""

    organisation: Organisation
    form: CandidateSearchForm
    school: School | None
    wanted: Wanted

    @property
    def query(self) -> str:
        return str(self.form.query_string())

    @property
    def arguments(self) -> dict[str, Any]:
        return self.form.to_query()

    def miles_to(self, profile: CandidateProfile) -> str:
        """“3 miles from Fenside School”: from where the candidate would work."""
        miles = distance_to(profile, self.wanted.near)
        if miles is None or self.school is None:
            return ""
        return f"{miles:.0f} {'mile' if round(miles) == 1 else 'miles'} from {self.school.name}"


def read_search(organisation: Organisation) -> Asked:
    """What the request asks for. A trust looks for one of its schools at a time, the first unless it says which."""
    schools = [organisation] if isinstance(organisation, School) else schools_of_trust(organisation)
    form = CandidateSearchForm()
    form.school.choices = [(each.id, each.name) for each in schools]
    form.settle()
    if len(schools) < 2:
        form.school.data = None
    school = next((each for each in schools if each.id == form.school.data), schools[0] if schools else None)
    assert school is None or isinstance(school, School)  # noqa: S101 - a narrowing
    return Asked(organisation, form, school, _wanted(form, school))


def _wanted(form: CandidateSearchForm, school: School | None) -> Wanted:
    near = None
    if school is not None and school.latitude is not None and school.longitude is not None:
        near = (school.latitude, school.longitude)
    within = form.within.data
    return Wanted(
        roles=tuple(JobRole(value) for value in form.role.data or ()),
        phases=tuple(form.phase.data or ()),
        patterns=tuple(form.pattern.data or ()),
        subjects=tuple(form.subject.data or ()),
        qts=tuple(form.qts.data or ()),
        near=near,
        within=None if within == AREA else int(within or 0),
    )


def in_words(members: list[Any]) -> str:
    """“Teacher, SENDCo”."""
    return ", ".join(str(member.label) for member in members)
