"""Where a job is: from URNs and a trust’s UID to schools and an organisation, and what is wrong with them.

Nothing is left out in silence. A URN nobody has, or of a school outside the trust, is left out where others remain, and
told in the answer and to the council; a school that may not be posted for refuses the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from teachpb.ats.models import TroubleKind
from teachpb.db import db
from teachpb.schools.models import EstablishmentStatus, Organisation, School, Trust, TypeGroup
from teachpb.schools.queries import heir_of

#: Kinds of school the contract is not for: colleges of further education, independent schools, and what is neither.
NOT_ELIGIBLE = frozenset({TypeGroup.college, TypeGroup.independent, TypeGroup.other})


@dataclass
class Whereabouts:
    """``organisation`` is None where it is refused (``errors``). ``troubles`` are for the council."""

    organisation: Organisation | None = None
    schools: list[School] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    troubles: list[tuple[TroubleKind, str]] = field(default_factory=list)

    @property
    def at_head_office(self) -> bool:
        return isinstance(self.organisation, Trust) and not self.schools

    def refuse(self, kind: TroubleKind, reference: object, words: str) -> None:
        self.troubles.append((kind, str(reference)))
        self.errors.append(f"schools: {words}")

    def leave_out(self, kind: TroubleKind, urn: int, words: str) -> None:
        self.troubles.append((kind, str(urn)))
        self.warnings.append(f"schools: {words}, so it was left out")


def find(sent: Mapping[str, Any], permitted: Collection[int]) -> Whereabouts:
    """``permitted`` are the ids of the organisations that the system may post for."""
    found = Whereabouts()
    uid, urns = sent.get("trust_uid"), list(dict.fromkeys(int(urn) for urn in sent.get("school_urns") or ()))
    trust = None
    if uid is not None:
        trust = db.session.scalar(select(Trust).where(Trust.group_uid == uid)) if uid.isascii() else None
        if trust is None:
            found.refuse(TroubleKind.unknown_trust, uid[:20], f"nobody here has the trust UID {uid[:20]}")
            return found
    schools = _schools(found, urns, trust)
    if urns and not schools:
        found.errors.append("schools: no valid organisation: " + "; ".join(found.warnings or found.errors))
        return found
    _refuse_ineligible(found, schools)
    _refuse_unpermitted(found, schools or ([trust] if trust else []), permitted)
    if not found.errors:
        found.schools = sorted(schools, key=lambda school: (school.name, school.id))
        found.organisation = trust or _poster(found.schools)
    return found


def _schools(found: Whereabouts, urns: Sequence[int], trust: Trust | None) -> list[School]:
    question = select(School).where(School.urn.in_(urns)).options(joinedload(School.trust))
    by_urn = {school.urn: school for school in db.session.scalars(question)}
    kept: dict[int, School] = {}
    for urn in urns:
        school = _present(found, by_urn.get(urn))
        if school is None:
            found.leave_out(TroubleKind.unknown_urn, urn, f"nobody here has the URN {urn}")
        elif trust is not None and school.trust_id != trust.id:
            found.leave_out(TroubleKind.outside_trust, urn, f"URN {urn} is not a school of the trust {trust.group_uid}")
        else:
            kept[school.id] = school
    return list(kept.values())


def _present(found: Whereabouts, school: School | None) -> School | None:
    """The school, or the one it became."""
    if school is None or school.status is not EstablishmentStatus.closed:
        return school
    heir = heir_of(school)
    if heir is not None:
        found.warnings.append(f"schools: URN {school.urn} has closed; its successor {heir.urn} was taken")
    return heir


def _refuse_ineligible(found: Whereabouts, schools: Sequence[School]) -> None:
    for school in schools:
        if school.type_group in NOT_ELIGIBLE:
            words = f"{school.name} (URN {school.urn}) is of a kind that cannot post here: {school.establishment_type}"
            found.refuse(TroubleKind.not_eligible, school.urn, words.removesuffix(": "))


def _refuse_unpermitted(found: Whereabouts, organisations: Sequence[Organisation], permitted: Collection[int]) -> None:
    for organisation in organisations:
        if {organisation.id, organisation.trust_id_or_none}.isdisjoint(permitted):
            is_school = isinstance(organisation, School)
            number = getattr(organisation, "urn" if is_school else "group_uid", "")
            words = f"{organisation.name} ({'URN' if is_school else 'UID'} {number}) has not allowed you to post for it"
            found.refuse(TroubleKind.not_permitted, number, words)


def _poster(schools: Sequence[School]) -> Organisation:
    """In whose name an advert stands that names no trust: the school; for several of one trust, the trust."""
    trusts = {school.trust_id for school in schools}
    shared = schools[0].trust
    return shared if len(schools) > 1 and len(trusts) == 1 and shared is not None else schools[0]
