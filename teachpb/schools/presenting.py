"""What the public pages of a school and of a trust are drawn from; used by page and preview alike."""

from __future__ import annotations

from typing import Any

from flask import url_for

from teachpb.files.web import file_url
from teachpb.pictures.layout import Card
from teachpb.pictures.web import picture_url
from teachpb.schools import facts, queries, registry
from teachpb.schools.completeness import lines
from teachpb.schools.models import School, SchoolProfile, Trust
from teachpb.schools.scenes import scene_for
from teachpb.schools.sections import DEFAULT_SAFEGUARDING
from teachpb.web.settings import settings
from teachpb.web.templating import absolute_url

#: Social media pages a school may name: column and what people call it.
SOCIAL = (
    ("facebook_url", "Facebook"),
    ("x_url", "X"),
    ("instagram_url", "Instagram"),
    ("linkedin_url", "LinkedIn"),
    ("youtube_url", "YouTube"),
)
CARD_WIDTH = 800


def picture_of(school: School, width: int = CARD_WIDTH) -> dict[str, str]:
    """``url``, ``alt`` and ``scene`` of what to show for a school: its photograph, or a drawing (then ``url`` is "").

    Load the profile and its photo beforehand in lists.
    """
    profile = school.profile
    photo = profile.shown_photo if profile else None
    return {
        "url": file_url(photo, width=width) if photo else "",
        "alt": profile.photo_alt if profile and photo else "",
        "scene": scene_for(school.phase, school.urn, profile.scene if profile else ""),
    }


def card_of(school: School, *, jobs: int = 0) -> dict[str, Any]:
    """A school as ``components.school_card`` wants it."""
    picture = picture_of(school)
    kind = "" if facts.kind_of(school) == "school" else facts.kind_of(school).capitalize()
    meta = [kind, facts.ages_of(school).capitalize(), f"{school.pupils:,} pupils" if school.pupils else ""]
    return {
        "title": school.name,
        "href": url_for("schools.show_school", slug=school.slug),
        "place": facts.place_of(school),
        "meta": [part for part in meta if part],
        "scene": picture["scene"],
        "photo_url": picture["url"],
        "photo_alt": picture["alt"],
        "tag": f"{jobs} {'job' if jobs == 1 else 'jobs'}" if jobs else "",
    }


def profile_page(school: School) -> dict[str, Any]:
    """Everything the public page of a school shows."""
    profile = school.profile or SchoolProfile()
    picture = picture_of(school, 1200)
    url = absolute_url("schools.show_school", slug=school.slug)
    near = queries.nearest_schools(school, settings().local_authority_code)
    return {
        "school": school,
        "profile": profile,
        "speaks": has_words(profile),
        "picture": picture,
        "sentence": facts.sentence_of(school),
        "facts": facts.facts(school),
        "benefits": lines(profile.benefits or ""),
        "safeguarding": profile.safeguarding or DEFAULT_SAFEGUARDING,
        "website": facts.website_of(school),
        "telephone": facts.telephone_of(school),
        "directions": facts.directions_to(school),
        "social": [(name, getattr(profile, column)) for column, name in SOCIAL if getattr(profile, column)],
        "sections": registry.profile_sections(school),
        "near": [card_of(other) | {"place": f"{miles:.1f} miles away"} for other, miles in near],
        "predecessors": queries.predecessors_of(school),
        "share_picture": picture_url("schools.show_picture", share_card(school), slug=school.slug),
        "schema": facts.schema_org(school, url=url, image=absolute_picture(picture["url"])),
    }


def trust_page(trust: Trust) -> dict[str, Any]:
    """Everything the public page of a trust shows."""
    schools = queries.schools_of_trust(trust)
    jobs = registry.vacancy_counts() if schools else {}
    return {
        "trust": trust,
        "cards": [card_of(school, jobs=jobs.get(school.id, 0)) for school in schools],
        "job_count": sum(jobs.get(school.id, 0) for school in schools),
        "sections": registry.profile_sections(trust),
    }


def share_card(school: School) -> Card:
    """A school’s picture for shared links."""
    kind = facts.kind_of(school).capitalize()
    words = [facts.ages_of(school).capitalize(), f"{school.pupils:,} pupils" if school.pupils else ""]
    return Card(
        kicker="" if kind == "School" else kind,
        title=school.name,
        strong=facts.place_of(school),
        facts=tuple(word for word in words if word),
        badge="Meet the school",
    )


def has_words(profile: SchoolProfile) -> bool:
    """Has the school said anything itself?"""
    return bool(profile.welcome or profile.description or profile.work_for_us)


def absolute_picture(url: str) -> str:
    """A picture's address for other machines; "" stays ""."""
    return settings().base_url.rstrip("/") + url if url else ""
