"""Somebody for every role, and eighty invented candidates. They all share one password, printed with the sign-ins."""

from __future__ import annotations

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.accounts.passwords import hash_password
from teachpb.db import db
from teachpb.demo.build.world import World, slug_of
from teachpb.schools.models import Membership, Organisation, Role

PASSWORD = "three-arches-demo"
FIRST_NAMES = (
    *("Aisha", "Ben", "Charlotte", "Daniela", "Elena", "Farhan", "Grace", "Harpreet", "Iwona", "Jonas", "Kasia"),
    *("Liam", "Maya", "Nadia", "Oliver", "Precious", "Rasa", "Samuel", "Tomas", "Ugne", "Victoria", "Wiktor"),
    *("Yusuf", "Zara", "Beatriz", "João"),
)
LAST_NAMES = (
    *("Abbott", "Begum", "Carter", "Dobson", "Eze", "Fernandes", "Goodwin", "Hughes", "Ivanauskas", "Jankowska"),
    *("Khan", "Lewis", "Mistry", "Nowak", "Okafor", "Patel", "Quigley", "Rahman", "Silva", "Tomlinson", "Usher"),
    *("Vaitkus", "Whitby", "Young"),
)


def build_people(world: World) -> None:
    fingerprint = hash_password(PASSWORD)
    primary, secondary, trust = world.schools[0], world.schools[12], world.trusts[0]
    hub, city = world.providers
    roles: tuple[tuple[str, str, Organisation, Role], ...] = (
        ("officer", "Ruth Feltwell", world.council, Role.administrator),
        ("recruitment", "Dan Osei", world.council, Role.recruitment_officer),
        ("governance", "Helen Marsh", world.council, Role.governance_officer),
        ("cpd.officer", "Imran Qureshi", world.council, Role.cpd_officer),
        ("head", "Maria Kowalska", primary, Role.owner),
        ("recruiter", "Tom Aldous", primary, Role.recruiter),
        ("panel", "Saira Hussain", primary, Role.panel_member),
        ("cpd", "Joanne Peck", primary, Role.cpd_lead),
        ("clerk", "Ada Winter", primary, Role.governance_lead),
        ("viewer", "Peter Lyle", primary, Role.viewer),
        ("secondary", "Dr Grace Mbeki", secondary, Role.owner),
        ("trust", "Simon Thurlow", trust, Role.owner),
        ("provider", "Priya Shah", hub, Role.provider_admin),
        ("facilitator", "Owen Price", hub, Role.facilitator),
        ("city.training", "Carol Dunn", city, Role.provider_admin),
    )
    for key, name, organisation, role in roles:
        person = _person(f"{key}@demo.example", name, fingerprint)
        world.people[key] = person
        db.session.add(person)
        db.session.add(Membership(user=person, organisation=organisation, role=role, approved_at=clock.now()))
    for school in world.schools[1:]:
        if school is not secondary:
            owner = _person(f"owner@{slug_of(school.name)}.example", _name(world), fingerprint)
            db.session.add(Membership(user=owner, organisation=school, role=Role.owner, approved_at=clock.now()))
    teacher = _person("teacher@demo.example", "Elena Fernandes", fingerprint)
    volunteer = _person("volunteer@demo.example", "Jonas Vaitkus", fingerprint)
    world.people |= {"teacher": teacher, "volunteer": volunteer}
    world.candidates = [teacher, *(_candidate(world, number, fingerprint) for number in range(79))]
    db.session.add_all([volunteer, *world.candidates])
    db.session.flush()


def _person(email: str, name: str, fingerprint: str) -> User:
    return User(
        email=email, full_name=name, password_hash=fingerprint, confirmed_at=clock.now(), terms_accepted_at=clock.now()
    )


def _name(world: World) -> str:
    return f"{world.dice.choice(FIRST_NAMES)} {world.dice.choice(LAST_NAMES)}"


def _candidate(world: World, number: int, fingerprint: str) -> User:
    return _person(f"candidate{number + 1}@demo.example", _name(world), fingerprint)


SIGN_INS = (
    ("head@demo.example", "headteacher and owner of a primary school’s account: jobs, applicants, the school’s page"),
    ("recruiter@demo.example", "recruiter at the same school"),
    ("panel@demo.example", "panel member: reads applications of one job"),
    ("trust@demo.example", "trust owner: acts for nine schools"),
    ("clerk@demo.example", "clerk of the board: governor roles and volunteers"),
    ("cpd@demo.example", "CPD lead: books courses for colleagues"),
    ("teacher@demo.example", "teacher: applies for jobs, books courses"),
    ("volunteer@demo.example", "volunteer for a board"),
    ("provider@demo.example", "course provider: courses, dates, delegates"),
    ("facilitator@demo.example", "facilitator: own course dates only"),
    ("recruitment@demo.example", "the council’s recruitment officer: the ratio"),
    ("officer@demo.example", "the council’s administrator"),
)
