"""The checks before somebody may start work in a school, and which of them a job needs. Pure.

Keeping children safe in education 2025, part three: identity, right to work, enhanced DBS with the children's barred
list, prohibition from teaching (whoever teaches), section 128 (management), overseas checks, qualifications, medical
fitness, two references. The Childcare (Disqualification) Regulations 2018 for work with children under eight.
"""

from __future__ import annotations

from collections.abc import Iterable

from teachpb.db import LabelledEnum
from teachpb.schools.models import Phase
from teachpb.vacancies.models import TEACHING_ROLES, JobRole, KeyStage, Vacancy


class CheckKind(LabelledEnum):
    """In the order of the single central record."""

    identity = "identity", "Identity"
    right_to_work = "right_to_work", "Right to work in the UK"
    enhanced_dbs = "enhanced_dbs", "Enhanced DBS certificate"
    barred_list = "barred_list", "Children’s barred list"
    prohibition = "prohibition", "Prohibition from teaching"
    section_128 = "section_128", "Section 128 direction"
    overseas = "overseas", "Checks for time spent abroad"
    qualifications = "qualifications", "Qualifications and QTS"
    fitness = "fitness", "Medical fitness"
    references = "references", "References received"
    childcare = "childcare", "Childcare disqualification"


HINTS = {
    CheckKind.identity: "Birth certificate and photo identity, the originals.",
    CheckKind.right_to_work: "Passport, share code or visa.",
    CheckKind.enhanced_dbs: "See the certificate itself. Do not keep a copy longer than six months.",
    CheckKind.barred_list: "On its own only when somebody starts before the certificate has come.",
    CheckKind.prohibition: "In the Teaching Regulation Agency’s service, also for sanctions from other countries.",
    CheckKind.section_128: "For whoever manages a school: heads, leadership, heads of department.",
    CheckKind.overseas: "For somebody who has lived or worked abroad. Otherwise: not needed, and why.",
    CheckKind.qualifications: "The originals; QTS in the Teaching Regulation Agency’s service.",
    CheckKind.fitness: "Asked only after the offer. Do not write down any diagnosis.",
    CheckKind.references: "Two, one from the present or last employer, read and compared with the application.",
    CheckKind.childcare: "For work with children under eight.",
}

MANAGERS = frozenset(TEACHING_ROLES) - {JobRole.teacher, JobRole.sendco}
ALWAYS = (
    CheckKind.identity,
    CheckKind.right_to_work,
    CheckKind.enhanced_dbs,
    CheckKind.barred_list,
    CheckKind.overseas,
    CheckKind.fitness,
    CheckKind.references,
)


def needed(vacancy: Vacancy) -> list[CheckKind]:
    """The checks this job needs, in order."""
    return needed_for(vacancy.job_roles, vacancy.phases, vacancy.key_stages)


def needed_for(roles: Iterable[JobRole], phases: Iterable[Phase], key_stages: Iterable[KeyStage]) -> list[CheckKind]:
    wanted = set(ALWAYS)
    roles = set(roles)
    if roles & set(TEACHING_ROLES):
        wanted |= {CheckKind.prohibition, CheckKind.qualifications}
    if roles & MANAGERS:
        wanted.add(CheckKind.section_128)
    stages = set(key_stages)
    young = stages & {KeyStage.early_years, KeyStage.ks1}
    if young or (not stages and set(phases) & {Phase.nursery, Phase.primary, Phase.through}):
        wanted.add(CheckKind.childcare)
    return [kind for kind in CheckKind if kind in wanted]
