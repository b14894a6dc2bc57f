"""Vacancies and schools as machines read them. No column that names a person, or says how to reach
one, is read here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from teachpb import clock
from teachpb.api.changes import SchoolTombstone, Tombstone
from teachpb.api.queries import changed_at
from teachpb.schools.models import School
from teachpb.vacancies.jobposting import job_posting
from teachpb.vacancies.models import EctStatus, Vacancy
from teachpb.web.settings import settings
from teachpb.web.templating import absolute_url


def vacancy_document(vacancy: Vacancy) -> dict[str, Any]:
    """The advert’s schema.org JobPosting, with what that has no words for beside it, in the site’s own vocabulary."""
    url = absolute_url("vacancies.show_vacancy", slug=vacancy.slug)
    return {
        **job_posting(vacancy, url=url, site_url=settings().base_url.rstrip("/")),
        "id": vacancy.id,
        "slug": vacancy.slug,
        "self": absolute_url("api.show_vacancy", slug=vacancy.slug),
        "roles": [role.value for role in vacancy.job_roles],
        "phases": [phase.value for phase in vacancy.phases],
        "keyStages": [stage.value for stage in vacancy.key_stages],
        "subjects": [subject.value for subject in vacancy.subjects or []],
        "contractType": vacancy.contract_type.value if vacancy.contract_type else None,
        "workingPatterns": [pattern.value for pattern in vacancy.working_patterns],
        "isJobShare": bool(vacancy.is_job_share),
        "isSuitableForEcts": vacancy.ect_status is EctStatus.ect_suitable,
        "hasVisaSponsorship": bool(vacancy.visa_sponsorship),
        "payWords": vacancy.pay_words,
        "schools": [
            {
                "urn": school.urn,
                "slug": school.slug,
                "name": school.name,
                "self": absolute_url("api.show_school", urn=school.urn),
            }
            for school in vacancy.schools
        ],
        "updatedAt": moment_text(changed_at(vacancy)),
    }


def tombstone_document(stone: Tombstone) -> dict[str, Any]:
    """What is left of an advert that is gone."""
    return {"id": stone.id, "slug": stone.slug, "reason": stone.reason.value, "goneAt": moment_text(stone.gone_at)}


def school_tombstone_document(stone: SchoolTombstone) -> dict[str, Any]:
    """What is left of a school that is gone."""
    return {"urn": stone.urn, "slug": stone.slug, "reason": stone.reason.value, "goneAt": moment_text(stone.gone_at)}


def moment_text(moment: datetime) -> str:
    """RFC 3339, in London’s offset."""
    return clock.to_london(moment).isoformat(timespec="seconds")


def school_document(school: School, vacancies: int) -> dict[str, Any]:
    """What the register and the school say of the school. ``vacancies`` is how many are open."""
    profile = school.profile
    return {
        "urn": school.urn,
        "slug": school.slug,
        "name": school.name,
        "url": absolute_url("schools.show_school", slug=school.slug),
        "self": absolute_url("api.show_school", urn=school.urn),
        "status": school.status.value,
        "phase": school.phase.value,
        "type": school.establishment_type,
        "typeGroup": school.type_group.value,
        "gender": school.gender,
        "religiousCharacter": school.religious_character if school.is_faith_school else None,
        "lowestAge": school.lowest_age,
        "highestAge": school.highest_age,
        "pupils": school.pupils,
        "capacity": school.capacity,
        "address": school.address_lines,
        "postcode": school.postcode,
        "latitude": school.latitude,
        "longitude": school.longitude,
        "website": (profile.website if profile else "") or school.register_website or None,
        "trust": {"name": school.trust.name, "slug": school.trust.slug, "groupUid": school.trust.group_uid}
        if school.trust
        else None,
        "localAuthority": school.local_authority.name if school.local_authority else None,
        "openVacancies": vacancies,
    }
