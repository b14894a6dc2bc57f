"""The advert as ``JobPosting`` (schema.org/JobPosting, and Google’s requirements for job search): numbers are numbers,
every place has its position, the closing time is exact. The JSON API speaks the same."""

from __future__ import annotations

from typing import Any

from markupsafe import escape

from teachpb import clock
from teachpb.schools.models import School, Trust, TypeGroup
from teachpb.schools.presenting import picture_of
from teachpb.vacancies import presenting, salary
from teachpb.vacancies.models import (
    TEACHING_ROLES,
    ContractType,
    PayPeriod,
    StartType,
    Vacancy,
    WorkingPattern,
)
from teachpb.web.templating import render_markdown

COUNTRY = "GB"


def job_posting(vacancy: Vacancy, *, url: str, site_url: str) -> dict[str, Any]:
    """``url`` is the advert’s canonical address, ``site_url`` the site’s. For open adverts only."""
    posting: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": _description(vacancy),
        "identifier": {"@type": "PropertyValue", "name": vacancy.organisation.name, "value": str(vacancy.id)},
        "url": url,
        "datePosted": _day(vacancy.opens_at),
        "validThrough": clock.to_london(vacancy.closes_at).isoformat() if vacancy.closes_at else None,
        "employmentType": _employment_types(vacancy),
        "hiringOrganization": _organisation(vacancy, site_url),
        "jobLocation": _locations(vacancy),
        "baseSalary": _salary(vacancy),
        "directApply": vacancy.takes_applications_here,
        "occupationalCategory": [role.label for role in vacancy.job_roles],
        "industry": "Education",
        "educationRequirements": _education(vacancy),
        "jobStartDate": vacancy.starts_on.isoformat() if vacancy.starts_on else None,
        "jobImmediateStart": True if vacancy.start_type is StartType.asap else None,
        "workHours": vacancy.working_patterns_details or None,
        "jobBenefits": vacancy.allowances_details or None,
    }
    return {key: value for key, value in posting.items() if value not in (None, [], "")}


def _day(moment: Any) -> str | None:
    return clock.london_day(moment).isoformat() if moment else None


def _description(vacancy: Vacancy) -> str:
    """HTML, as Google wants it: headings and paragraphs, nothing of ours. Never empty."""
    parts = [
        ("About the job" if vacancy.is_imported else "What we are looking for", vacancy.skills_and_experience),
        ("What we offer", vacancy.school_offer),
        ("Flexible working", vacancy.flexible_working),
        ("Further details", vacancy.further_details),
    ]
    told = "".join(f"<h3>{heading}</h3>{render_markdown(text)}" for heading, text in parts if text)
    return told or f"<p>{escape(presenting.description(vacancy))}</p>"


def _employment_types(vacancy: Vacancy) -> list[str]:
    found = []
    if WorkingPattern.full_time in vacancy.working_patterns:
        found.append("FULL_TIME")
    if WorkingPattern.part_time in vacancy.working_patterns or vacancy.is_job_share:
        found.append("PART_TIME")
    if vacancy.contract_type is ContractType.fixed_term:
        found.append("TEMPORARY")
    if vacancy.contract_type is ContractType.casual:
        found.append("PER_DIEM")
    return found


def _organisation(vacancy: Vacancy, site_url: str) -> dict[str, Any]:
    organisation = vacancy.organisation
    known: dict[str, Any] = {"@type": "Organization", "name": organisation.name}
    if isinstance(organisation, School):
        known["sameAs"] = f"{site_url}/schools/{organisation.slug}"
        known["identifier"] = str(organisation.urn)
    elif isinstance(organisation, Trust):
        known["sameAs"] = f"{site_url}/trusts/{organisation.slug}"
    if isinstance(organisation, School) and (photo := picture_of(organisation)["url"]):
        known["logo"] = f"{site_url}{photo}"
    return known


def _locations(vacancy: Vacancy) -> list[dict[str, Any]]:
    places = [_place(_address_of(vacancy, school), *vacancy.position_at(school)) for school in vacancy.schools]
    if vacancy.at_head_office:
        office = {"streetAddress": vacancy.office_address, "postalCode": vacancy.office_postcode}
        places.append(_place(office, vacancy.office_latitude, vacancy.office_longitude))
    return places


def _address_of(vacancy: Vacancy, school: School) -> dict[str, str]:
    if vacancy.campus_address and school.type_group is TypeGroup.college:
        return {"streetAddress": vacancy.campus_address, "postalCode": vacancy.campus_postcode}
    return {
        "streetAddress": school.street,
        "addressLocality": school.town,
        "addressRegion": school.county,
        "postalCode": school.postcode,
    }


def _place(address: dict[str, str], latitude: float | None, longitude: float | None) -> dict[str, Any]:
    known = {key: value for key, value in address.items() if value}
    place: dict[str, Any] = {
        "@type": "Place",
        "address": {"@type": "PostalAddress", **known, "addressCountry": COUNTRY},
    }
    if latitude is not None and longitude is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return place


def _salary(vacancy: Vacancy) -> dict[str, Any] | None:
    """What the post pays: for a part-time post its own share, not what full time would bring."""
    pay = salary.pro_rata_range(vacancy) or salary.stated_range(vacancy)
    if pay is None:
        return None
    unit = "HOUR" if pay.period is PayPeriod.hour else "YEAR"
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": unit}
    if pay.low == pay.high:
        value["value"] = pay.low / 100
    else:
        value |= {"minValue": pay.low / 100, "maxValue": pay.high / 100}
    return {"@type": "MonetaryAmount", "currency": "GBP", "value": value}


def _education(vacancy: Vacancy) -> dict[str, Any] | None:
    """Teaching posts ask for a degree; support posts for nothing that can be said in general."""
    if not set(TEACHING_ROLES) & set(vacancy.job_roles):
        return None
    return {"@type": "EducationalOccupationalCredential", "credentialCategory": "bachelor degree"}
