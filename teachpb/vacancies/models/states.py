"""The states of a vacancy: which may follow which, and what may still be edited in each.

``scheduled``, ``live`` and ``expired`` follow the clock. The stored state may lag behind it by as long as the worker
was away, so whoever asks what a vacancy *is* asks ``state_at``, which looks at the clock.
"""

from __future__ import annotations

from datetime import datetime

from teachpb.db import LabelledEnum


class VacancyState(LabelledEnum):
    draft = "draft", "Draft"
    scheduled = "scheduled", "Scheduled"
    live = "live", "Live"
    expired = "expired", "Closed"
    ended_early = "ended_early", "Ended early"
    removed = "removed", "Removed"


class VacancyOutcome(LabelledEnum):
    """What came of it, asked after closing."""

    hired_here = "hired_here", "We hired somebody who found the job on this site"
    hired_other_free = "hired_other_free", "We hired somebody who found it elsewhere, free of charge"
    hired_paid = "hired_paid", "We hired somebody through a paid advert or an agency"
    hired_without_advert = "hired_without_advert", "We filled it without an advert"
    not_filled_still_looking = "not_filled_still_looking", "We have not filled it and are still looking"
    not_filled_stopped = "not_filled_stopped", "We have not filled it and have stopped looking"
    unknown = "unknown", "I do not know"


class ListedElsewhere(LabelledEnum):
    """Where else the post was advertised, asked together with the outcome."""

    nowhere = "nowhere", "No, only on this site"
    free = "free", "Yes, where it is free"
    paid = "paid", "Yes, where we paid for it"
    free_and_paid = "free_and_paid", "Yes, both free and paid for"
    unknown = "unknown", "I do not know"


class RelistReason(LabelledEnum):
    """Why a post is advertised again."""

    no_applications = "no_applications", "Nobody applied"
    no_right_candidate = "no_right_candidate", "We did not find the right person"
    fell_through = "fell_through", "The person we chose is not coming, or has left"
    other = "other", "Another reason"


class ExtensionReason(LabelledEnum):
    """Why a closing date was moved."""

    no_applications = "no_applications", "Nobody has applied"
    no_right_candidate = "no_right_candidate", "We have not found the right person"
    other = "other", "Another reason"


_S = VacancyState

#: state -> the states it may become. Nothing else is a transition, and nothing comes back from ``removed``.
TRANSITIONS: dict[VacancyState, frozenset[VacancyState]] = {
    _S.draft: frozenset({_S.scheduled, _S.live, _S.removed}),
    _S.scheduled: frozenset({_S.draft, _S.live, _S.expired, _S.removed}),
    _S.live: frozenset({_S.expired, _S.ended_early, _S.removed}),
    _S.expired: frozenset({_S.removed}),
    _S.ended_early: frozenset({_S.removed}),
    _S.removed: frozenset(),
}

#: States whose page the public may see (once its opening moment has come).
PUBLIC_STATES = frozenset({_S.live, _S.expired, _S.ended_early})

#: States that the clock moves on.
CLOCK_STATES = frozenset({_S.scheduled, _S.live, _S.expired})


def state_at(
    stored: VacancyState, opens_at: datetime | None, closes_at: datetime | None, moment: datetime
) -> VacancyState:
    """The state at ``moment``: open from ``opens_at`` (included) to ``closes_at`` (no longer included)."""
    if stored not in CLOCK_STATES or opens_at is None or closes_at is None:
        return stored
    if moment >= closes_at:
        return VacancyState.expired
    return VacancyState.live if moment >= opens_at else VacancyState.scheduled


#: What an applicant has been promised: fixed from the moment the advert is public.
FROZEN_FIELDS = frozenset(
    {
        "organisation_id",
        "schools",
        "at_head_office",
        "office_address",
        "office_postcode",
        "campus_address",
        "campus_postcode",
        "title",
        "job_roles",
        "phases",
        "key_stages",
        "subjects",
        "contract_type",
        "contract_duration",
        "is_parental_leave_cover",
        "working_patterns",
        "is_job_share",
        "publish_on",
        "application_method",
        "religious_form",
        "ect_status",
        "qts_required",
    }
)

#: Improved freely while people are applying; anonymising only until the first application (``lifecycle``).
LASTING_FIELDS = frozenset(
    {
        "working_patterns_details",
        "start_type",
        "starts_on",
        "starts_earliest_on",
        "starts_latest_on",
        "start_words",
        "pay_scale",
        "pay_point_from",
        "pay_point_to",
        "pay_min_pence",
        "pay_max_pence",
        "pay_period",
        "pay_is_full_time_equivalent",
        "fte_basis_points",
        "pay_words",
        "allowances",
        "allowances_details",
        "skills_and_experience",
        "school_offer",
        "flexible_working",
        "further_details",
        "school_visits",
        "visa_sponsorship",
        "closes_at",
        "application_link",
        "is_anonymised",
        "has_documents",
        "contact_email",
        "contact_is_confirmed",
        "contact_phone",
    }
)

#: Every field the wizard writes.
CONTENT_FIELDS = FROZEN_FIELDS | LASTING_FIELDS

#: States in which files may be added and taken away. (The form of a live advert is replaced, never only taken away.)
FILE_STATES = frozenset({_S.draft, _S.scheduled, _S.live})

#: state -> the fields an edit may touch. Enforced in ``operations.edit`` for every caller, people and machines.
EDITABLE_FIELDS: dict[VacancyState, frozenset[str]] = {
    _S.draft: CONTENT_FIELDS,
    _S.scheduled: CONTENT_FIELDS - {"organisation_id"},
    _S.live: LASTING_FIELDS,
    _S.expired: frozenset(),
    _S.ended_early: frozenset(),
    _S.removed: frozenset(),
}
