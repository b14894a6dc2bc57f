"""What schools and trusts say of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import changes_of, record
from teachpb.db import db
from teachpb.files import operations as files
from teachpb.files.models import FileKind
from teachpb.files.operations import Upload
from teachpb.schools.errors import PictureNeedsWords
from teachpb.schools.models import School, SchoolProfile, Trust
from teachpb.schools.sections import FIELDS, Section

PURPOSE = "schools.photo"


def edit_profile(*, actor: User, school: School, section: Section, values: Mapping[str, Any]) -> SchoolProfile:
    """Write one part of a profile; ``values`` may hold fields of that part only (KeyError otherwise)."""
    profile = _profile(school)
    unknown = set(values) - set(FIELDS[section])
    if unknown:
        raise KeyError(f"not fields of {section}: {sorted(unknown)}")
    for name, value in values.items():
        setattr(profile, name, value or "")
    _note(actor, school, profile)
    return profile


def edit_picture(
    *, actor: User, school: School, photo_alt: str, scene: str, upload: Upload | None = None, remove: bool = False
) -> SchoolProfile:
    """Choose the scene, and set, describe or remove the photograph.

    Raises UploadRefused for a file that is no picture, PictureNeedsWords for a photograph without its description.
    """
    profile = _profile(school)
    had_photo = profile.photo_id is not None
    has_photo = upload is not None or (had_photo and not remove)
    if has_photo and not photo_alt:
        raise PictureNeedsWords
    if had_photo and (upload is not None or remove):
        _let_go(profile)
    if upload is not None:
        stored = files.store_upload(
            actor=actor,
            upload=upload,
            purpose=PURPOSE,
            kinds=[FileKind.image],
            public=True,
            organisation_id=school.id,
        )
        profile.photo_id = stored.id
    elif not has_photo:
        profile.photo_id = None
    profile.photo_alt = photo_alt if has_photo else ""
    profile.scene = scene
    _note(actor, school, profile)
    return profile


def mark_reviewed(*, actor: User, school: School) -> SchoolProfile:
    """Somebody of the school has read the profile and says that it is still true."""
    profile = _profile(school)
    before = profile.reviewed_at
    profile.reviewed_at = clock.now()
    record(
        actor=actor,
        verb="profile_reviewed",
        subject=profile,
        changes={"reviewed_at": (before and before.isoformat(), profile.reviewed_at.isoformat())},
        organisation_id=school.id,
    )
    return profile


def edit_trust(*, actor: User, trust: Trust, description: str) -> None:
    db.session.refresh(trust)  # what is not loaded has no “before” on record
    trust.description = description
    changes = changes_of(trust)
    if changes:
        record(actor=actor, verb="profile_edited", subject=trust, changes=changes, organisation_id=trust.id)


def _profile(school: School) -> SchoolProfile:
    if school.profile is None:
        school.profile = SchoolProfile(school_id=school.id)
        db.session.flush()
    db.session.refresh(school.profile)  # what is not loaded has no “before” on record
    return school.profile


def _let_go(profile: SchoolProfile) -> None:
    """Delete the present photograph, unless a predecessor's profile still shows it (nobody else can)."""
    if profile.photo is not None and profile.photo.organisation_id == profile.school_id:
        files.remove(profile.photo)


def _note(actor: User, school: School, profile: SchoolProfile) -> None:
    changes = changes_of(profile)
    if changes:
        record(actor=actor, verb="profile_edited", subject=profile, changes=changes, organisation_id=school.id)
