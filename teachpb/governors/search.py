"""How a role on a board is found: its document, its facets, and a plain query where no index is at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select

from teachpb import clock
from teachpb.db import db
from teachpb.governors import queries
from teachpb.governors.models import GovernorRole, GovernorType, MeetingMode, RoleState, Skill
from teachpb.schools.models import Organisation, School
from teachpb.search.registry import Document, DocumentType, register

CORPUS = "governor_role"


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
        },
        newest=int(role.published_at.timestamp()) if role.published_at else 0,
        closes_at=int(role.closes_at.timestamp()) if role.closes_at else None,
        positions=positions_of(organisation),
    )


def positions_of(organisation: Organisation) -> list[tuple[float, float]]:
    """Where the board meets: the school; a trust has no position of its own."""
    if not isinstance(organisation, School) or organisation.latitude is None or organisation.longitude is None:
        return []
    return [(organisation.latitude, organisation.longitude)]


def all_ids() -> Iterable[int]:
    return db.session.scalars(select(GovernorRole.id).where(GovernorRole.state == RoleState.live))


def roles_of_organisation(organisation: Organisation) -> Iterable[int]:
    return db.session.scalars(select(GovernorRole.id).where(GovernorRole.organisation_id == organisation.id))


def find_plainly(keyword: str, filters: dict[str, set[str]]) -> list[int]:
    """Ids of open roles by a plain query, newest first: what is used where no index has been built."""
    question = queries.open_roles(clock.now())
    for word in keyword.split()[:8]:
        like = f"%{word}%"
        fields = (GovernorRole.title, GovernorRole.about, Organisation.name)
        question = question.where(or_(*(field.ilike(like) for field in fields)))
    roles = db.session.scalars(question.join(Organisation, GovernorRole.organisation_id == Organisation.id)).all()
    return [role.id for role in roles if _matches(role, filters)]


def _matches(role: GovernorRole, filters: dict[str, set[str]]) -> bool:
    facets: dict[str, Any] = dict(document(role).facets)
    return all(set(facets[name]) & wanted for name, wanted in filters.items())


def register_documents() -> None:
    register(
        DocumentType(
            name=CORPUS,
            model=GovernorRole,
            load=documents,
            all_ids=all_ids,
            depends_on={School: roles_of_organisation},
            facets={
                "type": [member.value for member in GovernorType],
                "skill": [member.value for member in Skill],
                "mode": [member.value for member in MeetingMode],
            },
            noise=("role", "roles", "governor", "governors"),
        )
    )
