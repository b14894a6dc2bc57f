"""The routes hold together: addresses, scenes, and the jobs and courses of each step."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb.careers.queries import SHOWN, steps_of
from teachpb.careers.routes import BECOME_A_TEACHER, GOVERNOR_TO_CHAIR, PASTORAL, ROUTES, SENCO_ROUTE, route_at
from teachpb.config import PROJECT_ROOT
from teachpb.cpd.models import Audience
from teachpb.schools.models import Role
from teachpb.vacancies.models import JobRole
from tests.factories.cpd import CourseFactory
from tests.factories.schools import member
from tests.factories.vacancies import ExpiredVacancyFactory, VacancyFactory
from tests.support.client import StrictClient


def test_addresses_are_different_and_lead_back() -> None:
    assert len({route.slug for route in ROUTES}) == len(ROUTES)
    assert all(route_at(route.slug) is route for route in ROUTES)
    assert route_at("astronaut") is None


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.slug)
def test_every_route_has_its_picture_and_says_enough(route: Any) -> None:
    assert (PROJECT_ROOT / "static" / "scenes" / f"{route.scene}.svg").exists()
    assert len(route.steps) >= 3
    assert all(len(step.text) > 40 for step in route.steps)


def test_a_step_shows_open_jobs_of_its_roles_only(session: Session) -> None:
    sendco = VacancyFactory(title="SENDCo", job_roles=[JobRole.sendco])
    VacancyFactory(title="Teacher", job_roles=[JobRole.teacher])
    ExpiredVacancyFactory(title="Past SENDCo", job_roles=[JobRole.sendco])
    middle = steps_of(SENCO_ROUTE)[1]
    assert [job.id for job in middle.jobs] == [sendco.id]
    assert middle.job_count == 1


def test_it_shows_a_few_and_counts_them_all(session: Session) -> None:
    for _ in range(SHOWN + 2):
        VacancyFactory(job_roles=[JobRole.teacher])
    last = steps_of(BECOME_A_TEACHER)[-1]
    assert (len(last.jobs), last.job_count) == (SHOWN, SHOWN + 2)


def test_a_step_shows_the_courses_for_its_people(session: Session) -> None:
    wanted = CourseFactory(audiences=[Audience.chair])
    CourseFactory(audiences=[Audience.ect])
    assert [course.id for course in steps_of(GOVERNOR_TO_CHAIR)[2].useful] == [wanted.id]


def test_what_one_must_do_stands_apart_from_what_helps(session: Session) -> None:
    must = CourseFactory(title="A", audiences=[Audience.dsl], statutory_basis="Keeping children safe in education")
    chosen = CourseFactory(title="B", career_steps=["pastoral-care/designated-safeguarding-lead"])
    helps = CourseFactory(title="C", audiences=[Audience.dsl])
    last = steps_of(PASTORAL)[-1]
    assert ([course.id for course in last.essential], [course.id for course in last.useful]) == (
        [must.id, chosen.id],
        [helps.id],
    )
    assert last.next_step is None and [route.slug for route in last.onwards] == ["lead-a-school"]
    assert steps_of(PASTORAL)[0].next_step is PASTORAL.steps[1]


def test_every_way_onwards_is_a_route_and_every_key_is_its_own() -> None:
    onwards = {slug for route in ROUTES for step in route.steps for slug in step.onwards}
    assert all(route_at(slug) for slug in onwards)
    keys = [route.key_of(step) for route in ROUTES for step in route.steps]
    assert len(set(keys)) == len(keys)


def test_providers_can_choose_the_steps(client: StrictClient, session: Session) -> None:
    course = CourseFactory()
    client.sign_in(member(Role.provider_admin, course.provider))
    client.submit(f"/training/courses/{course.id}/around", career_steps=["lead-a-school/headteacher"])
    page = client.get(f"/courses/{course.slug}")
    assert page.links["Lead a school: Headteacher"] == "/careers/lead-a-school#headteacher"
    assert course.title in client.get("/careers/lead-a-school").links


class TestPages:
    def test_the_list(self, client: StrictClient, session: Session) -> None:
        page = client.get("/careers")
        assert {route.title for route in ROUTES} <= set(page.links)

    @pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.slug)
    def test_a_route_with_and_without_jobs(self, client: StrictClient, session: Session, route: Any) -> None:
        client.get(f"/careers/{route.slug}")
        for step in route.steps:
            for role in step.roles:
                VacancyFactory(job_roles=[role])
        client.get(f"/careers/{route.slug}")

    def test_an_unknown_route_is_not_there(self, client: StrictClient, session: Session) -> None:
        client.get("/careers/astronaut", status=404)

    def test_more_jobs_ask_no_more_questions(self, client: StrictClient, session: Session, query_count: Any) -> None:
        counts = []
        for _ in range(2):
            VacancyFactory()
            CourseFactory()
        for _ in range(2):
            with query_count() as queries:
                client.get("/careers/become-a-teacher")
            counts.append(queries.count)
            for _ in range(9):
                VacancyFactory()
                CourseFactory()
        assert counts[0] == counts[1]
