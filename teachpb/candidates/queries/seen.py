"""What hiring staff see of candidates: visible profiles, never one that is hidden from any place the reader belongs to.

A school a candidate has hidden from never learns that they are here, not even through somebody who works for two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import cos, radians
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, cast, false, func, or_, select
from sqlalchemy.orm import selectinload

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.candidates.models import (
    CandidateProfile,
    CandidateSearch,
    JobInvitation,
    ProfileHiding,
    ProfilePlace,
    ProfileQts,
)
from teachpb.db import LabelledEnum, db
from teachpb.places.distance import miles_between
from teachpb.schools.models import Membership, Phase, School
from teachpb.schools.policies import is_hiring_staff
from teachpb.schools.queries import organisation_ids_for
from teachpb.vacancies.models import JobRole, Subject, Vacancy, WorkingPattern
from teachpb.vacancies.queries import visible_to as vacancies_of

MILES_A_DEGREE = 69.0936


@dataclass(frozen=True)
class Wanted:
    """What a school is looking for. ``near`` is the position of its school; ``within`` is miles from it to where the
    candidate would work, None for those whose own radius reaches it, 0 for anywhere."""

    roles: tuple[JobRole, ...] = ()
    phases: tuple[Phase, ...] = ()
    patterns: tuple[WorkingPattern, ...] = ()
    subjects: tuple[Subject, ...] = ()
    qts: tuple[ProfileQts, ...] = ()
    near: tuple[float, float] | None = None
    within: int | None = 0


def seen(user: User | None) -> Select[CandidateProfile]:
    """The profiles ``user`` may know of, the newest first."""
    if user is None or not is_hiring_staff(user):
        return select(CandidateProfile).where(false())
    mine = _everywhere(user)
    hidden = select(ProfileHiding.profile_id).where(ProfileHiding.organisation_id.in_(mine))
    colleagues = select(Membership.user_id).where(Membership.organisation_id.in_(mine), Membership.ended_at.is_(None))
    active = and_(User.closed_at.is_(None), User.confirmed_at.is_not(None))
    return (
        select(CandidateProfile)
        .join(CandidateProfile.user)
        .where(
            CandidateProfile.is_visible,
            active,
            CandidateProfile.id.not_in(hidden),
            CandidateProfile.user_id.not_in(colleagues),
            CandidateProfile.user_id != user.id,
        )
        .options(selectinload(CandidateProfile.places))
        .order_by(CandidateProfile.visible_at.desc(), CandidateProfile.id.desc())
    )


def _everywhere(user: User) -> set[int]:
    """Every organisation ``user`` belongs to in any role, with the schools of their trusts and the trusts of their
    schools."""
    ids = organisation_ids_for(user)
    trusts = db.session.scalars(select(School.trust_id).where(School.id.in_(ids), School.trust_id.is_not(None)))
    return ids | {trust_id for trust_id in trusts if trust_id is not None}


def get_seen(user: User | None, profile_id: int) -> CandidateProfile | None:
    return db.session.scalar(seen(user).where(CandidateProfile.id == profile_id))


def find(user: User | None, wanted: Wanted) -> Select[CandidateProfile]:
    """Of those, the ones a school is looking for: OR within a filter, AND between them."""
    question = seen(user)
    lists: tuple[tuple[Any, tuple[LabelledEnum, ...]], ...] = (
        (CandidateProfile.job_roles, wanted.roles),
        (CandidateProfile.phases, _with_through(wanted.phases)),
        (CandidateProfile.working_patterns, wanted.patterns),
        (CandidateProfile.subjects, wanted.subjects),
    )
    for column, values in lists:
        if values:
            question = question.where(or_(*(_holds(column, value) for value in values)))
    if wanted.qts:
        question = question.where(CandidateProfile.qts_status.in_(wanted.qts))
    if wanted.near is not None and wanted.within != 0:
        question = question.where(_would_come(wanted.near, wanted.within))
    return question


def _with_through(phases: tuple[Phase, ...]) -> tuple[Phase, ...]:
    """Whoever would work at an all-through school would teach its primary and its secondary pupils."""
    both = {Phase.primary, Phase.secondary}
    return (*phases, Phase.through) if both & set(phases) and Phase.through not in phases else phases


def _holds(column: Any, value: LabelledEnum) -> ColumnElement[bool]:
    """Is ``value`` in a list that is stored as JSON? Its quotes keep “teacher” apart from “headteacher”."""
    return cast(column, Text).contains(f'"{value.value}"', autoescape=True)


def _would_come(near: tuple[float, float], within: int | None) -> ColumnElement[bool]:
    """Flat-earth distance, good to a hundredth over a county."""
    latitude, longitude = near
    up = (ProfilePlace.latitude - latitude) * MILES_A_DEGREE
    across = (ProfilePlace.longitude - longitude) * (MILES_A_DEGREE * cos(radians(latitude)))
    reach = ProfilePlace.radius_miles * ProfilePlace.radius_miles if within is None else within * within
    return CandidateProfile.id.in_(select(ProfilePlace.profile_id).where(up * up + across * across <= reach))


def distance_to(profile: CandidateProfile, near: tuple[float, float] | None) -> float | None:
    """Miles from the school to the nearest place the candidate named."""
    if near is None or not profile.places:
        return None
    return min(miles_between(near, (place.latitude, place.longitude)) for place in profile.places)


def searches_of(user: User) -> list[CandidateSearch]:
    question = select(CandidateSearch).where(CandidateSearch.user_id == user.id)
    return list(db.session.scalars(question.order_by(CandidateSearch.name, CandidateSearch.id)))


def get_search(user: User | None, search_id: int) -> CandidateSearch | None:
    question = select(CandidateSearch).where(
        CandidateSearch.id == search_id, CandidateSearch.user_id == (user.id if user is not None else -1)
    )
    return db.session.scalar(question)


def invitable(user: User) -> list[Vacancy]:
    """The live adverts ``user`` may invite somebody to, by title."""
    moment = clock.now()
    found = [vacancy for vacancy in db.session.scalars(vacancies_of(user)) if vacancy.is_open(moment)]
    return sorted(found, key=lambda vacancy: (vacancy.title.casefold(), vacancy.id))


def invited_to(candidate_id: int, vacancies: list[Vacancy]) -> set[int]:
    """Of these vacancies, the ids of those the candidate has been invited to."""
    question = select(JobInvitation.vacancy_id).where(
        JobInvitation.candidate_id == candidate_id, JobInvitation.vacancy_id.in_([each.id for each in vacancies])
    )
    return set(db.session.scalars(question))


def sent_since(moment: datetime, *, organisation_id: int | None = None, candidate_id: int | None = None) -> int:
    """How many invitations have gone out since, from an organisation or to a candidate."""
    question = select(func.count(JobInvitation.id)).where(JobInvitation.sent_at > moment)
    if organisation_id is not None:
        question = question.where(JobInvitation.organisation_id == organisation_id)
    if candidate_id is not None:
        question = question.where(JobInvitation.candidate_id == candidate_id)
    return db.session.scalar(question) or 0
