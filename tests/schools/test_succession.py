"""A school that becomes another takes its profile, its people and its history along."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.audit.models import AuditEntry
from teachpb.db import transaction
from teachpb.schools import operations, queries
from teachpb.schools.gias.links import Link, read_links
from teachpb.schools.models import (
    EstablishmentStatus,
    Invitation,
    Membership,
    Role,
    School,
    SchoolLink,
    SchoolProfile,
)
from teachpb.schools.signals import school_succeeded
from tests.factories.schools import MembershipFactory, SchoolFactory, SchoolProfileFactory, member
from tests.schools.register import FIXTURES

CLOSED = EstablishmentStatus.closed


def link(first: School, second: School, kind: str = "", day: date | None = None) -> Link:
    return Link(first.urn, second.urn, kind, day)


def carry(*links: Link) -> list[operations.Succession]:
    with transaction():
        operations.store_links(links=links)
        return operations.carry_over()


def active(session: Session, school: School) -> list[tuple[int, Role]]:
    rows = session.scalars(
        select(Membership).where(Membership.organisation_id == school.id, Membership.ended_at.is_(None))
    )
    return sorted((row.user_id, row.role) for row in rows)


def test_profile_people_and_invitations_follow(session: Session) -> None:
    old, new = SchoolFactory(status=CLOSED), SchoolFactory()
    SchoolProfileFactory(school=old, welcome="We are staying who we are.", benefits="Tea")
    owner, recruiter = member(Role.owner, old), member(Role.recruiter, old)
    waiting = MembershipFactory(organisation=old, approved_at=None)
    invitation = Invitation(
        organisation=old,
        email="new@example.org",
        role=Role.viewer,
        token_hash="x" * 64,
        expires_at=clock.now() + timedelta(days=3),
    )
    session.add(invitation)
    session.commit()
    done = carry(link(old, new))
    assert [(s.predecessor.id, s.successor.id) for s in done] == [(old.id, new.id)]
    assert done[0].carried == {"profile": 1, "people": 3, "invitations": 1}
    session.expire_all()
    assert new.profile is not None
    assert (new.profile.welcome, new.profile.benefits) == ("We are staying who we are.", "Tea")
    wanted = [(owner.id, Role.owner), (recruiter.id, Role.recruiter), (waiting.user_id, Role.owner)]
    assert active(session, new) == sorted(wanted)
    assert active(session, old) == []
    still_waiting = session.scalars(
        select(Membership).where(Membership.organisation_id == new.id, Membership.user_id == waiting.user_id)
    ).one()
    assert still_waiting.approved_at is None
    assert invitation.organisation_id == new.id
    assert queries.organisation_ids_for(owner) == {new.id}


def test_once_is_enough(session: Session) -> None:
    old, new = SchoolFactory(status=CLOSED), SchoolFactory()
    SchoolProfileFactory(school=old)
    member(Role.owner, old)
    assert len(carry(link(old, new))) == 1
    people = active(session, new)
    assert carry(link(old, new)) == []
    assert active(session, new) == people
    assert len(session.scalars(select(AuditEntry).where(AuditEntry.verb == "school_succeeded")).all()) == 1


def test_it_is_on_record_only_when_there_was_something(session: Session) -> None:
    old, new, empty, other = (
        SchoolFactory(status=CLOSED),
        SchoolFactory(),
        SchoolFactory(status=CLOSED),
        SchoolFactory(),
    )
    member(Role.owner, old)
    done = carry(link(old, new), link(empty, other))
    assert [dict(succession.carried) for succession in done] == [{"people": 1}, {}]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "school_succeeded")).one()
    assert entry.organisation_id == new.id
    assert str(old.urn) in entry.note


@pytest.mark.parametrize("status", [EstablishmentStatus.proposed_to_open, EstablishmentStatus.closed])
def test_nothing_follows_before_the_successor_is_open(session: Session, status: EstablishmentStatus) -> None:
    old, new = SchoolFactory(status=CLOSED), SchoolFactory(status=status)
    SchoolProfileFactory(school=old)
    assert carry(link(old, new)) == []
    new.status = EstablishmentStatus.open
    session.commit()
    assert len(carry()) == 1


def test_nothing_leaves_a_school_that_is_open_itself(session: Session) -> None:
    old, new = SchoolFactory(status=EstablishmentStatus.open_proposed_to_close), SchoolFactory()
    person = member(Role.owner, old)
    assert carry(link(old, new)) == []
    old.status = CLOSED
    session.commit()
    carry()
    assert active(session, new) == [(person.id, Role.owner)]


def test_a_successor_that_speaks_for_itself_keeps_its_words(session: Session) -> None:
    old, new = SchoolFactory(status=CLOSED), SchoolFactory()
    SchoolProfileFactory(school=old, welcome="Old words")
    SchoolProfileFactory(school=new, welcome="New words")
    carry(link(old, new))
    session.expire_all()
    assert new.profile is not None
    assert new.profile.welcome == "New words"


def test_somebody_who_is_there_already_is_not_there_twice(session: Session) -> None:
    old, new = SchoolFactory(status=CLOSED), SchoolFactory()
    person = member(Role.owner, old)
    MembershipFactory(user=person, organisation=new, role=Role.owner)
    MembershipFactory(user=person, organisation=old, role=Role.recruiter)
    carry(link(old, new))
    assert active(session, new) == [(person.id, Role.owner), (person.id, Role.recruiter)]


def test_two_that_merge_go_to_one(session: Session) -> None:
    infants, juniors, primary = SchoolFactory(status=CLOSED), SchoolFactory(status=CLOSED), SchoolFactory()
    SchoolProfileFactory(school=infants, welcome="Infants")
    SchoolProfileFactory(school=juniors, welcome="Juniors")
    one, two = member(Role.owner, infants), member(Role.owner, juniors)
    carry(link(infants, primary, "merged"), link(juniors, primary, "merged"))
    session.expire_all()
    assert primary.profile is not None
    assert primary.profile.welcome == "Infants"
    assert active(session, primary) == sorted([(one.id, Role.owner), (two.id, Role.owner)])


def test_a_chain_leads_to_its_open_end(session: Session) -> None:
    first, second, third = SchoolFactory(status=CLOSED), SchoolFactory(status=CLOSED), SchoolFactory()
    person = member(Role.owner, first)
    carry(link(first, second), link(second, third))
    assert active(session, third) == [(person.id, Role.owner)]
    heir = queries.heir_of(first)
    assert heir is not None
    assert heir.id == third.id


def test_circles_end(session: Session) -> None:
    one, two = SchoolFactory(status=CLOSED), SchoolFactory(status=CLOSED)
    assert carry(link(one, two), link(two, one)) == []
    assert queries.heir_of(one) is None


def test_of_several_successors_the_plain_and_earliest_inherits(session: Session) -> None:
    old = SchoolFactory(status=CLOSED)
    split, late, early = SchoolFactory(), SchoolFactory(), SchoolFactory()
    carry(
        link(old, split, "split school", date(2000, 1, 1)),
        link(old, late, "", date(2015, 9, 1)),
        link(old, early, "", date(2012, 9, 1)),
    )
    heir = queries.heir_of(old)
    assert heir is not None
    assert heir.id == early.id


def test_the_rooms_above_are_told_inside_the_transaction(session: Session) -> None:
    old, new = SchoolFactory(status=CLOSED), SchoolFactory()
    told: list[tuple[int, int]] = []

    def follow(predecessor: School, successor: School) -> None:
        told.append((predecessor.urn, successor.urn))

    with school_succeeded.connected_to(follow):
        carry(link(old, new))
        carry(link(old, new))
    assert told == [(old.urn, new.urn)]


def test_when_a_receiver_fails_nothing_has_moved(session: Session) -> None:
    old, new = SchoolFactory(status=CLOSED), SchoolFactory()
    person = member(Role.owner, old)

    def fail(predecessor: School, successor: School) -> None:
        raise RuntimeError("no")

    with school_succeeded.connected_to(fail), pytest.raises(RuntimeError):
        carry(link(old, new))
    assert active(session, old) == [(person.id, Role.owner)]
    assert session.scalars(select(SchoolLink)).all() == []


def test_links_of_schools_nobody_holds_are_not_kept(session: Session) -> None:
    for urn in (990002, 990004):
        SchoolFactory(urn=urn)
    links = [row for row in read_links(FIXTURES / "links.csv") if isinstance(row, Link)]
    with transaction():
        assert operations.store_links(links=links) == 2
    with transaction():
        assert operations.store_links(links=links) == 0
    stored = session.scalars(select(SchoolLink).order_by(SchoolLink.id)).all()
    assert [(row.predecessor_urn, row.successor_urn) for row in stored] == [(990004, 990002), (990030, 990004)]


def test_a_link_that_says_something_else_is_corrected(session: Session) -> None:
    old, new = SchoolFactory(status=CLOSED), SchoolFactory()
    carry(link(old, new))
    with transaction():
        assert operations.store_links(links=[link(old, new, "merged", date(2020, 1, 1))]) == 1
    stored = session.scalars(select(SchoolLink)).one()
    assert (stored.kind, stored.established_on) == ("merged", date(2020, 1, 1))
    assert stored.carried_at is not None


def test_every_word_of_a_profile_is_carried(session: Session) -> None:
    words = {
        column.name: f"{column.name}!"
        for column in SchoolProfile.__table__.c
        if column.type.python_type is str and column.name not in {"scene"}
    }
    old, new = SchoolFactory(status=CLOSED), SchoolFactory()
    SchoolProfileFactory(school=old, **words)
    carry(link(old, new))
    session.expire_all()
    assert new.profile is not None
    assert {name: getattr(new.profile, name) for name in words} == words


def test_predecessors_are_known(session: Session) -> None:
    old, new = SchoolFactory(status=CLOSED), SchoolFactory()
    carry(link(old, new))
    assert [school.id for school in queries.predecessors_of(new)] == [old.id]
    assert queries.predecessors_of(old) == []
