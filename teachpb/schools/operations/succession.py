"""What a closed school had goes to the school it became.

Profile, people and open invitations are carried over here; the rooms above follow on the signal
``school_succeeded``. A predecessor has one heir: the open school at the end of its chain of successors. Where it was
split, the oldest plain link decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from teachpb import clock
from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.schools.gias.links import Link
from teachpb.schools.models import Invitation, Membership, School, SchoolLink, SchoolProfile
from teachpb.schools.queries.heirs import FamilyTree
from teachpb.schools.signals import school_succeeded

#: What a profile says; everything else of the row is bookkeeping.
NOT_CARRIED = {"id", "school_id", "created_at", "updated_at"}


def store_links(*, links: Iterable[Link]) -> int:
    """Keep the links that touch a school we hold. Returns how many are new or say something else than before."""
    links = list(links)
    urns = set(db.session.scalars(select(School.urn)))
    known = {(link.predecessor_urn, link.successor_urn): link for link in db.session.scalars(select(SchoolLink))}
    changed = 0
    for link in links:
        if link.predecessor not in urns and link.successor not in urns:
            continue
        stored = known.get((link.predecessor, link.successor))
        if stored is None:
            stored = SchoolLink(predecessor_urn=link.predecessor, successor_urn=link.successor)
            db.session.add(stored)
        elif (stored.kind, stored.established_on) == (link.kind, link.established_on):
            continue
        stored.kind, stored.established_on = link.kind, link.established_on
        changed += 1
    db.session.flush()
    return changed


@dataclass(frozen=True, slots=True)
class Succession:
    """One school whose belongings followed to another, and how many of each kind."""

    predecessor: School
    successor: School
    carried: Mapping[str, int]


def carry_over() -> list[Succession]:
    """Let every closed school's belongings follow to its heir, where that has not been done. Safe to run again.

    Returns what was done now, schools that had nothing included.
    """
    waiting = list(
        db.session.scalars(select(SchoolLink).where(SchoolLink.carried_at.is_(None)).order_by(SchoolLink.id))
    )
    tree = FamilyTree.load()
    heirs: dict[int, int] = {}
    for urn in dict.fromkeys(link.predecessor_urn for link in waiting):
        heir = tree.heir(urn)
        if heir is not None and urn in tree.statuses and not tree.is_open(urn):
            heirs[urn] = heir
    schools = _schools([*heirs, *heirs.values()])
    peopled = _ids_with_people()
    done = [
        succeed(predecessor=schools[urn], successor=schools[heir], has_people=schools[urn].id in peopled)
        for urn, heir in heirs.items()
    ]
    now = clock.now()
    for link in waiting:
        if link.predecessor_urn in heirs:
            link.carried_at = now
    return done


def succeed(*, predecessor: School, successor: School, has_people: bool = True) -> Succession:
    """Carry what ``predecessor`` has to ``successor``, and let the rooms above do the same. ``has_people`` false saves
    the question whether anybody belongs to the predecessor."""
    carried = {"profile": _carry_profile(predecessor, successor)}
    if has_people:
        carried["people"] = _carry_people(predecessor, successor)
        carried["invitations"] = _carry_invitations(predecessor, successor)
    carried = {name: count for name, count in carried.items() if count}
    school_succeeded.send(predecessor, successor=successor)
    if carried:
        record(
            actor=None,
            verb="school_succeeded",
            subject=successor,
            changes={name: (0, count) for name, count in carried.items()},
            organisation_id=successor.id,
            note=f"Carried over from {predecessor.name} (URN {predecessor.urn})",
        )
    return Succession(predecessor, successor, carried)


def _carry_profile(predecessor: School, successor: School) -> int:
    """A successor that already speaks for itself keeps its own words."""
    if predecessor.profile is None or successor.profile is not None:
        return 0
    said = {
        column.name: getattr(predecessor.profile, column.name)
        for column in SchoolProfile.__table__.columns
        if column.name not in NOT_CARRIED
    }
    successor.profile = SchoolProfile(**said)
    return 1


def _carry_people(predecessor: School, successor: School) -> int:
    """Active memberships move; one that waits for approval keeps waiting, at the successor."""
    now = clock.now()
    question = select(Membership).where(Membership.ended_at.is_(None)).order_by(Membership.id)
    theirs = db.session.scalars(question.where(Membership.organisation_id == predecessor.id)).all()
    if not theirs:
        return 0
    there = db.session.scalars(question.where(Membership.organisation_id == successor.id))
    already = {(membership.user_id, membership.role) for membership in there}
    for membership in theirs:
        membership.ended_at = now
        if (membership.user_id, membership.role) not in already:
            db.session.add(
                Membership(
                    user_id=membership.user_id,
                    organisation_id=successor.id,
                    role=membership.role,
                    approved_at=membership.approved_at,
                )
            )
    return len(theirs)


def _carry_invitations(predecessor: School, successor: School) -> int:
    waiting = db.session.scalars(
        select(Invitation).where(
            Invitation.organisation_id == predecessor.id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
    ).all()
    for invitation in waiting:
        invitation.organisation_id = successor.id
    return len(waiting)


def _ids_with_people() -> set[int]:
    members = select(Membership.organisation_id).where(Membership.ended_at.is_(None))
    return {*db.session.scalars(members), *db.session.scalars(select(Invitation.organisation_id))}


def _schools(urns: Sequence[int]) -> dict[int, School]:
    found: dict[int, School] = {}
    for start in range(0, len(urns), 1000):
        question = select(School).options(joinedload(School.profile)).where(School.urn.in_(urns[start : start + 1000]))
        found.update({school.urn: school for school in db.session.scalars(question)})
    return found
