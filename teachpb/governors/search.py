"""How a role on a board is found: its document and its facets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from teachpb.db import db
from teachpb.governors import queries
from teachpb.governors.models import GovernorRole, GovernorType, MeetingMode, RoleState, Skill
from teachpb.schools.corpus import phase_facets
from teachpb.schools.models import Organisation, Phase, School, Trust
from teachpb.search.registry import Document, DocumentType, register

CORPUS = "governor_role"
PHASES = (Phase.nursery, Phase.primary, Phase.secondary, Phase.sixth_form_or_college, Phase.through)


def documents(ids: Sequence[int]) -> Iterable[Document]:
    """The live ones among these roles, as the index knows them."""
    for role in queries.roles_by_id(ids):
        if role.state is RoleState.live:
            yield document(role)


def document(role: GovernorRole) -> Document:
    organisation = role.organisation
    skills = [*role.skills_essential, *role.skills_desirable]
    return Document(
        id=role.id,
        title=role.title,
        organisation=organisation.name,
        body=" ".join((role.about, role.board_context, role.eligibility, role.training)),
        extra=" ".join((role.type.label, role.link_role, "school governor board", *(skill.label for skill in skills))),
        facets={
            "type": [role.type.value],
            "skill": [skill.value for skill in skills],
            "mode": [role.meeting_mode.value],
            "phase": phases_of(organisation),
        },
        newest=int(role.published_at.timestamp()) if role.published_at else 0,
        closes_at=int(role.closes_at.timestamp()) if role.closes_at else None,
        positions=positions_of(organisation),
    )


def phases_of(organisation: Organisation) -> list[str]:
    """The phase of the school; a school for all ages is found by primary and by secondary. A trust has none."""
    return phase_facets(organisation.phase) if isinstance(organisation, School) else []


def positions_of(organisation: Organisation) -> list[tuple[float, float]]:
    """Where the board meets: the school; a trust has no position of its own."""
    if not isinstance(organisation, School) or organisation.latitude is None or organisation.longitude is None:
        return []
    return [(organisation.latitude, organisation.longitude)]


def all_ids() -> Iterable[int]:
    return db.session.scalars(select(GovernorRole.id).where(GovernorRole.state == RoleState.live))


def roles_of_organisation(organisation: Organisation) -> Iterable[int]:
    return db.session.scalars(select(GovernorRole.id).where(GovernorRole.organisation_id == organisation.id))


DOCUMENT_TYPE = DocumentType(
    name=CORPUS,
    model=GovernorRole,
    load=documents,
    all_ids=all_ids,
    depends_on={School: roles_of_organisation, Trust: roles_of_organisation},
    facets={
        "type": [member.value for member in GovernorType],
        "skill": [member.value for member in Skill],
        "mode": [member.value for member in MeetingMode],
        "phase": [member.value for member in PHASES],
    },
    noise=("role", "roles", "governor", "governors"),
)


def register_documents() -> None:
    register(DOCUMENT_TYPE)
