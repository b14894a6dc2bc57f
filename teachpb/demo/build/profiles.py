"""A dozen profiles of people who look for a job, one of them the teacher who signs in, and an invitation for her."""

from __future__ import annotations

from datetime import timedelta

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.candidates.models import CandidateProfile, JobInvitation, ProfilePlace, ProfileQts
from teachpb.db import db
from teachpb.demo.build.world import World
from teachpb.schools.models import Phase
from teachpb.vacancies.models import JobRole, KeyStage, Subject, VacancyState, WorkingPattern

FULL, PART = WorkingPattern.full_time, WorkingPattern.part_time
PLACES = (
    ("Peterborough", 52.5725, -0.2428),
    ("Stamford", 52.6519, -0.4802),
    ("March", 52.5511, 0.0886),
    ("Whittlesey", 52.5586, -0.1302),
)
KINDS: tuple[tuple[JobRole, Phase, list[KeyStage], list[Subject], ProfileQts], ...] = (
    (JobRole.teacher, Phase.primary, [KeyStage.ks1, KeyStage.ks2], [], ProfileQts.yes),
    (JobRole.teacher, Phase.secondary, [KeyStage.ks3, KeyStage.ks4], [Subject.mathematics], ProfileQts.yes),
    (JobRole.teaching_assistant, Phase.primary, [KeyStage.ks1], [], ProfileQts.no),
    (JobRole.teacher, Phase.secondary, [KeyStage.ks3, KeyStage.ks4], [Subject.physics], ProfileQts.on_track),
)
QUALIFICATIONS = (
    "BA (Hons) English, 2:1\nPGCE primary",
    "BSc (Hons) Mathematics, first class\nPGCE secondary",
    "Level 3 diploma in supporting teaching and learning",
    "MPhys Physics\nIn teacher training until July",
)


def build_profiles(world: World) -> None:
    teacher = world.people["teacher"]
    people = [teacher, *[each for each in world.candidates if each is not teacher][:11]]
    for number, person in enumerate(people):
        _profile(person, number)
    head = world.people["head"]
    live = [v for v in world.vacancies if v.state is VacancyState.live and v.organisation_id == world.schools[0].id]
    if live:
        db.session.add(
            JobInvitation(
                vacancy=live[0],
                candidate_id=teacher.id,
                organisation_id=live[0].organisation_id,
                invited_by_id=head.id,
                sent_at=clock.now() - timedelta(days=2),
            )
        )
    db.session.flush()


def _profile(person: User, number: int) -> None:
    role, phase, stages, subjects, qts = KINDS[number % len(KINDS)]
    name, latitude, longitude = PLACES[number % len(PLACES)]
    first, _, last = person.full_name.partition(" ")
    person.last_signed_in_at = person.last_signed_in_at or clock.now() - timedelta(days=number)
    db.session.add(
        CandidateProfile(
            user_id=person.id,
            first_name=first,
            last_name=last,
            has_right_to_work=True,
            job_roles=[role],
            phases=[phase],
            key_stages=stages,
            subjects=subjects,
            working_patterns=[FULL, PART] if number % 3 else [FULL],
            qts_status=qts,
            qts_year=2012 + number % 8 if qts is ProfileQts.yes else None,
            qualifications=QUALIFICATIONS[number % len(KINDS)],
            statement="I am looking for a school where people have time for one another, and for the children.",
            is_visible=True,
            visible_at=clock.now() - timedelta(days=number),
            places=[
                ProfilePlace(name=name, latitude=latitude, longitude=longitude, radius_miles=10 + 5 * (number % 3))
            ],
        )
    )
