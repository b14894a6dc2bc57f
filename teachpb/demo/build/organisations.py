"""The council, three trusts, twenty-four schools and what they say of themselves, and two providers."""

from __future__ import annotations

from teachpb.db import db
from teachpb.demo import words
from teachpb.demo.build.world import World, slug_of
from teachpb.demo.city import FIRST_URN, SCHOOLS, TRUSTS, SchoolSketch
from teachpb.demo.training import PROVIDERS
from teachpb.schools.models import EstablishmentStatus, LocalAuthority, Provider, School, SchoolProfile, Trust

SAFEGUARDING = (
    "We are committed to keeping children safe and expect everyone who works here to share that. All posts are "
    "subject to an enhanced check by the "
    "Disclosure and Barring Service."
)


def build_organisations(world: World) -> None:
    world.council = LocalAuthority(
        name="Peterborough City Council (demonstration)", slug="peterborough-city-council", code="874"
    )
    world.trusts = [Trust(name=name, slug=slug_of(name), group_uid=uid, description=text) for name, uid, text in TRUSTS]
    world.providers = [
        Provider(name=name, slug=slug_of(name), description=text, email=email) for name, text, email in PROVIDERS
    ]
    db.session.add_all([world.council, *world.trusts, *world.providers])
    for number, sketch in enumerate(SCHOOLS):
        school = _school(world, sketch, FIRST_URN + number)
        world.schools.append(school)
        db.session.add(school)
        if number % 6 != 5:  # every sixth school has not written its page yet
            db.session.add(_profile(world, school, sketch, number))
    db.session.flush()


def _school(world: World, sketch: SchoolSketch, urn: int) -> School:
    return School(
        name=sketch.name,
        slug=slug_of(sketch.name),
        urn=urn,
        establishment_type=sketch.establishment_type,
        type_group=sketch.type_group,
        status=EstablishmentStatus.open,
        phase=sketch.phase,
        lowest_age=sketch.ages[0],
        highest_age=sketch.ages[1],
        gender="Mixed",
        religious_character=sketch.faith,
        has_sixth_form=sketch.ages[1] >= 18,
        pupils=sketch.pupils,
        capacity=sketch.pupils + world.dice.randrange(10, 60, 5),
        free_meals_percent=round(world.dice.uniform(8, 38), 1),
        street=f"{world.dice.randrange(1, 90)} {sketch.street}",
        locality=sketch.locality,
        town=sketch.town,
        postcode=sketch.postcode,
        telephone=f"01733 000{urn % 1000:03}",
        latitude=sketch.latitude,
        longitude=sketch.longitude,
        local_authority=world.council,
        trust=world.trusts[sketch.trust] if sketch.trust is not None else None,
    )


def _profile(world: World, school: School, sketch: SchoolSketch, number: int) -> SchoolProfile:
    quote, by = words.QUOTES[number % len(words.QUOTES)]
    return SchoolProfile(
        school=school,
        welcome=words.WELCOMES[number % len(words.WELCOMES)],
        description=words.DESCRIPTIONS[number % len(words.DESCRIPTIONS)],
        work_for_us=words.WORK_FOR_US[number % len(words.WORK_FOR_US)],
        staff_quote=quote,
        staff_quote_by=by,
        benefits=words.BENEFITS[number % len(words.BENEFITS)] if number % 4 else "",
        safeguarding=SAFEGUARDING,
        contact_name=("Maria Kowalska", "Tom Aldous", "Saira Hussain", "Joanne Peck")[number % 4],
        contact_email=f"office@{slug_of(school.name)}.example",
        scene=sketch.scene,
        # two in nine were last looked through more than a year ago: the desk of the council shows them
        reviewed_at=world.days_ago(400 + number if number % 9 in (2, 7) else 20 + number * 11),
    )
