"""Series, who teaches, what a course leads on to, and the page of a provider."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from teachpb.cpd import registry
from teachpb.cpd.models import Course, CourseStatus, FacilitatorProfile, Series
from teachpb.cpd.registry import CareerStep, CourseFact
from teachpb.cpd.slugs import free_slug
from teachpb.db import db
from teachpb.schools.models import Role
from tests.factories.cpd import CourseDateFactory, CourseFactory, FacilitatorFactory
from tests.factories.schools import ProviderFactory, member
from tests.schools.test_editing import picture
from tests.support.client import StrictClient

pytestmark = pytest.mark.usefixtures("session", "frozen")


def course_of(client: StrictClient, **fields: Any) -> Course:
    course: Course = CourseFactory(**fields)
    client.sign_in(member(Role.provider_admin, course.provider))
    return course


@pytest.mark.pure
@pytest.mark.parametrize(
    ("title", "taken", "slug"),
    [
        ("Chairing well", (), "chairing-well"),
        ("Chairing well", ("chairing-well",), "chairing-well-2"),
        ("Chairing well", ("chairing-well", "chairing-well-2"), "chairing-well-3"),
        ("Élan & don't", (), "elan-dont"),
        ("…", (), "course"),
    ],
)
def test_addresses_come_from_titles(title: str, taken: tuple[str, ...], slug: str) -> None:
    assert free_slug(title, taken, "course") == slug


def test_a_series_from_the_desk_to_its_page(client: StrictClient) -> None:
    first = course_of(client, title="Chairing 1", hours=2)
    second = CourseFactory(title="Chairing 2", provider=first.provider, hours=3)
    hidden = CourseFactory(title="Chairing 3", provider=first.provider, status=CourseStatus.draft)
    stranger = CourseFactory(title="Not ours")
    CourseDateFactory(course=second)
    assert "Put courses together" in client.get("/training/series").text
    client.submit(
        "/training/series/new",
        title="Chairing",
        summary="From first to last meeting.",
        description="Four **evenings**.",
        modules=[str(each.id) for each in (first, second, hidden)],
        is_mixable="yes",
        is_shown="yes",
    )
    series = db.session.scalars(select(Series)).one()
    assert series.slug == "chairing" and [module.course_id for module in series.modules] == [
        first.id,
        second.id,
        hidden.id,
    ]
    page = client.get("/courses/series/chairing")
    assert "Each course stands on its own" in page.text and "5 hours in all" in page.text
    assert [tag.get_text().strip() for tag in page.select(".tp-card__title")] == ["Chairing 1", "Chairing 2"]
    assert "Chairing" in client.get(f"/courses/{first.slug}").links
    assert "Chairing" in client.get(f"/providers/{first.provider.slug}").links
    client.submit(f"/training/series/{series.id}", modules=[str(second.id)], is_mixable="no", is_shown=None)
    assert [module.course_id for module in series.modules] == [second.id]
    client.get("/courses/series/chairing", status=404)
    assert stranger.id not in {module.course_id for module in series.modules}


def test_a_series_needs_courses(client: StrictClient) -> None:
    course_of(client)
    page = client.submit("/training/series/new", status=200, title="", summary="x", is_mixable="")
    assert page.errors == [
        "Enter a title",
        "Select the courses of the series",
        "Select whether the courses can be taken one by one",
    ]


def test_who_teaches_is_shown_by_course_and_by_date(client: StrictClient) -> None:
    run = CourseDateFactory()
    led = FacilitatorFactory(course_date=run, user=member(Role.facilitator, run.course.provider))
    unseen = FacilitatorFactory(course_date=run, user__full_name="Uma Unseen")
    client.sign_in(member(Role.provider_admin, run.course.provider))
    assert "People book sooner" in client.get("/training/facilitators").text
    client.submit(
        "/training/facilitators/new", name="Priya Shah", bio="Twenty **years** in Year 6.", user_id=str(led.user_id)
    )
    client.submit("/training/facilitators/new", name="Tom Oakes", bio="")
    tom = db.session.scalars(select(FacilitatorProfile).where(FacilitatorProfile.name == "Tom Oakes")).one()
    page = client.get(f"/courses/{run.course.slug}")
    assert "Led by Priya Shah" in page.text and "Twenty years in Year 6." in page.text
    assert "Uma Unseen" not in page.body and unseen.id and "Tom Oakes" not in page.text
    client.submit(f"/training/courses/{run.course_id}/around", taught_by=[str(tom.id)])
    assert "Tom Oakes" in client.get(f"/courses/{run.course.slug}").text
    assert tom.initials == "TO"
    client.post(f"/training/facilitators/{tom.id}/remove")
    assert "Tom Oakes" not in client.get(f"/courses/{run.course.slug}").text


def test_a_photograph_needs_words(client: StrictClient) -> None:
    course_of(client)
    page = client.submit("/training/facilitators/new", status=200, name="Priya", photo=(picture(), "priya.png"))
    assert page.errors == ["Describe the photograph"]
    client.submit(
        "/training/facilitators/new", name="Priya", photo=(picture(), "priya.png"), photo_alt="Priya, smiling"
    )
    profile = db.session.scalars(select(FacilitatorProfile)).one()
    assert profile.shown_photo is not None
    page = client.get(f"/providers/{profile.provider.slug}")
    assert page.select('img[alt="Priya, smiling"]')
    client.submit(f"/training/facilitators/{profile.id}", remove_photo="yes")
    assert profile.photo_id is None and profile.photo_alt == ""


def test_a_course_leads_on_and_belongs_to_a_career(app: Flask, client: StrictClient) -> None:
    course = course_of(client, title="Mentoring")
    after = CourseFactory(title="Leading mentors")
    draft = CourseFactory(title="Not yet", status=CourseStatus.draft)
    steps = [CareerStep(key="lead/one", text="Lead a subject", href="/careers/lead#one")]
    kept = app.extensions.get(registry.STEPS)
    app.extensions[registry.STEPS] = [lambda: steps]
    try:
        page = client.get(f"/training/courses/{course.id}/around")
        assert not page.select(f'input[name="leads_to"][value="{course.id}"]'), "not on to itself"
        assert not page.select(f'input[name="leads_to"][value="{draft.id}"]')
        client.submit(f"/training/courses/{course.id}/around", leads_to=[str(after.id)], career_steps=["lead/one"])
        assert course.career_steps == ["lead/one"]
        page = client.get(f"/courses/{course.slug}")
        assert page.links["Leading mentors"] == f"/courses/{after.slug}"
        assert page.links["Lead a subject"] == "/careers/lead#one"
        steps.clear()
        assert "Lead a subject" not in client.get(f"/courses/{course.slug}").links, "a step that is no more"
    finally:
        app.extensions[registry.STEPS] = kept or []


def test_rooms_above_add_facts_to_a_course(app: Flask, client: StrictClient) -> None:
    course = CourseFactory()
    registry.register_course_facts(lambda shown: [CourseFact(key="Rated", text=f"4.6 of 5 ({shown.id})", href="#r")])
    try:
        assert client.get(f"/courses/{course.slug}").links[f"4.6 of 5 ({course.id})"] == "#r"
    finally:
        app.extensions[registry.FACTS].pop()


def test_a_provider_has_a_page_with_everything(client: StrictClient) -> None:
    run = CourseDateFactory(day=date(2026, 5, 6), course__title="Phonics")
    provider = run.course.provider
    client.sign_in(member(Role.provider_admin, provider))
    client.submit(
        "/training/provider",
        description="We **teach** teachers.",
        website="https://hub.example.org",
        email="a@b.example",
    )
    page = client.get(f"/providers/{provider.slug}")
    for words in ("We teach teachers.", "1 course", "Next dates", "Wednesday 6 May 2026"):
        assert words in page.text
    assert page.links["https://hub.example.org"] and page.links["a@b.example"] == "mailto:a@b.example"
    assert page.links["All dates in a calendar"] == f"/courses/calendar?provider={provider.slug}"


def test_a_provider_page_costs_the_same_however_many_dates(client: StrictClient, query_count: Any) -> None:
    provider = ProviderFactory()

    def asked() -> int:
        with query_count() as sent:
            client.get(f"/providers/{provider.slug}")
        return int(sent.count)

    CourseDateFactory(course__provider=provider)
    client.get(f"/providers/{provider.slug}")
    few = asked()
    for _ in range(8):
        CourseDateFactory(course__provider=provider)
    assert asked() == few <= 12
