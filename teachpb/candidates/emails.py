"""Mail to candidates about their profile. Subjects name nobody."""

from __future__ import annotations

from teachpb import clock
from teachpb.candidates.models import CandidateProfile, JobInvitation
from teachpb.candidates.rules import OFF_AFTER
from teachpb.notifications.message import Message


def invitation(sent: JobInvitation, profile: CandidateProfile) -> Message:
    return Message(
        to=profile.user.email,
        to_name=profile.full_name,
        subject="A school invites you to apply",
        template="candidates/invitation",
        context={"vacancy": sent.vacancy, "profile": profile, "organisation": sent.vacancy.organisation},
        kind="candidates.invitation",
        user_id=profile.user_id,
        dedupe_key=f"job-invitation-{sent.id}",
    )


def warning(profile: CandidateProfile) -> Message:
    seen = max(filter(None, (profile.user.last_signed_in_at, profile.visible_at)), default=profile.created_at)
    return Message(
        to=profile.user.email,
        to_name=profile.full_name,
        subject="Shall schools still see your profile?",
        template="candidates/warning",
        context={"profile": profile, "day": clock.london_day(seen + OFF_AFTER)},
        kind="candidates.warning",
        user_id=profile.user_id,
    )


def switched_off(profile: CandidateProfile) -> Message:
    return Message(
        to=profile.user.email,
        to_name=profile.full_name,
        subject="Schools no longer see your profile",
        template="candidates/switched_off",
        context={"profile": profile},
        kind="candidates.switched_off",
        user_id=profile.user_id,
    )
