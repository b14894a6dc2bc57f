"""A school in words and in schema.org: what its page, and whoever shows a school, says of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from teachpb.schools.models import EstablishmentStatus, Phase, School, TypeGroup

#: Ofsted's search finds a provider by URN, whatever its kind.
OFSTED = "https://reports.ofsted.gov.uk/search?q={urn}"
REGISTER = "https://get-information-schools.service.gov.uk/Establishments/Establishment/Details/{urn}"
DIRECTIONS = "https://www.openstreetmap.org/directions?to={latitude}%2C{longitude}"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the facts: ``href`` when there is somewhere to read on."""

    term: str
    text: str
    href: str = ""


def kind_of(school: School) -> str:
    """What people call it: “primary school”, “special school”, “sixth form or college”."""
    if school.type_group is TypeGroup.special:
        return "special school"
    if school.phase in {Phase.sixth_form_or_college, Phase.not_applicable}:
        return "college" if school.phase is Phase.sixth_form_or_college else "school"
    return f"{school.phase.label.lower()} school"


def ages_of(school: School) -> str:
    """ "ages 4 to 11", or nothing."""
    low, high = school.lowest_age, school.highest_age
    if low is None or high is None:
        return ""
    return f"ages {low} to {high}"


def place_of(school: School) -> str:
    """Where people say it is: “Orton Goldhay, Peterborough”. The post town may not be the city."""
    parts = [part for part in (school.locality, school.town) if part]
    return ", ".join(dict.fromkeys(parts))


def sentence_of(school: School) -> str:
    """One sentence: “A primary school for ages 4 to 11 in Orton Goldhay, Peterborough.”"""
    kind = kind_of(school)
    article = "An" if kind[0] in "aeio" else "A"
    ages = f" for {ages_of(school)}" if ages_of(school) else ""
    place = f" in {place_of(school)}" if place_of(school) else ""
    trust = f", part of {school.trust.name}" if school.trust else ""
    return f"{article} {kind}{ages}{place}{trust}."


def facts(school: School) -> list[Fact]:
    """What the register knows, for the panel beside a school's own words. Nothing that is empty."""
    found = [
        Fact("Phase", " · ".join(part for part in (_phase(school), ages_of(school)) if part)),
        Fact("Pupils", _pupils(school)),
        Fact("Headteacher", school.head_name),
        Fact("Type", school.establishment_type or _group(school)),
        Fact("Faith", school.religious_character),
        Fact("Admits", school.gender if school.gender in {"Boys", "Girls"} else ""),
        Fact("Sixth form", "Yes" if school.has_sixth_form and school.phase is not Phase.sixth_form_or_college else ""),
        Fact("Opens" if school.status is EstablishmentStatus.proposed_to_open else "", _opens(school)),
    ]
    if school.from_register:
        found.append(Fact("Inspection", "Ofsted reports", OFSTED.format(urn=school.urn)))
        found.append(Fact("Register", f"URN {school.urn}", REGISTER.format(urn=school.urn)))
    return [fact for fact in found if fact.term and fact.text]


def directions_to(school: School) -> str:
    """Where a map plans the way, or nothing when the position is not known."""
    if school.latitude is None or school.longitude is None:
        return ""
    return DIRECTIONS.format(latitude=school.latitude, longitude=school.longitude)


def website_of(school: School) -> str:
    """The school's own choice of address, else the register's."""
    return (school.profile.website if school.profile else "") or school.register_website


def telephone_of(school: School) -> str:
    return (school.profile.contact_phone if school.profile else "") or spaced(school.telephone)


def spaced(number: str) -> str:
    """A number of the register as people write it: 01733 123456, 020 7123 4567."""
    if not (number.isdecimal() and len(number) == 11 and number.startswith("0")):
        return number
    if number.startswith(("02", "03", "08")):
        at = 3 if number.startswith("02") else 4
        return f"{number[:at]} {number[at:7]} {number[7:]}"
    return f"{number[:5]} {number[5:]}"


def schema_org(school: School, *, url: str, image: str = "") -> dict[str, Any]:
    """The school as a schema.org ``School``, for search engines."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "School",
        "name": school.name,
        "url": url,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": ", ".join(part for part in (school.street, school.locality, school.address3) if part),
            "addressLocality": school.town,
            "addressRegion": school.county,
            "postalCode": school.postcode,
            "addressCountry": "GB",
        },
        "telephone": telephone_of(school),
        "sameAs": website_of(school),
        "image": image,
        "identifier": {"@type": "PropertyValue", "propertyID": "URN", "value": str(school.urn)},
    }
    if school.latitude is not None and school.longitude is not None:
        data["geo"] = {"@type": "GeoCoordinates", "latitude": school.latitude, "longitude": school.longitude}
    if school.trust is not None:
        data["parentOrganization"] = {"@type": "EducationalOrganization", "name": school.trust.name}
    data["address"] = {name: value for name, value in data["address"].items() if value}
    return {name: value for name, value in data.items() if value}


def _phase(school: School) -> str:
    return "" if school.phase is Phase.not_applicable else school.phase.label


def _group(school: School) -> str:
    return "" if school.type_group is TypeGroup.other else school.type_group.label


def _pupils(school: School) -> str:
    if school.pupils is None:
        return f"Places for {school.capacity:,}" if school.capacity else ""
    room = f" (places for {school.capacity:,})" if school.capacity else ""
    return f"{school.pupils:,}{room}"


def _opens(school: School) -> str:
    opens = school.opened_on
    return f"{opens.day} {opens:%B %Y}" if opens else "To be announced"
