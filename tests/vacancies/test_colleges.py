"""What only a college is asked: at which of its sites the job is, and whether it needs qualified teacher status."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from teachpb import clock
from teachpb.db import db, transaction
from teachpb.schools.models import Phase, Role, TypeGroup
from teachpb.vacancies import jobposting, operations, presenting, search
from teachpb.vacancies.models import JobRole, Vacancy
from teachpb.vacancies.queries import open_positions
from teachpb.vacancies.rules import settle, step_named, steps_for
from teachpb.vacancies.spots import spots_of
from tests.factories.schools import SchoolFactory, member
from tests.factories.vacancies import DraftVacancyFactory, ExpiredVacancyFactory, VacancyFactory

pytestmark = pytest.mark.usefixtures("session", "frozen")

SITE = {"campus_address": "Brook Street", "campus_postcode": "PE1 1TU"}
#: The middle of the outcode, where no better place of the postcode is known.
NEAR_PE1 = (pytest.approx(52.58, abs=0.05), pytest.approx(-0.24, abs=0.05))


def college(**fields: Any) -> Any:
    chosen = {
        "type_group": TypeGroup.college,
        "phase": Phase.sixth_form_or_college,
        "latitude": 52.6,
        "longitude": -0.3,
    }
    return SchoolFactory(**{**chosen, **fields})


def college_draft(**fields: Any) -> Vacancy:
    chosen: dict[str, Any] = {"organisation": college(), "phases": [Phase.sixth_form_or_college], "key_stages": []}
    draft: Vacancy = DraftVacancyFactory(**{**chosen, "subjects": [], **fields})
    return draft


def complaints(step: str, vacancy: Vacancy) -> list[str]:
    rule = step_named(step)
    assert rule is not None
    return [f"{problem.field}: {problem.message}" for problem in rule.problems(vacancy, clock.now())]


@pytest.mark.parametrize(("group", "is_asked"), [(group, group is TypeGroup.college) for group in TypeGroup])
def test_only_a_college_is_asked_for_the_site(group: TypeGroup, is_asked: bool) -> None:
    names = [step.name for step in steps_for(college_draft(organisation=college(type_group=group)))]
    assert ("campus" in names) is is_asked
    assert not is_asked or names.index("campus") == names.index("title") + 1


@pytest.mark.parametrize(
    ("address", "postcode", "complaint"),
    [
        ("", "", None),
        ("Brook Street", "PE1 1TU", None),
        ("Brook Street", "", "campus_postcode: Enter the postcode of this address, like PE1 4DZ"),
        ("Brook Street", "PE1", "campus_postcode: Enter the postcode of this address, like PE1 4DZ"),
        ("", "PE1 1TU", "campus_address: Enter the address, or leave the postcode empty too"),
    ],
)
def test_an_address_is_whole_or_the_colleges_own(address: str, postcode: str, complaint: str | None) -> None:
    draft = college_draft(campus_address=address, campus_postcode=postcode)
    assert complaints("campus", draft) == ([complaint] if complaint else [])


@pytest.mark.parametrize(
    ("roles", "group", "is_asked"),
    [
        ([JobRole.teacher], TypeGroup.college, True),
        ([JobRole.it_support, JobRole.teacher], TypeGroup.college, True),
        ([JobRole.it_support], TypeGroup.college, False),
        ([JobRole.teacher], TypeGroup.academy, False),
    ],
)
def test_whether_qualified_teacher_status_is_needed(roles: list[JobRole], group: TypeGroup, is_asked: bool) -> None:
    draft = college_draft(organisation=college(type_group=group), job_roles=roles, qts_required=None)
    asked = "qts_required: Select yes if the job needs qualified teacher status"
    assert (asked in complaints("about", draft)) is is_asked
    draft.qts_required = False
    settle(draft)
    assert draft.qts_required is (False if is_asked else None), "an answer nobody asked for is taken back"
    assert asked not in complaints("about", draft)


def test_moving_to_a_school_takes_the_site_back() -> None:
    draft = college_draft(organisation=college(type_group=TypeGroup.academy), **SITE)
    settle(draft)
    assert (draft.campus_address, draft.campus_postcode) == ("", "")


def test_the_pages_of_the_form(client: Any) -> None:
    draft = college_draft(job_roles=[JobRole.teacher])
    client.sign_in(member(Role.recruiter, draft.organisation))
    base = f"/hiring/vacancies/{draft.id}/edit"
    page = client.submit(f"{base}/campus", status=200, campus_address="Brook Street", campus_postcode="PE1")
    assert page.errors == ["Enter a full UK postcode, like PE1 1AA"]
    assert page.select("#campus_address[value='Brook Street']"), "what was typed is still there"
    client.submit(f"{base}/campus", campus_address="Brook Street", campus_postcode="pe11tu")
    page = client.submit(f"{base}/about", status=200, skills_and_experience="Plumbing.", school_offer="A workshop.")
    assert "Select yes if the job needs qualified teacher status" in page.errors
    client.submit(
        f"{base}/about",
        skills_and_experience="Plumbing.",
        school_offer="A workshop.",
        qts_required="no",
        ect_status="ect_unsuitable",
    )
    stored = db.session.scalars(select(Vacancy)).one()
    assert (stored.campus_address, stored.campus_postcode, stored.qts_required) == ("Brook Street", "PE1 1TU", False)


def test_a_school_is_not_shown_the_pages(client: Any) -> None:
    draft = DraftVacancyFactory()
    client.sign_in(member(Role.recruiter, draft.organisation))
    client.get(f"/hiring/vacancies/{draft.id}/edit/campus", status=302)
    assert "qualified teacher status" not in client.get(f"/hiring/vacancies/{draft.id}/edit/about").text


# -- where it is found


def at_site(**fields: Any) -> Vacancy:
    position = {"campus_latitude": 52.5, "campus_longitude": -0.2}
    vacancy: Vacancy = VacancyFactory(organisation=college(), **{**SITE, **position, **fields})
    return vacancy


def test_saving_the_site_finds_its_place_and_emptying_it_forgets_it() -> None:
    draft = college_draft()
    owner = member(Role.owner, draft.organisation)
    with transaction():
        operations.edit(actor=owner, vacancy=draft, values=SITE)
    assert (draft.campus_latitude, draft.campus_longitude) == NEAR_PE1
    with transaction():
        operations.edit(actor=owner, vacancy=draft, values={"campus_address": "", "campus_postcode": ""})
    assert (draft.campus_latitude, draft.campus_longitude) == (None, None)


def test_it_is_found_from_the_site_and_not_from_the_college() -> None:
    there, here = at_site(), VacancyFactory(organisation=college())
    assert search.positions(there) == [(52.5, -0.2)]
    assert search.positions(here) == [(52.6, -0.3)]
    assert open_positions() == {there.id: [(52.5, -0.2)], here.id: [(52.6, -0.3)]}
    spots, unplaced = spots_of([there, here])
    assert [(spot.place, spot.position) for spot in spots] == [
        ("Brook Street", (52.5, -0.2)),
        (spots[1].place, (52.6, -0.3)),
    ]
    assert unplaced == []


def test_cards_pages_and_machines_say_where(client: Any) -> None:
    vacancy = at_site(qts_required=False, job_roles=[JobRole.teacher])
    assert presenting.place_words(vacancy) == "Brook Street PE1 1TU"
    page = client.get(f"/jobs/{vacancy.slug}")
    assert "The job is at Brook Street, PE1 1TU." in page.text
    assert "Not needed" in page.text
    posting = jobposting.job_posting(vacancy, url="https://a.example/jobs/x", site_url="https://a.example")
    (place,) = posting["jobLocation"] if isinstance(posting["jobLocation"], list) else [posting["jobLocation"]]
    assert (place["address"]["streetAddress"], place["address"]["postalCode"]) == ("Brook Street", "PE1 1TU")
    assert (place["geo"]["latitude"], place["geo"]["longitude"]) == (52.5, -0.2)


def test_listing_it_again_keeps_the_site() -> None:
    closed = ExpiredVacancyFactory(organisation=college(), **SITE, campus_latitude=52.5, campus_longitude=-0.2)
    owner = member(Role.owner, closed.organisation)
    with transaction():
        twin = operations.relist(actor=owner, vacancy=closed, reason="no_applications")
    assert (twin.campus_address, twin.campus_postcode) == ("Brook Street", "PE1 1TU")
    assert (twin.campus_latitude, twin.campus_longitude) == (52.5, -0.2)
