"""A school writes its profile."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.audit.models import AuditEntry
from teachpb.db import transaction
from teachpb.files.errors import UploadRefused
from teachpb.files.models import FileState, StoredFile
from teachpb.schools import operations
from teachpb.schools.errors import PictureNeedsWords
from teachpb.schools.models import Role, School, SchoolProfile
from teachpb.schools.sections import DEFAULT_SAFEGUARDING, Section
from tests.factories.schools import SchoolFactory, SchoolProfileFactory, TrustFactory, member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

SECTIONS = ["story", "working", "picture", "contact", "safeguarding"]


@pytest.fixture
def school(client: StrictClient) -> School:
    """A school without a profile, its recruiter signed in."""
    made: School = SchoolFactory(name="Heron School", slug="heron-school")
    client.sign_in(member(Role.recruiter, made, full_name="Ruth Penn"))
    return made


def picture(width: int = 640, kind: str = "PNG") -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", (width, width * 5 // 8), (180, 90, 60)).save(stream, kind)
    stream.seek(0)
    return stream


def profile_of(session: Session, school: School) -> SchoolProfile:
    return session.scalars(select(SchoolProfile).where(SchoolProfile.school_id == school.id)).one()


def entries(session: Session) -> list[AuditEntry]:
    wanted = AuditEntry.verb.in_(["profile_edited", "profile_reviewed"])
    return list(session.scalars(select(AuditEntry).where(wanted).order_by(AuditEntry.id)))


def test_one_school_is_gone_to_at_once(client: StrictClient, school: School) -> None:
    assert client.get("/hiring/profile", status=302).location == "/hiring/profile/heron-school"


def test_the_overview_says_what_is_missing_and_what_to_do(client: StrictClient, school: School) -> None:
    page = client.get("/hiring/profile/heron-school")
    assert "0 of 9 things are there." in page.text
    assert "Write a welcome of at least 20 words in the head’s own voice" in page.text
    assert "Nobody has looked it through yet." in page.text
    assert page.links["Preview"] == "/hiring/profile/heron-school/preview"
    assert "Community school" in page.text


def test_looking_writes_nothing(client: StrictClient, school: School, session: Session) -> None:
    for path in ("", "/preview", *(f"/{section}" for section in SECTIONS)):
        client.get(f"/hiring/profile/heron-school{path}")
    assert session.scalars(select(SchoolProfile)).all() == []


@pytest.mark.parametrize(
    ("section", "answers"),
    [
        ("story", {"welcome": "Come and see us.", "description": "By the river."}),
        ("working", {"work_for_us": "Open doors", "benefits": "Tea\nCake", "staff_quote": "Q", "staff_quote_by": "A"}),
        (
            "contact",
            {
                "contact_name": "Jo",
                "contact_email": "jo@example.org",
                "contact_phone": "01733 270243",
                "website": "https://heron.example",
                "facebook_url": "https://facebook.com/heron",
                "x_url": "https://x.com/heron",
                "instagram_url": "https://instagram.com/heron",
                "linkedin_url": "https://linkedin.com/heron",
                "youtube_url": "https://youtube.com/heron",
            },
        ),
        ("safeguarding", {"safeguarding": "We keep children safe."}),
    ],
)
def test_each_part_is_saved_and_audited(
    client: StrictClient, school: School, session: Session, section: str, answers: dict[str, str]
) -> None:
    page = client.submit(f"/hiring/profile/heron-school/{section}", **answers)
    assert page.location == "/hiring/profile/heron-school"
    assert "is saved and can be seen by everybody" in client.follow(page).flashes[0]
    profile = profile_of(session, school)
    assert {name: getattr(profile, name).replace("\r", "") for name in answers} == answers
    entry = entries(session)[-1]
    assert (entry.verb, entry.actor_label, entry.organisation_id) == ("profile_edited", "Ruth Penn", school.id)
    assert set(answers) <= set(entry.changes)
    shown = client.submit(f"/hiring/profile/heron-school/{section}")
    assert shown.location
    assert len(entries(session)) == 1, "saving the same again is no change"


@pytest.mark.parametrize(
    ("section", "field", "value", "error"),
    [
        ("story", "welcome", "word " * 301, "must be 300 words or fewer"),
        ("working", "staff_quote", "word " * 81, "must be 80 words or fewer"),
        ("contact", "contact_email", "jo at example", "email address"),
        ("contact", "contact_phone", "12", "Enter a phone number"),
        ("contact", "facebook_url", "javascript:alert(1)", "Facebook page"),
        ("contact", "website", "http://user:pass@x", ""),
        ("safeguarding", "safeguarding", "word " * 151, "must be 150 words or fewer"),
    ],
)
def test_what_cannot_be_saved(
    client: StrictClient, school: School, session: Session, section: str, field: str, value: str, error: str
) -> None:
    page = client.submit(f"/hiring/profile/heron-school/{section}", 200, **{field: value})
    assert len(page.errors) == 1
    assert error in page.errors[0]
    assert session.scalars(select(SchoolProfile)).all() == []


def test_the_suggested_statement_is_offered_and_saved(client: StrictClient, school: School, session: Session) -> None:
    client.submit("/hiring/profile/heron-school/safeguarding")
    assert profile_of(session, school).safeguarding == DEFAULT_SAFEGUARDING


def test_what_stood_before_is_on_record(client: StrictClient, school: School, session: Session) -> None:
    SchoolProfileFactory(school=school, welcome="Old words")
    client.submit("/hiring/profile/heron-school/story", welcome="New words")
    assert entries(session)[-1].changes == {"welcome": ["Old words", "New words"]}


def test_a_statement_can_be_taken_back(client: StrictClient, school: School, session: Session) -> None:
    SchoolProfileFactory(school=school, safeguarding="Ours.")
    client.submit("/hiring/profile/heron-school/safeguarding", safeguarding="")
    assert profile_of(session, school).safeguarding == ""


def upload(client: StrictClient, status: int = 302, **fields: Any) -> Any:
    return client.post("/hiring/profile/heron-school/picture", fields, status, content_type="multipart/form-data")


def test_a_photograph_is_shown_with_its_words(client: StrictClient, school: School, session: Session) -> None:
    upload(client, photo=(picture(), "front.png"), photo_alt="The front of the school", scene="river")
    profile = profile_of(session, school)
    assert profile.photo is not None
    assert (profile.photo.purpose, profile.photo.public, profile.photo.organisation_id) == (
        "schools.photo",
        True,
        school.id,
    )
    assert profile.scene == "river"
    image = client.get("/schools/heron-school").select("img.tp-hero__picture")[0]
    assert image["alt"] == "The front of the school"
    assert str(image["src"]).startswith("/files/")
    client.get(str(image["src"]))
    assert "photo_id" in entries(session)[-1].changes


def test_a_new_photograph_takes_the_place_of_the_old(client: StrictClient, school: School, session: Session) -> None:
    upload(client, photo=(picture(), "a.png"), photo_alt="Old")
    upload(client, photo=(picture(700), "b.png"), photo_alt="New")
    files = session.scalars(select(StoredFile).order_by(StoredFile.id)).all()
    assert [file.state for file in files] == [FileState.removed, FileState.clean]
    assert profile_of(session, school).photo_id == files[1].id


def test_a_photograph_is_kept_while_its_words_change(client: StrictClient, school: School, session: Session) -> None:
    upload(client, photo=(picture(), "a.png"), photo_alt="Old words")
    before = profile_of(session, school).photo_id
    upload(client, photo_alt="New words")
    profile = profile_of(session, school)
    assert (profile.photo_id, profile.photo_alt) == (before, "New words")


def test_a_photograph_is_removed(client: StrictClient, school: School, session: Session) -> None:
    upload(client, photo=(picture(), "a.png"), photo_alt="Words")
    upload(client, photo_alt="Words", remove_photo="yes")
    profile = profile_of(session, school)
    assert (profile.photo_id, profile.photo_alt) == (None, "")
    assert session.scalars(select(StoredFile)).one().state is FileState.removed
    assert not client.get("/schools/heron-school").select("img.tp-hero__picture:not(.tp-scene)")


def test_a_photograph_needs_words(client: StrictClient, school: School, session: Session) -> None:
    page = upload(client, 200, photo=(picture(), "a.png"), photo_alt="")
    assert page.errors == ["Describe what the photograph shows, for people who cannot see it"]
    assert session.scalars(select(StoredFile)).all() == []


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"<html>", "a.png"), (b"", "a.png"), (b"%PDF-1.4", "a.jpg"), (b"GIF89a" + b"0" * 20, "a.jpg")],
)
def test_what_is_no_picture(client: StrictClient, school: School, session: Session, content: bytes, name: str) -> None:
    page = upload(client, 200, photo=(io.BytesIO(content), name), photo_alt="Words")
    assert len(page.errors) == 1
    assert session.scalars(select(StoredFile)).all() == []


def test_operations_refuse_by_themselves(session: Session) -> None:
    school = SchoolFactory()
    actor = member(Role.owner, school)
    with pytest.raises(PictureNeedsWords), transaction():
        operations.edit_picture(actor=actor, school=school, photo_alt="", scene="", upload=_file(picture()))
    with pytest.raises(UploadRefused), transaction():
        operations.edit_picture(actor=actor, school=school, photo_alt="x", scene="", upload=_file(io.BytesIO(b"no")))
    with pytest.raises(KeyError), transaction():
        operations.edit_profile(actor=actor, school=school, section=Section.story, values={"reviewed_at": clock.now()})
    assert session.scalars(select(SchoolProfile)).all() == []


def _file(stream: io.BytesIO) -> Any:
    from werkzeug.datastructures import FileStorage

    return FileStorage(stream, "a.png")


def test_the_preview_is_the_public_page_with_a_notice(client: StrictClient, school: School) -> None:
    SchoolProfileFactory(school=school, welcome="Come and see us.")
    page = client.get("/hiring/profile/heron-school/preview")
    assert page.h1 == "Heron School"
    assert "This is what everybody sees" in page.text
    assert "Come and see us." in page.text
    assert page.select('meta[name="robots"][content="noindex"]')
    assert "This is what everybody sees" not in client.get("/schools/heron-school").text


def test_still_true(client: StrictClient, school: School, session: Session, frozen: FrozenClock) -> None:
    page = client.post("/hiring/profile/heron-school/reviewed")
    assert "marked as true today" in client.follow(page).flashes[0]
    assert profile_of(session, school).reviewed_at == frozen.moment
    assert "Last looked through on Friday 24 April 2026." in client.get("/hiring/profile/heron-school").text
    assert entries(session)[-1].verb == "profile_reviewed"


def test_editing_does_not_count_as_looking_through(client: StrictClient, school: School, session: Session) -> None:
    client.submit("/hiring/profile/heron-school/story", welcome="Hello")
    assert profile_of(session, school).reviewed_at is None


def test_a_trusts_people_see_all_their_schools_worst_first(client: StrictClient) -> None:
    trust = TrustFactory(name="Lode Trust", slug="lode-trust")
    good = SchoolProfileFactory(school=SchoolFactory(name="A School", trust=trust), work_for_us="Yes").school
    bare = SchoolFactory(name="B School", trust=trust)
    client.sign_in(member(Role.recruiter, trust))
    page = client.get("/hiring/profile")
    assert [cell.get_text(strip=True) for cell in page.select("tbody th")] == [bare.name, good.name]
    assert page.links["B School"] == f"/hiring/profile/{bare.slug}"
    client.submit(f"/hiring/profile/{bare.slug}/story", welcome="Written by the trust")
    assert "Written by the trust" in client.get(f"/schools/{bare.slug}").text


def test_a_trust_writes_about_itself(client: StrictClient, session: Session) -> None:
    trust = TrustFactory(name="Lode Trust", slug="lode-trust")
    client.sign_in(member(Role.owner, trust))
    assert client.get("/hiring/profile").links["Write what Lode Trust says of itself"]
    page = client.submit("/hiring/profile/trusts/lode-trust", description="We share teachers.")
    assert page.location == "/hiring/profile"
    assert "We share teachers." in client.get("/trusts/lode-trust").text
    assert entries(session)[-1].changes["description"] == ["", "We share teachers."]
    page = client.submit("/hiring/profile/trusts/lode-trust", 200, description="word " * 601)
    assert "must be 600 words or fewer" in page.errors[0]


def test_a_complete_profile_says_so(client: StrictClient, school: School) -> None:
    SchoolProfileFactory(
        school=school,
        welcome="word " * 20,
        description="word " * 40,
        work_for_us="Open doors",
        benefits="Tea\nCake\nParking",
        staff_quote="I stayed.",
        staff_quote_by="Amina",
        contact_name="Jo",
        contact_email="jo@example.org",
        website="https://heron.example",
        safeguarding="Safe.",
    )
    upload(client, photo=(picture(), "a.png"), photo_alt="Words")
    page = client.get("/hiring/profile/heron-school")
    assert "Your profile is complete." in page.text
    assert "To do" not in page.text
