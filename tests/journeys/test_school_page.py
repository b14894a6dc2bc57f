"""A school tells people who it is, and people find it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from PIL import Image
from sqlalchemy import select

from teachpb.db import db
from teachpb.schools.models import School
from tests.support.browser import Visitor

Visit = Callable[..., Visitor]
Work = Callable[[str], Any]
WELCOME = "Our school smells of bread on Fridays, because Year 5 bakes."
ALT = "Children carrying loaves across the yard"


def my_school(head: Visitor) -> str:
    head.go("/hiring/profile")
    return head.page.locator("main .tp-lead").inner_text()


def test_people_find_a_school_by_word_and_by_place(visit: Visit, world: Flask) -> None:
    school = db.session.scalars(select(School).where(School.postcode != "").order_by(School.name)).first()
    assert school is not None
    visitor = visit(width=375)
    visitor.go("/schools")
    visitor.fill("School name or kind", school.name)
    visitor.press("Find schools")
    visitor.press(school.name)
    assert visitor.h1 == school.name
    assert school.postcode in visitor.text

    visitor.go("/schools")
    visitor.fill("Near postcode, town or village", school.postcode)
    visitor.press("Find schools")
    assert "by distance from" in visitor.text
    places = visitor.page.locator("main article .tp-card__place").all_inner_texts()
    miles = [float(found[1]) for text in places if (found := re.search(r"([\d.]+) miles away", text))]
    assert len(miles) == len(places) >= 10
    assert miles == sorted(miles), "nearest first"
    visitor.fill("Near postcode, town or village", "Nowhere on Sea")
    visitor.press("Find schools")
    assert "We do not know a place called" in visitor.text


def test_the_head_writes_the_page_and_everybody_reads_it(sign_in: Visit, visit: Visit) -> None:
    head = sign_in("head")
    name = my_school(head)
    head.follow("Welcome and story")
    head.fill("Welcome from the head", WELCOME)
    head.press("Save")
    assert "is saved and can be seen by everybody" in head.text
    head.follow("Working here")
    head.fill("Benefits for staff", "Free bread\nA bicycle shed with a roof")
    head.press("Save")
    head.press("Preview")
    assert WELCOME in head.text
    assert "Free bread" in head.text
    head.follow("Go on editing")
    head.press("Still true")
    assert "The profile is marked as true today" in head.text
    assert "Last looked through on" in head.text

    visitor = visit(width=320)
    visitor.go("/schools")
    visitor.fill("School name or kind", name)
    visitor.press("Find schools")
    visitor.press(name)
    assert WELCOME in visitor.text
    assert "A bicycle shed with a roof" in visitor.text
    assert "Preview" not in visitor.text


def test_a_photograph_needs_words_and_is_then_shown(sign_in: Visit, visit: Visit, work: Work, tmp_path: Path) -> None:
    photo = tmp_path / "loaves.jpg"
    Image.new("RGB", (1600, 1000), (180, 120, 60)).save(photo)
    head = sign_in("head")
    my_school(head)
    head.follow("Picture")
    head.upload("Upload a photograph", photo)
    head.fill("Describe the photograph", "")
    head.press("Save")
    assert head.page.title().startswith("Error: ")
    head.upload("Upload a photograph", photo)
    head.fill("Describe the photograph", ALT)
    head.press("Save")
    assert "is saved" in head.text
    work("files.scan_pending")

    head.press("Preview")
    public = head.page.url.replace("/hiring/profile/", "/schools/").replace("/preview", "")
    visitor = visit()
    visitor.go(public)
    picture = visitor.page.get_by_role("img", name=ALT)
    assert picture.count() >= 1
    assert picture.first.evaluate("image => image.complete && image.naturalWidth > 0")
