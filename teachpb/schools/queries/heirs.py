"""Who took over from whom: the register's links, followed to the school that is open today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from teachpb.db import db
from teachpb.schools.models import EstablishmentStatus, School, SchoolLink
from teachpb.schools.queries.reach import OPEN

#: Longer chains than this are a fault of the register.
LONGEST_CHAIN = 12


@dataclass(frozen=True)
class FamilyTree:
    """Successors of every school by URN, best first, and the status of the schools that are held."""

    successors: dict[int, list[int]]
    statuses: dict[int, EstablishmentStatus]

    @classmethod
    def load(cls) -> FamilyTree:
        """All of it, for work on many schools at once."""
        links = list(db.session.scalars(select(SchoolLink)))
        urns = {urn for link in links for urn in (link.predecessor_urn, link.successor_urn)}
        rows = db.session.execute(select(School.urn, School.status))
        return cls(_ordered(links), {urn: status for urn, status in rows if urn in urns})

    @classmethod
    def around(cls, urn: int) -> FamilyTree:
        """As much of it as one school's heir needs."""
        links: dict[int, SchoolLink] = {}
        ahead = {urn}
        for _ in range(LONGEST_CHAIN):
            found = db.session.scalars(
                select(SchoolLink).where(SchoolLink.predecessor_urn.in_(ahead), SchoolLink.id.not_in(links))
            ).all()
            links.update({link.id: link for link in found})
            ahead = {link.successor_urn for link in found}
            if not ahead:
                break
        urns = {urn, *(link.successor_urn for link in links.values())}
        rows = db.session.execute(select(School.urn, School.status).where(School.urn.in_(urns)))
        return cls(_ordered(list(links.values())), {row.urn: row.status for row in rows})

    def is_open(self, urn: int) -> bool:
        return self.statuses.get(urn) in OPEN

    def heir(self, urn: int) -> int | None:
        """The open school (URN) that a school became, through as many steps as it took; None when there is none."""
        seen, ahead = {urn}, [urn]
        for _ in range(LONGEST_CHAIN):
            ahead = [next_urn for step in ahead for next_urn in self.successors.get(step, []) if next_urn not in seen]
            heir = next((urn for urn in ahead if self.is_open(urn)), None)
            if heir is not None or not ahead:
                return heir
            seen.update(ahead)
        return None


def heir_of(school: School) -> School | None:
    """The open school that took over from a closed one."""
    urn = FamilyTree.around(school.urn).heir(school.urn)
    return None if urn is None else db.session.scalars(select(School).where(School.urn == urn)).one()


def predecessors_of(school: School) -> list[School]:
    """The schools we hold that this one directly took over from, latest first."""
    question = (
        select(School)
        .join(SchoolLink, SchoolLink.predecessor_urn == School.urn)
        .where(SchoolLink.successor_urn == school.urn, or_(School.status.not_in(OPEN), School.status.is_(None)))
        .order_by(School.closed_on.desc().nulls_last(), School.id)
    )
    return list(db.session.scalars(question))


def _ordered(links: list[SchoolLink]) -> dict[int, list[int]]:
    """Plain links before mergers and splits, then the earlier, then the lower URN."""
    links = sorted(links, key=lambda link: (link.kind != "", link.established_on or date.max, link.successor_urn))
    successors: dict[int, list[int]] = {}
    for link in links:
        successors.setdefault(link.predecessor_urn, []).append(link.successor_urn)
    return successors
