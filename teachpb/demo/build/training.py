"""What runs out, who of the first school and of its board has it, and what a teacher has entered."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from teachpb.attendance.expiry import months_later
from teachpb.cpd.models import Audience
from teachpb.db import db
from teachpb.demo.build.world import World
from teachpb.training import operations
from teachpb.training.models import RequiredTraining, TeamMember, TrainingEntry, TrainingKind

STAFF = (
    (Audience.headteacher, "head", ("Safeguarding for all staff", "Safer recruitment")),
    (Audience.dsl, "recruiter", ("Designated safeguarding lead", "Safer recruitment")),
    (Audience.classroom_teacher, "teacher", ("Safeguarding for all staff",)),
    (Audience.senior_leader, "cpd", ("Safeguarding for all staff", "First aid at work")),
)
BOARD = ((Audience.clerk, "clerk", ("Safeguarding for governors and trustees",)),)
#: Days until it runs out, dealt in turn: long, soon, over, and nothing at all.
DAYS = (500, 60, -20, None, 300, 20, 400)


def build_training(world: World) -> None:
    operations.add_usual_kinds(actor=None)
    kinds = {kind.name: kind for kind in db.session.scalars(select(TrainingKind))}
    school = world.schools[0]
    needs = {role: names for role, _, names in (*STAFF, *BOARD)}
    needs |= {
        Audience.teaching_assistant: ("Safeguarding for all staff", "Paediatric first aid"),
        Audience.governor: ("Safeguarding for governors and trustees",),
        Audience.chair: ("Safeguarding for governors and trustees", "Safer recruitment"),
    }
    for role, names in needs.items():
        for name in names:
            db.session.add(RequiredTraining(organisation_id=school.id, role=role, kind_id=kinds[name].id))
    people = [(role, world.people[key].full_name, world.people[key].email) for role, key, _ in (*STAFF, *BOARD)]
    others = (Audience.teaching_assistant, Audience.classroom_teacher, Audience.governor, Audience.chair)
    for number, user in enumerate(world.candidates[40:52]):
        people.append((others[number % len(others)], user.full_name, user.email))
    turn = 0
    for role, name, email in people:
        member = TeamMember(organisation=school, name=name, email=email, role=role)
        db.session.add(member)
        for needed in needs.get(role, ()):
            _give(world, member, kinds[needed], DAYS[turn % len(DAYS)])
            turn += 1
    _entry_of_teacher(world, kinds["Paediatric first aid"])
    db.session.flush()


def _give(world: World, member: TeamMember, kind: TrainingKind, days: int | None) -> None:
    if days is None:
        return
    ends = world.today + timedelta(days=days)
    attended: date = months_later(ends, -kind.months) if kind.months else world.today - timedelta(days=200)
    db.session.add(
        TrainingEntry(
            member=member,
            kind=kind,
            title=kind.name,
            provider="Nene Valley Teaching School Hub",
            completed_on=attended,
            hours=3.0,
            expires_on=ends if kind.months else None,
        )
    )


def _entry_of_teacher(world: World, kind: TrainingKind) -> None:
    attended = world.today - timedelta(days=400)
    db.session.add(
        TrainingEntry(
            user=world.people["teacher"],
            kind=kind,
            title="Paediatric first aid, two days",
            provider="St John Ambulance",
            completed_on=attended,
            hours=12.0,
            expires_on=months_later(attended, kind.months),
            note="I am the first aider of our corridor now.",
        )
    )
