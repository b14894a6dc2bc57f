"""An advert as its system reads it: every key of the contract, always."""

from __future__ import annotations

from typing import Any

from teachpb import clock
from teachpb.ats.models import AtsAdvert
from teachpb.schools.models import Trust
from teachpb.vacancies.models import EctStatus, Vacancy
from teachpb.web.templating import absolute_url


def advert_document(advert: AtsAdvert) -> dict[str, Any]:
    vacancy, asked = advert.vacancy, advert.asked
    is_live = vacancy.is_open(clock.now())
    return {
        "id": advert.public_id,
        "public_url": absolute_url("vacancies.show_vacancy", slug=vacancy.slug) if is_live else None,
        "job_title": vacancy.title,
        "job_advert": asked.get("job_advert") or vacancy.skills_and_experience,
        "external_advert_url": vacancy.application_link,
        "external_reference": advert.external_reference,
        "expires_at": clock.to_london(vacancy.closes_at).isoformat() if vacancy.closes_at else None,
        "publish_on": vacancy.publish_on.isoformat() if vacancy.publish_on else None,
        "salary": vacancy.pay_words,
        "salary_range": _pay(vacancy),
        "job_roles": [role.value for role in vacancy.job_roles],
        "working_patterns": [pattern.value for pattern in vacancy.working_patterns],
        "contract_type": vacancy.contract_type.value if vacancy.contract_type else None,
        "phases": [phase.value for phase in vacancy.phases],
        "schools": _schools(advert),
        "benefits_details": asked.get("benefits_details"),
        "starts_on": asked.get("starts_on"),
        "visa_sponsorship_available": bool(vacancy.visa_sponsorship),
        "is_job_share": bool(vacancy.is_job_share),
        "ect_suitable": vacancy.ect_status is EctStatus.ect_suitable,
        "key_stages": [stage.value for stage in vacancy.key_stages],
        "subjects": [subject.label for subject in vacancy.subjects or []],
    }


def _schools(advert: AtsAdvert) -> dict[str, Any]:
    """As it was sent: a trust only where one was named."""
    organisation = advert.vacancy.organisation
    names_trust = advert.asked.get("names_trust") and isinstance(organisation, Trust)
    return {
        "school_urns": sorted(school.urn for school in advert.vacancy.schools),
        "trust_uid": getattr(organisation, "group_uid", None) if names_trust else None,
    }


def _pay(vacancy: Vacancy) -> dict[str, Any] | None:
    if vacancy.pay_min_pence is None or vacancy.pay_period is None:
        return None
    low, high = vacancy.pay_min_pence, vacancy.pay_max_pence or vacancy.pay_min_pence
    return {"minimum": low / 100, "maximum": high / 100, "period": vacancy.pay_period.value}


def as_sent(advert: AtsAdvert) -> dict[str, Any]:
    """The advert as a request that would say the same: what a change is merged into."""
    document = advert_document(advert)
    left_out = {"id", "public_url"} | {name for name in ("salary_range",) if document[name] is None}
    sent = {name: value for name, value in document.items() if name not in left_out}
    schools = sent["schools"]
    if schools["trust_uid"] is not None and not schools["school_urns"]:
        sent["schools"] = {"trust_uid": schools["trust_uid"]}
    return sent
