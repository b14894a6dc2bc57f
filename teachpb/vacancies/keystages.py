"""Which key stages and subjects belong to which phases and roles.

Early years to key stage 5, by the phases of education in England: nursery teaches early years; primary early years to
key stage 2; secondary key stages 3 to 5; a sixth form key stage 5; an all-through school everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from teachpb.schools.models import Phase, School, TypeGroup
from teachpb.vacancies.models import TEACHING_ROLES, VACANCY_PHASES, JobRole, KeyStage

_K = KeyStage
OF_PHASE: dict[Phase, tuple[KeyStage, ...]] = {
    Phase.nursery: (_K.early_years,),
    Phase.primary: (_K.early_years, _K.ks1, _K.ks2),
    Phase.secondary: (_K.ks3, _K.ks4, _K.ks5),
    Phase.sixth_form_or_college: (_K.ks5,),
    Phase.through: tuple(KeyStage),
}

#: Phases a school tells us by itself; any other kind of place has to be asked.
CERTAIN_PHASES = (Phase.nursery, Phase.primary, Phase.secondary, Phase.sixth_form_or_college)

#: Roles in front of a class, or leading those who are.
KEY_STAGE_ROLES = frozenset(
    {
        JobRole.teacher,
        JobRole.head_of_year_or_phase,
        JobRole.head_of_department_or_curriculum,
        JobRole.assistant_headteacher,
        JobRole.deputy_headteacher,
        JobRole.headteacher,
        JobRole.teaching_assistant,
    }
)
KEY_STAGE_PHASES = frozenset({Phase.primary, Phase.secondary, Phase.through})
SUBJECT_PHASES = frozenset({Phase.secondary, Phase.sixth_form_or_college, Phase.through})
SUBJECT_ROLES = frozenset(
    {*TEACHING_ROLES, JobRole.teaching_assistant, JobRole.higher_level_teaching_assistant, JobRole.education_support}
)


def key_stages_of(phases: Iterable[Phase]) -> list[KeyStage]:
    """The key stages taught in any of ``phases``, youngest first."""
    taught = {stage for phase in phases for stage in OF_PHASE.get(phase, ())}
    return [stage for stage in KeyStage if stage in taught]


def phases_of(schools: Iterable[School]) -> list[Phase]:
    """The phases the schools themselves settle; empty when somebody has to be asked."""
    found = {school.phase for school in schools if school.phase in CERTAIN_PHASES}
    return [phase for phase in VACANCY_PHASES if phase in found]


def is_at_college(schools: Iterable[School]) -> bool:
    """Is one of them a college? It may have several sites, and teachers without qualified teacher status."""
    return any(school.type_group is TypeGroup.college for school in schools)


def asks_for_phases(schools: Iterable[School]) -> bool:
    return not phases_of(schools)


def asks_for_key_stages(phases: Collection[Phase], roles: Collection[JobRole]) -> bool:
    """Is there a choice of key stages to be made?"""
    return (
        bool(KEY_STAGE_PHASES.intersection(phases))
        and bool(KEY_STAGE_ROLES.intersection(roles))
        and len(key_stages_of(phases)) > 1
    )


def settled_key_stages(
    phases: Collection[Phase], roles: Collection[JobRole], chosen: Collection[KeyStage]
) -> list[KeyStage]:
    """What remains of ``chosen`` under these phases and roles; where there is only one to choose, that one."""
    if not KEY_STAGE_ROLES.intersection(roles):
        return []
    possible = key_stages_of(phases)
    if len(possible) == 1:
        return possible
    if not asks_for_key_stages(phases, roles):
        return []
    return [stage for stage in possible if stage in chosen]


def asks_for_subjects(phases: Collection[Phase], roles: Collection[JobRole]) -> bool:
    return bool(SUBJECT_PHASES.intersection(phases)) and bool(SUBJECT_ROLES.intersection(roles))


def findable_phases(phases: Iterable[Phase]) -> list[Phase]:
    """The phases a search finds the job by: an all-through school's jobs by primary and by secondary as well."""
    found = set(phases)
    if Phase.through in found:
        found |= {Phase.primary, Phase.secondary}
    return [phase for phase in VACANCY_PHASES if phase in found]
