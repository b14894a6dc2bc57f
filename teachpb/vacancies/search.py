"""The advert as the search engine knows it: all of its words, every facet, every place it is for.

Adverts that wait for their day are in the index already, with the moment they open: the engine goes by the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import selectin_polymorphic, selectinload

from teachpb import clock
from teachpb.db import db
from teachpb.schools.models import Organisation, School, Trust, TypeGroup
from teachpb.search.registry import Document, DocumentType
from teachpb.vacancies import keystages, salary
from teachpb.vacancies.broader import broader_words
from teachpb.vacancies.intents import INTENTS
from teachpb.vacancies.models import (
    CLOCK_STATES,
    VACANCY_PHASES,
    ApplicationMethod,
    ContractType,
    EctStatus,
    JobRole,
    KeyStage,
    Subject,
    Vacancy,
    WorkingPattern,
    vacancy_schools,
)

CORPUS = "vacancy"
YES = "yes"
JOB_SHARE = "job_share"

FACETS: dict[str, Sequence[str] | None] = {
    "role": [role.value for role in JobRole],
    "phase": [phase.value for phase in VACANCY_PHASES],
    "key_stage": [stage.value for stage in KeyStage],
    "subject": [subject.value for subject in Subject],
    "contract": [contract.value for contract in ContractType],
    "pattern": [*(pattern.value for pattern in WorkingPattern), JOB_SHARE],
    "school_type": [group.value for group in TypeGroup],
    "special": [YES],
    "faith": [YES],
    "ect": [YES],
    "visa": [YES],
    "quick_apply": [YES],
    "trust": None,
    "school": None,
}


def document(vacancy: Vacancy) -> Document:
    """Found by what the advert says, and by what its schools are."""
    pay = salary.yearly_pence(vacancy)
    opens_at, closes_at = vacancy.opens_at, vacancy.closes_at
    return Document(
        id=vacancy.id,
        title=vacancy.title,
        organisation="\n".join(_organisations(vacancy)),
        extra=" ".join(_labels(vacancy)),
        body=" ".join(_texts(vacancy)),
        facets=_facets(vacancy),
        numbers={"salary_min": pay[0] if pay else None, "salary_max": pay[1] if pay else None},
        newest=int(opens_at.timestamp()) if opens_at else 0,
        opens_at=int(opens_at.timestamp()) if opens_at else None,
        closes_at=int(closes_at.timestamp()) if closes_at else None,
        positions=positions(vacancy),
    )


def positions(vacancy: Vacancy) -> list[tuple[float, float]]:
    """Where the job can be worked, as (latitude, longitude)."""
    found = [vacancy.position_at(school) for school in vacancy.schools]
    if vacancy.at_head_office:
        found.append((vacancy.office_latitude, vacancy.office_longitude))
    return [(latitude, longitude) for latitude, longitude in found if latitude is not None and longitude is not None]


def _organisations(vacancy: Vacancy) -> list[str]:
    names = [vacancy.organisation.name, *(school.name for school in vacancy.schools)]
    names += [school.trust.name for school in vacancy.schools if school.trust]
    return list(dict.fromkeys(names))


def _labels(vacancy: Vacancy) -> list[str]:
    """Words to be found by: subjects, roles, phases, key stages, places, kinds of school."""
    members = [*(vacancy.subjects or []), *vacancy.job_roles, *vacancy.phases, *vacancy.key_stages]
    words = [*(member.label for member in members), *broader_words(vacancy)]
    words += [pattern.label for pattern in vacancy.working_patterns]
    words += [vacancy.contract_type.label] if vacancy.contract_type else []
    words += ["job share"] if vacancy.is_job_share else []
    words += ["ECT early career teacher"] if vacancy.ect_status is EctStatus.ect_suitable else []
    words += ["maternity cover parental leave cover"] if vacancy.is_parental_leave_cover else []
    words += ["visa sponsorship"] if vacancy.visa_sponsorship else []
    for school in vacancy.schools:
        words += [school.town, school.locality, school.address3, school.county, school.postcode]
        words += [school.establishment_type, school.phase.label]
        words += [school.religious_character, "faith school"] if school.is_faith_school else []
    return [word for word in words if word]


def _texts(vacancy: Vacancy) -> list[str]:
    return [
        vacancy.skills_and_experience,
        vacancy.school_offer,
        vacancy.flexible_working,
        vacancy.further_details,
        vacancy.working_patterns_details,
        vacancy.pay_words,
        vacancy.allowances_details,
        " ".join(allowance.label for allowance in vacancy.allowances),
    ]


def _facets(vacancy: Vacancy) -> dict[str, list[str]]:
    def flag(condition: object) -> list[str]:
        return [YES] if condition else []

    schools = vacancy.schools
    trusts = {school.trust.slug for school in schools if school.trust}
    if isinstance(vacancy.organisation, Trust):
        trusts.add(vacancy.organisation.slug)
    return {
        "role": [role.value for role in vacancy.job_roles],
        "phase": [phase.value for phase in keystages.findable_phases(vacancy.phases)],
        "key_stage": [stage.value for stage in vacancy.key_stages],
        "subject": [subject.value for subject in vacancy.subjects or []],
        "contract": [vacancy.contract_type.value] if vacancy.contract_type else [],
        "pattern": [
            *(pattern.value for pattern in vacancy.working_patterns),
            *([JOB_SHARE] * bool(vacancy.is_job_share)),
        ],
        "school_type": sorted(_school_types(vacancy)),
        "special": flag(any(school.type_group is TypeGroup.special for school in schools)),
        "faith": flag(any(school.is_faith_school for school in schools)),
        "ect": flag(vacancy.ect_status is EctStatus.ect_suitable),
        "visa": flag(vacancy.visa_sponsorship),
        "quick_apply": flag(vacancy.application_method is ApplicationMethod.native),
        "trust": sorted(trusts),
        "school": [school.slug for school in schools],
    }


def _school_types(vacancy: Vacancy) -> set[str]:
    """The kinds of its schools. A head office has none of its own: a trust runs academies."""
    kinds = {school.type_group.value for school in vacancy.schools}
    return kinds or ({TypeGroup.academy.value} if isinstance(vacancy.organisation, Trust) else set())


def findable() -> Select[Vacancy]:
    """What is open, or will be."""
    return (
        select(Vacancy)
        .where(Vacancy.state.in_(CLOCK_STATES), Vacancy.closes_at > clock.now())
        .options(
            selectinload(Vacancy.organisation).options(selectin_polymorphic(Organisation, [School, Trust])),
            selectinload(Vacancy.schools).joinedload(School.trust),
        )
        .order_by(Vacancy.id)
    )


def load(ids: Sequence[int]) -> Iterable[Document]:
    return [document(vacancy) for vacancy in db.session.scalars(findable().where(Vacancy.id.in_(ids)))]


def all_ids() -> Iterable[int]:
    return [vacancy_id for (vacancy_id,) in db.session.execute(findable().with_only_columns(Vacancy.id).options())]


def ids_at_school(school_id: int) -> list[int]:
    return list(
        db.session.scalars(select(vacancy_schools.c.vacancy_id).where(vacancy_schools.c.school_id == school_id))
    )


def ids_of_trust(trust: Trust) -> list[int]:
    at_schools = (
        select(vacancy_schools.c.vacancy_id)
        .join(School, School.id == vacancy_schools.c.school_id)
        .where(School.trust_id == trust.id)
    )
    return list(
        db.session.scalars(select(Vacancy.id).where((Vacancy.organisation_id == trust.id) | Vacancy.id.in_(at_schools)))
    )


DOCUMENT_TYPE = DocumentType(
    name=CORPUS,
    model=Vacancy,
    load=load,
    all_ids=all_ids,
    depends_on={
        School: lambda school: ids_at_school(school.id),
        Trust: ids_of_trust,
    },
    facets=FACETS,
    numbers=("salary_min", "salary_max"),
    sorts={"salary": "-salary_max"},
    noise=("job", "jobs", "vacancy", "vacancies", "role", "roles", "position", "post", "work"),
    intents=INTENTS,
)
