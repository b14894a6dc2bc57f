"""The school as the search engine knows it: open schools only, found by name, place, trust and what kind they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from teachpb.db import db
from teachpb.schools.corpus import CORPUS, NO_AUTHORITY, name_rank, phase_facets
from teachpb.schools.models import Phase, School, SchoolProfile, Trust, TypeGroup
from teachpb.schools.queries.reach import OPEN
from teachpb.search.registry import Document, DocumentType


def document(school: School) -> Document:
    """Title is the school's name; what it says of itself is found too, but counts less."""
    profile, trust, authority = school.profile, school.trust, school.local_authority
    places = (school.locality, school.address3, school.town, school.county, school.postcode)
    kinds = (school.phase.label, school.establishment_type, school.religious_character, school.type_group.label)
    body = (profile.welcome, profile.description, profile.work_for_us, profile.benefits) if profile else ()
    return Document(
        id=school.id,
        title=school.name,
        organisation=trust.name if trust else "",
        extra=" ".join([*places, *kinds, str(school.urn)]),
        body=" ".join(body),
        facets={
            "phase": phase_facets(school.phase),
            "type": [school.type_group.value],
            "trust": [trust.slug] if trust else [],
            "la": [authority.code or "unknown" if authority else NO_AUTHORITY],
        },
        numbers={"name_rank": name_rank(school.name), "pupils": school.pupils},
        positions=[(school.latitude, school.longitude)] if school.latitude and school.longitude else (),
    )


def load(ids: Sequence[int]) -> Iterable[Document]:
    question = (
        select(School)
        .where(School.id.in_(ids), School.status.in_(OPEN))
        .options(joinedload(School.profile), joinedload(School.trust), joinedload(School.local_authority))
    )
    return [document(school) for school in db.session.scalars(question)]


def all_ids() -> Iterable[int]:
    return db.session.scalars(select(School.id).where(School.status.in_(OPEN)).order_by(School.id))


DOCUMENT_TYPE = DocumentType(
    name=CORPUS,
    model=School,
    load=load,
    all_ids=all_ids,
    depends_on={
        SchoolProfile: lambda profile: [profile.school_id],
        Trust: lambda trust: list(db.session.scalars(select(School.id).where(School.trust_id == trust.id))),
    },
    facets={"phase": [phase.value for phase in Phase], "type": [group.value for group in TypeGroup]}
    | {"trust": None, "la": None},
    numbers=("name_rank", "pupils"),
    sorts={"name": "name_rank", "largest": "-pupils", "smallest": "pupils"},
    noise=("school", "schools"),
)
