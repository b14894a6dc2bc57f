"""The pure modules: addresses, drawings, completeness, facts, and what the search engine is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.config import PROJECT_ROOT
from teachpb.schools import facts
from teachpb.schools.completeness import completeness, lines
from teachpb.schools.corpus import name_rank
from teachpb.schools.models import EstablishmentStatus, LocalAuthority, Phase, School, SchoolProfile, Trust, TypeGroup
from teachpb.schools.scenes import SCENES, scene_for
from teachpb.schools.search import document
from teachpb.schools.sections import DEFAULT_SAFEGUARDING, FIELDS, Section
from teachpb.schools.slugs import slug_candidates, slugify


def a_school(**fields: Any) -> School:
    given_fields = {
        "id": 7,
        "name": "Heron School",
        "slug": "heron-school",
        "urn": 990001,
        "phase": Phase.primary,
        "type_group": TypeGroup.maintained,
        "status": EstablishmentStatus.open,
        "establishment_type": "Community school",
        "religious_character": "",
        "gender": "Mixed",
        "has_sixth_form": False,
        "head_name": "",
        "from_register": False,
        "register_website": "",
        "telephone": "",
        **dict.fromkeys(("street", "locality", "address3", "town", "county", "postcode"), ""),
    }
    return School(**{**given_fields, **fields})


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("St Mary's CofE Primary & Nursery", "st-marys-cofe-primary-and-nursery"),
        ("St Mary’s  —  Dover", "st-marys-dover"),
        ("Ysgol Llanfâr", "ysgol-llanfar"),
        ("École (Paris)", "ecole-paris"),
        ("+++", "and-and-and"),
        ("漢字", "organisation"),
        ("x" * 300, "x" * 120),
    ],
)
def test_addresses(name: str, slug: str) -> None:
    assert slugify(name) == slug


@given(st.text(max_size=300))
def test_an_address_fits_into_an_address(name: str) -> None:
    slug = slugify(name)
    assert slug
    assert len(slug) <= 120
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert "--" not in slug


def test_addresses_to_try() -> None:
    assert list(slug_candidates("Heron School", "Ely", 990001)) == [
        "heron-school",
        "heron-school-ely",
        "heron-school-990001",
    ]
    assert list(slug_candidates("Ely School", "Ely", 990001)) == ["ely-school", "ely-school-990001"]
    assert list(slug_candidates("Heron School", "Ely", 990001, plain=False)) == ["heron-school-990001"]


def test_every_scene_is_drawn_and_described() -> None:
    drawn = {path.stem for path in Path(PROJECT_ROOT / "static" / "scenes").glob("*.svg")}
    assert set(SCENES) <= drawn
    for phase in Phase:
        assert {scene_for(phase, key) for key in range(100)} <= set(SCENES)


def test_a_school_keeps_its_scene_and_may_choose_another() -> None:
    assert scene_for(Phase.primary, 990001) == scene_for(Phase.primary, 990001)
    assert scene_for(Phase.primary, 990001, "river") == "river"
    assert scene_for(Phase.primary, 990001, "elsewhere") in SCENES
    assert len({scene_for(Phase.primary, key) for key in range(20)}) > 3


def complete_profile() -> SchoolProfile:
    return SchoolProfile(
        welcome="word " * 20,
        description="word " * 40,
        work_for_us="Doors are open.",
        benefits="Tea\n- Cake\n\n• Parking",
        staff_quote="I stayed.",
        staff_quote_by="Amina",
        photo_id=1,
        photo_alt="The front of the school",
        contact_name="Jo",
        contact_email="jo@example.org",
        website="",
        facebook_url="",
        x_url="",
        instagram_url="",
        linkedin_url="",
        youtube_url="https://youtube.com/x",
        safeguarding="We keep children safe.",
    )


def test_a_school_without_a_profile_has_everything_to_do() -> None:
    state = completeness(None)
    assert (state.done, state.percent, state.is_complete) == (0, 0, False)
    assert state.total == len(state.missing) == 9
    assert {item.section for item in state.missing} == set(Section)


def test_a_complete_profile() -> None:
    state = completeness(complete_profile())
    assert (state.percent, state.is_complete, state.missing) == (100, True, [])


@pytest.mark.parametrize(
    ("field", "value", "missing"),
    [
        ("welcome", "word " * 19, "welcome"),
        ("description", "word " * 39, "description"),
        ("work_for_us", "", "work_for_us"),
        ("benefits", "Tea\nCake", "benefits"),
        ("staff_quote", "", "staff_quote"),
        ("staff_quote_by", "", "staff_quote"),
        ("photo_id", None, "photo"),
        ("photo_alt", "", "photo"),
        ("contact_name", "", "contact"),
        ("contact_email", "", "contact"),
        ("youtube_url", "", "links"),
        ("safeguarding", "", "safeguarding"),
    ],
)
def test_each_thing_that_can_be_missing(field: str, value: Any, missing: str) -> None:
    profile = complete_profile()
    setattr(profile, field, value)
    state = completeness(profile)
    assert [item.key for item in state.missing] == [missing]
    assert state.percent == 89
    assert state.missing[0].todo
    assert state.missing_in(state.missing[0].section) == state.missing


def test_lists_lose_their_marks() -> None:
    assert lines("- Tea\n* Cake\n\n  • Parking \n– Trains") == ["Tea", "Cake", "Parking", "Trains"]


def test_sections_cover_every_word_of_a_profile_once() -> None:
    named = [field for fields in FIELDS.values() for field in fields]
    columns = {column.name for column in SchoolProfile.__table__.c}
    assert len(named) == len(set(named))
    assert columns - set(named) == {"id", "school_id", "photo_id", "reviewed_at", "created_at", "updated_at"}


def test_the_suggested_statement_fits_its_own_limit() -> None:
    assert 40 <= len(DEFAULT_SAFEGUARDING.split()) <= 150


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "A primary school."),
        (
            {"lowest_age": 4, "highest_age": 11, "locality": "Orton", "town": "Peterborough"},
            "A primary school for ages 4 to 11 in Orton, Peterborough.",
        ),
        ({"phase": Phase.through, "town": "Ely"}, "An all-through school in Ely."),
        ({"type_group": TypeGroup.special}, "A special school."),
        ({"phase": Phase.sixth_form_or_college}, "A college."),
        ({"phase": Phase.not_applicable, "locality": "Ely", "town": "Ely"}, "A school in Ely."),
        ({"trust": Trust(name="Lode Trust")}, "A primary school, part of Lode Trust."),
    ],
)
def test_one_sentence(fields: dict[str, Any], sentence: str) -> None:
    assert facts.sentence_of(a_school(**fields)) == sentence


def found_facts(**fields: Any) -> dict[str, str]:
    return {fact.term: fact.text for fact in facts.facts(a_school(**fields))}


def test_facts_leave_out_what_is_not_known() -> None:
    assert found_facts() == {"Phase": "Primary", "Type": "Community school"}


def test_facts() -> None:
    found = found_facts(
        lowest_age=4,
        highest_age=11,
        pupils=1204,
        capacity=1300,
        head_name="Ada Lovell",
        religious_character="Roman Catholic",
        gender="Girls",
        has_sixth_form=True,
        from_register=True,
    )
    assert found == {
        "Phase": "Primary · ages 4 to 11",
        "Pupils": "1,204 (places for 1,300)",
        "Headteacher": "Ada Lovell",
        "Type": "Community school",
        "Faith": "Roman Catholic",
        "Admits": "Girls",
        "Sixth form": "Yes",
        "Inspection": "Ofsted reports",
        "Register": "URN 990001",
    }
    links = [fact.href for fact in facts.facts(a_school(from_register=True)) if fact.href]
    assert all("990001" in href for href in links)
    assert len(links) == 2


def test_more_facts() -> None:
    assert found_facts(capacity=420)["Pupils"] == "Places for 420"
    assert found_facts(establishment_type="", type_group=TypeGroup.academy)["Type"] == "Academy or free school"
    opening = {"status": EstablishmentStatus.proposed_to_open}
    assert found_facts(**opening, opened_on=date(2027, 9, 1))["Opens"] == "1 September 2027"
    assert found_facts(**opening)["Opens"] == "To be announced"
    assert "Type" not in found_facts(establishment_type="", type_group=TypeGroup.other)


@pytest.mark.parametrize(
    ("number", "spaced"),
    [
        ("01733270243", "01733 270243"),
        ("02071234567", "020 7123 4567"),
        ("03001234567", "0300 123 4567"),
        ("+441733270243", "+441733270243"),
        ("01733 270243", "01733 270243"),
        ("", ""),
    ],
)
def test_telephone_numbers_as_people_write_them(number: str, spaced: str) -> None:
    assert facts.spaced(number) == spaced


def test_a_schools_own_website_and_number_win() -> None:
    school = a_school(register_website="http://register.example", telephone="01733270243")
    assert facts.website_of(school) == "http://register.example"
    school.profile = SchoolProfile(website="https://own.example", contact_phone="01733 111222")
    assert facts.website_of(school) == "https://own.example"
    assert facts.telephone_of(school) == "01733 111222"


def test_schema_org_says_only_what_is_known() -> None:
    bare = facts.schema_org(a_school(), url="https://x.example/schools/heron-school")
    assert set(bare) == {"@context", "@type", "name", "url", "address", "identifier"}
    full = facts.schema_org(
        a_school(street="1 Lane", town="Ely", postcode="CB7 4AA", latitude=52.4, longitude=0.26, trust=Trust(name="T")),
        url="u",
        image="i",
    )
    assert full["address"]["postalCode"] == "CB7 4AA"
    assert full["geo"] == {"@type": "GeoCoordinates", "latitude": 52.4, "longitude": 0.26}
    assert full["parentOrganization"]["name"] == "T"
    assert full["image"] == "i"


def test_directions_need_a_position() -> None:
    assert facts.directions_to(a_school()) == ""
    assert facts.directions_to(a_school(latitude=52.4, longitude=0.26)).endswith("?to=52.4%2C0.26")


@given(st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=13), min_size=2, max_size=20))
def test_ranks_sort_like_names(names: list[str]) -> None:
    assert sorted(names, key=name_rank) == sorted(names)


@given(st.text(max_size=300))
def test_ranks_are_numbers_the_engine_takes(name: str) -> None:
    assert 0 <= name_rank(name) < 2**62


def test_what_the_engine_is_told() -> None:
    school = a_school(
        phase=Phase.through,
        town="Ely",
        postcode="CB7 4AA",
        latitude=52.4,
        longitude=0.26,
        pupils=900,
        trust=Trust(name="Lode Trust", slug="lode-trust"),
        local_authority=LocalAuthority(code="873", name="Cambridgeshire"),
    )
    school.profile = SchoolProfile(welcome="Herons nest here", description="", work_for_us="", benefits="")
    told = document(school)
    assert (told.id, told.title, told.organisation) == (7, "Heron School", "Lode Trust")
    assert told.facets == {
        "phase": ["through", "primary", "secondary"],
        "type": ["maintained"],
        "trust": ["lode-trust"],
        "la": ["873"],
    }
    assert "Herons nest here" in told.body
    assert "CB7 4AA" in told.extra
    assert list(told.positions) == [(52.4, 0.26)]
    assert told.numbers["pupils"] == 900


def test_a_school_of_no_authority_and_no_place() -> None:
    told = document(a_school())
    assert told.facets["la"] == ["none"]
    assert list(told.positions) == []
